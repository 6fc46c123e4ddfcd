#include "methods/all.hpp"
#include "methods/columns.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method proportion() {
    return {
        .name = "proportion",
        .version = "1",
        .inputs = {{"successes", "1"}, {"of", "1"}},
        .params = {{"confidence", 0.95, 0.5, 0.9999}},
        .outputs = {"value", "low", "high"},
        .shape = Shape::rows,
        .run =
            [](const Columns& inputs, const Params& params) {
                const auto& successes = inputs.at("successes");
                const auto& of = inputs.at("of");

                Columns out;
                for (std::size_t i = 0; i < of.size(); ++i) {
                    push_rate(out, stats::proportion(successes[i], of[i], params.at("confidence")));
                }
                return out;
            },
    };
}

}  // namespace atalaya::methods
