#include "stats/hot_spots.hpp"

#include <algorithm>
#include <cmath>

#include "geo/hexagons.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

// Which cells are beside which; none when a coordinate is no whole number or a cell comes twice.
std::optional<stats::Neighbours> beside(const Numbers& q, const Numbers& r) {
    const auto whole = [](double x) { return std::abs(x) < 1e9 && x == std::floor(x); };
    std::vector<geo::Hex> cells;
    for (std::size_t i = 0; i < q.size(); ++i) {
        if (!whole(q[i]) || !whole(r[i])) return {};
        cells.push_back({static_cast<int>(q[i]), static_cast<int>(r[i])});
    }
    return stats::touching(cells);
}

bool all_equal(const Numbers& counts) {
    return std::ranges::all_of(counts, [&](double x) { return x == counts.front(); });
}

Result run_hot_spots(const Asked& asked) {
    const auto& cells = asked.table("cells");
    const auto& counts = cells.numbers("events");
    const auto neighbours = beside(cells.numbers("q"), cells.numbers("r"));
    if (!neighbours) return refusal("not_a_lattice");
    const auto found = stats::hot_spots(counts, *neighbours);
    if (!found) return refusal(std::string{stats::code(found.error())});
    if (all_equal(counts)) return refusal(std::string{stats::code(stats::Why::constant)});
    Rows rows{{"z", "p", "q_value", "confidence"}};
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto& [z, p, q, confidence] = (*found)[i];
        const std::size_t beside = neighbours->first[i + 1] - neighbours->first[i];
        if (beside + 1 == found->size())
            rows.none("all_beside");
        else
            rows.add({z, p, q, static_cast<double>(confidence)});
    }
    return answer("cells", std::move(rows));
}

}  // namespace

Method hot_spots() {
    return {
        .name = "hot_spots",
        .version = "2",
        .family = "space",
        .tables = {{.name = "cells",
                    .columns = {{.name = "q"}, {.name = "r"}, {.name = "events", .holds = Holds::count}}}},
        .answers = {{.name = "cells",
                     .columns = {{"z"}, {"p"}, {"q_value"}, {"confidence"}},
                     .rows = "cells"}},
        .run = run_hot_spots,
    };
}

}  // namespace atalaya::methods
