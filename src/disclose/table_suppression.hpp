// Which cells of a table with its totals are kept back so that no hidden one follows from what is printed.
//
// A table has one to three dimensions; its totals, over each dimension and over several, are printed with it and may be
// small themselves. Hidden are
//
//     primary     1 .. minimum - 1 (and 0, where zeros are hidden too), totals among them
//     secondary   what else it takes, never a zero
//
// Each hidden cell is covered by a box: the cells that differ from it in some of the dimensions, in each by one other
// place (a part or the total), all of them hidden. Adding 1 along a box with the right signs (in a dimension where one
// side is the total both sides move alike, else against each other) changes no line's sum and nothing that is shown,
// so that the table moved by 1 is as good an explanation of what is printed as the true one. The move keeps primary
// cells within their range and secondary ones at minimum or more: it fools even whoever knows the rule and is told
// which cells are of which kind. Boxes are chosen for the fewest cells hidden anew, then the least sum of them; what
// turns out not to be needed is shown again. The choice is good, not always the best of all.
//
// low and high are what an outsider gets by adding and subtracting along lines until nothing moves, who knows only that
// a hidden cell is 1 or more (0, where zeros are hidden): true bounds, though not always the narrowest. high is
// nothing where no total bounds it.
//
// Requires counts >= 0, one for each place, minimum >= 1. O(primary cells x cells x 2^dimensions).
//
// Sources: Willenborg & de Waal 2001, Elements of Statistical Disclosure Control, ch. 6; Giessing & Repsilber
// 2002, LNCS 2316, 181-192 (hypercubes); Buzzigoli & Giusti 1999, Statistical Data Protection '98, 131-147 (bounds).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "disclose/door.hpp"

namespace atalaya::disclose {

enum class Cell { shown, primary, secondary };
std::string_view code(Cell cell);

inline constexpr std::size_t most_dimensions = 3;

// Parts along each dimension; the counts of all places but the totals, the last dimension fastest.
struct PlainTable {
    std::vector<std::size_t> parts;
    std::vector<Count> counts;
};

struct SuppressedCell {
    Count count{};
    Cell state = Cell::shown;
    Count low{};
    std::optional<Count> high;
};

// With totals: along each dimension parts + 1 places, the total last.
class SuppressedTable {
  public:
    const std::vector<std::size_t>& parts() const { return parts_; }
    // place[d] is 0 .. parts[d], parts[d] being the total.
    const SuppressedCell& at(const std::vector<std::size_t>& place) const { return cells_[index(place)]; }
    const std::vector<SuppressedCell>& cells() const { return cells_; }
    std::vector<std::size_t> place(std::size_t index) const;
    // Hidden cells that no box covers: the table cannot be printed as it is.
    const std::vector<std::size_t>& bare() const { return bare_; }

  private:
    friend class Suppressing;
    std::size_t index(const std::vector<std::size_t>& place) const;

    std::vector<std::size_t> parts_;
    std::vector<SuppressedCell> cells_;
    std::vector<std::size_t> bare_;
};

SuppressedTable suppress(const PlainTable& table, Count minimum, bool hide_zeros = false);

}  // namespace atalaya::disclose
