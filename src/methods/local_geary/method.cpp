#include "methods/all.hpp"
#include "methods/local_answer.hpp"

namespace atalaya::methods {

Method local_geary() {
    return local_method({.name = "local_geary",
                         .version = "3",
                         .usual_weights = "row",
                         .column = {.name = "value"},
                         .kernel =
                             [](const Asked& asked, const Beside& beside) {
                                 return stats::local_geary(asked.table("areas").numbers("value"),
                                                           weights_of(asked, beside), permutations_of(asked));
                             },
                         .labels =
                             [](const Asked&) {
                                 return [](std::size_t, const stats::LocalTest& test) -> std::string {
                                     return test.value < test.expectation ? "like" : "unlike";
                                 };
                             }});
}

}  // namespace atalaya::methods
