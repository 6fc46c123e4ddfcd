#include "intake/hour_range.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

bool is_clock_sign(char c) {
    return (c >= '0' && c <= '9') || c == ':';
}

std::optional<int> minute_of_day(std::string_view text) {
    const auto clock = text.find(':') == std::string_view::npos ? std::nullopt : parse_hour(text);
    return clock ? std::optional{clock->hour * 60 + clock->minute} : std::nullopt;
}

bool stands_between(std::string_view text) {
    static constexpr std::array<std::string_view, 9> signs{"-",  "–",     "—",   "a", "as",
                                                           "to", "hasta", "ate", "y"};
    return std::find(signs.begin(), signs.end(), folded(trimmed(text))) != signs.end();
}

bool may_be_zone(std::string_view first, std::string_view sign, std::string_view second, int minutes) {
    const auto colons = [](std::string_view text) { return std::count(text.begin(), text.end(), ':'); };
    return sign.ends_with('-') && colons(first) == 2 && colons(second) == 1 && minutes % 15 == 0 &&
           minutes <= 14 * 60;
}

}  // namespace

std::optional<HourRange> parse_hour_range(std::string_view text) {
    const auto first_end = std::find_if_not(text.begin(), text.end(), is_clock_sign) - text.begin();
    const auto first = text.substr(0, static_cast<std::size_t>(first_end));
    const auto rest = text.substr(first.size());
    const auto begins = rest.find_first_of("0123456789");
    if (first.empty() || begins == std::string_view::npos || !stands_between(rest.substr(0, begins)))
        return {};
    const auto second = rest.substr(begins);
    const auto from = minute_of_day(first);
    if (!from || !std::all_of(second.begin(), second.end(), is_clock_sign)) return {};
    // "24:00" ends a day.
    const auto past =
        second == "24:00" || second == "24:00:00" ? std::optional{24 * 60} : minute_of_day(second);
    if (!past || may_be_zone(first, rest.substr(0, begins), second, *past)) return {};
    const HourRange range{*from, *past % 60 == 59 ? *past + 1 : *past};
    return range.from < range.past ? std::optional{range} : std::nullopt;
}

}  // namespace atalaya::intake
