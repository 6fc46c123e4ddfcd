#include "intake/typed_day.hpp"

#include <algorithm>

#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool has_signs(DayFormat format) {
    return format == DayFormat::iso || format == DayFormat::day_month || format == DayFormat::month_day ||
           format == DayFormat::slashed || format == DayFormat::day_month_short ||
           format == DayFormat::month_day_short;
}

}  // namespace

std::optional<std::string> serial_day_text(std::string_view text, DaysSince since) {
    constexpr std::size_t digits = 5;
    const bool from_1904 = since == DaysSince::year_1904;
    const std::string_view first = from_1904 ? "31412" : "32874", last = from_1904 ? "71588" : "73050";
    const bool plain = text.size() >= digits && std::all_of(text.begin(), text.begin() + digits, is_digit);
    if (!plain) return {};
    const auto rest = text.substr(digits);
    const bool fraction = rest.size() > 1 && (rest.front() == '.' || rest.front() == ',') &&
                          std::all_of(rest.begin() + 1, rest.end(), is_digit);
    const auto whole = text.substr(0, digits);
    if ((!rest.empty() && !fraction) || whole < first || whole > last) return {};
    const std::string number = std::string{whole} + (fraction ? "." + std::string{rest.substr(1)} : "");
    return date_text(number, fraction ? Shows::date_and_time : Shows::date, from_1904);
}

std::optional<When> parse_serial_day(std::string_view text) {
    const auto day = serial_day_text(text, DaysSince::year_1900);
    return day ? parse_when(*day, DayFormat::iso) : std::nullopt;
}

std::optional<When> parse_typed_day(std::string_view text, DayFormat format) {
    const bool year_last = format == DayFormat::day_month || format == DayFormat::month_day ||
                           format == DayFormat::day_month_short || format == DayFormat::month_day_short;
    const bool year_first = text.size() >= 10 && text[4] == '-' &&
                            text.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
    if (const auto day = parse_when(text, year_last && year_first ? DayFormat::iso : format)) return day;
    return has_signs(format) ? parse_serial_day(text) : std::nullopt;
}

}  // namespace atalaya::intake
