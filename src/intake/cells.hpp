// What a source wrote in one cell, as a value. A wrong cell is an answer, not an exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/day.hpp"
#include "core/incident.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// A day, and the hour and minute when the cell also says them ("2020-03-09T14:30").
struct When {
    Day day{};
    std::int8_t hour = -1;
    TimeKnown known = TimeKnown::day;
    std::int8_t minute = 0;  // where known is TimeKnown::minute
    // Minutes that its clock is ahead of UTC, where the cell says of which it is ("Z", "-03:00"): instants.hpp.
    std::optional<std::int16_t> ahead{};

    friend bool operator==(const When&, const When&) = default;
};
// A midnight of UTC to the second ("2020-03-09T00:00:00Z") is how programs write a day, and says no hour. Nothing when the text is not a day of that form, or no day of the calendar (30 February).
std::optional<When> parse_when(std::string_view text, DayFormat format);

// 1 to 12 from "3", "03", "marzo", "MAR.", "março", "March"; names are whole or of three letters, in Spanish,
// Portuguese or English.
std::optional<int> parse_month_number(std::string_view text);
// Of cells that say year, month and, where there is one, day.
std::optional<When> day_of(std::string_view year, std::string_view month,
                           std::optional<std::string_view> day);

// "0".."23", "7.0", "14:30:59", "21h40", "9 hs", "10 p.m.", "12 m." (noon). Nothing when it is none of these, or 24 and more.
struct Hour {
    std::int8_t hour{};
    TimeKnown known = TimeKnown::hour;
    std::int8_t minute = 0;               // where known is TimeKnown::minute
    std::optional<std::int16_t> ahead{};  // as of When
};
std::optional<Hour> parse_hour(std::string_view text);

// Degrees as 1e-7 of a degree, rounded half away from zero; the decimal sign is `decimal`.
// Nothing when it is no number or beyond +-180.
std::optional<std::int32_t> parse_degrees(std::string_view text, char decimal);

// Any number, with that decimal sign. Nothing for what is none, or not finite.
std::optional<double> parse_decimal(std::string_view text, char decimal);

// A whole number >= 0, also written "12.0" (where the decimal sign is a comma "12,0" or "12,00"; "12,000" may be thousands
// and is none) or in groups of three: "1,234" or "1.234" by the sign that is not `decimal`, "1 234", and "1.234.567"
// whatever the sign, for no number has two decimal ones.
std::optional<std::int64_t> parse_count(std::string_view text, char decimal);

// A count whose point of the thousands was read as a decimal one: "1.096" is 1096, "1.1" was 1.100, "12.05" 12 050.
// Nothing for what has no point there, or nothing before it.
std::optional<std::int64_t> parse_lost_thousands(std::string_view text, char decimal);

}  // namespace atalaya::intake
