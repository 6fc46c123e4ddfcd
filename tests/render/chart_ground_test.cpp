#include "render/chart_ground.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;

std::vector<std::vector<Planar>> square(double x, double y, double side) {
    return {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
}

GroundChart cells() {
    GroundChart chart{.limits = {2, 5},
                      .unit = "hechos por celda",
                      .missing_label = "sin dato",
                      .metre = "m",
                      .kilometre = "km"};
    chart.parts = {{.rings = square(0, 0, 1000), .label = "a", .value = 1},
                   {.rings = square(1000, 0, 1000), .label = "b", .value = 3},
                   {.rings = square(0, 1000, 1000), .label = "c", .value = 9},
                   {.rings = square(1000, 1000, 1000), .label = "d"}};
    return chart;
}

TEST(GroundChart, WritesClassesNamesAndAScale) {
    const auto svg = ground_chart(test::frame("G1"), cells()).svg;
    for (const char* text : {"hechos por celda", "< 2", "2–5", "5+", "sin dato", "a", "d"})
        EXPECT_TRUE(test::says(svg, text)) << text;
    EXPECT_TRUE(test::says(svg, "1\u00a0km")) << svg;
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
}

TEST(GroundChart, AMetreIsAsLongAcrossAsUp) {
    GroundChart chart{.dots = {{{0, 0}}, {{300, 0}}, {{0, 100}}}, .dot_label = "hecho"};
    const auto dots = test::elements_of(ground_chart(test::frame("G1"), chart).svg, "circle");
    const auto count = dots.size();
    ASSERT_GE(count, 3u);  // and one in the key
    const auto &a = dots[count - 3], &b = dots[count - 2], &c = dots[count - 1];
    EXPECT_NEAR((b.number("cx") - a.number("cx")) / 300, (a.number("cy") - c.number("cy")) / 100, 0.001);
}

TEST(GroundChart, StreetsAreOpenLinesTheDenserTheWiderAndOnTop) {
    GroundChart chart{.limits = {2, 5}, .unit = "hechos por km"};
    chart.parts = {{.rings = {{{0, 0}, {100, 0}}}, .value = 9, .line = true},
                   {.rings = {{{100, 0}, {200, 0}}, {{100, 0}, {100, 80}}}, .value = 1, .line = true}};
    std::vector<test::Element> ways;
    for (const auto& path : test::elements_of(ground_chart(test::frame("G1"), chart).svg, "path"))
        if (path["stroke-linecap"] == "round") ways.push_back(path);
    ASSERT_EQ(ways.size(), 2u);
    EXPECT_LT(ways[0].number("stroke-width"), ways[1].number("stroke-width"));
    EXPECT_EQ(ways[0]["d"].find('Z'), std::string::npos) << "a way is not closed";
    EXPECT_EQ(std::ranges::count(ways[0]["d"], 'M'), 2);
    EXPECT_NE(ways[0]["stroke"], ways[1]["stroke"]);
}

// Hot and cold never share a colour, and as many shades differ as there are kinds.
TEST(GroundChart, HotKindsAreRedAndColdOnesBlue) {
    const auto fills_of = [](std::vector<GroundKind::Warmth> warmths) {
        GroundChart chart;
        for (std::size_t kind = 0; kind < warmths.size(); ++kind) {
            chart.kinds.push_back({.name = "k" + std::to_string(kind), .warmth = warmths[kind]});
            const auto x = static_cast<double>(kind);
            chart.parts.push_back({.rings = {{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}}}, .kind = kind});
        }
        std::set<std::string> fills;
        for (const auto& path : test::elements_of(ground_chart(test::frame("G1"), chart).svg, "path"))
            if (path["fill"].starts_with("#")) fills.insert(path["fill"]);
        return fills;
    };
    using enum GroundKind::Warmth;
    const auto reds = fills_of(std::vector(8, hot)), blues = fills_of(std::vector(8, cold));
    EXPECT_EQ(reds.size(), 8u);
    EXPECT_EQ(blues.size(), 8u);
    for (const auto& colour : reds) {
        EXPECT_FALSE(blues.contains(colour)) << colour;
        EXPECT_GT(std::stoi(colour.substr(1, 2), nullptr, 16), std::stoi(colour.substr(5, 2), nullptr, 16))
            << colour;
    }
    EXPECT_EQ(fills_of({hot, hot, cold}).size(), 3u);
}

TEST(GroundChart, KindsDifferInColourOrInSign) {
    GroundChart chart;
    for (std::size_t kind = 0; kind < 12; ++kind) {
        chart.kinds.push_back({"grupo " + std::to_string(kind + 1)});
        chart.dots.push_back({{static_cast<double>(kind), 0}, kind});
    }
    chart.dots.push_back({{0, 5}, 0});
    std::set<std::string> looks;
    const auto svg = ground_chart(test::frame("G1"), chart).svg;
    for (const char* name : {"circle", "rect", "path"})
        for (const auto& sign : test::elements_of(svg, name)) {
            const auto d = sign["d"];
            looks.insert(std::string{name} + std::to_string(std::ranges::count(d, 'L')) + sign["fill"] +
                         sign["stroke"]);
        }
    EXPECT_GE(looks.size(), 12u);
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
}

}  // namespace
}  // namespace atalaya::render
