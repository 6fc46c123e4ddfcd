#include "intake/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/text.hpp"
#include "intake/cell_text.hpp"
#include "intake/hour_range.hpp"

namespace atalaya::intake {

namespace chr = std::chrono;

namespace {

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

std::optional<Day> day_that_exists(int year, int month, int day) {
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    const chr::year_month_day date{chr::year{year}, chr::month{static_cast<unsigned>(month)},
                                   chr::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return {};
    return Day{date};
}

// What stands after a clock: nothing that changes it, one of the halves of the day or what parts them ("12 m."), or words
// that nobody knows.
enum class Half { none, morning, noon, afternoon, unknown };

// "PM", "p. m." with whatever blank, "hs.", "Z", "-03:00", ".5".
Half half_of_day(std::string_view text) {
    if (text.find("- ") != std::string_view::npos) return Half::unknown;  // "21:00 - 03:00": until another
    std::string letters;
    for (const char c : with_plain_blanks(text)) {
        const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (letter) letters += static_cast<char>(c | 0x20);
        if (!letter && std::string_view{" .,:+-0123456789"}.find(c) == std::string_view::npos)
            return Half::unknown;
    }
    if (letters == "am") return Half::morning;
    if (letters == "pm") return Half::afternoon;
    if (letters == "m") return Half::noon;
    for (const std::string_view plain : {"", "z", "h", "hs", "hrs", "utc", "gmt"})
        if (letters == plain) return Half::none;
    return Half::unknown;
}

// The hour of the day that a clock of twelve hours shows; nothing when it has no such hour.
std::optional<int> hour_of_half(int hour, Half half) {
    if (half == Half::none) return hour;
    if (half == Half::unknown || hour < 1 || hour > 12 || (half == Half::noon && hour != 12)) return {};
    return hour % 12 + (half == Half::morning ? 0 : 12);
}

// "-03:00", "+0530", "+00", "-3": minutes ahead of UTC.
std::optional<std::int16_t> parse_offset(std::string_view text) {
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return {};
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const std::size_t width = text.size() > 1 && is_digit(text[1]) ? 2 : 1;
    const auto hours = whole_number(text.substr(0, width));
    auto rest = text.substr(std::min(width, text.size()));
    if (rest.starts_with(':')) rest.remove_prefix(1);
    const auto minutes = rest.size() == 2 ? whole_number(rest) : std::optional<std::int64_t>{0};
    if (!hours || *hours > 14 || !minutes || *minutes > 59 || (!rest.empty() && rest.size() != 2)) return {};
    return static_cast<std::int16_t>(sign * (*hours * 60 + *minutes));
}

// By what stands after a clock, with the fraction of its second: "Z", ".000Z", " UTC", "-03:00", " GMT-5". Nothing where it
// does not say.
std::optional<std::int16_t> ahead_of_utc(std::string_view rest) {
    const auto zone = rest.find_first_not_of(" .,0123456789");
    if (zone == std::string_view::npos) return {};
    std::string_view said = trimmed(rest.substr(zone));
    bool is_utc = false;
    for (const std::string_view name : {"utc", "gmt", "z"}) {
        if (is_utc || folded(said.substr(0, name.size())) != name) continue;
        said = trimmed(said.substr(name.size()));
        is_utc = true;
    }
    if (is_utc && said.empty()) return std::int16_t{0};
    return parse_offset(said);
}

// "14:30", "14:30:59", "14:30:59.5", with "Z" or an offset after it; "2:30 PM", "12:00 m.".
std::optional<Hour> parse_clock(std::string_view text) {
    const int said = take_number(text, 2);
    if (said < 0 || said > 23 || !take(text, ':')) return {};
    const int minute = take_number(text, 2);
    if (minute < 0 || minute > 59) return {};
    if (take(text, ':') && take_number(text, 2) < 0) return {};
    const auto hour = hour_of_half(said, text.empty() ? Half::none : half_of_day(text));
    if (!hour) return {};
    return Hour{static_cast<std::int8_t>(*hour), TimeKnown::minute, static_cast<std::int8_t>(minute),
                ahead_of_utc(text)};
}

// "00:00:00Z", "00:00:00.000+00:00".
bool is_midnight_of_utc(std::string_view clock) {
    constexpr std::string_view midnight = "00:00:00";
    if (!clock.starts_with(midnight)) return false;
    const auto rest = clock.substr(midnight.size());
    return ahead_of_utc(rest) == std::int16_t{0} &&
           rest.substr(0, rest.find_first_not_of(" .,0123456789")).find_first_of("123456789") ==
               std::string_view::npos;
}

// "21h40", "21h", "9 hs", "21.40 hs", and "21.40" where two digits below 60 follow the point: whether those are
// minutes or hundredths, the hour is the same. "10 p.m.", "9PM", "12 m.".
std::optional<Hour> parse_clock_otherwise(std::string_view text) {
    static constexpr std::array<std::string_view, 8> units{"h",   "hs",   "hs.",  "hr",
                                                           "hrs", "hrs.", "hora", "horas"};
    const int hour = take_number(text, 2);
    if (hour < 0 || hour > 23 || text.empty()) return {};
    Hour read{static_cast<std::int8_t>(hour), TimeKnown::hour};
    const bool h = text.front() == 'h' || text.front() == 'H';
    if (text.size() >= 3 && (h || text.front() == '.')) {
        std::string_view rest = text.substr(1);
        const int minute = take_number(rest, 2);
        if (minute >= 0 && minute <= 59 && text.size() - rest.size() == 3) {
            text = rest;
            if (h) read = {read.hour, TimeKnown::minute, static_cast<std::int8_t>(minute)};
            if (text.empty() || (h && folded(text) == "min")) return read;
        }
    }
    const std::string unit = folded(trimmed(text));
    if (std::find(units.begin(), units.end(), unit) != units.end()) return read;
    if (text.find_first_of("0123456789-+:,") != std::string_view::npos) return {};
    const Half half = half_of_day(text);
    const auto of_half = half == Half::none ? std::nullopt : hour_of_half(read.hour, half);
    if (!of_half) return {};
    return Hour{static_cast<std::int8_t>(*of_half), TimeKnown::hour};
}

std::optional<When> with_time(std::optional<Day> day, std::string_view rest) {
    if (!day) return {};
    if (rest.empty()) return When{*day, -1, TimeKnown::day};
    if (rest.front() != 'T' && rest.front() != ' ') return {};
    if (is_midnight_of_utc(rest.substr(1))) return When{*day, -1, TimeKnown::day};
    const auto clock = parse_clock(rest.substr(1));
    if (!clock) return {};
    return When{*day, clock->hour, clock->known, clock->minute, clock->ahead};
}

// "2020-03-09", with that sign between.
std::optional<When> parse_year_first(std::string_view text, char sign) {
    const std::string_view whole = text;
    const int year = take_number(text, 4);
    if (whole.size() < 8 || year < 0 || !take(text, sign)) return {};
    const int month = take_number(text, 2);
    if (!take(text, sign)) return {};
    const int day = take_number(text, 2);
    return with_time(day_that_exists(year, month, day), text);
}

enum class Order { day_month, month_day };

// "9/3/2024" is 9 March where the day comes first, the order Latin American sources use; "24" is a year only
// where the format says two digits, between which whole years may stand.
std::optional<When> parse_year_last(std::string_view text, Order order, bool short_year = false) {
    int day = take_number(text, 2);
    if (text.empty()) return {};
    const char sign = text.front();
    if (sign != '/' && sign != '-' && sign != '.') return {};
    text.remove_prefix(1);
    int month = take_number(text, 2);
    if (!take(text, sign)) return {};
    if (order == Order::month_day) std::swap(day, month);
    const std::size_t before = text.size();
    int year = take_number(text, 4);
    const auto digits = before - text.size();
    if (short_year && digits == 2)
        year += year < 70 ? 2000 : 1900;
    else if (short_year && digits != 4)
        return {};
    return with_time(day_that_exists(year, month, day), text);
}

std::optional<When> parse_compact(std::string_view text) {
    if (text.size() < 8) return {};
    const auto year = whole_number(text.substr(0, 4)), month = whole_number(text.substr(4, 2)),
               day = whole_number(text.substr(6, 2));
    if (!year || !month || !day) return {};
    return with_time(
        day_that_exists(static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)),
        text.substr(8));
}

// The words and numbers of "9 de marzo de 2020", "09-mar-2020", "marzo 2020", without "de", "of", "del".
std::vector<std::string> words_of_date(std::string_view text) {
    std::vector<std::string> words{""};
    for (const char c : folded(text)) {
        const bool parts = c == ' ' || c == '-' || c == '/' || c == '.' || c == ',';
        if (parts && !words.back().empty()) words.emplace_back();
        if (!parts) words.back() += c;
    }
    std::erase_if(words, [](const std::string& word) {
        return word.empty() || word == "de" || word == "del" || word == "of";
    });
    return words;
}

std::optional<int> year_in(std::string_view word) {
    const auto year = whole_number(word);
    if (!year || (word.size() != 4 && word.size() != 2)) return {};
    if (word.size() == 4) return static_cast<int>(*year);
    return static_cast<int>(*year) + (*year < 70 ? 2000 : 1900);
}

std::optional<When> parse_day_name(std::string_view text) {
    const auto words = words_of_date(text);
    if (words.size() < 3) return {};
    const auto day = whole_number(words[0]);
    const auto month = parse_month_number(words[1]);
    const auto year = year_in(words[2]);
    if (!day || words[0].size() > 2 || !month || whole_number(words[1]) || !year) return {};
    const auto known = day_that_exists(*year, *month, static_cast<int>(*day));
    if (words.size() == 3) return with_time(known, "");
    return with_time(known, text.substr(std::min(text.find_last_of(" T"), text.size())));
}

std::optional<When> parse_month_name(std::string_view text) {
    auto words = words_of_date(text);
    if (words.size() != 2) return {};
    if (whole_number(words[0])) std::swap(words[0], words[1]);
    const auto month = parse_month_number(words[0]);
    const auto year = year_in(words[1]);
    if (!month || whole_number(words[0]) || !year) return {};
    const auto first = day_that_exists(*year, *month, 1);
    if (!first) return {};
    return When{*first, -1, TimeKnown::month};
}

std::optional<When> month_that_exists(int year, int month) {
    const auto first = day_that_exists(year, month, 1);
    if (!first) return {};
    return When{*first, -1, TimeKnown::month};
}

// "202003"; with a sign between "2020-03", "2020M3", or the month first: "03/2020", "3-2020".
std::optional<When> parse_year_month(std::string_view text) {
    if (text.size() == 6 && text.find_first_not_of("0123456789") == std::string_view::npos)
        return month_that_exists(static_cast<int>(*whole_number(text.substr(0, 4))),
                                 static_cast<int>(*whole_number(text.substr(4))));
    std::string_view rest = text;
    const int first = take_number(rest, 4);
    const std::size_t before = text.size() - rest.size();
    if (first < 0 || rest.empty()) return {};
    const char sign = rest.front();
    const bool by_letter = sign == 'M' || sign == 'm';
    if (sign != '-' && sign != '/' && !by_letter) return {};
    rest.remove_prefix(1);
    const std::size_t after = rest.size();
    const int last = take_number(rest, 4);
    if (last < 0 || !rest.empty()) return {};
    if (before == 4 && (after == 2 || (by_letter && after == 1))) return month_that_exists(first, last);
    if (before <= 2 && after == 4 && !by_letter) return month_that_exists(last, first);
    return {};
}

}  // namespace

std::optional<When> parse_when(std::string_view text, DayFormat format) {
    switch (format) {
        case DayFormat::iso: return text.size() < 10 ? std::nullopt : parse_year_first(text, '-');
        case DayFormat::day_month: return parse_year_last(text, Order::day_month);
        case DayFormat::month_day: return parse_year_last(text, Order::month_day);
        case DayFormat::slashed: return parse_year_first(text, '/');
        case DayFormat::compact: return parse_compact(text);
        case DayFormat::day_month_short: return parse_year_last(text, Order::day_month, true);
        case DayFormat::day_name: return parse_day_name(text);
        case DayFormat::year_month: return parse_year_month(text);
        case DayFormat::month_name: return parse_month_name(text);
        case DayFormat::month_day_short: return parse_year_last(text, Order::month_day, true);
    }
    return {};
}

std::optional<int> parse_month_number(std::string_view text) {
    // Of four letters at least, and of the three that each language cuts them to.
    static constexpr std::array<std::array<std::string_view, 3>, 12> names{{
        {"enero", "janeiro", "january"},
        {"febrero", "fevereiro", "february"},
        {"marzo", "marco", "march"},
        {"abril", "abril", "april"},
        {"mayo", "maio", "may"},
        {"junio", "junho", "june"},
        {"julio", "julho", "july"},
        {"agosto", "agosto", "august"},
        {"septiembre", "setembro", "september"},
        {"octubre", "outubro", "october"},
        {"noviembre", "novembro", "november"},
        {"diciembre", "dezembro", "december"},
    }};
    if (const auto number = whole_number(without_zero_fraction(text)))
        return *number >= 1 && *number <= 12 ? std::optional{static_cast<int>(*number)} : std::nullopt;
    std::string word = folded(text);
    if (!word.empty() && word.back() == '.') word.pop_back();
    if (word == "setiembre" || word == "set" || word == "sept") return 9;
    for (std::size_t month = 0; month < names.size(); ++month) {
        for (const auto name : names[month]) {
            if (word == name || (word.size() == 3 && name.starts_with(word)))
                return static_cast<int>(month) + 1;
        }
    }
    return {};
}

std::optional<When> day_of(std::string_view year, std::string_view month,
                           std::optional<std::string_view> day) {
    const auto number = whole_number(without_zero_fraction(year));
    const auto of_year = parse_month_number(month);
    if (!number || !of_year) return {};
    const auto of_month = day ? whole_number(without_zero_fraction(*day)) : std::optional<std::int64_t>{1};
    if (!of_month) return {};
    // No year and no month has that much.
    const auto known = day_that_exists(static_cast<int>(std::min<std::int64_t>(*number, 100'000)), *of_year,
                                       static_cast<int>(std::min<std::int64_t>(*of_month, 99)));
    if (!known) return {};
    return When{*known, -1, day ? TimeKnown::day : TimeKnown::month};
}

namespace {

// "14:30:00" of "30/12/1899 14:30:00": a clock alone, with the day that Access and workbooks count from.
std::string_view without_day_zero(std::string_view text) {
    static constexpr std::array<std::string_view, 5> days{"30/12/1899", "12/30/1899", "1899-12-30",
                                                          "30-12-1899", "30.12.1899"};
    for (const auto day : days) {
        if (!text.starts_with(day) || text.size() < day.size() + 2) continue;
        const char sign = text[day.size()];
        if (sign == ' ' || sign == 'T') return text.substr(day.size() + 1);
    }
    return text;
}

// "2358" and "0015": a clock without its sign.
std::optional<Hour> parse_clock_of_four(std::string_view text) {
    if (text.size() != 4) return {};
    const auto hour = whole_number(text.substr(0, 2)), minute = whole_number(text.substr(2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return {};
    return Hour{static_cast<std::int8_t>(*hour), TimeKnown::minute, static_cast<std::int8_t>(*minute)};
}

// "0.604" of a day, as workbooks keep a clock whose cell lost its format. Of fewer decimals it may be a clock.
std::optional<Hour> parse_part_of_day(std::string_view text) {
    constexpr double minutes_a_day = 1440;
    if (text.size() < 5 || text[0] != '0' || (text[1] != '.' && text[1] != ',')) return {};
    const auto decimals = text.substr(2);
    if (decimals.find_first_not_of("0123456789") != std::string_view::npos) return {};
    const auto minutes =
        static_cast<int>(std::lround(*decimal_number("0." + std::string{decimals}) * minutes_a_day));
    if (minutes >= minutes_a_day) return {};
    return Hour{static_cast<std::int8_t>(minutes / 60), TimeKnown::minute,
                static_cast<std::int8_t>(minutes % 60)};
}

}  // namespace

std::optional<Hour> parse_hour(std::string_view text) {
    text = without_day_zero(text);
    if (text.find(':') != std::string_view::npos)
        return parse_hour_range(text) ? std::nullopt : parse_clock(text);
    if (const auto clock = parse_clock_otherwise(text)) return clock;
    if (const auto clock = parse_clock_of_four(text)) return clock;
    if (const auto part = parse_part_of_day(text)) return part;
    const auto digits = without_zero_fraction(text);
    const auto hour = whole_number(digits);
    if (!hour || *hour > 23 || digits.size() > 2) return {};
    return Hour{static_cast<std::int8_t>(*hour), TimeKnown::hour};
}

}  // namespace atalaya::intake
