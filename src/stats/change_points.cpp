#include "stats/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

constexpr double no_variance = 1e-11;  // stands for the variance of equal values

// What a segment costs, from sums up to each value.
class Costs {
  public:
    Costs(std::span<const double> values, const ChangeModel& model, std::span<const double> exposures)
        : model_{model} {
        expects(exposures.empty() || exposures.size() == values.size(), "an exposure a value");
        expects(model.least >= (model.cost == ChangeCost::mean_variance ? 2U : 1U) && model.phi > 0,
                "segments long enough for their parameters");
        // Squares about the first value, so that a high level does not eat the digits.
        const double zero = values.empty() || model.cost == ChangeCost::poisson ? 0 : values.front();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double x = values[i] - zero;
            sum_.push_back(sum_.back() + x);
            squares_.push_back(squares_.back() + x * x);
            exposure_.push_back(exposure_.back() + (exposures.empty() ? 1 : exposures[i]));
        }
    }

    std::size_t size() const { return sum_.size() - 1; }

    // Of the values first..past_end - 1, one at least.
    double operator()(std::size_t first, std::size_t past_end) const {
        const auto n = static_cast<double>(past_end - first);
        const double longer = model_.penalty == ChangePenalty::mbic ? std::log(n) : 0;
        return raw(first, past_end, n) / model_.phi + longer;
    }

    double penalty() const {
        const double parameters = model_.cost == ChangeCost::mean_variance ? 2 : 1;
        return (parameters + (model_.penalty == ChangePenalty::mbic ? 2 : 1)) *
               std::log(static_cast<double>(size()));
    }

    // By how much two parts of a segment may cost more than the whole: only the logarithms of mbic add up
    // to more, by log(a b / (a + b)) <= log(n / 4).
    double slack() const {
        return model_.penalty == ChangePenalty::mbic
                   ? std::max(0.0, std::log(static_cast<double>(size()) / 4))
                   : 0;
    }

  private:
    double raw(std::size_t first, std::size_t past_end, double n) const {
        const double sum = sum_[past_end] - sum_[first];
        if (model_.cost == ChangeCost::poisson)
            return sum > 0 ? 2 * sum * (std::log(exposure_[past_end] - exposure_[first]) - std::log(sum)) : 0;
        const double spread = std::max(0.0, squares_[past_end] - squares_[first] - sum * sum / n);
        if (model_.cost == ChangeCost::mean) return spread;
        return n * (std::log(2 * std::numbers::pi) + std::log(std::max(spread / n, no_variance)) + 1);
    }

    ChangeModel model_;
    std::vector<double> sum_{0}, squares_{0}, exposure_{0};
};

// A place where the last change may be, until it is known to be beaten.
struct Candidate {
    std::size_t at{};
    std::size_t until{};  // no longer looked at from here
};

}  // namespace

Changes change_points(std::span<const double> values, const ChangeModel& model,
                      std::span<const double> exposures) {
    const Costs cost{values, model, exposures};
    const std::size_t n = cost.size(), least = model.least;
    if (n < 2 * least) return {};

    constexpr auto never = std::numeric_limits<std::size_t>::max();
    const double penalty = cost.penalty();
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> change_before(n + 1);
    std::vector<Candidate> candidates{{0, never}};
    best[0] = -penalty;

    std::uint64_t steps = 0;
    for (std::size_t end = least; end <= n; ++end) {
        if (end >= 2 * least) candidates.push_back({end - least, never});
        std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.until <= end; });
        steps += candidates.size();
        for (const auto& candidate : candidates) {
            const double total = best[candidate.at] + cost(candidate.at, end) + penalty;
            if (total >= best[end]) continue;
            best[end] = total;
            change_before[end] = candidate.at;
        }
        // Beaten here is beaten for good, once a segment that begins here may end.
        for (auto& candidate : candidates) {
            if (candidate.until == never &&
                best[candidate.at] + cost(candidate.at, end) - cost.slack() > best[end])
                candidate.until = end + least;
        }
    }

    Changes found{.at = {}, .penalty = penalty, .cost = best[n], .steps = steps};
    for (std::size_t end = change_before[n]; end > 0; end = change_before[end]) found.at.push_back(end);
    std::reverse(found.at.begin(), found.at.end());
    found.cost -= penalty * static_cast<double>(found.at.size());
    return found;
}

Changes one_change(std::span<const double> values, const ChangeModel& model,
                   std::span<const double> exposures) {
    const Costs cost{values, model, exposures};
    const std::size_t n = cost.size();
    if (n < 2 * model.least) return {};

    Changes found{.at = {}, .penalty = cost.penalty(), .cost = cost(0, n)};
    double least = found.cost - found.penalty;
    for (std::size_t at = model.least; at <= n - model.least; ++at) {
        const double total = cost(0, at) + cost(at, n);
        if (total >= least) continue;
        least = found.cost = total;
        found.at = {at};
    }
    return found;
}

ChangeSpan span_of_change(std::span<const double> values, const ChangeModel& model, std::size_t first,
                          std::size_t at, std::size_t past_end, double drop,
                          std::span<const double> exposures) {
    expects(first + model.least <= at && at + model.least <= past_end && past_end <= values.size(),
            "a change within its stretch");
    auto plain = model;
    plain.penalty = ChangePenalty::sic;  // lengths aside, the likelihood alone
    const Costs cost{values, plain, exposures};
    const auto both = [&](std::size_t change) { return cost(first, change) + cost(change, past_end); };

    double least = both(at);
    for (std::size_t change = first + model.least; change + model.least <= past_end; ++change)
        least = std::min(least, both(change));
    ChangeSpan span{at, at};
    for (std::size_t change = first + model.least; change + model.least <= past_end; ++change) {
        if (both(change) > least + drop) continue;
        span.first = std::min(span.first, change);
        span.last = std::max(span.last, change);
    }
    return span;
}

}  // namespace atalaya::stats
