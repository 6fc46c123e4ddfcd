#include "intake/gazetteer.hpp"

#include <tuple>

#include "support.hpp"

namespace atalaya::intake {
namespace {

std::string named(const Gazetteer& gazetteer, int slot, std::string_view text) {
    const auto area = gazetteer.by_text(slot, text);
    return area == Gazetteer::unknown ? "" : gazetteer.code(slot, area);
}

TEST(Gazetteer, KnowsAnAreaHoweverItIsWritten) {
    const Gazetteer gazetteer = small_gazetteer();
    const int barrio = gazetteer.slot_of("barrio"), comuna = gazetteer.slot_of("comuna");
    EXPECT_EQ(barrio, 1);
    for (const char* text : {"Núñez", "NUÑEZ", " nunez ", "NUNEZ"})
        EXPECT_EQ(named(gazetteer, barrio, text), "nunez") << text;
    for (const char* text : {"1", "01", "Comuna 1", "COMUNA 01", "C1"})
        EXPECT_EQ(named(gazetteer, comuna, text), "1") << text;
    for (const char* text : {"", "Centro", "3", "Comuna 3"})
        EXPECT_EQ(named(gazetteer, comuna, text), "") << text;
    EXPECT_EQ(named(gazetteer, barrio, "Norte 1"), "") << "names that end in a number are not numbers";
    EXPECT_EQ(gazetteer.slot_of("radio"), -1);
}

// Mexico City's facts say GUSTAVO A. MADERO where its limits say GUSTAVO A MADERO, of code 9005.
TEST(Gazetteer, KnowsANameWhoseSignsAreWrittenOtherwise) {
    Areas areas = small_areas();
    areas.code = {};
    for (const char* code : {"1", "2", "9005", "9006", "9007"}) areas.code.push(code);
    areas.name = {};
    for (const char* name : {"Comuna 1", "Comuna 2", "GUSTAVO A MADERO", "Boca-Centro", "Boca (Centro)"})
        areas.name.push(name);
    const Gazetteer gazetteer{small_city(), std::span{&areas, 1}};
    const int barrio = gazetteer.slot_of("barrio");

    for (const char* text : {"GUSTAVO A. MADERO", "Gustavo A.Madero", "gustavo-a-madero"})
        EXPECT_EQ(named(gazetteer, barrio, text), "9005") << text;
    EXPECT_EQ(named(gazetteer, barrio, "Boca (Centro)"), "9007") << "a name as it is written goes first";
    EXPECT_EQ(named(gazetteer, barrio, "BOCA CENTRO"), "")
        << "two names that only signs tell apart name neither";
}

// The village with comunas as squares or without shapes, norte as told, sur as its square, nunez without.
Gazetteer drawn(bool comunas, const std::string& norte) {
    Areas areas = small_areas();
    areas.geometry = {};
    for (const double west : {0.0, 1.0}) areas.geometry.push(comunas ? square(west, 0, west + 1, 1) : "");
    areas.geometry.push(norte);
    areas.geometry.push(square(0, 0, 1, 0.5));
    areas.geometry.push("");
    return {small_city(), std::span{&areas, 1}};
}

// The barrio was drawn a tenth beyond the border of its comuna.
TEST(Gazetteer, WhatIsDrawnOfAnAreaGoesBeforeTheParentOfAFinerOne) {
    const Gazetteer gazetteer = drawn(true, square(0, 0.5, 1.1, 1));
    const auto beyond = gazetteer.by_point({1.05, 0.75});
    EXPECT_EQ(gazetteer.code(1, beyond[1]), "norte");
    EXPECT_EQ(gazetteer.code(2, beyond[2]), "2") << "the point is in the shape of the other comuna";
}

TEST(Gazetteer, WhereNothingIsDrawnOfAnAreaThePartSaysWhichItIs) {
    const Gazetteer gazetteer = drawn(false, square(0, 0.5, 1, 1));
    EXPECT_EQ(gazetteer.code(2, gazetteer.by_point({0.5, 0.75})[2]), "1");
    const Gazetteer both = drawn(true, square(0, 0.5, 1, 1.2));
    EXPECT_EQ(both.code(2, both.by_point({0.5, 1.1})[2]), "1") << "no comuna's shape holds it";
    EXPECT_EQ(both.by_point({1.5, 0.5})[1], Gazetteer::unknown);
}

// sur was taken out of norte on 1 July 2024, and nunez out of sur a year later.
TEST(Gazetteer, BeforeAnAreaWasTakenOutOfAnotherItsLandIsTheOthers) {
    City city = small_city();
    for (const auto& [day, from, to] :
         {std::tuple{"2024-07-01", "norte", "sur"}, std::tuple{"2025-07-01", "sur", "nunez"}})
        city.area_changes.push_back({.id = to,
                                     .day = *parse_day(day),
                                     .layer = "barrio",
                                     .kind = AreaChange::Kind::split,
                                     .from = {from},
                                     .to = {from, to},
                                     .shares = {},
                                     .what = {},
                                     .act = {}});
    const Areas areas = small_areas();
    const Gazetteer gazetteer{city, std::span{&areas, 1}};
    const auto on = [&](const char* code, const char* day) {
        return gazetteer.code(1, gazetteer.on_day(1, gazetteer.by_code(1, code), *parse_day(day)));
    };
    EXPECT_EQ(on("sur", "2024-07-01"), "sur");
    EXPECT_EQ(on("sur", "2024-06-30"), "norte");
    EXPECT_EQ(on("nunez", "2025-06-30"), "sur");
    EXPECT_EQ(on("nunez", "2024-06-30"), "norte");
    EXPECT_EQ(on("norte", "2020-01-01"), "norte");
    EXPECT_EQ(gazetteer.on_day(1, Gazetteer::unknown, *parse_day("2020-01-01")), Gazetteer::unknown);
}

TEST(Gazetteer, APointIsLookedUpInEveryLayer) {
    const Gazetteer gazetteer = small_gazetteer();
    const auto at = gazetteer.by_point({0.5, 0.75});
    EXPECT_EQ(gazetteer.code(1, at[1]), "norte");
    EXPECT_EQ(gazetteer.code(2, at[2]), "1");
    EXPECT_EQ(at[0], Gazetteer::unknown) << "the city has no such layer";
    EXPECT_EQ(gazetteer.by_point({5, 5}), gazetteer.by_point({-5, -5}));
    EXPECT_EQ(gazetteer.by_point({5, 5})[1], Gazetteer::unknown);
}

TEST(Gazetteer, LaterAreasReplaceEarlierOnesOfTheSameCode) {
    Areas later = small_areas();
    later.name = {};
    for (const char* name : {"Uno", "Dos", "Norte", "Sur", "Nuevo"}) later.name.push(name);
    const Areas both[] = {small_areas(), later};
    const Gazetteer gazetteer{small_city(), both};
    EXPECT_EQ(gazetteer.size(1), 3);
    EXPECT_EQ(gazetteer.name(1, gazetteer.by_code(1, "nunez")), "Nuevo");
}

TEST(AreaCode, IsTheNameFolded) {
    EXPECT_EQ(area_code("Núñez"), "nunez");
    EXPECT_EQ(area_code("VILLA GRAL. MITRE"), "villa-gral-mitre");
    EXPECT_EQ(area_code("1_1_1"), "1-1-1");
    EXPECT_EQ(area_code("  "), "");
}

}  // namespace
}  // namespace atalaya::intake
