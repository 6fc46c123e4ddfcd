#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "render/chart.hpp"
#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;

LineChart of(Series values) {
    LineChart chart;
    chart.first = test::month(2020, 1);
    chart.observed = std::move(values);
    chart.unit = "denuncias por mes";
    chart.observed_label = "observado";
    chart.provisional_label = "provisorio";
    return chart;
}

// How many points each stroke of the observed line joins, firm or dashed.
std::vector<int> joined(const LineChart& chart, bool dashed = false) {
    std::vector<int> points;
    for (const auto& path : test::elements_of(line_chart(test::frame("c2"), chart).svg, "path")) {
        if (path["stroke"] != theme::ink || path["fill"] != "none" ||
            path["stroke-dasharray"].empty() == dashed)
            continue;
        const std::string d = path["d"];
        points.push_back(1 + static_cast<int>(std::ranges::count(d, 'L')));
    }
    return points;
}

TEST(LineChart, AMissingMonthIsAGap) {
    EXPECT_THAT(joined(of({1, 2, 3, 4, 5})), testing::ElementsAre(5));
    EXPECT_THAT(joined(of({1, 2, std::nullopt, 4, 5})), testing::ElementsAre(2, 2));
}

TEST(LineChart, AMonthBetweenGapsIsADot) {
    const auto dots = [](const LineChart& chart) {
        return test::elements_of(line_chart(test::frame("c2"), chart).svg, "circle").size();
    };
    EXPECT_EQ(dots(of({1, 2, 3, 4, 5})), 1u);  // the last value's
    EXPECT_EQ(dots(of({1, std::nullopt, 3, std::nullopt, 5, 6})), 3u);
}

TEST(LineChart, ABreakInterruptsTheLine) {
    LineChart chart = of({1, 2, 3, 4, 5});
    chart.breaks = {{test::day(2020, 3, 1), "otro registro"}};

    EXPECT_THAT(joined(chart), testing::ElementsAre(2, 3));
    EXPECT_TRUE(test::says(line_chart(test::frame("c2"), chart).svg, "otro registro"));
}

TEST(LineChart, ProvisionalMonthsAreDashedAndHatched) {
    LineChart chart = of({1, 2, 3, 4, 5});
    chart.provisional = 2;

    EXPECT_THAT(joined(chart), testing::ElementsAre(3));
    EXPECT_THAT(joined(chart, true), testing::ElementsAre(3));  // from the last firm one on
    EXPECT_THAT(line_chart(test::frame("c2"), chart).svg, testing::HasSubstr("url(#c2-hatch)"));
    EXPECT_TRUE(test::says(line_chart(test::frame("c2"), chart).svg, "provisorio"));
}

TEST(LineChart, TheAxisStartsAtZeroAndTheLastValueIsWritten) {
    const std::string svg = line_chart(test::frame("c2"), of({5012, 5100, 5234})).svg;

    EXPECT_TRUE(test::says(svg, "0"));
    EXPECT_TRUE(test::says(svg, "5.234"));
}

TEST(LineChart, WhatIsOutsideItsMonthsIsNotDrawn) {
    LineChart chart = of({1, 2, 3});
    chart.events = {{test::day(2019, 1, 1), test::day(2019, 12, 31), "antes"},
                    {test::day(2020, 4, 1), test::day(2020, 4, 1), "después"}};
    const std::string svg = line_chart(test::frame("c2"), chart).svg;

    EXPECT_FALSE(test::says(svg, "antes"));
    EXPECT_FALSE(test::says(svg, "después"));
}

TEST(LineChart, NothingKnownIsStillAPicture) {
    EXPECT_THAT(test::misplaced_texts(line_chart(test::frame("c2"), of({std::nullopt, std::nullopt})).svg),
                IsEmpty());
    EXPECT_THROW(line_chart(test::frame("c2"), of({})), std::logic_error);
}

TEST(LineChart, EveryMonthOfTheLegendIsNamedSomewhere) {
    const std::string svg = line_chart(test::frame("c2"), test::three_years()).svg;

    for (const char* text :
         {"observado", "rango esperado, 50 y 95 %", "un año antes", "provisorio", "denuncias por mes"}) {
        EXPECT_TRUE(test::says(svg, text)) << text;
    }
}

