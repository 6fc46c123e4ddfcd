// Random streams that are the same on every machine and for any number of
// threads: counter-based Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011,
// SC'11, "Parallel random numbers: as easy as 1, 2, 3") and samplers of our own,
// which use only + - * / sqrt and the log_same, exp_same below.
//
// A stream is named by (seed, stream): give each replicate, territory or series
// its own number and the order in which they are drawn no longer matters.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "core/error.hpp"

namespace atalaya::stats {

// The block of ten rounds: counter and key in, four words out.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

// ln x for finite x > 0 and e^x (0 below -745, infinity above 709.78), within 4e-16
// relative (of 1 + |ln x| for the logarithm): the library's differ in the last
// bit between processors.
double log_same(double x);
double exp_same(double x);
// ln n!, within 1e-13 relative. n >= 0.
double log_factorial(std::int64_t n);

// A number for a name, to key streams by what they are for: stream_of("robo/comuna:3").
// FNV-1a of 64 bits.
std::uint64_t stream_of(std::string_view name);

class Random {
  public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : seed_{seed}, stream_{stream} {}

    std::uint32_t word();
    std::uint64_t bits();
    // In the open interval (0, 1): 52 bits, never 0 nor 1.
    double uniform();
    double uniform(double low, double past_high) { return low + (past_high - low) * uniform(); }
    // 0 .. n-1, each exactly as likely (Lemire's rejection). n >= 1.
    std::uint64_t below(std::uint64_t n);
    // True with probability p.
    bool chance(double p) { return uniform() < p; }

    double normal(double mean = 0, double sd = 1);
    double exponential(double mean = 1);
    // Mean shape * scale. shape > 0, scale >= 0.
    double gamma(double shape, double scale = 1);
    // Exact for every mean >= 0 up to 1e15.
    std::int64_t poisson(double mean);
    // Exact. n >= 0, 0 <= p <= 1.
    std::int64_t binomial(std::int64_t n, double p);
    // Variance phi * mean: a Poisson whose mean is gamma; phi <= 1 is the Poisson itself.
    std::int64_t negative_binomial(double mean, double phi);

    // An index drawn with these weights. All >= 0, some > 0. O(n).
    std::size_t choice(std::span<const double> weights);

    // Fisher-Yates.
    template <class T>
    void shuffle(std::span<T> items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

  private:
    std::uint64_t seed_;
    std::uint64_t stream_;
    std::uint64_t block_ = 0;
    std::array<std::uint32_t, 4> words_{};
    unsigned used_ = 4;
};

}  // namespace atalaya::stats
