#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/local_answer.hpp"

namespace atalaya::methods {

namespace {

LocalTests tests(const Asked& asked, const Beside& beside) {
    const auto& values = asked.table("areas").numbers("value");
    if (asked.choice("statistic") == "g")
        return stats::local_g(values, weights_of(asked, beside), stats::Local::g, permutations_of(asked));
    if (!beside.values.empty())
        throw Error{
            Fault::usage,
            message("expected links without a weight for Gi*, as an area beside itself has none; leave the "
                    "column \"weight\" out or ask for --set statistic=g")};
    const Beside with_self{stats::with_self(beside.neighbours), {}, 0};
    return stats::local_g(values, weights_of(asked, with_self), stats::Local::g_star, permutations_of(asked));
}

}  // namespace

Method local_g() {
    return local_method({.name = "local_g",
                         .version = "3",
                         .usual_weights = "binary",
                         .column = {.name = "value"},
                         .settings = {choice("statistic", {"g_star", "g"})},
                         .kernel = tests,
                         .labels = [](const Asked&) {
                             return [](std::size_t, const stats::LocalTest& test) -> std::string {
                                 return test.z > 0 ? "hot" : "cold";
                             };
                         }});
}

}  // namespace atalaya::methods