// Wherever its day is, at the widths that pages have.
TEST(LineChart, ANameLongerThanTheChartIsWrittenWholeInLines) {
    const std::string name =
        "aislamiento social, preventivo y obligatorio por COVID-19, con cierre de escuelas";
    for (unsigned month = 1; month <= 12; ++month) {
        LineChart chart = of(Series(12, 1000.0));
        const Day day = test::day(2020, month, 15);
        chart.events = {{day, day, name}};
        const std::string svg = line_chart(test::frame("c2", 83), chart).svg;
        EXPECT_THAT(test::misplaced_texts(svg), IsEmpty()) << month;
        std::string written;
        int lines = 0;
        for (const auto& text : test::texts_of(svg)) {
            if (name.find(text.text) == std::string::npos || text.text.size() < 10) continue;
            written += (lines++ ? " " : "") + text.text;
        }
        EXPECT_EQ(written, name) << month;
        EXPECT_EQ(lines, 2) << month;
    }
}

// Any number of months, any notes with long names, any width that a page has.
TEST(LineChart, TextsKeepApartWhateverIsAsked) {
    const char* names[] = {"aislamiento social, preventivo y obligatorio por COVID-19", "fiesta patria",
                           "cambio de la ley de contravenciones y de su registro", "corte del sistema",
                           "elecciones"};
    test::Numbers numbers{42};
    for (int round = 0; round < 300; ++round) {
        LineChart chart;
        const int months = 1 + static_cast<int>(numbers.between(0, 60));
        chart.first = test::month(2016, 1 + static_cast<unsigned>(numbers.between(0, 11.9)));
        const double level = std::pow(10, numbers.between(0, 5));
        for (int i = 0; i < months; ++i) {
            chart.observed.push_back(numbers.between(0, 1) < 0.1
                                         ? std::nullopt
                                         : std::optional{std::round(numbers.between(0, level))});
            chart.comparison.push_back(std::round(numbers.between(0, level)));
            chart.expected.push_back(Expected{level * 0.3, level * 0.4, level * 0.6, level * 0.7});
        }
        chart.provisional = static_cast<int>(numbers.between(0, 4));
        for (int i = 0, n = static_cast<int>(numbers.between(0, 6)); i < n; ++i) {
            const Day first = first_day(chart.first) +
                              std::chrono::days{static_cast<int>(numbers.between(0, months * 30.0))};
            const std::string name = names[static_cast<std::size_t>(numbers.between(0, 4.99))];
            if (numbers.between(0, 1) < 0.5)
                chart.breaks.push_back({first, name});
            else
                chart.events.push_back(
                    {first, first + std::chrono::days{static_cast<int>(numbers.between(0, 200))}, name});
        }
        chart.unit = "denuncias de violencia familiar por mes";
        chart.observed_label = "observado";
        chart.expected_label = "rango esperado, 50 y 95 %";
        chart.comparison_label = "un año antes";
        chart.provisional_label = "provisorio";
        const double width_mm = numbers.between(80, 170);
        EXPECT_THAT(test::misplaced_texts(line_chart(test::frame("c2", width_mm), chart).svg), IsEmpty())
            << "round " << round << ", " << months << " months, " << width_mm << " mm";
    }
}

// Months before a break in the coding after it: a band, a dashed line in it, and their key; the scale reaches the band.
TEST(LineChart, DrawsCarriedMonthsApartFromWhatWasCounted) {
    LineChart chart = of({40, 42, 41, 60, 62});
    chart.breaks = {{test::day(2020, 4, 1), "cambia el código"}};
    chart.carried = {Carried{55, 50, 60}, Carried{57, 52, 62}, Carried{56, 51, 900}, std::nullopt,
                     std::nullopt};
    chart.carried_label = "antes, con la codificación nueva";
    const std::string svg = line_chart(test::frame("c2"), chart).svg;
    int lines = 0, bands = 0;
    for (const auto& path : test::elements_of(svg, "path")) {
        lines += path["stroke"] == theme::ink2 && path["stroke-dasharray"] == theme::dashed ? 1 : 0;
        bands += path["fill"] == theme::line2 ? 1 : 0;
    }
    EXPECT_EQ(lines, 1);
    EXPECT_EQ(bands, 1);
    EXPECT_TRUE(test::says(svg, "antes, con la codificación nueva"));
    EXPECT_TRUE(test::says(svg, "1.000")) << "a tick that only the band needs";
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
    EXPECT_EQ(joined(chart), (std::vector<int>{3, 2})) << "the line stops at the break and starts again";
}

}  // namespace
}  // namespace atalaya::render
