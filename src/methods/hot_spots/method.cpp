#include "stats/hot_spots.hpp"

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
        .run =
            [](const Asked& asked) {
                const auto& cells = asked.table("cells");
                const auto neighbours = beside(cells.numbers("q"), cells.numbers("r"));
                if (!neighbours) return refusal("not_a_lattice");
                const auto found = stats::hot_spots(cells.numbers("events"), *neighbours);
                if (!found) return refusal(std::string{stats::code(found.error())});
                Rows rows{{"z", "p", "q_value", "confidence"}};
                for (const auto& cell : *found)
                    rows.add({cell.z, cell.p, cell.q, static_cast<double>(cell.confidence)});
                return answer("cells", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
