// The largest likelihood ratio of all windows, of many replicates at once. Counts of the replicates lie side by side in
// one row a location, so that one addition serves all. No logarithm is taken for a window that cannot be the largest:
// the size of a window is the same in all replicates, so it is enough to compare its counts with the most that
// would not beat what each replicate has already (of windows as small as the smallest of their class of sizes).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "stats/scan/circles.hpp"

namespace atalaya::stats {

// Count: std::int16_t for up to 32767 cases in all, std::int32_t beyond.
template <class Count>
class Lanes {
  public:
    static constexpr std::size_t width = 64 / sizeof(Count);

    explicit Lanes(std::size_t locations) : rows_(locations * width) {}

    Count& at(std::size_t location, std::size_t lane) { return rows_[location * width + lane]; }
    void clear() { std::ranges::fill(rows_, Count{0}); }
    void add(const Lanes& other) {
        for (std::size_t k = 0; k < rows_.size(); ++k)
            rows_[k] = static_cast<Count>(rows_[k] + other.rows_[k]);
    }
    const Count* row(std::size_t location) const { return &rows_[location * width]; }

  private:
    std::vector<Count> rows_;
};

template <class Ratio, class Count>
class LargestOfLanes {
  public:
    static constexpr std::size_t width = Lanes<Count>::width, classes = 128;

    // Sizes of windows are at most `largest`; windows of fewer than `least` cases do not count.
    LargestOfLanes(const Ratio& ratio, double largest, std::size_t least)
        : ratio_{ratio},
          per_root_{largest > 0 ? static_cast<double>(classes - 1) / std::sqrt(largest) : 1},
          least_{least},
          limit_(classes * width) {
        for (std::size_t k = 0; k < classes; ++k) {
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
        const std::uint32_t* member = circles.member.data();
        const double* of = size.data();
        for (std::size_t z = 0; z < circles.centres(); ++z) {
            Vector inside{};
            double total = 0;
            for (std::size_t k = circles.first[z]; k < circles.first[z + 1]; ++k) {
                const std::uint32_t m = member[k], location = m & ~Circles::ends;
                Vector row;
                std::memcpy(&row, rows.row(location), sizeof row);
                inside += row;
                total += of[location];
                if ((m & Circles::ends) == 0) continue;
                const auto size_class =
                    std::min(static_cast<std::size_t>(std::sqrt(total) * per_root_), classes - 1);
                Vector limit;
                std::memcpy(&limit, &limit_[size_class * width], sizeof limit);
                const Vector over = inside > limit;
                if (any(over)) weigh(inside, limit, total);
            }
        }
    }

  private:
    typedef Count Vector __attribute__((vector_size(64)));

    static bool any(const Vector& v) {
        std::uint64_t words[8];
        std::memcpy(words, &v, sizeof words);
        return (words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7]) != 0;
    }

    void weigh(const Vector& inside, const Vector& limit, double size) {
        const auto sized = ratio_.sized(size);
        for (std::size_t lane = 0; lane < width; ++lane) {
            if (inside[lane] <= limit[lane]) continue;
            const double value = ratio_(static_cast<std::size_t>(inside[lane]), sized);
            if (value > largest_[lane]) raise(lane, value);
        }
    }

    // The most cases of each class of sizes whose ratio is no larger than `value`.
    void raise(std::size_t lane, double value) {
        largest_[lane] = value;
        const std::size_t all = ratio_.cases();
        std::size_t count = std::min(least_ > 0 ? least_ - 1 : 0, all);
        for (std::size_t k = 0; k < classes; ++k) {
            const auto beaten = [&](std::size_t c) { return c <= all && !(ratio_(c, edges_[k]) > value); };
            std::size_t step = 1;
            while (beaten(count + step)) {
                count += step;
                step *= 2;
            }
            for (; step > 0; step /= 2)
                if (beaten(count + step)) count += step;
            limit_[k * width + lane] = static_cast<Count>(count);
        }
    }

    const Ratio& ratio_;
    double per_root_;  // classes are even in the root of the size, in which counts scatter evenly
    std::size_t least_;
    std::vector<typename Ratio::Sized> edges_;
    std::vector<Count> limit_, at_nothing_;
    double largest_[width]{};
};

}  // namespace atalaya::stats
