// How many of a source's places were found, and how well: the hit rate with its interval against the
// least that is acceptable for mapping crime, 85 %.
//
// Sources: Ratcliffe 2004, "Geocoding crime and a first estimate of a minimum acceptable hit
// rate", IJGIS 18, 61-72; Wilson's interval (stats/rates.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "geocode/geocoder.hpp"
#include "geocode/precision.hpp"
#include "stats/rates.hpp"

namespace atalaya::geocode {

inline constexpr double least_hit_rate = 0.85;

// What the interval says of the least hit rate; nothing asked is undecided.
enum class Verdict : std::uint8_t { reached, missed, undecided };
std::string_view code(Verdict verdict);

struct HitRate {
    std::int64_t asked = 0;                               // refused ones are not among them
    std::int64_t hits = 0;                                // is_hit()
    stats::Maybe<stats::Rate> rate;                       // hits of asked; fails: no_exposure
    Verdict verdict = Verdict::undecided;                 // low >= 0.85, high < 0.85, neither
    std::array<std::int64_t, precisions> by_precision{};  // they add up to asked
    std::array<stats::Maybe<stats::Rate>, precisions> shares;
    std::array<std::int64_t, reasons> by_reason{};  // found and protected_place stay 0
};

class HitTally {
  public:
    // `rows` with this answer. Protected places count nowhere: how many there are is nobody's business.
    void add(const Answer& answer, std::int64_t rows = 1);
    HitRate rate(double confidence = 0.95) const;

  private:
    std::array<std::int64_t, precisions> by_precision_{};
    std::array<std::int64_t, reasons> by_reason_{};
};

}  // namespace atalaya::geocode
