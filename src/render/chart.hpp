// The charts of a bulletin as pure functions: values in, one <svg> out. They hold
// no words and no number forms: labels come already translated, numbers are
// written by the function that the caller gives, so a chart and the sentence
// beside it cannot write a number in two ways.
//
// Rules held by all of them (design: visual language, chart rules):
//   - counts and rates start at zero; ticks are nice numbers; no second axis;
//   - what is missing (nullopt) is a gap: never zero, never interpolated;
//   - observed is ink, expected is a petrol band, provisional is hatched and dashed;
//   - labels stand beside what they name; no text is smaller than 7.5 pt when the
//     picture is printed at its width_mm, and no two texts overlap: one that does
//     not fit goes elsewhere, is shortened with "…", or is left to the table;
//   - everything can be told apart in greyscale: by dash, hatch, shape or lightness.
//
// The same values give the same bytes. O(values) each.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"

namespace atalaya::render {

using NumberText = std::function<std::string(double)>;

// What a chart function returns: a complete <svg> element and its size on paper.
struct Drawing {
    std::string svg;
    double width_mm{};
    double height_mm{};
};

// What every chart is told.
struct ChartFrame {
    std::string prefix;       // of every id inside; unique in the page, e.g. the picture's id, "C2"
    std::string title;        // accessible name; not drawn (the page draws it)
    std::string description;  // what the picture says, in a sentence or two; not drawn
    NumberText number;        // how a value is written
    double width_mm = 170;    // 85 for half a column pair; text keeps its size on paper
    // Drawn above, on white with a margin: of a picture that stands in a file of its own, where texts are as wide
    // as they were taken to be in whatever font there is. "": not drawn.
    std::string heading{};
    std::array<std::string, 12> months{};  // "ene", "feb" ...; for charts with months
};

using Series = std::vector<std::optional<double>>;

// What was expected of a month or week: the middle half and 95 of 100 cases.
// low_95 <= low_50 <= high_50 <= high_95.
struct Expected {
    double low_95{}, low_50{}, high_50{}, high_95{};
};

// Something with a first and a last day that the reader has to know of; one day when first == last.
struct ChartEvent {
    Day first{};
    Day last{};
    std::string label;
};

// From `day` on the series counts something else: the line stops and starts again.
struct ChartBreak {
    Day day{};
    std::string label;
};

// What a month before a break would be in the coding after it, with its interval: low <= value <= high.
struct Carried {
    double value{}, low{}, high{};
};

// C2, C5, C7: months, or weeks, with what was expected of them. One point a month or week.
struct LineChart {
    Month first{};
    std::optional<Day> first_week;  // columns are weeks from this day on; `first` is then not looked at
    Series observed;                // one a month from `first`, or a week from `first_week`; at least one
    std::vector<std::optional<Expected>>
        expected;                                 // empty, or as long as observed or longer (what is to come)
    std::vector<std::optional<Carried>> carried;  // empty, or as long as observed
    Series comparison;    // empty, or as long as observed: e.g. the same months a year before
    int provisional = 0;  // how many of the last observed may still change
    std::vector<ChartEvent> events;
    std::vector<ChartBreak> breaks;
    std::string unit;               // above the axis: "denuncias por mes"
    std::string observed_label;     // "observado"
    std::string expected_label;     // "rango esperado 50 y 95 %"
    std::string carried_label;      // "con la codificación nueva"
    std::string comparison_label;   // "un año antes"
    std::string provisional_label;  // "provisorio"
    double height_mm = 72;
};
Drawing line_chart(const ChartFrame& frame, const LineChart& chart);

// C1: what the year has added up to, over the least and the most that earlier years had by then.
struct AccumulatedChart {
    Series accumulated;      // January to December, at most 12; months to come are nullopt or absent
    Series least, most;      // 12 known values each, or empty when there are no earlier years
    int provisional = 0;     // how many of the last known months may still change
    std::string unit;        // "víctimas, acumulado del año"
    std::string year_label;  // "2020"
    std::string band_label;  // "entre el menor y el mayor de 2017-2019"
    std::string provisional_label;
    double height_mm = 64;
};
Drawing accumulated_chart(const ChartFrame& frame, const AccumulatedChart& chart);

// C4: one small line per territory on one shared axis. At most 15 panels.
struct SmallPanel {
    std::string title;
    Series observed;
    std::vector<std::optional<Expected>> expected;  // empty, or as long as observed
    bool marked = false;                            // the territory that the bulletin is about
};
struct SmallMultiples {
    Month first{};
    std::vector<SmallPanel> panels;  // all with the same number of months
    int provisional = 0;
    std::vector<Day> breaks;  // drawn in every panel; named in the page
    std::string unit;
    std::string expected_label;  // for the strip above; "" when no panel has a band
    std::string provisional_label;
};
Drawing small_multiples(const ChartFrame& frame, const SmallMultiples& chart);

// C6: horizontal bars, with a mark where last year was.
struct Bar {
    std::string label;
    std::optional<double> value;  // nullopt: no datum, no bar, missing_label
    std::optional<double> before;
    bool marked = false;
};
struct BarChart {
    std::vector<Bar> bars;  // in the order to draw
    std::string unit;
    std::string value_label;    // "agosto 2020"
    std::string before_label;   // "agosto 2019"; "" when no bar has one
    std::string missing_label;  // "sin dato"
};
Drawing bar_chart(const ChartFrame& frame, const BarChart& chart);

// C3: hour (or part of the day) by weekday. What has no hour stands apart.
struct HeatTable {
    std::vector<std::string> rows;     // "lunes" ...
    std::vector<std::string> columns;  // "0" ... "23", or the six parts of the day
    std::vector<Series> values;        // [row][column]; nullopt: no datum or withheld
    Series unknown;                    // one a row: without a known hour; or empty
    std::vector<double> limits;        // of the classes, see chart_classes.hpp; at most 4
    std::optional<int> heaped_column;  // the hour where the unknown ones were written: hatched, not classed
    bool write_values = false;         // numbers in the cells, where they fit (parts of the day)
    std::vector<std::vector<bool>>
        starred;  // [row][column]: with "*", after the number where there is one; or empty
    std::string unit;
    std::string unknown_label;  // "hora desconocida"
    std::string heaped_label;   // "hora 0: incluye desconocidas"
    std::string missing_label;  // "sin dato"
    std::string column_title;   // "hora del día"
};
Drawing heat_table(const ChartFrame& frame, const HeatTable& table);

// C8: what share of the facts was registered within so many days. Days stand closer the more they
// are (log of days + 1), for most of what matters happens in the first ones.
struct DelayMark {
    int day{};
    std::string label;  // "7 días: 82 %"
};
struct DelayChart {
    std::vector<double> percent;   // within 0, 1, 2 ... days; rising, 0 to 100; at least two
    std::vector<DelayMark> marks;  // days of it that are named on the curve
    std::string unit;              // above the axis: "% de los hechos"
    std::string day_label;         // below it: "días desde el hecho"
    double height_mm = 58;
};
Drawing delay_chart(const ChartFrame& frame, const DelayChart& chart);

// Territories with their interval, against the city's line.
struct IntervalRow {
    std::string label;            // "†" included where the population is not the one present
    std::optional<double> value;  // nullopt: no datum
    double low{}, high{};
    bool marked = false;
};
struct IntervalChart {
    std::vector<IntervalRow> rows;    // in the order to draw
    std::optional<double> reference;  // the city
    std::string reference_label;      // "ciudad: 105,1"
    std::string unit;                 // "robos cada 100.000 habitantes, 12 meses; IC 95 %"
    std::string missing_label;
};
Drawing interval_chart(const ChartFrame& frame, const IntervalChart& chart);

}  // namespace atalaya::render
