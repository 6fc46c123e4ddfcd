#include "render/chart_plane.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;
using Look = PlaneLayer::Look;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

PlaneChart weeks() {
    PlaneChart chart{.x = {.title = "semana", .whole = true},
                     .y = {.title = "hechos por semana", .zero = true}};
    chart.layers.push_back(
        {.look = Look::band, .at = {{2, 8}, {3, 9}, {4, 8}}, .low = {2, 3, 2}, .label = "esperado"});
    chart.layers.push_back(
        {.look = Look::observed, .at = {{1, 4}, {2, 5}, {3, none}, {4, 12}, {5, 6}}, .label = "observado"});
    chart.layers.push_back({.look = Look::alarms, .at = {{4, 12}}, .label = "alarma"});
    chart.rules.push_back({10, false, "límite"});
    chart.rules.push_back({3, true, "cambio"});
    return chart;
}

TEST(PlaneChart, WritesAxesKeysAndRulesWithoutOneTextOnAnother) {
    const auto svg = plane_chart(test::frame("P1"), weeks()).svg;
    for (const char* text :
         {"semana", "hechos por semana", "esperado", "observado", "alarma", "límite", "cambio"})
        EXPECT_TRUE(test::says(svg, text)) << text;
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
}

TEST(PlaneChart, TheGroundAboutAnUprightRuleIsWhereItMayBe) {
    auto chart = weeks();
    const auto line = test::elements_of(plane_chart(test::frame("P1"), chart).svg, "rect").size();
    chart.rules[1].low = 2, chart.rules[1].high = 6;
    const auto svg = plane_chart(test::frame("P1"), chart).svg;
    EXPECT_EQ(test::elements_of(svg, "rect").size(), line + 1);
    EXPECT_TRUE(test::says(svg, "6"));  // the axis reaches its end
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
}

TEST(PlaneChart, AGapBreaksTheLine) {
    auto chart = weeks();
    chart.layers = {chart.layers[1]};
    const auto gap = test::elements_of(plane_chart(test::frame("P1"), chart).svg, "path").size();
    chart.layers[0].at[2].y = 7;
    const auto whole = test::elements_of(plane_chart(test::frame("P1"), chart).svg, "path").size();
    EXPECT_EQ(gap, 2u);
    EXPECT_EQ(whole, 1u);
}

TEST(PlaneChart, BarsBeginAtZeroEvenBelowIt) {
    PlaneChart chart{.x = {.title = "x"}, .y = {.title = "y"}};
    chart.layers.push_back({.look = Look::bars, .at = {{1, 3}, {2, -2}}});
    const auto bars = test::elements_of(plane_chart(test::frame("P1"), chart).svg, "rect");
    ASSERT_EQ(bars.size(), 2u);
    EXPECT_NEAR(bars[0].number("y") + bars[0].number("height"), bars[1].number("y"), 0.02);
}

TEST(PlaneChart, ALongLineIsThinnedAndKeepsItsPeak) {
    PlaneChart chart{.x = {.title = "x"}, .y = {.title = "y", .zero = true}};
    PlaneLayer line{.look = Look::observed};
    for (int i = 0; i < 20'000; ++i) line.at.push_back({static_cast<double>(i), i == 7'777 ? 100.0 : i % 10});
    chart.layers.push_back(line);
    const auto drawing = plane_chart(test::frame("P1"), chart);
    EXPECT_LT(drawing.svg.size(), 20'000u);
    double top = 1e9;
    const auto path = test::elements_of(drawing.svg, "path").at(0)["d"];
    for (std::size_t at = path.find(' '); at != std::string::npos; at = path.find(' ', at + 1))
        top = std::min(top, std::strtod(path.c_str() + at + 1, nullptr));
    chart.layers[0].at = {{0, 100}, {1, 0}};
    const auto two = test::elements_of(plane_chart(test::frame("P1"), chart).svg, "path").at(0)["d"];
    EXPECT_NEAR(top, std::strtod(two.c_str() + two.find(' ') + 1, nullptr), 0.02);
}

TEST(PlaneChart, AHeadingStandsAboveOnASheetOfItsOwn) {
    auto frame = test::frame("P1");
    const auto plain = plane_chart(frame, weeks());
    frame.heading =
        "¿Hubo más hechos que los que cabía esperar de las mismas semanas de los años anteriores, y desde "
        "cuándo?";
    const auto sheet = plane_chart(frame, weeks());
    EXPECT_GT(sheet.width_mm, plain.width_mm);
    EXPECT_GT(sheet.height_mm, plain.height_mm);
    std::string heading;
    for (const auto& text : test::elements_of(sheet.svg, "text")) {
        if (text["font-size"] == "13") heading += (heading.empty() ? "" : " ") + text.content;
        EXPECT_FALSE(text["textLength"].empty()) << text.content;
    }
    EXPECT_EQ(heading, frame.heading);
}

}  // namespace
}  // namespace atalaya::render
