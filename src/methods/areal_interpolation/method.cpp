#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/area.hpp"
#include "geo/overlap.hpp"
#include "geo/sides.hpp"
#include "geo/system_plane.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/areal.hpp"

namespace atalaya::methods {

namespace {

using Shapes = std::vector<geo::PlanarShape>;

// On the plane of the system asked for, or on one that keeps the areas of the ellipsoid.
Shapes on_plane(const Asked& asked, const char* table) {
    std::optional<geo::SystemPlane> plane;
    if (const auto code = asked.whole("plane"); code > 0) plane.emplace("EPSG:" + std::to_string(code));
    Shapes out;
    for (const auto& shape : asked.table(table).shapes)
        out.push_back(plane ? geo::on_plane(shape, *plane) : geo::on_equal_area(shape));
    return out;
}

std::vector<double> areas_of(const Shapes& shapes) {
    std::vector<double> out;
    for (const auto& shape : shapes) out.push_back(geo::area(shape));
    return out;
}

Rows counts(const std::vector<double>& values, const std::vector<double>& whole,
            const std::vector<stats::SourcePart>& parts, const std::vector<double>& covered,
            std::string_view none, Rows& mass) {
    const auto spread = stats::spread_counts(values, whole, parts, covered.size());
    double before = 0, after = 0;
    for (const double value : values) before += value;
    Rows rows{{"value", "covered"}};
    for (std::size_t t = 0; t < covered.size(); ++t) {
        after += spread.values[t];
        rows.add({spread.values[t], covered[t]}, std::isnan(covered[t]) ? none : "");
    }
    mass.add({before, after, spread.lost});
    return rows;
}

Rows rates(const std::vector<double>& values, const std::vector<stats::SourcePart>& parts,
           const std::vector<double>& covered, std::span<const double> whole, std::string_view none,
           Rows& mass) {
    const auto averaged = stats::averaged_rates(values, parts, covered.size(), whole);
    Rows rows{{"value", "covered"}};
    for (std::size_t t = 0; t < covered.size(); ++t)
        rows.add({or_nothing(averaged[t]), covered[t]}, std::isnan(covered[t]) ? none
                                                        : averaged[t]          ? ""
                                                                               : "outside_the_sources");
    mass.none("not_a_sum");
    return rows;
}

// Counts can be shared out among targets that do not cover each other; two drawings of one border differ by little.
bool targets_overlap(const std::vector<stats::SourcePart>& parts, const std::vector<double>& whole) {
    std::vector<double> taken(whole.size());
    for (const auto& part : parts) taken[part.source] += part.weight;
    for (std::size_t s = 0; s < whole.size(); ++s)
        if (taken[s] > whole[s] * 1.001) return true;
    return false;
}

// A source that is there twice gives what it has twice: more ground than targets have, beyond what borders drawn twice differ by.
bool sources_overlap(const std::vector<stats::SourcePart>& parts, const std::vector<double>& whole) {
    std::vector<double> taken(whole.size());
    for (const auto& part : parts) taken[part.target] += part.weight;
    double all = 0, beyond = 0;
    for (std::size_t t = 0; t < whole.size(); ++t) {
        all += std::min(taken[t], whole[t]);
        beyond += std::max(0.0, taken[t] - whole[t]);
    }
    return beyond > 0.01 * all;
}

// What weighs each source, the parts that they share with targets, and each target.
struct Weights {
    std::vector<double> sources, targets;
    std::vector<stats::SourcePart> parts;
    std::int64_t nowhere = 0;  // control units that lie in no source
};

Weights by_ground(const Shapes& sources, const Shapes& targets) {
    Weights out{areas_of(sources), areas_of(targets), {}};
    for (const auto& [source, target, area] : geo::overlaps(sources, targets))
        out.parts.push_back({source, target, std::min(area, out.sources[source])});
    return out;
}

// Each control unit counts whole where its place is.
Weights by_control(const Asked& asked) {
    const auto &sources = asked.table("sources").shapes, &targets = asked.table("targets").shapes;
    const geo::AreaIndex in_sources{sources}, in_targets{targets};
    const auto& control = asked.table("control");
    const auto &lon = control.numbers("lon"), &lat = control.numbers("lat"),
               &weight = control.numbers("weight");
    const auto place_in = [](const geo::AreaIndex& index, LonLat at) {
        const int area = index.locate(at);
        return area == geo::AreaIndex::outside ? stats::Unit::nowhere : static_cast<std::size_t>(area);
    };
    Weights out{{}, std::vector<double>(targets.size()), {}};
    std::vector<stats::Unit> units;
    for (std::size_t i = 0; i < control.rows(); ++i) {
        const LonLat at{lon[i], lat[i]};
        units.push_back({place_in(in_sources, at), place_in(in_targets, at), weight[i]});
        if (units.back().target != stats::Unit::nowhere) out.targets[units.back().target] += weight[i];
        out.nowhere += units.back().source == stats::Unit::nowhere;
    }
    auto weighed = stats::weights_by_units(units, sources.size());
    out.sources = std::move(weighed.whole);
    out.parts = std::move(weighed.parts);
    return out;
}

Result run_interpolation(const Asked& asked) {
    const bool controlled = asked.has("control");
    const auto weights =
        controlled ? by_control(asked) : by_ground(on_plane(asked, "sources"), on_plane(asked, "targets"));
    std::vector<double> covered(weights.targets.size());
    for (const auto& part : weights.parts) covered[part.target] += part.weight;
    for (std::size_t t = 0; t < covered.size(); ++t)
        covered[t] = weights.targets[t] > 0 ? std::min(1.0, covered[t] / weights.targets[t]) : no_value;
    if (targets_overlap(weights.parts, weights.sources)) return refusal("targets_overlap");
    if (sources_overlap(weights.parts, weights.targets)) return refusal("sources_overlap");
    const auto& values = asked.table("sources").numbers("value");
    const std::string_view none = controlled ? "no_control" : "no_area";
    Rows mass{{"before", "after", "lost"}};
    Rows rows = asked.choice("quantity") == "count"
                    ? counts(values, weights.sources, weights.parts, covered, none, mass)
                    : rates(values, weights.parts, covered,
                            asked.choice("base") == "target" ? std::span<const double>{weights.targets}
                                                             : std::span<const double>{},
                            none, mass);
    Result result;
    if (weights.nowhere > 0) result.excluded.push_back({"control", "outside_the_sources", weights.nowhere});
    result.tables.emplace("targets", std::move(rows).frame());
    result.tables.emplace("mass", std::move(mass).frame());
    return result;
}

}  // namespace

Method areal_interpolation() {
    return {
        .name = "areal_interpolation",
        .version = "6",
        .family = "space",
        .tables = {{.name = "sources", .columns = {{.name = "value"}}, .shapes = true},
                   {.name = "targets",
                    .columns = {{.name = "id", .holds = Holds::text, .optional = true, .once = true}},
                    .shapes = true},
                   {.name = "control",
                    .columns = {{.name = "lon", .unit = "degree"},
                                {.name = "lat", .unit = "degree"},
                                {.name = "weight", .holds = Holds::positive}},
                    .optional = true}},
        .settings = {choice("quantity", {"count", "rate"}), choice("base", {"covered", "target"}),
                     whole("plane", 0, 0, 999'999)},
        .answers = {{.name = "targets", .columns = named({"value", "covered"}), .rows = "targets"},
                    {.name = "mass", .columns = named({"before", "after", "lost"})}},
        .run = run_interpolation,
    };
}

}  // namespace atalaya::methods
