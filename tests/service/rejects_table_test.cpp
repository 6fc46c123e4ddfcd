// T10b against the rejected rows that the store keeps.
#include <cmath>

#include "service/bulletin/mensual.hpp"
#include "service/bulletin/sections.hpp"
#include "service/document.hpp"
#include "service/support.hpp"
#include "service/written_city.hpp"

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

TEST(RejectsTable, OneRowIsOne) {
    WrittenCity city{"aldea"};
    city.city("\"hechos\"", WrittenCity::layer(2, "barrio"));
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                "[offence]\ncolumns = [\"tipo\"]\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string facts = "id,dia,tipo\n1,,Robo\n";
    for (int i = 2; i < 40; ++i)
        facts += std::to_string(i) + (i % 2 ? ",2019-08-03" : ",2020-08-03") + ",Robo\n";
    Town& town = city.publish({city.file("hechos.csv", facts)});
    const BulletinRequest august{.month = *parse_month("2020-08"), .vintage = town.newest()};
    Desk desk{*town.worlds, august};
    const auto table = rejects_table(desk);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->subtitle, "de 1 fila rechazada");
    EXPECT_THAT(text_of(monthly_bulletin(*town.worlds, august).document),
                HasSubstr("39 filas de hechos leídas en todas las entregas hasta el corte: 38 aceptadas, "
                          "1 rechazada, 0 duplicadas."));
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
