// At which hours of the week things happened of which only an interval is known: aoristic weights.
//
// An event weighs 1, spread evenly over the minutes of its interval [from, past) and folded to the 168 hours of the
// week:
//
//     weight_h = sum over events of (minutes of the event's interval in hours h) / (past - from)
//
// from = past weighs 1 in its hour. Of an interval of whole weeks every hour has the same share: one longer than a week
// says little, and is counted so that it can be told. An interval that ends before it begins weighs nothing.
//
// Sources: Ratcliffe 2000, Int. J. GIS 14, 669-679, and 2002, J. Quant. Criminol. 18, 23-43, in minutes and without rounding.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace atalaya::stats {

inline constexpr int hours_a_week = 7 * 24;

// Minutes since 1970-01-01 00:00 (a Thursday) of the place's own clock.
struct MinuteSpan {
    std::int64_t from{}, past{};
};

struct AoristicWeek {
    std::array<double, hours_a_week> weight{};  // [weekday * 24 + hour], Monday 0
    std::int64_t events{};                      // that weigh; the weights add up to as many
    std::int64_t longer{};                      // of them, those of more than seven days
    std::int64_t reversed{};                    // that end before they begin, and weigh nothing
};

// O(events + 168).
AoristicWeek aoristic_week(std::span<const MinuteSpan> spans);

}  // namespace atalaya::stats
