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
// With a zone the minutes are those that passed, from the first instant that `from` can have been to the last one of `past`: of a
// night of 23 hours the hour that was skipped weighs nothing, of one of 25 the repeated hour twice as much as another.
// A time that the clocks showed twice, or never, has two such instants (core/zone.hpp). What is asked is where the fact may have
// been, so that of two readings of an end the wider counts.
//
// Sources: Ratcliffe 2000, Int. J. GIS 14, 669-679, and 2002, J. Quant. Criminol. 18, 23-43, in minutes and without rounding.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/zone.hpp"

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
    std::int64_t over_changes{};                // of the events, those within which the clocks were changed
};

// O(events + 168).
AoristicWeek aoristic_week(std::span<const MinuteSpan> spans);
// O(events log changes + changes passed + 168).
AoristicWeek aoristic_week(std::span<const MinuteSpan> spans, const Zone& zone);

}  // namespace atalaya::stats
