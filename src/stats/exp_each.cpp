#include "stats/exp_each.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace atalaya::stats {

namespace {

constexpr std::size_t lanes = 8;
using Eight = std::array<double, lanes>;
constexpr double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;

void exp_eight(Eight& values) {
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

// 1 / n!
constexpr auto coefficients = [] {
    std::array<double, 15> out{1};
    for (std::size_t n = 1; n < out.size(); ++n) out[n] = out[n - 1] / static_cast<double>(n);
    return out;
}();

// The number of halvings or doublings as the exponent of a number; below the least of these there is 0.
double power_of_two(double k) {
    return k < -1022
               ? 0
               : std::bit_cast<double>(static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52);
}

void products_of_eight(Eight& values) {
    Eight k, r, series;
    for (std::size_t j = 0; j < lanes; ++j) {
        // Rounded by the place of the last bit.
        constexpr double shift = 0x1.8p52;
        k[j] = (values[j] * 1.44269504088896340736 + shift) - shift;
        r[j] = (values[j] - k[j] * ln2_high) - k[j] * ln2_low;
        series[j] = coefficients.back();
    }
    for (std::size_t n = coefficients.size() - 1; n-- > 0;)
        for (std::size_t j = 0; j < lanes; ++j) series[j] = series[j] * r[j] + coefficients[n];
    for (std::size_t j = 0; j < lanes; ++j) values[j] = series[j] * power_of_two(k[j]);
}

template <void (*of_eight)(Eight&)>
void each(std::span<double> values) {
    for (std::size_t i = 0; i < values.size(); i += lanes) {
        const std::size_t some = std::min(lanes, values.size() - i);
        Eight eight{};
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i), some, eight.begin());
        of_eight(eight);
        std::copy_n(eight.begin(), some, values.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace

void exp_each(std::span<double> values) {
    each<exp_eight>(values);
}

void exp_by_products(std::span<double> values) {
    each<products_of_eight>(values);
}

}  // namespace atalaya::stats
