#include "stats/displacement.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/columns.hpp"

namespace atalaya::methods {

namespace {

void push(Columns& out, const std::string& name, const stats::Difference& difference) {
    out[name].push_back(difference.estimate);
    out[name + "_se"].push_back(difference.se);
}

bool all_counts(const Columns& inputs) {
    return std::all_of(inputs.begin(), inputs.end(), [](const auto& input) {
        return std::all_of(input.second.begin(), input.second.end(), [](double x) { return x >= 0; });
    });
}

// What a missing or negative count leaves.
Columns nothing() {
    Columns out;
    for (const auto& name : displacement().outputs) out[name].push_back(no_value);
    return out;
}

}  // namespace

// A row per offence, summed with its harm; the ring's columns are 0 where there is none.
Method displacement() {
    return {
        .name = "displacement",
        .version = "1",
        .inputs = {{"treated_before", "1"},
                   {"treated_after", "1"},
                   {"control_before", "1"},
                   {"control_after", "1"},
                   {"ring_before", "1"},
                   {"ring_after", "1"},
                   {"ring_control_before", "1"},
                   {"ring_control_after", "1"},
                   {"harm", "1"}},
        .params = {{"length_before", 1, 1e-6, 1e6}, {"length_after", 1, 1e-6, 1e6}},
        .outputs = {"local", "local_se", "displaced", "displaced_se", "total", "total_se", "z", "low",
                    "high"},
        .shape = Shape::summary,
        .run =
            [](const Columns& inputs, const Params& params) {
                if (!all_counts(inputs)) return nothing();

                std::vector<stats::OffenceDifference> local, displaced, total;
                const auto area = [&](const std::string& name, std::size_t i) {
                    return stats::BeforeAfter{inputs.at(name + "_before")[i], inputs.at(name + "_after")[i],
                                              params.at("length_before"), params.at("length_after")};
                };
                const auto& harm = inputs.at("harm");
                for (std::size_t i = 0; i < harm.size(); ++i) {
                    const auto found = stats::weighted_displacement(area("treated", i), area("control", i),
                                                                    area("ring", i), area("ring_control", i));
                    local.push_back({found.local, harm[i]});
                    displaced.push_back({found.displaced, harm[i]});
                    total.push_back({found.total, harm[i]});
                }

                const auto sum = stats::harm_weighted(total);
                Columns out;
                push(out, "local", stats::harm_weighted(local));
                push(out, "displaced", stats::harm_weighted(displaced));
                push(out, "total", sum);
                out["z"].push_back(sum.z);
                out["low"].push_back(sum.low);
                out["high"].push_back(sum.high);
                return out;
            },
    };
}

}  // namespace atalaya::methods
