#include "stats/areal.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"

namespace atalaya::stats {

Spread spread_counts(std::span<const double> values, std::span<const double> whole,
                     std::span<const SourcePart> parts, std::size_t targets) {
    expects(values.size() == whole.size(), "spread_counts: a whole for each value");
    Spread out{std::vector<double>(targets), 0};
    std::vector<double> placed(values.size());
    for (const auto& part : parts) {
        expects(part.source < values.size() && part.target < targets, "spread_counts: a part of both");
        if (whole[part.source] <= 0) continue;
        const double share = part.weight / whole[part.source];
        out.values[part.target] += values[part.source] * share;
        placed[part.source] += share;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        expects(placed[i] <= 1.001, "spread_counts: parts are no more than the whole");
        out.lost += values[i] * (1 - placed[i]);
    }
    return out;
}

std::vector<Maybe<double>> averaged_rates(std::span<const double> values, std::span<const SourcePart> parts,
                                          std::size_t targets, std::span<const double> whole) {
    expects(whole.empty() || whole.size() == targets, "averaged_rates: a whole for each target, or none");
    std::vector<double> sum(targets), weight(targets);
    for (const auto& part : parts) {
        expects(part.source < values.size() && part.target < targets, "averaged_rates: a part of both");
        sum[part.target] += values[part.source] * part.weight;
        weight[part.target] += part.weight;
    }
    std::vector<Maybe<double>> out;
    for (std::size_t i = 0; i < targets; ++i)
        out.push_back(weight[i] > 0 ? Maybe<double>{sum[i] / (whole.empty() ? weight[i]
                                                                            : std::max(weight[i], whole[i]))}
                                    : std::unexpected{Why::no_exposure});
    return out;
}

UnitWeights weights_by_units(std::span<const Unit> units, std::size_t sources) {
    UnitWeights out{{}, std::vector<double>(sources)};
    std::map<std::pair<std::size_t, std::size_t>, double> parts;
    for (const auto& unit : units) {
        if (unit.source == Unit::nowhere) continue;
        expects(unit.source < sources, "weights_by_units: a unit of a source");
        out.whole[unit.source] += unit.weight;
        if (unit.target != Unit::nowhere) parts[{unit.source, unit.target}] += unit.weight;
    }
    for (const auto& [of, weight] : parts) out.parts.push_back({of.first, of.second, weight});
    return out;
}

}  // namespace atalaya::stats
