#include "render/map_hot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/hexagons.hpp"
#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;

// The town of the samples with some hexagons in its middle.
HotMap sample() {
    HotMap map;
    map.areas = test::town().areas;
    geo::MultiPolygon all;
    for (const MapArea& area : map.areas) all.push_back(area.shape[0]);
    const geo::Box box = geo::box_of(all);
    const geo::HexLattice lattice{{(box.west + box.east) / 2, (box.south + box.north) / 2}, 250};
    int level = 0;
    for (const geo::Hex hex : geo::around({0, 0})) map.cells.push_back({lattice.outline(hex), level++ % 3});
    map.unit = "hexágonos con confianza de";
    map.levels = {"90 %", "95 %", "99 %"};
    map.height_mm = 100;
    return map;
}

std::ptrdiff_t filled(const Drawing& drawing, std::string_view colour) {
    return std::ranges::count_if(test::elements_of(drawing.svg, "path"),
                                 [&](const auto& path) { return path["fill"] == colour; });
}

TEST(HotMap, EveryHexagonHasTheColourOfItsConfidence) {
    const Drawing drawing = hot_map(test::frame("m3"), sample());
    for (const std::string_view colour : theme::hot) EXPECT_EQ(filled(drawing, colour), 2) << colour;
    for (const char* level : {"90 %", "95 %", "99 %"}) EXPECT_TRUE(test::says(drawing.svg, level));
}

TEST(HotMap, NamesStandWhereNoHexagonIs) {
    for (const double width : {85.0, 170.0}) {
        const std::string svg = hot_map(test::frame("m3", width), sample()).svg;
        EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
    }
}

// Three areas of the sample, of which the first has a name that fits or one that does not.
HotMap loaded(bool long_names) {
    HotMap map = sample();
    map.loaded = {9, 10, 5};
    map.loaded_title = "barrios con puntos calientes";
    map.areas[9].label = long_names ? "Barrio de los Constructores Ferroviarios Jubilados" : "Roca";
    map.areas[10].label = "Boedo";
    map.areas[5].label = "Lanús";
    return map;
}

std::ptrdiff_t times(const Drawing& drawing, const std::string& text) {
    return std::ranges::count_if(test::texts_of(drawing.svg),
                                 [&](const auto& written) { return written.text == text; });
}

TEST(HotMap, LoadedAreasHaveTheirNamesWhereAllFit) {
    const Drawing drawing = hot_map(test::frame("m3", 170), loaded(false));
    for (const char* name : {"Roca", "Boedo", "Lanús"}) EXPECT_EQ(times(drawing, name), 1) << name;
    for (const char* number : {"1", "2", "3"}) EXPECT_EQ(times(drawing, number), 0) << number;
    EXPECT_FALSE(test::says(drawing.svg, "barrios con"));
}

// On the map and beside it, in their order.
TEST(HotMap, LoadedAreasHaveNumbersWhereOneNameDoesNotFit) {
    for (const double width : {60.0, 75.0, 85.0}) {
        const HotMap map = loaded(true);
        const Drawing drawing = hot_map(test::frame("m3", width), map);
        EXPECT_THAT(test::misplaced_texts(drawing.svg), IsEmpty()) << width;
        for (const char* number : {"1", "2", "3"}) EXPECT_EQ(times(drawing, number), 2) << number << width;
        for (const char* name : {"Boedo", "Lanús"}) EXPECT_EQ(times(drawing, name), 1) << name << width;
        const auto height_of = [&](const std::string& name) {
            for (const auto& written : test::texts_of(drawing.svg))
                if (written.text == name) return written.box.top;
            return -1.0;
        };
        EXPECT_LT(height_of("Boedo"), height_of("Lanús")) << width;
    }
}

TEST(HotMap, AListLongerThanTheMapEndsWithIt) {
    HotMap map = loaded(true);
    map.height_mm = 26;
    const Drawing drawing = hot_map(test::frame("m3", 85), map);
    EXPECT_THAT(test::misplaced_texts(drawing.svg), IsEmpty());
    EXPECT_EQ(times(drawing, "1"), 2);
    EXPECT_EQ(times(drawing, "3"), 0);
}

TEST(HotMap, NamesOfOtherAreasAreAbsentWhereFewFit) {
    const auto named = [](double height_mm) {
        HotMap map = loaded(true);
        map.height_mm = height_mm;
        const auto texts = test::texts_of(hot_map(test::frame("m3", 85), map).svg);
        return std::ranges::any_of(texts, [](const auto& written) { return written.text == "Norte"; });
    };
    EXPECT_TRUE(named(100));
    EXPECT_FALSE(named(34));
}

TEST(HotMap, WithoutHexagonsTheOutlinesAreLeft) {
    HotMap map = sample();
    map.cells.clear();
    const Drawing drawing = hot_map(test::frame("m3"), map);
    for (const std::string_view colour : theme::hot) EXPECT_EQ(filled(drawing, colour), 0);
    EXPECT_GE(filled(drawing, theme::surface), static_cast<std::ptrdiff_t>(map.areas.size()));
}

TEST(HotMap, ALevelThatIsNoneIsOurFault) {
    HotMap map = sample();
    map.cells.front().level = 3;
    EXPECT_THROW(hot_map(test::frame("m3"), map), std::logic_error);
    map = sample();
    map.loaded = {map.areas.size()};
    EXPECT_THROW(hot_map(test::frame("m3"), map), std::logic_error);
    EXPECT_THROW(hot_map(test::frame("m3"), HotMap{}), std::logic_error);
}

}  // namespace
}  // namespace atalaya::render
