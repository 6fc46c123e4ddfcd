// Who is beside whom, and how much it counts: sparse spatial weights.
//
// Neighbours (stats/hot_spots.hpp) says who; Weights adds how much, w_ij for each link i -> j. Both are rows of links:
// those of area i are first[i] .. first[i + 1] - 1, ascending by neighbour, each once.
//
// Styles, of links b_ij (1, or values given):
//
//     binary      b_ij
//     row         b_ij / sum_j b_ij               every area's neighbours weigh 1 together
//     global      b_ij n / sum of all b           n = areas with neighbours; all weigh n together
//     total       b_ij / sum of all b             all weigh 1 together
//     stable      s_ij n / sum of all s,  s_ij = b_ij / sqrt(sum_j b_ij^2)      variance-stabilising
//
// Sources: Cliff & Ord 1981, Spatial Processes; Tiefelsdorf, Griffith & Boots 1999, Environment and Planning A 31,
// 165-180 (stable).
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/message.hpp"
#include "core/place.hpp"
#include "geo/area.hpp"
#include "stats/hot_spots.hpp"

namespace atalaya::stats {

// Of the links i -> j among so many areas, in any order; repeated ones count once. O(links log links).
Neighbours from_links(std::vector<std::pair<std::uint32_t, std::uint32_t>> links, std::size_t areas);

struct Weights {
    std::vector<std::uint32_t> first{0};  // one more than there are areas
    std::vector<std::uint32_t> of;
    std::vector<double> weight;  // one a link, finite, >= 0

    std::size_t areas() const { return first.size() - 1; }
};

enum class WeightStyle { binary, row, global, total, stable };

// `values`, one a link and >= 0, stand for b_ij; empty is 1 each. An area whose links all weigh 0 has row 0. O(links).
Weights weighted(const Neighbours& neighbours, WeightStyle style = WeightStyle::row,
                 std::span<const double> values = {});

// 1 / distance^power for each link, in their order; places that coincide are as far apart as the nearest two that do not.
// 1 each when all coincide. power > 0.
std::vector<double> inverse_distances(const Neighbours& neighbours, std::span<const Planar> places,
                                      double power = 1);

// Every area beside itself too, as Gi* wants. Areas that were there already stay once.
Neighbours with_self(const Neighbours& neighbours);

enum class Contiguity {
    queen,  // a common point is enough
    rook,   // a common stretch of border
};

// Areas that touch. Borders and corners written twice within `weld` metres of each other are one, so that
// other digits of the same corner, or a corner on the middle of a neighbour's side, do not part neighbours. Shapes that
// are empty, or touch none, have no neighbours. weld > 0. O(n log n) for n vertices.
Neighbours contiguous(std::span<const geo::MultiPolygon> shapes, Contiguity contiguity, double weld = 1);

// The k nearest others of each; of equally far ones those that come first. With k or fewer others, all
// of them. Not symmetric in general. O(n k log n) where places are spread evenly.
Neighbours k_nearest(std::span<const Planar> places, std::size_t k);

// Others from low to high metres away, both included; 0 <= low <= high. O(n + pairs near).
Neighbours within(std::span<const Planar> places, double low, double high);

// Areas without any neighbour, ascending.
std::vector<std::uint32_t> islands(const Neighbours& neighbours);

// Whether every link has its way back; of weights, that weighs the same within 1e-12 of the larger.
bool is_symmetric(const Neighbours& neighbours);
bool is_symmetric(const Weights& weights);

// Neighbours with the ways back that were missing.
Neighbours made_symmetric(const Neighbours& neighbours);

// What a GAL file says (GeoDa, PySAL, spdep): a line "n", or "0 n layer key", then for each area a line
// "id number-of-neighbours" and their ids, on one line or several; ids and names may be in quotes.
struct Gal {
    std::vector<std::string> ids;
    Neighbours neighbours;
    std::vector<std::uint32_t> own;  // areas that it makes their own neighbours, ascending
};
struct NotAGal {
    std::size_t area{};  // 1 is the first; 0 is the first line
    Message expected;
};
// Links of an area to itself are in `own` and no neighbours; a neighbour that is told twice is refused.
std::expected<Gal, NotAGal> parse_gal(std::string_view text);
// "0 n layer key"; ids and names without white space.
std::string gal_text(const Gal& gal, std::string_view layer = "areas", std::string_view key = "id");

}  // namespace atalaya::stats
