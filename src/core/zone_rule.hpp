// What a zone's clocks do year after year: a POSIX TZ text, with the hours of RFC 8536 (section 3.3.1).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace atalaya {

// The day of a year on which clocks are changed, and the seconds since its midnight.
struct YearlyChange {
    enum class Kind { weekday, julian, day } kind = Kind::weekday;
    int month = 1, week = 1, weekday = 0;  // the week-th weekday (0 Sunday) of the month; 5 the last one
    int number = 0;                        // julian: 1 to 365, never 29 February; day: 0 to 365
    std::chrono::seconds time{};

    std::chrono::sys_seconds in(std::chrono::year year) const;  // as if the clocks showed UTC
};

struct ZoneRule {
    std::chrono::seconds standard{};  // east of Greenwich
    struct Summer {
        std::chrono::seconds offset;
        YearlyChange begins, ends;
    };
    std::optional<Summer> summer;
};

// "<-04>4<-03>,M9.1.6/24,M4.1.6/24". Nothing for what is no such text.
std::optional<ZoneRule> parse_zone_rule(std::string_view text);

}  // namespace atalaya
