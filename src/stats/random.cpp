#include "stats/random.hpp"

#include <cmath>
#include <limits>

namespace atalaya::stats {

namespace {

constexpr double ln2_high = 6.93147180369123816490e-01;  // its last 32 bits are 0: k * ln2_high is exact
constexpr double ln2_low = 1.90821492927058770002e-10;   // ln 2 - ln2_high
constexpr double half_log_two_pi = 0.91893853320467274178;

std::pair<std::uint32_t, std::uint32_t> wide_product(std::uint32_t a, std::uint32_t b) {
    const std::uint64_t product = std::uint64_t{a} * b;
    return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const auto [high0, low0] = wide_product(0xD2511F53u, counter[0]);
        const auto [high1, low1] = wide_product(0xCD9E8D57u, counter[2]);
        counter = {high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0};
        key = {key[0] + 0x9E3779B9u, key[1] + 0xBB67AE85u};
    }
    return counter;
}

// x = m 2^k with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh s, s = (m-1)/(m+1), |s| < 0.172.
double log_same(double x) {
    expects(x > 0 && std::isfinite(x), "log_same takes a finite number above 0");
    int k = 0;
    double m = std::frexp(x, &k);
    if (m < 0.70710678118654752440) {
        m *= 2;
        --k;
    }
    const double s = (m - 1) / (m + 1);
    const double square = s * s;
    double tail = 0;
    for (int odd = 25; odd >= 3; odd -= 2) tail = (tail + 1.0 / odd) * square;
    return k * ln2_high + (2 * s + (2 * s * tail + k * ln2_low));
}

// x = k ln 2 + r, |r| <= ln 2 / 2; e^r by its series.
double exp_same(double x) {
    if (x < -745) return 0;
    if (x > 709.78) return std::numeric_limits<double>::infinity();
    const double k = std::floor(x * 1.44269504088896340736 + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    double series = 1;
    for (int n = 17; n >= 1; --n) series = 1 + series * r / n;
    return std::ldexp(series, static_cast<int>(k));
}

double log_factorial(std::int64_t n) {
    expects(n >= 0, "log_factorial takes a number from 0");
    if (n < 16) {
        double product = 1;
        for (std::int64_t i = 2; i <= n; ++i) product *= static_cast<double>(i);
        return log_same(product);
    }
    // Stirling's series for ln Gamma(x), x = n + 1 >= 17.
    const double x = static_cast<double>(n) + 1;
    const double inverse = 1 / x, square = inverse * inverse;
    const double series =
        inverse *
        (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return (x - 0.5) * log_same(x) - x + half_log_two_pi + series;
}

std::uint64_t stream_of(std::string_view name) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return hash;
}

std::uint32_t Random::word() {
    if (used_ == words_.size()) {
        const auto low = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
        const auto high = [](std::uint64_t v) { return static_cast<std::uint32_t>(v >> 32); };
        words_ =
            philox4x32({low(block_), high(block_), low(stream_), high(stream_)}, {low(seed_), high(seed_)});
        ++block_;
        used_ = 0;
    }
    return words_[used_++];
}

std::uint64_t Random::bits() {
    const std::uint64_t high = word();
    return high << 32 | word();
}

double Random::uniform() {
    return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
}

std::uint64_t Random::below(std::uint64_t n) {
    expects(n >= 1, "Random::below needs at least one outcome");
    const std::uint64_t biased = (0 - n) % n;  // 2^64 mod n
    for (;;) {
        const auto product = static_cast<unsigned __int128>(bits()) * n;
        if (static_cast<std::uint64_t>(product) >= biased) return static_cast<std::uint64_t>(product >> 64);
    }
}

std::size_t Random::choice(std::span<const double> weights) {
    double total = 0;
    for (const double w : weights) {
        expects(w >= 0, "Random::choice takes weights from 0");
        total += w;
    }
    expects(total > 0, "Random::choice needs a weight above 0");
    double left = uniform() * total;
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        last = i;
        left -= weights[i];
        if (left < 0) return i;
    }
    return last;  // rounding left a crumb
}

}  // namespace atalaya::stats
