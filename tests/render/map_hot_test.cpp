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
    EXPECT_THROW(hot_map(test::frame("m3"), HotMap{}), std::logic_error);
}

}  // namespace
}  // namespace atalaya::render
