#include "methods/all.hpp"
#include "methods/columns.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method rate() {
    return {
        .name = "rate",
        .version = "1",
        .inputs = {{"events", "1"}, {"exposure", "person-year"}},
        .params = {{"per", 100'000, 1, 1e9}, {"confidence", 0.95, 0.5, 0.9999}, {"phi", 1, 1, 1000}},
        .outputs = {"value", "low", "high"},
        .shape = Shape::rows,
        .run =
            [](const Columns& inputs, const Params& params) {
                const auto& events = inputs.at("events");
                const auto exposure = as<PersonYears>(inputs.at("exposure"));

                Columns out;
                for (std::size_t i = 0; i < events.size(); ++i) {
                    push_rate(out, stats::rate(events[i], exposure[i], params.at("per"),
                                               params.at("confidence"), params.at("phi")));
                }
                return out;
            },
    };
}

}  // namespace atalaya::methods
