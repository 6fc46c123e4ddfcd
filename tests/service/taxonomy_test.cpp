#include "service/taxonomy.hpp"

#include <algorithm>
#include <map>
#include <random>

#include "intake/csv.hpp"
#include "support.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

const Taxonomy& iccs() {
    static const auto all = taxonomies(find_share());
    return *std::ranges::find(all, "iccs", &Taxonomy::id);
}

TEST(Taxonomy, EveryListSaysWhoseItIsAndUnderWhatLicence) {
    for (const auto& list : taxonomies(find_share())) {
        EXPECT_FALSE(list.publisher.empty() || list.licence.empty() || list.source.empty()) << list.id;
        for (const auto& code : list.codes)
            EXPECT_FALSE(code.name.es.empty() || code.name.pt.empty() || code.name.en.empty()) << code.code;
        for (const auto& [alias, code] : list.aliases) {
            EXPECT_EQ(list.find(alias), nullptr) << alias;
            EXPECT_NE(list.find(code), nullptr) << code;
        }
    }
}

TEST(Taxonomy, WhatIsPrintedOtherwiseAndWhatLostItsZeroLeadToTheCode) {
    EXPECT_EQ(iccs().canonical("01042"), "01049");
    EXPECT_EQ(iccs().canonical("0908"), "0909");
    EXPECT_EQ(iccs().canonical("0101"), "0101");
    EXPECT_EQ(iccs().with_its_zero("101"), "0101");
    EXPECT_EQ(iccs().with_its_zero("1042"), "01049");
    EXPECT_EQ(iccs().with_its_zero("0101"), std::nullopt);
    EXPECT_EQ(iccs().with_its_zero("999"), std::nullopt);
    EXPECT_EQ(iccs().with_its_zero("robo"), std::nullopt);
}

// A section of two digits with a zero before it may be another code: what is one already is left as it is.
TEST(Taxonomy, AllOfIccsLoseTheirZeroAndGetItBack) {
    for (const auto& code : iccs().codes) {
        if (!code.code.starts_with('0')) continue;
        const auto number = code.code.substr(1);
        EXPECT_EQ(iccs().find(number), nullptr) << code.code;
        EXPECT_EQ(iccs().with_its_zero(number), code.code);
    }
}

TEST(Taxonomy, TheCodesOfIccsComeBackFromCsvAsTheyWere) {
    std::string text = "code,es\n";
    for (const auto& code : iccs().codes) text += code.code + ",\"" + code.name.es + "\"\n";
    const auto rows = intake::csv_rows(text, ',');
    ASSERT_EQ(rows.size(), 321U);
    for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_EQ(rows[i][0], iccs().codes[i - 1].code);
}

// What is counted at a code is its own and what its children count, whatever the counts.
TEST(Taxonomy, CountsOfAParentAreItsOwnAndThoseOfItsChildren) {
    std::mt19937 random{14};
    for (int round = 0; round < 200; ++round) {
        std::map<std::string, int> own, by_prefix, by_parent;
        for (const auto& code : iccs().codes) own[code.code] = static_cast<int>(random() % 5);
        for (const auto& code : iccs().codes)
            for (const auto& above : iccs().codes)
                if (code.code.starts_with(above.code)) by_prefix[above.code] += own[code.code];
        for (int level = 4; level >= 1; --level) {
            for (const auto& code : iccs().codes) {
                if (code.level != level) continue;
                by_parent[code.code] += own[code.code];
                by_parent[code.parent] += by_parent[code.code];
            }
        }
        for (const auto& code : iccs().codes) EXPECT_EQ(by_parent[code.code], by_prefix[code.code]);
    }
}

TEST(Taxonomy, ACodePrintedOtherwiseInACrosswalkIsKeptAsTheListHasIt) {
    const WrittenCity city{"aldea"};
    city.city(R"("hechos")", WrittenCity::layer(2, "barrio"));
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n"
                "[offence]\ncolumns = [\"tipo\"]\n");
    city.codes("hechos", "suicidio,Suicidio,,Suicidio,Suicídio,Suicide,01042|0908,inside,,\n");
    const auto catalogue = city.catalogue();
    EXPECT_THAT(catalogue.source("hechos").labels[0].iccs, testing::ElementsAre("01049", "0909"));
    EXPECT_THAT(catalogue.coding("hechos")->uses[0].crosswalk.rows[0].iccs,
                testing::ElementsAre("01049", "0909"));
}

TEST(Taxonomy, TheVersionOfADayIsTheOneInForce) {
    const auto day = [](int year, unsigned month, unsigned of) {
        return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of}};
    };
    std::vector<Taxonomy> all{{.id = "ley", .version = "2016", .valid_to = day(2025, 4, 23)},
                              {.id = "ley", .version = "2025", .valid_from = day(2025, 4, 24)}};
    EXPECT_EQ(in_force(all, "ley", day(2025, 4, 23))->version, "2016");
    EXPECT_EQ(in_force(all, "ley", day(2025, 4, 24))->version, "2025");
    EXPECT_EQ(in_force(all, "otra", day(2025, 4, 24)), nullptr);
}

}  // namespace
}  // namespace atalaya::service
