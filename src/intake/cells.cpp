#include "intake/cells.hpp"

#include <cmath>
#include <string>

#include "core/text.hpp"

namespace atalaya::intake {

namespace chr = std::chrono;

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The number that `text` begins with, which it loses; -1 when it begins with no digit, or
// with more than `most` of them.
int take_number(std::string_view& text, std::size_t most) {
    int value = 0;
    std::size_t n = 0;
    while (n < text.size() && n <= most && is_digit(text[n])) value = value * 10 + (text[n++] - '0');
    if (n == 0 || n > most) return -1;
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> day_that_exists(int year, int month, int day) {
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    const chr::year_month_day date{chr::year{year}, chr::month{static_cast<unsigned>(month)},
                                   chr::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return {};
    return Day{date};
}

// "14:30", "14:30:59", "14:30:59.5", with "Z" or an offset after it.
std::optional<Hour> parse_clock(std::string_view text) {
    const int hour = take_number(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':')) return {};
    const int minute = take_number(text, 2);
    if (minute < 0 || minute > 59) return {};
    if (take(text, ':') && take_number(text, 2) < 0) return {};
    return Hour{static_cast<std::int8_t>(hour), TimeKnown::minute};
}

std::optional<When> with_time(std::optional<Day> day, std::string_view rest) {
    if (!day) return {};
    if (rest.empty()) return When{*day, -1, TimeKnown::day};
    if (rest.front() != 'T' && rest.front() != ' ') return {};
    const auto clock = parse_clock(rest.substr(1));
    if (!clock) return {};
    return When{*day, clock->hour, clock->known};
}

std::optional<When> parse_iso(std::string_view text) {
    const std::string_view whole = text;
    const int year = take_number(text, 4);
    if (whole.size() < 10 || year < 0 || !take(text, '-')) return {};
    const int month = take_number(text, 2);
    if (!take(text, '-')) return {};
    const int day = take_number(text, 2);
    return with_time(day_that_exists(year, month, day), text);
}

// "9/3/2024" is 9 March, the order Latin American sources use; "24" is not a year.
std::optional<When> parse_day_month(std::string_view text) {
    const int day = take_number(text, 2);
    if (text.empty()) return {};
    const char sign = text.front();
    if (sign != '/' && sign != '-' && sign != '.') return {};
    text.remove_prefix(1);
    const int month = take_number(text, 2);
    if (!take(text, sign)) return {};
    const int year = take_number(text, 4);
    return with_time(day_that_exists(year, month, day), text);
}

std::optional<When> parse_year_month(std::string_view text) {
    const bool compact = text.size() == 6;
    if (!compact && (text.size() != 7 || (text[4] != '-' && text[4] != '/'))) return {};
    const auto year = whole_number(text.substr(0, 4)), month = whole_number(text.substr(compact ? 4 : 5));
    if (!year || !month) return {};
    const auto first = day_that_exists(static_cast<int>(*year), static_cast<int>(*month), 1);
    if (!first) return {};
    return When{*first, -1, TimeKnown::month};
}

// "12.0" without its ".0"; what spreadsheets make of a whole number.
std::string_view without_zero_fraction(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos || point == 0) return text;
    return text.find_first_not_of('0', point + 1) == std::string_view::npos ? text.substr(0, point) : text;
}

// "1.234.567" with groups of three digits; nothing when the groups are not.
std::optional<std::int64_t> grouped_number(std::string_view text, char group) {
    std::string digits;
    std::size_t in_group = 0;
    bool grouped = false;
    for (const char c : text) {
        if (c == group) {
            if (grouped ? in_group != 3 : in_group < 1 || in_group > 3) return {};
            grouped = true;
            in_group = 0;
        } else {
            digits += c;
            ++in_group;
        }
    }
    if (grouped && in_group != 3) return {};
    return whole_number(digits);
}

constexpr std::int64_t per_degree = 10'000'000;

// Plain decimals, the form nearly all cells have: [-]ddd[.ddd...].
std::optional<std::int64_t> plain_degrees(std::string_view text, char decimal) {
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    if (text.empty()) return {};
    std::int64_t value = 0;
    std::size_t i = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
        if (i >= 4) return {};
        value = value * 10 + (text[i] - '0');
    }
    const bool whole_part = i > 0;
    std::int64_t unit = per_degree;
    value *= per_degree;
    if (i < text.size()) {
        if (text[i] != decimal) return {};
        bool round_up = false, digit = false;
        for (++i; i < text.size(); ++i) {
            if (!is_digit(text[i])) return {};
            digit = true;
            if (unit > 1) {
                unit /= 10;
                value += (text[i] - '0') * unit;
            } else if (unit == 1) {
                round_up = text[i] >= '5';
                unit = 0;
            }
        }
        if (!digit && !whole_part) return {};
        value += round_up ? 1 : 0;
    } else if (!whole_part) {
        return {};
    }
    return negative ? -value : value;
}

}  // namespace

std::optional<When> parse_when(std::string_view text, DayFormat format) {
    switch (format) {
        case DayFormat::iso: return parse_iso(text);
        case DayFormat::day_month: return parse_day_month(text);
        case DayFormat::year_month: return parse_year_month(text);
    }
    return {};
}

std::optional<Hour> parse_hour(std::string_view text) {
    if (text.find(':') != std::string_view::npos) return parse_clock(text);
    const auto hour = whole_number(without_zero_fraction(text));
    if (!hour || *hour > 23) return {};
    return Hour{static_cast<std::int8_t>(*hour), TimeKnown::hour};
}

std::optional<std::int32_t> parse_degrees(std::string_view text, char decimal) {
    auto value = plain_degrees(text, decimal);
    if (!value) {
        const auto number = decimal_number(text);  // "-5.84e1"
        if (!number || !(std::fabs(*number) <= 180)) return {};
        value = std::llround(*number * static_cast<double>(per_degree));
    }
    if (*value > 180 * per_degree || *value < -180 * per_degree) return {};
    return static_cast<std::int32_t>(*value);
}

std::optional<std::int64_t> parse_count(std::string_view text, char decimal) {
    if (const auto plain = whole_number(text)) return plain;
    if (const auto grouped = grouped_number(text, decimal == ',' ? '.' : ',')) return grouped;
    return decimal == '.' ? whole_number(without_zero_fraction(text)) : std::optional<std::int64_t>{};
}

}  // namespace atalaya::intake
