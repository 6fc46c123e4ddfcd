// Cells that are numbers: degrees, decimals, counts with their thousands.
#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.hpp"
#include "intake/cell_text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

// The same of "12,0" and "12,00". Three zeros may be thousands that somebody wrote with a comma after all.
std::string_view without_zero_cents(std::string_view text) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || comma == 0) return text;
    const auto fraction = text.substr(comma + 1);
    return fraction == "0" || fraction == "00" ? text.substr(0, comma) : text;
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

// "1.234.567" whose point is the decimal sign elsewhere: two groups cannot be decimals. Or "1 234".
std::optional<std::int64_t> otherwise_grouped(std::string_view text, char decimal) {
    if (std::count(text.begin(), text.end(), decimal) >= 2) return grouped_number(text, decimal);
    const std::string blanks = with_plain_blanks(text);
    if (blanks.find(' ') == std::string::npos) return {};
    return grouped_number(blanks, ' ');
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

std::optional<std::int64_t> parse_lost_thousands(std::string_view text, char decimal) {
    const auto point = text.find(decimal);
    if (point == std::string_view::npos || point == 0 || point > 3) return {};
    const auto thousands = whole_number(text.substr(0, point));
    std::string rest{text.substr(point + 1)};
    if (rest.empty() || rest.size() > 3) return {};
    rest.resize(3, '0');  // "1.1" was 1.100
    const auto units = whole_number(rest);
    if (!thousands || !units || *thousands == 0) return {};
    return *thousands * 1000 + *units;
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

std::optional<double> parse_decimal(std::string_view text, char decimal) {
    std::string with_point{text};
    if (decimal == ',') std::replace(with_point.begin(), with_point.end(), ',', '.');
    const auto number = decimal_number(with_point);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> parse_count(std::string_view text, char decimal) {
    if (const auto plain = whole_number(text)) return plain;
    if (const auto grouped = grouped_number(text, decimal == ',' ? '.' : ',')) return grouped;
    if (const auto grouped = otherwise_grouped(text, decimal)) return grouped;
    if (decimal == '.') return whole_number(without_zero_fraction(text));
    const auto whole = without_zero_cents(text);
    return whole.size() < text.size() ? parse_count(whole, decimal) : std::optional<std::int64_t>{};
}

}  // namespace atalaya::intake
