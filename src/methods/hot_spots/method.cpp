#include "stats/hot_spots.hpp"

#include <optional>

#include "geo/hexagons.hpp"
#include "methods/all.hpp"
#include "methods/columns.hpp"

namespace atalaya::methods {

namespace {

// Which cells are beside which; none when a coordinate is no whole number or a cell comes twice.
std::optional<stats::Neighbours> beside(const std::vector<double>& q, const std::vector<double>& r) {
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
        .version = "1",
        .inputs = {{"q", "1"}, {"r", "1"}, {"events", "1"}},
        .params = {},
        .outputs = {"z", "p", "q_value", "confidence"},
        .shape = Shape::rows,
        .run =
            [](const Columns& inputs, const Params&) {
                const auto& events = inputs.at("events");
                const auto neighbours = beside(inputs.at("q"), inputs.at("r"));
                std::vector<stats::HotSpot> cells(events.size(), {no_value, no_value, no_value, 0});
                bool known = false;
                if (neighbours) {
                    if (auto found = stats::hot_spots(events, *neighbours)) cells = *found, known = true;
                }
                Columns out;
                for (const auto& cell : cells) {
                    out["z"].push_back(cell.z);
                    out["p"].push_back(cell.p);
                    out["q_value"].push_back(cell.q);
                    out["confidence"].push_back(known ? cell.confidence : no_value);
                }
                return out;
            },
    };
}

}  // namespace atalaya::methods
