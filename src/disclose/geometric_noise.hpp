// Noise for counts that leave: two-sided geometric, drawn with whole numbers alone.
//
//     P(noise = d) = (1 - a) / (1 + a) a^|d|,   a = exp(-epsilon / sensitivity)
//     variance     = 2 a / (1 - a)^2,           P(|noise| > w) = 2 a^(w+1) / (1 + a)
//
// A count with it is epsilon-differentially private when no person changes the count by more than `sensitivity`: what
// is released is at most e^epsilon times as likely with that person as without. Noise of floating-point Laplace is
// not: its last bits tell what was added to them (Mironov 2012). Here epsilon / sensitivity is a ratio of whole
// numbers, and every draw is a comparison of whole numbers; rounding enters nowhere.
//
// Draws take O(1) on average for any epsilon. Requires 1 <= millionths and 1 <= sensitivity, their product with
// 1,000,000 below 2^53; 0 < confidence < 1.
//
// Sources: Ghosh, Roughgarden & Sundararajan 2012, SIAM J. Computing 41, 1673-1693; Canonne, Kamath & Steinke 2020,
// NeurIPS 33, algorithms 1 and 2 (draws); Mironov 2012, CCS, 650-661.
#pragma once

#include <cstdint>

#include "stats/random.hpp"

namespace atalaya::disclose {

// epsilon in millionths: 500'000 is 0.5.
class GeometricNoise {
  public:
    explicit GeometricNoise(std::int64_t millionths, std::int64_t sensitivity = 1);

    std::int64_t draw(stats::Random& random) const;

    double ratio() const { return a_; }  // a
    double probability(std::int64_t noise) const;
    double variance() const;
    // Of noise of more than `within`, either way.
    double beyond(std::int64_t within) const;
    // The least w that holds the noise in -w .. w with this confidence.
    std::int64_t within(double confidence) const;

  private:
    std::uint64_t numerator_, denominator_;  // of epsilon / sensitivity
    double a_;
};

}  // namespace atalaya::disclose
