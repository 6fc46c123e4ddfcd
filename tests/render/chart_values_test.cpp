#include "render/chart_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;

ValueChart ratios() {
    return {.rows = {{.label = "Almagro", .value = 2.0, .low = 1.0, .high = 4.0, .marked = true},
                     {.label = "Boedo", .value = 0.5, .low = 0.25, .high = 1.0},
                     {.label = "Nueva Pompeya", .value = std::nullopt}},
            .axis = {.title = "veces lo de antes", .ratio = true},
            .reference = 1,
            .reference_label = "sin cambio",
            .value_label = "razón",
            .interval_label = "IC 95 %",
            .marked_label = "subió",
            .missing_label = "sin dato"};
}

TEST(ValueChart, WritesRowsValuesAndKeys) {
    const auto svg = value_chart(test::frame("V1"), ratios()).svg;
    for (const char* text :
         {"Almagro", "Boedo", "Nueva Pompeya", "2", "0,5", "sin dato", "sin cambio", "razón", "subió"})
        EXPECT_TRUE(test::says(svg, text)) << text;
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
}

TEST(ValueChart, OfRatiosHalfIsAsFarFromOneAsDouble) {
    const auto svg = value_chart(test::frame("V1"), ratios()).svg;
    const auto dots = test::elements_of(svg, "circle");
    std::vector<double> rule;
    for (const auto& line : test::elements_of(svg, "line"))
        if (line["stroke-dasharray"] == theme::long_dash) rule.push_back(line.number("x1"));
    ASSERT_EQ(rule.size(), 1u);
    // The marked row is a triangle; its interval ends as far above 1 as the other's below.
    const double half = dots.back().number("cx");
    double furthest = 0;
    for (const auto& line : test::elements_of(svg, "line"))
        if (line["stroke"] == theme::hot[1]) furthest = std::max(furthest, line.number("x2"));
    EXPECT_NEAR(furthest - rule[0], 2 * (rule[0] - half), 0.05);
}

TEST(ValueChart, BarsOfNegativeValuesGoLeftFromZero) {
    ValueChart chart{.rows = {{.label = "a", .value = 4.0}, {.label = "b", .value = -4.0}}, .bars = true};
    const auto bars = test::elements_of(value_chart(test::frame("V1"), chart).svg, "rect");
    ASSERT_EQ(bars.size(), 2u);
    EXPECT_NEAR(bars[1].number("x") + bars[1].number("width"), bars[0].number("x"), 0.02);
    EXPECT_NEAR(bars[0].number("width"), bars[1].number("width"), 0.02);
}

}  // namespace
}  // namespace atalaya::render
