#include "intake/declared_area_changes.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* descriptor = R"(id = "limites"
version = "1"
kind = "areas"
name = { es = "x", pt = "x", en = "x" }
publisher = "x"
url = "x"
licence = "x"
files = ["limites*"]
cadence = "once"
[format]
type = "geojson"
[shape]
layer = "barrio"
code = "cod"
drawn = false
[[area_changes]]
id = "nuevo"
day = "2020-07-01"
kind = "split"
from = ["norte"]
to = ["norte", "alto"]
what = { es = "x", pt = "x", en = "x" }
act = "Ley 1"
)";

Source limits(const Folder& folder, const std::string& text = descriptor) {
    folder.write("limites/source.toml", text);
    return read_source(folder.path() / "limites");
}

std::string refused(const std::string& from, const std::string& to) {
    const Folder folder;
    return refusal([&] { limits(folder, edited(descriptor, from, to)); });
}

TEST(DeclaredAreaChanges, AreThoseOfTheLayerOfTheSource) {
    const Folder folder;
    const auto changes = declared_area_changes(limits(folder));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].id, "nuevo");
    EXPECT_EQ(changes[0].layer, "barrio") << "which need not be said";
    EXPECT_THAT(changes[0].redrawn(), ElementsAre("norte"));
}

TEST(DeclaredAreaChanges, AreasMayBeWrittenAsTheMapWritesThem) {
    const Folder folder;
    const auto changes = declared_area_changes(
        limits(folder, edited(edited(descriptor, "from = [\"norte\"]", "from = [\"NORTE\"]"),
                              "to = [\"norte\", \"alto\"]", "to = [\"Norte\", \"Alto Perú\"]")));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_THAT(changes[0].from, ElementsAre("norte"));
    EXPECT_THAT(changes[0].to, ElementsAre("norte", "alto-peru"));
    EXPECT_THAT(changes[0].redrawn(), ElementsAre("norte")) << "no percentage crosses it";
}

TEST(DeclaredAreaChanges, WhatCannotBeMeantIsRefusedAtItsLine) {
    EXPECT_THAT(refused("kind = \"split\"", "kind = \"split\"\nlayer = \"comuna\""),
                HasSubstr("are of the layer \"barrio\""));
    EXPECT_THAT(refused("to = [\"norte\", \"alto\"]", "to = [\"alto\"]"), HasSubstr("\"nuevo\" is a split"));
    EXPECT_THAT(refused("act = \"Ley 1\"", ""), HasSubstr("act"));
}

TEST(DeclaredAreaChanges, OtherKindsOfSourceDeclareNone) {
    const Folder folder;
    EXPECT_THAT(declared_area_changes(small_source(folder)), IsEmpty());
    EXPECT_THAT(refusal([] {
                    const Folder other;
                    small_source(other, std::string{small_descriptor} + "[[area_changes]]\nid = \"x\"\n");
                }),
                HasSubstr("area_changes"));
}

TEST(DeclaredAreaChanges, TheCityHasThemBesideItsOwnEachWithItsBreak) {
    const Folder folder;
    City city = small_city();
    city.sources = {"limites", "hechos"};
    city.breaks.push_back({.id = "otra", .day = *parse_day("2019-01-01")});
    auto changes = declared_area_changes(limits(folder));
    AreaChange earlier{.id = "antes",
                       .day = *parse_day("2018-01-01"),
                       .layer = "barrio",
                       .kind = AreaChange::Kind::code,
                       .from = {"n"},
                       .to = {"norte"}};
    add_area_changes(city, {earlier}, "city.toml");
    add_area_changes(city, changes, "limites/source.toml");
    ASSERT_EQ(city.area_changes.size(), 2U);
    EXPECT_EQ(city.area_changes[0].id, "antes") << "by day";
    ASSERT_EQ(city.breaks.size(), 2U) << "another code for the same land is no break";
    EXPECT_EQ(city.breaks[0].id, "otra");
    EXPECT_EQ(city.breaks[1].id, "nuevo");
    EXPECT_THAT(city.breaks[1].sources, ElementsAre("limites", "hechos"));
    EXPECT_THAT(city.breaks[1].areas, ElementsAre("norte"));
    EXPECT_THAT(refusal([&] { add_area_changes(city, changes, "limites/source.toml"); }),
                HasSubstr("limites/source.toml: [[area_changes]]: two changes are called \"nuevo\""));
}

TEST(DeclaredAreaChanges, ACityWithoutTheLayerCannotTakeThem) {
    const Folder folder;
    City city = small_city();
    city.layers.erase(city.layers.begin());
    EXPECT_THAT(refusal([&] {
                    add_area_changes(city, declared_area_changes(limits(folder)), "limites/source.toml");
                }),
                HasSubstr("the city has no layer \"barrio\""));
}

}  // namespace
}  // namespace atalaya::intake
