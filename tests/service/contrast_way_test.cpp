#include "service/contrast_way.hpp"

#include <fmt/format.h>

#include "written_city.hpp"

namespace atalaya::service {
namespace {

using namespace std::chrono_literals;

const World& world() {
    return marejada().worlds->at("");
}

Claim claimed(const std::string& text) {
    return parse_claim(world(), {.text = text});
}

TEST(ContrastWay, EachSpanIsOfTheMonthsThatItsNameSays) {
    const Claim claim = claimed("hubo 100 robos en agosto de 2024");
    const auto of = [&](const char* span) { return iso(Way{.span = span, .against = ""}.period(claim)); };
    EXPECT_EQ(of(""), "2024-08");
    EXPECT_EQ(of("month"), "2024-08");
    EXPECT_EQ(of("month_before"), "2024-07");
    EXPECT_EQ(of("year_before"), "2023-08");
    EXPECT_EQ(of("quarter"), "2024-06-01/2024-08-31");
    EXPECT_EQ(of("year_to_date"), "2024-01-01/2024-08-31");
    EXPECT_EQ(of("twelve"), "2023-09-01/2024-08-31");
    EXPECT_EQ(of("calendar_year"), "2024");
    EXPECT_EQ(of("half"), "2024-03-01/2024-08-31");
    EXPECT_EQ(of("before"), "2024-07");
    EXPECT_EQ(of("years_2"), "2022-08");
    Way so_far = our_way(world(), world().catalogue().indicator("robo"), claim);
    so_far.span = "year_so_far";
    const auto known = world().known_months("robo");
    EXPECT_EQ(so_far.period(claim).first, first_day(2024y / std::chrono::January));
    EXPECT_EQ(so_far.period(claim).past_end, known->past_end);
}

TEST(ContrastWay, EachBaseIsOfTheMonthsThatItsNameSays) {
    const Claim claim = claimed("los robos bajaron 40 % de enero a marzo de 2024");
    const auto of = [&](const char* against) {
        return iso(Way{.span = "", .against = against}.period_against(claim));
    };
    EXPECT_EQ(of(""), "2023-01-01/2023-03-31");
    EXPECT_EQ(of("year"), "2023-01-01/2023-03-31");
    EXPECT_EQ(of("two_years"), "2022-01-01/2022-03-31");
    EXPECT_EQ(of("before"), "2023-10-01/2023-12-31");
    EXPECT_EQ(of("whole_year"), "2023");
    EXPECT_EQ(of("years_3"), "2021-01-01/2021-03-31");
    EXPECT_EQ(of("first"), "2024-01");
    EXPECT_EQ(iso(Way{.span = "", .against = "first"}.period(claim)), "2024-03");
}

TEST(ContrastWay, OursIsWhatThePageCounts) {
    const auto& robbery = world().catalogue().indicator("robo");
    const Way way = our_way(world(), robbery, claimed("hubo 100 robos en agosto de 2024"));
    EXPECT_EQ(way.counted, std::vector<std::string>{"robo"});
    EXPECT_EQ(way.units, robbery.counts_units);
    EXPECT_TRUE(way.territory->territory.is_city());
    EXPECT_EQ(way.exposure, "") << "a count is divided by nothing";
    EXPECT_EQ(
        our_way(world(), robbery, claimed("la tasa de robos fue de 500 por 100.000 habitantes")).exposure,
        "residents");
}

// One list ends in 2019 and the next begins in 2020: each is absent from the other's year, and nothing is missing.
TEST(ContrastWay, AListThatAnotherFollowsIsNoSilence) {
    WrittenCity written{"relevo"};
    const std::string what = std::string{"what = "} + WrittenCity::words + "\n";
    written.city(R"("vieja", "nueva")",
                 WrittenCity::layer(2, "barrio") +
                     "[[coverage]]\nsource = \"vieja\"\nfirst = \"2020-01-01\"\n" + what +
                     "[[coverage]]\nsource = \"nueva\"\nlast = \"2019-12-31\"\n" + what);
    const auto list_of = [&](const std::string& id, const std::string& year, int months) {
        written.source(id, "incidents", "csv",
                       "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                       "[offence]\ncolumns = [\"tipo\"]\n");
        written.codes(id, "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string facts = "id,dia,tipo\n";
        for (int i = 0; i < months; ++i) facts += fmt::format("{},{}-{:02}-10,Robo\n", i + 1, year, i + 1);
        return written.file(id + ".csv", facts);
    };
    const Town& town = written.publish({list_of("vieja", "2019", 12), list_of("nueva", "2020", 8)});
    const World& both = town.worlds->at("");
    const auto absent = [&](const char* period) {
        return is_source_absent(both, "robo", both.territory({}), *parse_period(period));
    };
    EXPECT_FALSE(absent("2019"));
    EXPECT_FALSE(absent("2020-01-01/2020-08-31"));
    EXPECT_TRUE(is_source_absent(both, "robo", both.territory({}), *parse_period("2019"), "nueva"))
        << "of 2019 the new list has no number, and not 0";
    EXPECT_TRUE(absent("2020")) << "of its last months neither has a fact";
    const Claim claim = parse_claim(both, {.text = "hubo 8 robos de enero a agosto de 2020"});
    EXPECT_TRUE(told_of(both, both.catalogue().indicator("robo"), claim).missing.empty());
}

TEST(ContrastWay, WhatIsKnownAndWhatIsNotStandApart) {
    const auto& robbery = world().catalogue().indicator("robo");
    const Told inside = told_of(world(), robbery, claimed("hubo 100 robos en agosto de 2024"));
    EXPECT_TRUE(inside.missing.empty());
    const Told across =
        told_of(world(), robbery, claimed("hubo 100 robos de octubre de 2024 a marzo de 2025"));
    ASSERT_EQ(across.known.size(), 1U);
    ASSERT_EQ(across.missing.size(), 1U);
    EXPECT_EQ(iso(across.known[0]), "2024-10-01/2024-12-31");
    EXPECT_EQ(iso(across.missing[0]), "2025-01-01/2025-03-31");
}

TEST(ContrastWay, AnIndicatorWithoutDataHasNoCounts) {
    EXPECT_TRUE(has_counts(world(), world().catalogue().indicator("robo")));
    EXPECT_FALSE(has_counts(world(), world().catalogue().indicator("concentracion")));
}

}  // namespace
}  // namespace atalaya::service
