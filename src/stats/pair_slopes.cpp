#include "stats/pair_slopes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

using Index = std::uint32_t;

constexpr double rounding = std::numeric_limits<double>::epsilon() / 2;
constexpr std::size_t few = 64;       // values of which all slopes are listed
constexpr double too_large = 1e290;   // bounds of slopes of such values would overflow
constexpr double too_close = 1e-290;  // slopes of such differences could round to 0

double slope_of(std::span<const double> y, Index i, Index j) {
    return (y[j] - y[i]) / static_cast<double>(j - i);
}

double listed(std::span<const double> y, std::int64_t rank) {
    std::vector<double> slopes;
    slopes.reserve(y.size() * (y.size() - 1) / 2);
    for (Index i = 0; i < y.size(); ++i)
        for (Index j = i + 1; j < y.size(); ++j) slopes.push_back(slope_of(y, i, j));
    const auto at = slopes.begin() + static_cast<std::ptrdiff_t>(rank);
    std::ranges::nth_element(slopes, at);
    return *at;
}

// Pairs that stand the wrong way round, which are sorted meanwhile.
std::int64_t turned(std::span<Index> items, std::span<Index> spare) {
    if (items.size() < 2) return 0;
    const std::size_t half = items.size() / 2;
    std::int64_t wrong =
        turned(items.first(half), spare.first(half)) + turned(items.subspan(half), spare.subspan(half));
    for (std::size_t k = 0, a = 0, b = half; k < items.size(); ++k) {
        if (a < half && (b == items.size() || items[a] <= items[b])) {
            spare[k] = items[a++];
        } else {
            wrong += static_cast<std::int64_t>(half - a);
            spare[k] = items[b++];
        }
    }
    std::ranges::copy(spare, items.begin());
    return wrong;
}

// Bounds of slopes, both among them.
struct Between {
    double low{}, high{};
    friend bool operator==(const Between&, const Between&) = default;
};

struct Found {
    std::int64_t below{}, inside{};
    std::vector<double> some;  // of those inside every stride-th, as they came
    std::size_t stride = 1;
};

// Slopes above 0 alone: of a bound above 0 those that are 0 are below without being looked at.
class Rising {
  public:
    explicit Rising(std::span<const double> y) : y_{y} {
        const auto [least, most] = std::ranges::minmax(y);
        largest_ = std::max(std::abs(least), std::abs(most));
        steepest_ = most - least;
        z_.resize(y.size());
    }

    // 0 <= rank < count, of those above 0; count > 0.
    double at(std::int64_t rank, std::int64_t count) const {
        const Between all{std::numeric_limits<double>::denorm_min(), steepest_};
        const std::int64_t others = static_cast<std::int64_t>(y_.size() * (y_.size() - 1) / 2) - count;
        Between possible = all,
                tried = likely(all, drawn(), static_cast<double>(rank) / static_cast<double>(count));
        for (;;) {
            auto found = look(tried);
            found.below -= others;
            if (rank < found.below) {
                possible.high = std::nextafter(tried.low, 0.0);
                tried = possible;
            } else if (rank >= found.below + found.inside) {
                possible.low = std::nextafter(tried.high, std::numeric_limits<double>::infinity());
                tried = possible;
            } else {
                possible = tried;
                const std::int64_t within = rank - found.below;
                if (tried.low == tried.high) return tried.low;
                if (found.stride == 1) {
                    const auto wanted = found.some.begin() + static_cast<std::ptrdiff_t>(within);
                    std::ranges::nth_element(found.some, wanted);
                    return *wanted;
                }
                const double share = static_cast<double>(within) / static_cast<double>(found.inside);
                tried = likely(possible, found.some, share);
                if (tried == possible) tried.high = tried.low = found.some[found.some.size() / 2];
            }
        }
    }

  private:
    std::size_t most_held() const { return 8 * y_.size(); }

    // What pairs drawn at random rise by, where they do.
    std::vector<double> drawn() const {
        Random random{y_.size(), stream_of("pair slopes")};
        std::vector<double> out;
        for (std::size_t k = 0; k < most_held(); ++k) {
            const auto a = static_cast<Index>(random.below(y_.size())),
                       b = static_cast<Index>(random.below(y_.size()));
            if (a == b) continue;
            const double slope = slope_of(y_, std::min(a, b), std::max(a, b));
            if (slope > 0) out.push_back(slope);
        }
        return out;
    }

    // Between which of a sample, which is sorted, the slope with such a share below it nearly always is.
    static Between likely(Between possible, std::vector<double>& sample, double share) {
        std::ranges::sort(sample);
        const auto n = static_cast<double>(sample.size());
        const double margin = 1 + 2 * std::sqrt(n);
        const double low = share * n - margin, high = share * n + margin;
        if (low >= 0) possible.low = std::max(possible.low, sample[static_cast<std::size_t>(low)]);
        if (high < n) possible.high = std::min(possible.high, sample[static_cast<std::size_t>(high)]);
        return possible;
    }
    static Between likely(Between possible, std::vector<double>&& sample, double share) {
        return likely(possible, sample, share);
    }

