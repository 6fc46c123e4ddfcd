#include "stats/displacement.hpp"

#include <optional>

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> counts{"treated_before",      "treated_after",     "control_before",
                                      "control_after",       "ring_before",       "ring_after",
                                      "ring_control_before", "ring_control_after"};
const std::vector<std::string> figures{"local",    "local_se", "displaced", "displaced_se", "total",
                                       "total_se", "z",        "low",       "high"};

const std::vector<std::string> of_quotient{"gross_effect", "net_effect", "success",
                                           "buffer",       "quotient",   "total_net_effect"};

std::string reading_of(const std::optional<double>& quotient) {
    if (!quotient) return "";
    if (*quotient > 0) return "diffusion";
    if (*quotient == 0) return "neither";
    return *quotient < -1 ? "more_than_offset" : "displacement";
}

// The quotient of the sums of all offences, each count times its harm over the length of its period.
Frame quotient_of(const std::optional<stats::Maybe<stats::DisplacementQuotient>>& found) {
    Rows rows{of_quotient};
    Texts readings{""};
    if (!found) {
        rows.none("no_ring");
    } else if (!*found) {
        rows.none(found->error());
    } else {
        const auto& q = **found;
        rows.add(
            {q.gross_effect, q.net_effect, q.success, q.buffer, or_nothing(q.quotient), q.total_net_effect},
            q.quotient ? "" : "no_success");
        readings = {reading_of(q.quotient)};
    }
    Frame frame = std::move(rows).frame();
    frame.add("reading", std::move(readings));
    return frame;
}

std::vector<ColumnSpec> columns() {
    std::vector<ColumnSpec> out;
    for (const auto& name : counts)
        out.push_back({.name = name, .holds = Holds::count, .optional = name.starts_with("ring")});
    out.push_back({.name = "harm", .holds = Holds::positive, .optional = true});
    return out;
}

std::vector<ColumnSpec> quotient_columns() {
    auto out = named(of_quotient);
    out.push_back({.name = "reading", .holds = Holds::text});
    return out;
}

}  // namespace

// A row an offence, summed with its harm. A ring that is not there counts nothing; harm is 1 where it is not said. The
// quotient is of counts, whatever the sizes of the areas.
Method displacement() {
    return {
        .name = "displacement",
        .version = "4",
        .family = "evaluation",
        .tables = {{.name = "offences", .columns = columns()}},
        .settings = {number("length_before", 1, 1e-6, 1e6), number("length_after", 1, 1e-6, 1e6),
                     number("area_treated", 1, 1e-6, 1e9), number("area_control", 1, 1e-6, 1e9),
                     number("area_ring", 1, 1e-6, 1e9), number("area_ring_control", 1, 1e-6, 1e9)},
        .answers = {{.name = "summary", .columns = named(figures)},
                    {.name = "quotient", .columns = quotient_columns()}},
        .run =
            [](const Asked& asked) {
                const auto& offences = asked.table("offences");
                const Numbers none(offences.rows(), 0), one(offences.rows(), 1);
                const auto of = [&](const std::string& name) -> const Numbers& {
                    return asked.has("offences", name) ? offences.numbers(name) : none;
                };
                const auto& harm = asked.has("offences", "harm") ? offences.numbers("harm") : one;
                std::vector<stats::OffenceDifference> local, displaced, total;
                stats::BeforeAfter treated, ring, control;
                const auto add_to = [](stats::BeforeAfter& sum, const stats::BeforeAfter& one, double by) {
                    sum.before += by * one.before / one.weight_before;
                    sum.after += by * one.after / one.weight_after;
                };
                for (std::size_t i = 0; i < harm.size(); ++i) {
                    const auto area = [&](const std::string& name) {
                        return stats::BeforeAfter{of(name + "_before")[i], of(name + "_after")[i],
                                                  asked.number("length_before"),
                                                  asked.number("length_after")};
                    };
                    const auto sized = [&](const std::string& name) {
                        auto out = area(name);
                        out.weight_before *= asked.number("area_" + name);
                        out.weight_after *= asked.number("area_" + name);
                        return out;
                    };
                    const auto found = stats::weighted_displacement(sized("treated"), sized("control"),
                                                                    sized("ring"), sized("ring_control"));
                    local.push_back({found.local, harm[i]});
                    displaced.push_back({found.displaced, harm[i]});
                    total.push_back({found.total, harm[i]});
                    add_to(treated, area("treated"), harm[i]);
                    add_to(ring, area("ring"), harm[i]);
                    add_to(control, area("control"), harm[i]);
                }
                const auto here = stats::harm_weighted(local), there = stats::harm_weighted(displaced);
                const auto sum = stats::harm_weighted(total);
                if (sum.se == 0) return refusal(std::string{stats::code(stats::Why::no_events)});
                Rows rows{figures};
                rows.add({here.estimate, here.se, there.estimate, there.se, sum.estimate, sum.se, sum.z,
                          sum.low, sum.high});
                Result result = answer("summary", std::move(rows));
                std::optional<stats::Maybe<stats::DisplacementQuotient>> quotient;
                if (asked.has("offences", "ring_before") && asked.has("offences", "ring_after"))
                    quotient = stats::displacement_quotient(treated, ring, control);
                result.tables.emplace("quotient", quotient_of(quotient));
                return result;
            },
    };
}

}  // namespace atalaya::methods
