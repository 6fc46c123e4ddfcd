// Panama's community justice under two laws: a fact is of the law of its day, and the limits of the new one are amounts.
#include <nlohmann/json.hpp>

#include "service/crosswalk_moves.hpp"
#include "service/taxonomy.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

constexpr const char* list_id = "justicia-comunitaria-pa";

const std::vector<Taxonomy>& all() {
    static const auto lists = taxonomies(find_share());
    return lists;
}

const Taxonomy& law_of(const char* day) {
    return *in_force(all(), list_id, *parse_day(day));
}

TEST(CommunityJustice, TheLawInForceIsThatOfTheDay) {
    EXPECT_EQ(law_of("2025-03-15").version, "ley-16-2016");
    EXPECT_EQ(law_of("2025-04-23").version, "ley-16-2016");
    EXPECT_EQ(law_of("2025-04-24").version, "ley-467-2025");
    EXPECT_EQ(law_of("2025-06-15").version, "ley-467-2025");
    EXPECT_EQ(law_of("2025-06-15").codes.size(), 14U) << "the matters of article 29";
}

TEST(CommunityJustice, NoCodeIsOfBothLaws) {
    for (const auto& code : law_of("2020-01-01").codes)
        EXPECT_EQ(law_of("2026-01-01").find(code.code), nullptr) << code.code;
}

TEST(CommunityJustice, LimitsAreAmountsToTheCent) {
    const auto& law = law_of("2025-06-15");
    for (const char* code : {"pa467-11", "pa467-13", "pa467-14"}) {
        const auto limits = law.limits_of(code);
        ASSERT_EQ(limits.size(), 2U) << code;
        EXPECT_EQ(limits[0].kind, ClassLimit::Kind::matter);
        EXPECT_EQ(limits[0].amount, (Amount{"PAB", 100000}));
        EXPECT_EQ(limits[1].kind, ClassLimit::Kind::exclusive);
        EXPECT_EQ(limits[1].amount, (Amount{"PAB", 25000}));
    }
    EXPECT_TRUE(law.limits_of("pa467-03").empty());
    const auto within = [&](const char* written, std::size_t limit) {
        return at_most(*parse_amount(written, "PAB"), law.limits_of("pa467-13")[limit].amount);
    };
    EXPECT_EQ(within("250.00", 1), true);
    EXPECT_EQ(within("250.01", 1), false);
    EXPECT_EQ(within("1,000.00", 0), true);
    EXPECT_EQ(within("1,000.01", 0), false);
}

// A register of one house of justice: each case has the code of the law of its day, and a rule of the source holds the
// amounts against the limit.
TEST(CommunityJustice, CasesKeepTheLawOfTheirDayAndTheirAmountsAreJudged) {
    WrittenCity written{"aldea"};
    written.city("\"casa\"", WrittenCity::layer(2, "barrio"));
    written.source("casa", "incidents", "csv",
                   "[key]\ncolumns = [\"caso\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                   "[offence]\ncolumns = [\"asunto\"]\n"
                   "[[rule]]\nid = \"monto-del-asunto\"\nleft = \"[monto]\"\noperator = \"<=\"\nright = "
                   "\"1000\"\nof = \"rows\"\n");
    written.codes("casa",
                  "rina@2016,Riña o pelea,,Riña,Rixa,Brawl,pa16-asunto,inside,,\n"
                  "rina@2025-04-24,Riña o pelea,,Riña,Rixa,Brawl,pa467-03,exact,,\n"
                  "apropiacion@2025-04-24,Apropiación,,Apropiación,Apropriação,Taking,pa467-13,exact,,\n");
    written.beside(
        "casa", "versions.toml",
        "[[versions]]\nid = \"2025-04-24\"\nwhat = { es = \"Ley 467 de 2025\", pt = \"Lei 467 de 2025\", en "
        "= \"Law 467 of 2025\" }\nact = \"Gaceta Oficial 30265\"\n");
    auto& town =
        written.publish({written.file("casa.csv",
                                      "caso,dia,asunto,monto\n1,2025-03-10,Riña o pelea,\n"
                                      "2,2025-06-10,Riña o pelea,\n3,2025-06-11,Apropiación,1000.00\n"
                                      "4,2025-06-12,Apropiación,1000.01\n")});
    const auto rows = rows_by_code(*town.store, "casa", town.store->vintage("").no);
    EXPECT_EQ(rows.at("rina@2016"), 1) << "of March";
    EXPECT_EQ(rows.at("rina@2025-04-24"), 1) << "of June";
    EXPECT_EQ(rows.at("apropiacion@2025-04-24"), 2);
    const auto runs = town.store->records().runs("aldea");
    std::vector<std::string> told;
    for (const auto& kept : town.store->records().findings("aldea", runs.back().id))
        if (kept.finding.check == "rule_broken") told.push_back(kept.finding.detail);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_THAT(told[0], HasSubstr("1000.01"));
}

}  // namespace
}  // namespace atalaya::service
