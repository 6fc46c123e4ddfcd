// A figure: an indicator measured for a territory and a period at a vintage, with
// its interval, what it was computed from, and a name under which anyone can ask
// for it again. Every number of a bulletin is one, or one point of a series.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"

namespace atalaya::service {

// What is asked. Two equal questions have the same id, today and in ten years.
struct FigureSpec {
    std::string indicator;  // "robo"; "" for figures about a source or the data themselves
    std::string version;    // of the indicator, "1"
    std::string measure;    // see measures() in compute.hpp: "count", "change", "rate", ...
    std::string territory;  // "ciudad" | "layer:code"
    Period period;
    std::optional<Period> against;  // what a change is against
    std::string part;               // which part of it: "offence=caba-delitos:robo-total", "weekday=6", ...
    std::string basis;              // "fact" | "report"
    std::string vintage;            // "2020-10-05.1"
    // "e-2025-01-20.1": the newest erasure that took a position from what the figure is computed from; "" when
    // none did. What was told before it and what is told after it are two figures.
    std::string erasure{};

    friend bool operator==(const FigureSpec&, const FigureSpec&) = default;
};

// The canonical JSON of a spec; its SHA-256, shortened, is the id.
std::string json_of(const FigureSpec& spec);
// Throws Error{bad_input} naming the key that is missing or wrong.
FigureSpec parse_figure_spec(std::string_view json);
std::string figure_id(const FigureSpec& spec);

struct SeriesPoint {
    std::string label;            // "2020-08", "comuna:1", "lunes 13"
    std::optional<double> value;  // none: no data
    std::optional<double> low{}, high{};
};

struct Figure {
    FigureSpec spec;
    std::optional<double> value;      // none: not computable, see reason
    std::optional<double> low, high;  // 95 % unless the measure says otherwise
    std::vector<SeriesPoint> series;  // measures that are many numbers under one name
    std::string unit;                 // "fact", "victim", "percent", "per_100k", ...
    std::string reason;  // why there is no value: "no_data", "base_small", "break", ...; "" otherwise

    // The sum: what was divided by what.
    std::optional<double> numerator, denominator;
    std::string denominator_note;      // "residents 2022", "2022†"
    double phi = 0;                    // dispersion used in the interval; 0 where none is
    std::optional<double> p;           // of the test behind a change
    std::optional<double> p_in_table;  // the same as a table of many tests uses it
    std::int64_t records_in = 0;       // rows counted
    std::int64_t records_out =
        0;  // rows of the same indicator, territory and period left out, with the why in `notes`
    std::vector<std::string> notes;    // "coverage:seccion:5", "event:aislamiento-2020", "exposure_old", ...
    std::vector<std::string> sources;  // ids

    bool computable() const { return value.has_value() || !series.empty(); }
};

// Canonical JSON of what was found; `figure repeat` compares its digest.
std::string json_of(const Figure& figure);
Digest digest_of(const Figure& figure);

}  // namespace atalaya::service
