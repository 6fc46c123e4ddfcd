#include <algorithm>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method proportion() {
    return {
        .name = "proportion",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "groups", .columns = {{.name = "successes"}, {.name = "of"}}}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "proportions", .columns = {{"value"}, {"low"}, {"high"}}, .rows = "groups"}},
        .run =
            [](const Asked& asked) {
                const auto& groups = asked.table("groups");
                const auto &successes = groups.numbers("successes"), &of = groups.numbers("of");
                const auto negative = [](double one) { return one < 0; };
                if (std::ranges::any_of(successes, negative) || std::ranges::any_of(of, negative))
                    return refusal(std::string{stats::code(stats::Why::not_a_count)});
                Rows rows{{"value", "low", "high"}};
                for (std::size_t i = 0; i < of.size(); ++i) {
                    const auto found = stats::proportion(successes[i], of[i], asked.number("confidence"));
                    if (found)
                        rows.add({found->value, found->low, found->high});
                    else
                        rows.none(found.error());
                }
                return answer("proportions", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
