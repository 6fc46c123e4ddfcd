// What lies on a plane: areas, cells or streets coloured by a value or by a kind, points; circles about
// places. For what a method answers of places, with or without degrees; a bulletin's maps are map.hpp's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "render/chart.hpp"
#include "render/chart_marker.hpp"

namespace atalaya::render {

// A colour and a sign of its own for each kind there is; `quiet`: what belongs to none.
struct GroundKind {
    enum class Warmth { none, hot, cold };
    std::string name;
    bool quiet = false;
    Warmth warmth =
        Warmth::none;  // hot kinds are shades of red, cold ones of blue, dark first; eight each at most
};

struct GroundPart {
    std::vector<std::vector<Planar>> rings;  // holes too; of lines the ways, open
    std::string label;
    std::optional<double> value;      // of parts by value: nullopt is hatched
    std::optional<std::size_t> kind;  // of parts by kind
    bool line = false;                // drawn along, the wider the higher its class, high ones over low ones
};

struct GroundDot {
    Planar at{};
    std::optional<std::size_t> kind;  // nullopt: a plain one
};

struct GroundCircle {
    Planar centre{};
    double radius{};  // 0: a ring about one place
    std::string label;
};

struct GroundChart {
    std::vector<GroundPart> parts;
    std::vector<double> limits;     // of classes of values, as of a Choropleth; empty: parts by kind
    std::vector<GroundKind> kinds;  // of parts or of dots
    std::vector<GroundDot> dots;
    std::vector<GroundCircle> circles;
    std::string unit;       // above: what the colours tell
    std::string dot_label;  // of plain dots
    std::string circle_label;
    std::string missing_label;
    std::string metre, kilometre;  // of the scale bar; both "": none, the plane has no metres
    double height_mm = 95;
};

// One value, and something with some width or height, at least.
Drawing ground_chart(const ChartFrame& frame, const GroundChart& chart);

}  // namespace atalaya::render
