#include "methods/all.hpp"
#include "methods/columns.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method direct_rate() {
    return {
        .name = "direct_rate",
        .version = "1",
        .inputs = {{"events", "1"}, {"exposure", "person-year"}, {"standard", "1"}},
        .params = {{"per", 100'000, 1, 1e9}, {"confidence", 0.95, 0.5, 0.9999}},
        .outputs = {"value", "low", "high"},
        .shape = Shape::summary,
        .run =
            [](const Columns& inputs, const Params& params) {
                Columns out;
                push_rate(out, stats::directly_standardised(
                                   inputs.at("events"), as<PersonYears>(inputs.at("exposure")),
                                   inputs.at("standard"), params.at("per"), params.at("confidence")));
                return out;
            },
    };
}

}  // namespace atalaya::methods
