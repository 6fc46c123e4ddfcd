#include "intake/hour_range.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

constexpr int minutes_a_day = 24 * 60;

bool is_clock_sign(char c) {
    return (c >= '0' && c <= '9') || c == ':';
}

std::string_view clock_at(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_clock_sign);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// Folded, without blanks and full stops: "p. m. a las " is "pmalas".
std::string bare(std::string_view text) {
    std::string out = folded(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '.'; });
    return out;
}

// What may stand behind a clock.
constexpr std::array<std::string_view, 8> behind{"", "am", "pm", "h", "hs", "hr", "hrs", "horas"};

bool is_one_of(const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool stands_between(std::string_view sign) {
    static constexpr std::array<std::string_view, 12> signs{"-",     "–",   "—", "a",    "as",       "to",
                                                            "hasta", "ate", "y", "alas", "hastalas", "ateas"};
    return is_one_of(signs, sign);
}

// What stands behind the first clock, and whether a sign that parts two of them follows it.
std::optional<std::string_view> behind_first(std::string_view between) {
    for (const auto word : behind)
        if (between.starts_with(word) && stands_between(between.substr(word.size()))) return word;
    return {};
}

bool is_half(std::string_view word) {
    return word == "am" || word == "pm";
}

std::optional<int> minute_of_day(std::string_view clock, std::string_view word) {
    if (clock.find(':') == std::string_view::npos && word.empty()) return {};
    // "24:00" ends a day.
    if (clock == "24:00" || clock == "24:00:00" || (clock == "24" && !is_half(word))) return minutes_a_day;
    const auto hour =
        parse_hour(is_half(word) ? std::string{clock} + " " + std::string{word} : std::string{clock});
    return hour ? std::optional{hour->hour * 60 + hour->minute} : std::nullopt;
}

bool may_be_zone(std::string_view first, std::string_view sign, std::string_view second, int minutes) {
    const auto colons = [](std::string_view text) { return std::count(text.begin(), text.end(), ':'); };
    return sign.ends_with('-') && colons(first) == 2 && colons(second) == 1 && minutes % 15 == 0 &&
           minutes <= 14 * 60;
}

}  // namespace

std::optional<HourRange> parse_hour_range(std::string_view text) {
    const auto first = clock_at(text);
    const auto rest = text.substr(first.size());
    const auto begins = rest.find_first_of("0123456789");
    if (first.empty() || begins == std::string_view::npos) return {};
    const auto between = bare(rest.substr(0, begins));
    const auto of_first = behind_first(between);
    const auto second = clock_at(rest.substr(begins));
    const auto of_second = bare(rest.substr(begins + second.size()));
    if (!of_first || !is_one_of(behind, of_second) || (is_half(of_second) && !is_half(*of_first))) return {};
    // "18 a 21 hs": what is said behind the second is said of both.
    const auto from = minute_of_day(first, of_first->empty() && !is_half(of_second) ? of_second : *of_first);
    const auto past = minute_of_day(second, of_second);
    if (!from || !past || *from == minutes_a_day) return {};
    if (of_first->empty() && of_second.empty() && may_be_zone(first, rest.substr(0, begins), second, *past))
        return {};
    HourRange range{*from, *past % 60 == 59 ? *past + 1 : *past};
    if (range.past == range.from) return {};
    if (range.past < range.from) range.past += minutes_a_day;
    return range;
}

}  // namespace atalaya::intake
