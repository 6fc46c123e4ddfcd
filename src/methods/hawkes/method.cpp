#include "stats/hawkes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/hawkes_limits.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"mu",
                                       "branching",
                                       "decay",
                                       "mean_wait",
                                       "share",
                                       "log_likelihood",
                                       "poisson_log_likelihood",
                                       "mu_low",
                                       "mu_high",
                                       "branching_low",
                                       "branching_high",
                                       "mean_wait_low",
                                       "mean_wait_high"};

// The period begins at "start", or (origin=first) with the day of the first event, which of whole days is the day before.
double start_of(const Asked& asked, double first) {
    if (asked.choice("origin") == "zero") return asked.number("start");
    const auto& times = asked.table("events").numbers("time");
    const bool days = std::ranges::all_of(times, [](double t) { return t == std::floor(t); });
    return days ? first - 1 : std::floor(first);
}

// A fit to events of one time alone: what an event brings is over before the next instant at which there is another.
bool only_of_one_instant(const std::vector<double>& times, const stats::Hawkes& process) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < times.size(); ++i)
        if (times[i] > times[i - 1]) least = std::min(least, times[i] - times[i - 1]);
    return std::ranges::adjacent_find(times) != times.end() && process.a > 1e-3 && process.b * least > 30;
}

Result run_hawkes(const Asked& asked) {
    const auto& times = asked.table("events").numbers("time");
    std::vector<std::size_t> order(times.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
    std::vector<double> sorted;
    const double start = start_of(asked, times[order.front()]);
    for (const auto i : order) sorted.push_back(times[i] - start);
    const double end = (asked.number("end") > start ? asked.number("end") : sorted.back() + start) - start;
    if (sorted.front() <= 0 || sorted.back() > end) return refusal("outside_the_period");
    const auto fit = stats::fit_hawkes(sorted, end);
    if (!fit) return refusal(std::string{stats::code(fit.error())});
    if (only_of_one_instant(sorted, fit->process)) return refusal("same_times");
    const auto limits = stats::hawkes_limits(sorted, end, fit->process, asked.number("confidence"));
    const auto& [mu, a, b] = fit->process;
    Rows process{figures};
    if (limits) {
        const double longest = finite(1 / limits->b.low);
        process.add(
            {mu, a, b, 1 / b, fit->triggered, fit->log_likelihood, fit->poisson_log_likelihood,
             limits->mu.low, limits->mu.high, limits->a.low, limits->a.high, 1 / limits->b.high, longest},
            std::isnan(longest) ? "no_upper_limit" : "");
    } else {
        process.add({mu, a, b, finite(1 / b), fit->triggered, fit->log_likelihood,
                     fit->poisson_log_likelihood, no_value, no_value, no_value, no_value, no_value, no_value},
                    "no_curvature");
    }
    std::vector<double> background(times.size());
    for (std::size_t i = 0; i < order.size(); ++i) background[order[i]] = fit->background[i];
    Rows events{{"background"}};
    for (const double chance : background) events.add({chance});
    Result result;
    result.tables.emplace("process", std::move(process).frame());
    result.tables.emplace("events", std::move(events).frame());
    return result;
}

}  // namespace

Method hawkes() {
    return {
        .name = "hawkes",
        .version = "6",
        .family = "space_time",
        .tables = {{.name = "events", .columns = {{.name = "time", .holds = Holds::time, .unit = "day"}}}},
        .settings = {choice("origin", {"zero", "first"}), number("start", 0, -1e9, 1e9, "day"),
                     number("end", 0, -1e9, 1e9, "day"), number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "process", .columns = named(figures)},
                    {.name = "events", .columns = named({"background"}), .rows = "events"}},
        .run = run_hawkes,
    };
}

}  // namespace atalaya::methods
