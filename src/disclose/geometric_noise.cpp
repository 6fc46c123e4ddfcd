#include "disclose/geometric_noise.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::disclose {

namespace {

constexpr std::uint64_t million = 1'000'000;

// True with probability exp(-over / under), over <= under: the number of heads in a row of coins over / (under k),
// k = 1, 2, ..., is even with it.
bool survives(stats::Random& random, std::uint64_t over, std::uint64_t under) {
    std::uint64_t k = 1;
    while (random.below(under * k) < over) ++k;
    return k % 2 == 1;
}

}  // namespace

GeometricNoise::GeometricNoise(std::int64_t millionths, std::int64_t sensitivity) {
    expects(millionths >= 1 && sensitivity >= 1, "GeometricNoise: epsilon and sensitivity above 0");
    const auto n = static_cast<std::uint64_t>(millionths);
    const auto d = million * static_cast<std::uint64_t>(sensitivity);
    const auto common = std::gcd(n, d);
    numerator_ = n / common;
    denominator_ = d / common;
    a_ = stats::exp_same(-static_cast<double>(n) / static_cast<double>(d));
}

std::int64_t GeometricNoise::draw(stats::Random& random) const {
    for (;;) {
        // A geometric of exp(-1 / denominator) by its remainder and its quotient, then thinned to the numerator.
        const auto rest = random.below(denominator_);
        if (!survives(random, rest, denominator_)) continue;
        std::uint64_t whole = 0;
        while (survives(random, 1, 1)) ++whole;
        const auto size = static_cast<std::int64_t>((rest + denominator_ * whole) / numerator_);
        const bool below = random.below(2) == 1;
        if (below && size == 0) continue;  // 0 has one sign
        return below ? -size : size;
    }
}

double GeometricNoise::probability(std::int64_t noise) const {
    return (1 - a_) / (1 + a_) * stats::exp_same(stats::log_same(a_) * static_cast<double>(std::abs(noise)));
}

double GeometricNoise::variance() const {
    return 2 * a_ / ((1 - a_) * (1 - a_));
}

double GeometricNoise::beyond(std::int64_t within) const {
    return 2 * stats::exp_same(stats::log_same(a_) * static_cast<double>(within + 1)) / (1 + a_);
}

std::int64_t GeometricNoise::within(double confidence) const {
    expects(0 < confidence && confidence < 1, "GeometricNoise: 0 < confidence < 1");
    const double about = stats::log_same((1 - confidence) * (1 + a_) / 2) / stats::log_same(a_) - 1;
    auto w = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(about)) - 1);
    while (beyond(w) > 1 - confidence) ++w;
    return w;
}

}  // namespace atalaya::disclose
