#include "stats/hypergeometric.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::stats {

std::int64_t hypergeometric(Random& random, std::int64_t all, std::int64_t marked, std::int64_t draws) {
    expects(marked >= 0 && draws >= 0 && marked <= all && draws <= all, "hypergeometric: parts of the whole");
    const std::int64_t low = std::max<std::int64_t>(0, draws - (all - marked)),
                       high = std::min(marked, draws);
    if (low == high) return low;
    const auto number = [](std::int64_t v) { return static_cast<double>(v); };
    const auto mode = std::clamp(
        static_cast<std::int64_t>((number(marked) + 1) * (number(draws) + 1) / (number(all) + 2)), low, high);
    const auto log_choose = [](std::int64_t n, std::int64_t k) {
        return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
    };
    const double top =
        exp_same(log_choose(marked, mode) + log_choose(all - marked, draws - mode) - log_choose(all, draws));
    // p(k + 1) / p(k)
    const auto step = [&](std::int64_t k) {
        return number(marked - k) * number(draws - k) /
               (number(k + 1) * number(all - marked - draws + k + 1));
    };
    double left = random.uniform() - top;
    if (left < 0) return mode;
    double below = top, above = top;
    for (std::int64_t down = mode, up = mode; down > low || up < high;) {
        if (up < high) {
            above *= step(up);
            ++up;
            left -= above;
            if (left < 0) return up;
        }
        if (down > low) {
            below /= step(down - 1);
            --down;
            left -= below;
            if (left < 0) return down;
        }
    }
    return mode;  // rounding left a crumb
}

std::vector<std::int64_t> multivariate_hypergeometric(Random& random, std::span<const std::int64_t> kinds,
                                                      std::int64_t draws) {
    std::int64_t all = 0;
    for (const auto k : kinds) all += k;
    expects(draws >= 0 && draws <= all, "multivariate_hypergeometric: no more draws than there are");
    std::vector<std::int64_t> out;
    for (const auto k : kinds) {
        out.push_back(hypergeometric(random, all, k, draws));
        all -= k;
        draws -= out.back();
    }
    return out;
}

}  // namespace atalaya::stats
