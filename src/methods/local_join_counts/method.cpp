#include "methods/all.hpp"
#include "methods/local_answer.hpp"

namespace atalaya::methods {

Method local_join_counts() {
    return local_method(
        {.name = "local_join_counts",
         .version = "2",
         .usual_weights = "binary",
         .column = {.name = "flag", .holds = Holds::flag},
         .upper = true,
         .kernel =
             [](const Asked& asked, const Beside& beside) {
                 return stats::local_join_counts(asked.table("areas").numbers("flag"),
                                                 weights_of(asked, beside), permutations_of(asked));
             },
         .labels =
             [](const Asked&) {
                 return [](std::size_t, const stats::LocalTest&) -> std::string { return "together"; };
             }});
}

}  // namespace atalaya::methods
