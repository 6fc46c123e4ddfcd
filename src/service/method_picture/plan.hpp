// How an answer of a method is drawn: src/methods/NAME/picture.json, read.
//
// A source of numbers or texts is written "table.column", of the answer where it has that column and else of what was
// asked; "given:table.column", of what was asked; "@row", the number of the row. With more to say it is an object:
//
//     {"of": "strata.events", "over": "strata.exposure", "per": "per", "times": 1000}     events / exposure * per * 1000
//     {"of": "forecast.step", "after": "series", "less": "held_back"}     counted on from the rows of the table, fewer by
//                                                                         the setting
//
// Where one number is wanted it is that number, "setting:NAME", or a source, by its first row (rules: by each).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "intake/words.hpp"
#include "methods/method.hpp"

namespace atalaya::service::picture {

struct Source {
    std::string of, over, per, after, less;
    double times = 1;
    bool any() const { return !of.empty(); }
};

using Place = std::variant<std::monostate, double, Source>;  // a Source "setting:NAME" is a setting

struct AxisPlan {
    intake::Words words;
    bool zero = false, ratio = false, whole = false, day = false;  // day: days since 1970
};

// Rows for which the source is that text or number.
struct When {
    Source of;
    std::string is;
};

struct LayerPlan {
    std::string look;  // of PlaneLayer, or "levels", "slope", "lorenz", "diagonal", "bell"
    Source x, y, low;
    Source before, after;  // of levels: what holds before and after each row of y
    When when;
    intake::Words words;
};

struct RulePlan {
    Place at;
    When when;  // with a condition: the least of the rows for which it holds, alone
    bool upright = false;
    Source low, high;  // of an upright one: from where to where it may be, one a row of `at`
    intake::Words words;
};

struct PlanePlan {
    AxisPlan x, y;
    std::vector<LayerPlan> layers;
    std::vector<RulePlan> rules;
};

// One row of a list of figures that stand in one row of the answer.
struct ListedPlan {
    intake::Words words;
    Source value, low, high, se;
};

struct RowsPlan {
    AxisPlan axis;
    Source label, value, low, high, se, second;
    Source label_more;  // after the label, "a–b"
    std::vector<ListedPlan> listed;
    When marked, left_out;
    bool bars = false, sorted = false;
    Place reference;
    intake::Words row, value_words, second_words, interval_words, marked_words, reference_words;
};

struct HeatPlan {
    Source row, column, value;
    Source starred;  // a p: cells of which it is 0.05 at most have a star
    bool weekdays = false;
    intake::Words words, column_words;
};

struct GroundPlan {
    std::string table;  // of what was asked: its shapes, or its x and y (lon and lat)
    std::string
        cells;  // "squares" or "hexagons" about places of the answer; "streets": lengths of the lines asked
                // about, each about its middle; "": none
    Source cell_x, cell_y;  // hexagons: q and r
    Source line,
        length;        // of streets: the row of the table "lines", from 1, and how long a piece is, in metres
    Source kind_more;  // after the kind, "hot_new"; not after the quiet one
    Source value, kind, label;  // of each part, or of each point where the table has no shapes
    struct Kind {
        std::string code;
        intake::Words words;
        std::string warmth;  // "hot" or "cold": red or blue; "": any colour
    };
    std::vector<Kind> kinds;  // what is told apart, and its name
    std::size_t most = 0;     // of kinds that are numbers only 1 to so many are told apart; 0: all
    std::string quiet;        // the kind of what belongs to none
    std::string dots;         // a table whose places are dots
    Source circle_x, circle_y, radius, circle_label;
    bool metres = true;
    intake::Words words, kind_words, dot_words,
        circle_words;  // kind_words: of kinds that are numbers, "grupo {n}"
};

struct Plan {
    std::size_t golden_case = 0;
    std::variant<PlanePlan, RowsPlan, HeatPlan, GroundPlan> how;
    std::optional<RowsPlan> otherwise;  // of a ground: where nothing has a place
};

// Promise: the method has a picture.json that says what is understood, and no more.
Plan plan_of(const methods::Method& method);
Plan read_plan(std::string_view json, const std::string& name);

}  // namespace atalaya::service::picture
