#include <cmath>

#include "geo/equal_area.hpp"
#include "geo/overlap.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/areal.hpp"

namespace atalaya::methods {

namespace {

using Shapes = std::vector<geo::PlanarShape>;

Shapes on_plane(const Asked& asked, const char* table) {
    Shapes out;
    for (const auto& shape : asked.table(table).shapes) {
        geo::PlanarShape planar;
        for (const auto& polygon : shape) {
            auto& rings = planar.emplace_back();
            for (const auto& ring : polygon) {
                auto& vertices = rings.emplace_back();
                for (const auto& at : ring) vertices.push_back(geo::equal_area(at));
            }
        }
        out.push_back(std::move(planar));
    }
    return out;
}

std::vector<double> areas_of(const Shapes& shapes) {
    std::vector<double> out;
    for (const auto& shape : shapes) out.push_back(geo::area(shape));
    return out;
}

Rows counts(const std::vector<double>& values, const std::vector<double>& whole,
            const std::vector<stats::SourcePart>& parts, const std::vector<double>& covered, Rows& mass) {
    const auto spread = stats::spread_counts(values, whole, parts, covered.size());
    double before = 0, after = 0;
    for (const double value : values) before += value;
    Rows rows{{"value", "covered"}};
    for (std::size_t t = 0; t < covered.size(); ++t) {
        after += spread.values[t];
        rows.add({spread.values[t], covered[t]}, std::isnan(covered[t]) ? "no_area" : "");
    }
    mass.add({before, after, spread.lost});
    return rows;
}

Rows rates(const std::vector<double>& values, const std::vector<stats::SourcePart>& parts,
           const std::vector<double>& covered, Rows& mass) {
    const auto averaged = stats::averaged_rates(values, parts, covered.size());
    Rows rows{{"value", "covered"}};
    for (std::size_t t = 0; t < covered.size(); ++t)
        rows.add({or_nothing(averaged[t]), covered[t]}, std::isnan(covered[t]) ? "no_area"
                                                        : averaged[t]          ? ""
                                                                      : stats::code(averaged[t].error()));
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

Result run_interpolation(const Asked& asked) {
    const auto sources = on_plane(asked, "sources"), targets = on_plane(asked, "targets");
    const auto whole = areas_of(sources), ground = areas_of(targets);
    std::vector<stats::SourcePart> parts;
    std::vector<double> covered(targets.size());
    for (const auto& [source, target, area] : geo::overlaps(sources, targets)) {
        parts.push_back({source, target, std::min(area, whole[source])});
        covered[target] += area;
    }
    for (std::size_t t = 0; t < covered.size(); ++t)
        covered[t] = ground[t] > 0 ? std::min(1.0, covered[t] / ground[t]) : no_value;
    if (targets_overlap(parts, whole)) return refusal("targets_overlap");
    const auto& values = asked.table("sources").numbers("value");
    Rows mass{{"before", "after", "lost"}};
    Rows rows = asked.choice("quantity") == "count" ? counts(values, whole, parts, covered, mass)
                                                    : rates(values, parts, covered, mass);
    Result result;
    result.tables.emplace("targets", std::move(rows).frame());
    result.tables.emplace("mass", std::move(mass).frame());
    return result;
}

}  // namespace

Method areal_interpolation() {
    return {
        .name = "areal_interpolation",
        .version = "2",
        .family = "space",
        .tables = {{.name = "sources", .columns = {{.name = "value"}}, .shapes = true},
                   {.name = "targets",
                    .columns = {{.name = "id", .holds = Holds::text, .optional = true, .once = true}},
                    .shapes = true}},
        .settings = {choice("quantity", {"count", "rate"})},
        .answers = {{.name = "targets", .columns = named({"value", "covered"}), .rows = "targets"},
                    {.name = "mass", .columns = named({"before", "after", "lost"})}},
        .run = run_interpolation,
    };
}

}  // namespace atalaya::methods
