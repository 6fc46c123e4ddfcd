#include "stats/exp_each.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace atalaya::stats {

namespace {

constexpr std::size_t lanes = 8;
using Eight = std::array<double, lanes>;

void exp_eight(Eight& values) {
    constexpr double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
    Eight k, r, series;
    for (std::size_t j = 0; j < lanes; ++j) {
        k[j] = std::floor(values[j] * 1.44269504088896340736 + 0.5);
        r[j] = (values[j] - k[j] * ln2_high) - k[j] * ln2_low;
        series[j] = 1;
    }
    for (int n = 17; n >= 1; --n)
        for (std::size_t j = 0; j < lanes; ++j) series[j] = 1 + series[j] * r[j] / n;
    for (std::size_t j = 0; j < lanes; ++j) values[j] = std::ldexp(series[j], static_cast<int>(k[j]));
}

}  // namespace

void exp_each(std::span<double> values) {
    for (std::size_t i = 0; i < values.size(); i += lanes) {
        const std::size_t some = std::min(lanes, values.size() - i);
        Eight eight{};
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i), some, eight.begin());
        exp_eight(eight);
        std::copy_n(eight.begin(), some, values.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace atalaya::stats
