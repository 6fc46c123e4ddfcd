#include "stats/displacement.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> counts{"treated_before",      "treated_after",     "control_before",
                                      "control_after",       "ring_before",       "ring_after",
                                      "ring_control_before", "ring_control_after"};
const std::vector<std::string> figures{"local",    "local_se", "displaced", "displaced_se", "total",
                                       "total_se", "z",        "low",       "high"};

std::vector<ColumnSpec> columns() {
    std::vector<ColumnSpec> out;
    for (const auto& name : counts)
        out.push_back({.name = name, .holds = Holds::count, .optional = name.starts_with("ring")});
    out.push_back({.name = "harm", .holds = Holds::positive, .optional = true});
    return out;
}

}  // namespace

// A row an offence, summed with its harm. A ring that is not there counts nothing; harm is 1 where it is not said.
Method displacement() {
    return {
        .name = "displacement",
        .version = "2",
        .family = "evaluation",
        .tables = {{.name = "offences", .columns = columns()}},
        .settings = {number("length_before", 1, 1e-6, 1e6), number("length_after", 1, 1e-6, 1e6)},
        .answers = {{.name = "summary", .columns = named(figures)}},
        .run =
            [](const Asked& asked) {
                const auto& offences = asked.table("offences");
                const Numbers none(offences.rows(), 0), one(offences.rows(), 1);
                const auto of = [&](const std::string& name) -> const Numbers& {
                    return asked.has("offences", name) ? offences.numbers(name) : none;
                };
                const auto& harm = asked.has("offences", "harm") ? offences.numbers("harm") : one;
                std::vector<stats::OffenceDifference> local, displaced, total;
                for (std::size_t i = 0; i < harm.size(); ++i) {
                    const auto area = [&](const std::string& name) {
                        return stats::BeforeAfter{of(name + "_before")[i], of(name + "_after")[i],
                                                  asked.number("length_before"),
                                                  asked.number("length_after")};
                    };
                    const auto found = stats::weighted_displacement(area("treated"), area("control"),
                                                                    area("ring"), area("ring_control"));
                    local.push_back({found.local, harm[i]});
                    displaced.push_back({found.displaced, harm[i]});
                    total.push_back({found.total, harm[i]});
                }
                const auto here = stats::harm_weighted(local), there = stats::harm_weighted(displaced);
                const auto sum = stats::harm_weighted(total);
                if (sum.se == 0) return refusal(std::string{stats::code(stats::Why::no_events)});
                Rows rows{figures};
                rows.add({here.estimate, here.se, there.estimate, there.se, sum.estimate, sum.se, sum.z,
                          sum.low, sum.high});
                return answer("summary", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
