#include "stats/exp_each.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/vector_bytes.hpp"

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

// Eight numbers as vectors of so many bytes: the operations and their order are the same for each width.
template <std::size_t bytes>
[[gnu::always_inline]] inline void products(Eight& values) {
    typedef double Vector __attribute__((vector_size(bytes)));
    typedef std::int64_t Whole __attribute__((vector_size(bytes)));
    constexpr std::size_t parts = sizeof(Eight) / bytes;
    Vector x[parts], r[parts], series[parts];
    Whole power[parts];
    std::memcpy(x, values.data(), sizeof x);
#pragma GCC unroll 4
    for (std::size_t p = 0; p < parts; ++p) {
        // Rounded by the place of the last bit, where the number of doublings then stands as a whole number.
        constexpr double shift = 0x1.8p52;
        const Vector shifted = x[p] * 1.44269504088896340736 + shift, k = shifted - shift;
        r[p] = (x[p] - k * ln2_high) - k * ln2_low;
        // Below the least exponent of a number there is 0.
        power[p] = (((Whole)shifted - std::bit_cast<std::int64_t>(shift) + 1023) << 52) & (k >= -1022.0);
        series[p] = Vector{} + coefficients.back();
    }
    for (std::size_t n = 2; n <= coefficients.size(); ++n)
#pragma GCC unroll 4
        for (std::size_t p = 0; p < parts; ++p)
            series[p] = series[p] * r[p] + coefficients[coefficients.size() - n];
#pragma GCC unroll 4
    for (std::size_t p = 0; p < parts; ++p) x[p] = series[p] * (Vector)power[p];
    std::memcpy(values.data(), x, sizeof x);
}

void products_by_two(Eight& values) {
    products<16>(values);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] void products_by_four(Eight& values) {
    products<32>(values);
}
[[gnu::target("avx512f")]] void products_by_eight(Eight& values) {
    products<64>(values);
}
#endif

void products_of_eight(Eight& values) {
    static void (*const widest)(Eight&) = [] {
#if defined(__x86_64__)
        if (vector_bytes() == 64) return products_by_eight;
        if (vector_bytes() == 32) return products_by_four;
#endif
        return products_by_two;
    }();
    widest(values);
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
