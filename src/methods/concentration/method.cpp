#include "stats/concentration.hpp"

#include "methods/all.hpp"
#include "methods/columns.hpp"

namespace atalaya::methods {

Method concentration() {
    return {
        .name = "concentration",
        .version = "1",
        .inputs = {{"events", "1"}},
        .params = {{"share", 0.5, 0.01, 1}},
        .outputs = {"gini", "generalised", "unbiased", "generalised_unbiased", "units", "of_all",
                    "of_possible"},
        .shape = Shape::summary,
        .run =
            [](const Columns& inputs, const Params& params) {
                const auto gini = stats::gini(inputs.at("events"));
                const auto least = stats::least_share(inputs.at("events"), params.at("share"));

                Columns out;
                out["gini"].push_back(gini ? gini->gini : no_value);
                out["generalised"].push_back(gini ? gini->generalised : no_value);
                out["unbiased"].push_back(gini ? gini->unbiased : no_value);
                out["generalised_unbiased"].push_back(gini ? gini->generalised_unbiased : no_value);
                out["units"].push_back(least ? least->units : no_value);
                out["of_all"].push_back(least ? least->of_all : no_value);
                out["of_possible"].push_back(least ? least->of_possible : no_value);
                return out;
            },
    };
}

}  // namespace atalaya::methods
