#include "methods/all.hpp"
#include "methods/columns.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method indirect_rate() {
    return {
        .name = "indirect_rate",
        .version = "1",
        .inputs = {{"events", "1"},
                   {"exposure", "person-year"},
                   {"reference_events", "1"},
                   {"reference_exposure", "person-year"}},
        .params = {{"per", 100'000, 1, 1e9}, {"confidence", 0.95, 0.5, 0.9999}},
        .outputs = {"observed", "expected", "reference_rate", "ratio", "ratio_low", "ratio_high", "value",
                    "low", "high"},
        .shape = Shape::summary,
        .run =
            [](const Columns& inputs, const Params& params) {
                const auto found = stats::indirectly_standardised(
                    inputs.at("events"), as<PersonYears>(inputs.at("exposure")),
                    inputs.at("reference_events"), as<PersonYears>(inputs.at("reference_exposure")),
                    params.at("per"), params.at("confidence"));

                Columns out;
                const auto put = [&](std::string_view name, auto value_of) {
                    out[std::string{name}].push_back(found ? value_of(*found) : no_value);
                };
                put("observed", [](const auto& r) { return r.observed; });
                put("expected", [](const auto& r) { return r.expected; });
                put("reference_rate", [](const auto& r) { return r.reference_rate; });
                put("ratio", [](const auto& r) { return r.ratio.value; });
                put("ratio_low", [](const auto& r) { return r.ratio.low; });
                put("ratio_high", [](const auto& r) { return r.ratio.high; });
                put("value", [](const auto& r) { return r.rate.value; });
                put("low", [](const auto& r) { return r.rate.low; });
                put("high", [](const auto& r) { return r.rate.high; });
                return out;
            },
    };
}

}  // namespace atalaya::methods