    // So far from a bound, order no longer hangs on how differences and slopes are rounded.
    double margin(double bound) const {
        const double error = 2 * bound * static_cast<double>(y_.size()) + largest_;
        return 8 * (rounding * (error + bound) + std::numeric_limits<double>::denorm_min());
    }

    // Indices by what is left of their values; of equal ones the first or the last first.
    std::vector<Index> ordered(double bound, bool last_first) const {
        for (std::size_t i = 0; i < y_.size(); ++i) z_[i] = y_[i] - bound * static_cast<double>(i);
        std::vector<Index> order(y_.size());
        std::iota(order.begin(), order.end(), Index{0});
        std::ranges::sort(
            order, [&](Index a, Index b) { return z_[a] != z_[b] ? z_[a] < z_[b] : (a < b) != last_first; });
        return order;
    }

    Found look(Between bounds) const {
        const double low = std::max(bounds.low - margin(bounds.low), 0.0);
        const auto rising = ordered(low, low == 0);
        const auto falling = ordered(bounds.high + margin(bounds.high), true);
        std::vector<Index> spare(rising.size()), place(rising.size());

        Found found;
        std::vector<Index> sorted = rising;
        found.below = turned(sorted, spare);
        for (std::size_t k = 0; k < falling.size(); ++k) place[falling[k]] = static_cast<Index>(k);
        // An insertion sort from one order to the other meets each pair that they hold differently, once.
        std::size_t next = 0, met = 0;
        std::vector<std::pair<Index, Index>> line;  // place, index
        line.reserve(rising.size());
        for (const Index j : rising) {
            line.emplace_back(place[j], j);
            std::size_t k = line.size() - 1;
            for (; k > 0 && line[k - 1].first > place[j]; --k) {
                line[k] = line[k - 1];
                const double slope = slope_of(y_, line[k].second, j);
                if (slope < bounds.low) ++found.below;
                if (slope < bounds.low || slope > bounds.high) continue;
                ++found.inside;
                if (met++ != next) continue;
                next += found.stride;
                found.some.push_back(slope);
                if (found.some.size() == 2 * most_held()) next = thin(found);
            }
            line[k] = {place[j], j};
        }
        return found;
    }

    // Every other one; the number of the next to hold.
    static std::size_t thin(Found& found) {
        for (std::size_t k = 0; 2 * k < found.some.size(); ++k) found.some[k] = found.some[2 * k];
        found.some.resize((found.some.size() + 1) / 2);
        found.stride *= 2;
        return found.some.size() * found.stride;
    }

    std::span<const double> y_;
    double largest_{}, steepest_{};
    mutable std::vector<double> z_;
};

// Of the values in order: pairs of equal ones, and the least step between others.
struct Levels {
    std::int64_t pairs{};
    double least_step = std::numeric_limits<double>::infinity();

    explicit Levels(std::span<const double> y) {
        std::vector<double> sorted{y.begin(), y.end()};
        std::ranges::sort(sorted);
        for (std::size_t first = 0, past = 0; first < sorted.size(); first = past) {
            while (past < sorted.size() && sorted[past] == sorted[first]) ++past;
            pairs += static_cast<std::int64_t>((past - first) * (past - first - 1) / 2);
            if (past < sorted.size()) least_step = std::min(least_step, sorted[past] - sorted[first]);
        }
    }
};

std::int64_t falling_pairs(std::span<const double> y) {
    std::vector<Index> order(y.size()), spare(y.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&](Index i) { return y[i]; });
    return turned(order, spare);
}

}  // namespace

double pair_slope_at(std::span<const double> y, std::int64_t rank) {
    const auto pairs = static_cast<std::int64_t>(y.size() * (y.size() - 1) / 2);
    expects(y.size() >= 2 && rank >= 0 && rank < pairs, "pair_slope_at: a rank of a pair");
    const Levels levels{y};
    const bool large = std::ranges::any_of(y, [](double v) { return std::abs(v) > too_large; });
    if (y.size() <= few || large || levels.least_step < too_close) return listed(y, rank);
    const std::int64_t falling = falling_pairs(y), level = levels.pairs;
    if (rank >= falling && rank < falling + level) return 0;
    if (rank >= falling + level) return Rising{y}.at(rank - falling - level, pairs - falling - level);
    // Upside down, the last is the first.
    std::vector<double> other(y.begin(), y.end());
    for (double& v : other) v = -v;
    return -Rising{other}.at(falling - 1 - rank, falling);
}

}  // namespace atalaya::stats
