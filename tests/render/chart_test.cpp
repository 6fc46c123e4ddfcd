// What holds for every picture.
#include "render/chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <vector>

#include "render/chart_samples.hpp"
#include "render/svg_reading.hpp"

namespace atalaya::render {
namespace {

using testing::IsEmpty;

class EveryPicture : public testing::TestWithParam<test::NamedDrawing> {
  protected:
    Drawing drawing = GetParam().draw();
};

TEST_P(EveryPicture, HasNoTextOnAnotherOrOutside) {
    EXPECT_THAT(test::misplaced_texts(drawing.svg), IsEmpty());
}

TEST_P(EveryPicture, HasNoTextBelowSevenAndAHalfPointsOnPaper) {
    const double points_per_unit = 72 / 25.4 / theme::units_per_mm;
    ASSERT_FALSE(test::texts_of(drawing.svg).empty());
    for (const auto& text : test::texts_of(drawing.svg))
        EXPECT_GE(text.size * points_per_unit, 7.5) << text.text;
}

TEST_P(EveryPicture, SaysItsSizeOnPaper) {
    const auto svg = test::elements_of(drawing.svg, "svg").at(0);
    EXPECT_EQ(svg["width"], svg_number(drawing.width_mm) + "mm");
    EXPECT_EQ(svg["height"], svg_number(drawing.height_mm) + "mm");
}

TEST_P(EveryPicture, HasANameAndADescriptionForWhoDoesNotSeeIt) {
    const auto svg = test::elements_of(drawing.svg, "svg").at(0);
    EXPECT_EQ(svg["role"], "img");
    EXPECT_THAT(test::elements_of(drawing.svg, "title").at(0).content, testing::StartsWith("Gráfico"));
    EXPECT_FALSE(test::elements_of(drawing.svg, "desc").at(0).content.empty());
}

TEST_P(EveryPicture, HasIdsOfItsOwnAndRefersToNoOthers) {
    const std::string prefix = test::elements_of(drawing.svg, "title").at(0)["id"].substr(0, 2);
    std::set<std::string> ids;
    const std::regex id{" id=\"([^\"]+)\""}, use{"url\\(#([^)]+)\\)"};
    for (std::sregex_iterator it{drawing.svg.begin(), drawing.svg.end(), id}, end; it != end; ++it) {
        EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1] << " twice";
        EXPECT_THAT((*it)[1].str(), testing::StartsWith(prefix));
    }
    for (std::sregex_iterator it{drawing.svg.begin(), drawing.svg.end(), use}, end; it != end; ++it) {
        EXPECT_TRUE(ids.contains((*it)[1])) << (*it)[1] << " is not defined";
    }
}

TEST_P(EveryPicture, ClosesWhatItOpens) {
    std::vector<std::string> open;
    const std::regex tag{"<(/?)([a-z]+)[^>]*?(/?)>"};
    for (std::sregex_iterator it{drawing.svg.begin(), drawing.svg.end(), tag}, end; it != end; ++it) {
        if ((*it)[1] == "/") {
            ASSERT_FALSE(open.empty());
            EXPECT_EQ(open.back(), (*it)[2]);
            open.pop_back();
        } else if ((*it)[3] != "/") {
            open.push_back((*it)[2]);
        }
    }
    EXPECT_THAT(open, IsEmpty());
}

TEST_P(EveryPicture, IsTheSameBytesEveryTime) {
    EXPECT_EQ(GetParam().draw().svg, drawing.svg);
}

INSTANTIATE_TEST_SUITE_P(Charts, EveryPicture, testing::ValuesIn(test::all_drawings()),
                         [](const auto& tested) { return tested.param.name; });

TEST(Chart, WithoutAWayToWriteNumbersIsABrokenPromise) {
    ChartFrame frame = test::frame("c1");
    frame.number = nullptr;
    EXPECT_THROW(bar_chart(frame, test::complaints()), std::logic_error);
}

TEST(Chart, BarsHaveNoBarWithoutADatumAndOneOfNoLengthAtZero) {
    const Drawing drawing = bar_chart(test::frame("c6"), test::complaints());

    EXPECT_TRUE(test::says(drawing.svg, "sin dato"));
    double bars = 0;
    for (const auto& rect : test::elements_of(drawing.svg, "rect")) bars += rect["height"] == "13";
    EXPECT_EQ(bars, 6);  // five and the one of 0; none for what is not known
}

TEST(Chart, BarLengthsAreInProportion) {
    BarChart chart;
    chart.bars = {{"a", 100, {}, false}, {"b", 50, {}, false}};
    std::vector<double> lengths;
    for (const auto& rect : test::elements_of(bar_chart(test::frame("c6"), chart).svg, "rect")) {
        if (rect["height"] == "13") lengths.push_back(rect.number("width"));
    }
    ASSERT_EQ(lengths.size(), 2u);
    EXPECT_NEAR(lengths[1] / lengths[0], 0.5, 1e-3);
}

TEST(Chart, TheHourThatHeapsTheUnknownIsHatchedAndNotClassed) {
    const HeatTable table = test::hours_by_weekday();
    HeatTable classed = table;
    classed.heaped_column = std::nullopt;
    const auto hatched = [](const Drawing& drawing) {
        return std::ranges::count_if(test::elements_of(drawing.svg, "rect"),
                                     [](const auto& rect) { return rect["fill"] == "url(#c3-hatch)"; });
    };
    EXPECT_EQ(hatched(heat_table(test::frame("c3"), table)) - hatched(heat_table(test::frame("c3"), classed)),
              8);  // 7 days, 1 key
}

TEST(Chart, StarredCellsOfAHeatTableSayIt) {
    HeatTable table = test::parts_of_day();
    table.starred.assign(table.rows.size(), std::vector<bool>(table.columns.size()));
    const auto stars = [&] {
        const auto svg = heat_table(test::frame("C3"), table).svg;
        return std::ranges::count(svg, '*');
    };
    EXPECT_EQ(stars(), 0);
    table.starred[0][0] = table.starred[1][2] = true;
    EXPECT_EQ(stars(), 2);
}

TEST(Chart, WithheldCellsOfAHeatTableAreCrossedNotPale) {
    HeatTable table = test::parts_of_day();
    const auto crossed = [](const Drawing& drawing) {
        return std::ranges::count_if(test::elements_of(drawing.svg, "rect"),
                                     [](const auto& rect) { return rect["fill"] == theme::sunk; });
    };
    EXPECT_EQ(crossed(heat_table(test::frame("c3"), table)), 2);  // the cell and its key
    table.values[5][1] = 100;
    EXPECT_EQ(crossed(heat_table(test::frame("c3"), table)), 0);
}

TEST(Chart, IntervalsSayTheirNumbers) {
    const std::string svg = interval_chart(test::frame("r1"), test::territories()).svg;

    EXPECT_TRUE(test::says(svg, "475,4"));
    EXPECT_TRUE(test::says(svg, "445,4–511,4"));
    EXPECT_TRUE(test::says(svg, "ciudad: 105,1"));
    EXPECT_TRUE(test::says(svg, "sin dato"));
    EXPECT_TRUE(test::says(svg, "0"));
}

TEST(Chart, SmallMultiplesShareOneAxis) {
    SmallMultiples chart = test::four_comunas();
    const std::string svg = small_multiples(test::frame("c4"), chart).svg;
    chart.panels[3].observed[2] = 900;
    const std::string higher = small_multiples(test::frame("c4"), chart).svg;

    EXPECT_FALSE(test::says(svg, "1.000"));
    EXPECT_TRUE(test::says(higher, "1.000"));  // the tick, for all of them
    const auto first_line = [](const std::string& text) {
        for (const auto& path : test::elements_of(text, "path")) {
            if (path["stroke-width"] == "1.3") return path["d"];
        }
        return std::string{};
    };
    EXPECT_NE(first_line(svg), first_line(higher));
}

TEST(Chart, TheAccumulatedLineStartsFromNothingAndSaysWhereItIs) {
    const std::string svg = accumulated_chart(test::frame("c1"), test::year_so_far()).svg;
    EXPECT_TRUE(test::says(svg, "2020: 52"));

    AccumulatedChart nothing;
    nothing.unit = "víctimas";
    EXPECT_THAT(test::misplaced_texts(accumulated_chart(test::frame("c1"), nothing).svg), IsEmpty());
}

TEST(Chart, TheDelayCurveNamesItsDaysAndRefusesWhatFalls) {
    const std::string svg = delay_chart(test::frame("c8"), test::delays()).svg;
    EXPECT_TRUE(test::says(svg, "7 días: 90 %"));
    EXPECT_TRUE(test::says(svg, "90")) << "the last day is on the axis";
    EXPECT_THAT(test::misplaced_texts(svg), IsEmpty());
    EXPECT_THAT(test::misplaced_texts(delay_chart(test::frame("c8", 85), test::delays()).svg), IsEmpty());

    DelayChart falling = test::delays();
    std::swap(falling.percent.front(), falling.percent.back());
    EXPECT_THROW(delay_chart(test::frame("c8"), falling), std::logic_error);
    DelayChart beyond = test::delays();
    beyond.marks = {{91, "91 días"}};
    EXPECT_THROW(delay_chart(test::frame("c8"), beyond), std::logic_error);
}

}  // namespace
}  // namespace atalaya::render
