// The largest likelihood ratio of all windows, of many replicates at once. Counts of the replicates lie side by side in
// one row a location, so that one addition serves all. No logarithm is taken for a window that cannot be the largest:
// the size of a window is the same in all replicates, so it is enough to compare its counts with the most that
// would not beat what each replicate has already (of windows as small as the smallest of their class of sizes).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "stats/scan/circles.hpp"
#include "stats/scan/likelihood.hpp"

namespace atalaya::stats {

// Count: std::int16_t for up to 32767 cases in all, std::int32_t beyond.
template <class Count>
class Lanes {
  public:
    static constexpr std::size_t width = 64 / sizeof(Count);

    explicit Lanes(std::size_t locations) : rows_(locations * width) {}

    Count& at(std::size_t location, std::size_t lane) { return rows_[location * width + lane]; }
    void clear() { std::ranges::fill(rows_, Count{0}); }
    const Count* row(std::size_t location) const { return &rows_[location * width]; }

  private:
    std::vector<Count> rows_;
};

// A circle that grows, and what its lanes hold so far.
template <class Count>
struct Walk {
    std::size_t at{}, past{};  // members that are not yet in
    double size{};
    std::size_t size_class{};
    alignas(64) Count inside[64 / sizeof(Count)]{};
};

// The most that each lane may hold without notice, one row a class of sizes.
template <class Count>
struct Limits {
    const Count* rows;
    double classes_per_root;
    std::size_t last_class;
};

// Grows the circle until it ends at a member where some lane holds more than its limit: true; or for good: false.
// Uses the widest vectors that the processor has; whole numbers, so the same everywhere.
bool walk_on(Walk<std::int16_t>& walk, const std::uint32_t* member, const std::int16_t* rows,
             const double* size, const Limits<std::int16_t>& limits);
bool walk_on(Walk<std::int32_t>& walk, const std::uint32_t* member, const std::int32_t* rows,
             const double* size, const Limits<std::int32_t>& limits);

template <class Ratio, class Count>
class LargestOfLanes {
  public:
    static constexpr std::size_t width = Lanes<Count>::width;

    // Sizes of windows are at most `largest`; windows of fewer than `least` cases do not count.
    LargestOfLanes(const Ratio& ratio, double largest, std::size_t least)
        : ratio_{ratio},
          classes_{classes_of(largest)},
          per_root_{largest > 0 ? static_cast<double>(classes_ - 1) / std::sqrt(largest) : 1},
          least_{least},
          limit_(classes_ * width) {
        for (std::size_t k = 0; k < classes_; ++k) {
            const double root = static_cast<double>(k) / per_root_;
            edges_.push_back(ratio.sized(root * root * (1 - 1e-9)));
        }
        for (std::size_t lane = 0; lane < width; ++lane) raise(lane, 0);
        at_nothing_ = limit_;
    }

    // Forgets the replicates before.
    void begin() {
        limit_ = at_nothing_;
        std::ranges::fill(largest_, 0.0);
    }

    double largest(std::size_t lane) const { return largest_[lane]; }

    // Looks at all circles, counts in `rows`; `size`, one a location, adds up to that of a circle.
    void look(const Circles& circles, const Lanes<Count>& rows, std::span<const double> size) {
        const Limits<Count> limits{limit_.data(), per_root_, classes_ - 1};
        for (std::size_t z = 0; z < circles.centres(); ++z) {
            Walk<Count> walk{.at = circles.first[z], .past = circles.first[z + 1]};
            while (walk_on(walk, circles.member.data(), rows.row(0), size.data(), limits)) weigh(walk);
        }
    }

  private:
    // Counts scatter by the root of the size; a class is a quarter of that wide, so that its smallest size stands for all.
    static std::size_t classes_of(double largest) {
        return static_cast<std::size_t>(std::clamp(8 * std::sqrt(std::max(largest, 0.0)), 128.0, 4096.0));
    }

    void weigh(const Walk<Count>& walk) {
        const Count* limit = &limit_[walk.size_class * width];
        typename Ratio::Sized sized{};
        bool known = false;
        for (std::size_t lane = 0; lane < width; ++lane) {
            if (walk.inside[lane] <= limit[lane]) continue;
            if (!known) sized = ratio_.sized(walk.size);
            known = true;
            const double value = ratio_(static_cast<std::size_t>(walk.inside[lane]), sized);
            if (value > largest_[lane]) raise(lane, value);
        }
    }

    // The most cases of each class of sizes whose ratio is no larger than `value`.
    void raise(std::size_t lane, double value) {
        largest_[lane] = value;
        const std::size_t all = ratio_.cases();
        std::size_t count = std::min(least_ > 0 ? least_ - 1 : 0, all);
        for (std::size_t k = 0; k < classes_; ++k) {
            count = most_not_beyond(ratio_, edges_[k], value, count);
            limit_[k * width + lane] = static_cast<Count>(count);
        }
    }

    const Ratio& ratio_;
    std::size_t classes_;
    double per_root_;  // classes are even in the root of the size, in which counts scatter evenly
    std::size_t least_;
    std::vector<typename Ratio::Sized> edges_;
    std::vector<Count> limit_, at_nothing_;
    double largest_[width]{};
};

}  // namespace atalaya::stats
