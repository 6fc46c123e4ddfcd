#include "render/map.hpp"
#include "source_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "render/chart_samples.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::ptrdiff_t filled(const Drawing& drawing, std::string_view colour) {
    return std::ranges::count_if(test::elements_of(drawing.svg, "path"),
                                 [&](const auto& path) { return path["fill"] == colour; });
}

TEST(Choropleth, EveryClassHasItsColourAndNoDatumItsHatch) {
    Choropleth map = test::town();
    const Drawing drawing = choropleth(test::frame("m1"), map);

    std::ptrdiff_t coloured = 0;
    const int classes = static_cast<int>(map.limits.size()) + 1;
    ASSERT_GE(classes, 4);
    for (int i = 0; i < classes; ++i) {
        const std::string_view colour = class_colour(i, classes);
        EXPECT_GE(filled(drawing, colour), 1) << colour;
        coloured += filled(drawing, colour);
    }
    EXPECT_EQ(coloured, 19);
    EXPECT_EQ(filled(drawing, "url(#m1-hatch)"), 1);
    EXPECT_TRUE(test::says(drawing.svg, "sin dato"));
}

TEST(Choropleth, WithDataEverywhereTheStripSaysNothingOfMissingOnes) {
    Choropleth map = test::town();
    for (MapArea& area : map.areas) area.value = area.value.value_or(100);

    EXPECT_FALSE(test::says(choropleth(test::frame("m1"), map).svg, "sin dato"));
}

TEST(Choropleth, LongNamesTakeLinesAndDaggersFollowThem) {
    const std::string svg = choropleth(test::frame("m1"), test::town()).svg;

    EXPECT_TRUE(test::says(svg, "Villa Libertador"));
    EXPECT_TRUE(test::says(svg, "Centro†"));
    EXPECT_TRUE(test::says(svg, "† mucha población de paso"));
}

// The town's longest name has no room in its area: a number stands there and beside the map, with the name.
TEST(Choropleth, AreasThatAreTooSmallForTheirNameAreNumberedAndListed) {
    Choropleth map = test::town();
    for (MapArea& area : map.areas) area.label = "N";
    map.areas[3].label = "Barrio de los Trabajadores Ferroviarios Unidos";
    const Drawing drawing = choropleth(test::frame("m1", 60), map);

    EXPECT_THAT(test::misplaced_texts(drawing.svg), IsEmpty());
    const auto written = test::texts_of(drawing.svg);
    EXPECT_EQ(std::ranges::count_if(written, [](const auto& text) { return text.text == "1"; }), 2);
    EXPECT_TRUE(
        std::ranges::any_of(written, [](const auto& text) { return text.text.starts_with("Barrio"); }));
}

// Of more than twelve the table is the list.
TEST(Choropleth, WhereFewNamesFitNothingIsNumbered) {
    Choropleth map = test::town();
    for (MapArea& area : map.areas) area.label = "Barrio de los Trabajadores Ferroviarios Unidos";
    const auto written = test::texts_of(choropleth(test::frame("m1", 60), map).svg);
    EXPECT_TRUE(std::ranges::none_of(written, [](const auto& text) { return text.text == "1"; }));
}

TEST(Choropleth, TheScaleBarIsAsLongAsItSays) {
    Choropleth map = test::town();
    const std::string svg = choropleth(test::frame("m1"), map).svg;
    ASSERT_TRUE(test::says(svg, "2 km"));

    // The town is (box in degrees) times the kilometres of a degree there; its picture is as high as the
    // paths are.
    const auto bar = test::elements_of(svg, "line").at(0);
    const double kilometre = (bar.number("x2") - bar.number("x1")) / 2;
    double low = 1e9, high = -1e9;
    for (const auto& path : test::elements_of(svg, "path")) {
        if (path["fill"] != theme::surface) continue;  // the rim of each area
        const std::string d = path["d"];
        for (auto at = d.find(' '); at != std::string::npos; at = d.find(' ', at + 1)) {
            const double y = std::stod(d.substr(at + 1));
            low = std::min(low, y), high = std::max(high, y);
        }
    }
    geo::MultiPolygon all;
    for (const MapArea& area : map.areas) all.push_back(area.shape[0]);
    const geo::Box box = geo::box_of(all);
    EXPECT_NEAR((high - low) / kilometre, (box.north - box.south) * 110.93, 0.05);
}

TEST(Choropleth, AMapOfOneAreaOrNoLimitsIsStillAMap) {
    Choropleth one;
    one.areas = {test::town().areas[0]};
    one.kilometre = "km";
    EXPECT_THAT(test::misplaced_texts(choropleth(test::frame("m1", 85), one).svg), IsEmpty());
    EXPECT_THROW(choropleth(test::frame("m1"), Choropleth{}), std::logic_error);
}

TEST(Choropleth, TheMarkedAreaIsDrawnLastWithAHeavyLine) {
    const std::string svg = choropleth(test::frame("m1"), test::town()).svg;
    EXPECT_EQ(test::elements_of(svg, "path").back()["stroke"], theme::ink);
    EXPECT_THAT(test::elements_of(svg, "path").back()["stroke-width"], "2.2");
}

TEST(Choropleth, RealBarriosAreNamedWithoutOverlap) {
    const auto path = source_folder() / "../shared/data/caba/limites/barrios_gcba.geojson.gz";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real data beside the repository";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
        popen(("gzip -dc '" + path.string() + "'").c_str(), "r"), pclose};
    std::string text;
    std::array<char, 65536> part{};
    while (const auto n = std::fread(part.data(), 1, part.size(), pipe.get())) text.append(part.data(), n);

    Choropleth map;
    test::Numbers numbers{9};
    for (const auto& feature : geo::read_geojson(text)) {
        map.areas.push_back(
            {feature.shape, *feature.property("nombre"), numbers.between(20, 500), false, false});
    }
    map.limits = {100, 200, 300, 400};
    map.unit = "robos cada 100.000 habitantes";
    map.height_mm = 170;
    const std::string svg = choropleth(test::frame("m1"), map).svg;

    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
    int named = 0;
    for (const char* name :
         {"Palermo", "Flores", "Caballito", "Belgrano", "Mataderos", "Barracas", "Villa Lugano"}) {
        named += test::says(svg, name);
    }
    EXPECT_EQ(named, 7);
    EXPECT_LT(svg.size(), 130'000u);
}

}  // namespace
}  // namespace atalaya::render
