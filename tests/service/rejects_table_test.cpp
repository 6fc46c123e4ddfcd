// T10b against the rejected rows that the store keeps.
#include <cmath>

#include "service/bulletin/sections.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

// Rows of each source and reason, as the store keeps them, without those of a second reader of the same files.
std::map<std::pair<std::string, std::string>, std::int64_t> kept(Town& town, Desk& desk) {
    std::map<std::pair<std::string, std::string>, std::int64_t> rows;
    for (const auto& run : town.store->records().runs(town.catalogue.city.id)) {
        const auto& source = town.catalogue.source(run.source);
        if (!source.beside.empty()) continue;
        for (const auto& count : town.store->records().reject_counts(town.catalogue.city.id, run.id))
            rows[{std::string{desk.in_language(source.name)}, desk.say("reject." + count.reason)}] +=
                count.rows;
    }
    return rows;
}

// Two sources read the files of the police: their rejected rows are there once.
TEST(RejectsTable, AddsUpToTheRowsThatWereRejected) {
    auto& town = marejada();
    Desk desk{*town.worlds, {.month = *parse_month("2024-12")}};
    const auto table = rejects_table(desk);
    ASSERT_TRUE(table);
    auto expected = kept(town, desk);
    std::int64_t all = 0;
    for (const auto& [of, rows] : expected) all += rows;
    EXPECT_THAT(table->subtitle, HasSubstr("de " + std::to_string(all) + " filas rechazadas"));

    EXPECT_EQ(table->rows.size(), expected.size());
    std::int64_t listed = 0, before = all;
    for (const auto& row : table->rows) {
        const auto n = std::llround(row[2].value.value_or(-1));
        EXPECT_EQ(n, (expected[{render::plain(row[1].text), render::plain(row[0].text)}]));
        EXPECT_LE(n, before) << "most first";
        before = n;
        listed += n;
    }
    EXPECT_EQ(listed, all);
}

// The rows of the city's reports of violence in the home are kept back from the public; so is the total.
TEST(RejectsTable, ForThePublicIsWithoutTheTotalWhereASourceIsKeptBack) {
    Desk desk{*marejada().worlds, {.month = *parse_month("2024-12"), .profile = "publico"}};
    const auto table = rejects_table(desk);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->subtitle, "");
}

}  // namespace
}  // namespace atalaya::service
