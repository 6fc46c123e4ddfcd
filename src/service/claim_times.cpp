#include "service/claim_times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;
using Parts = std::vector<TimePart>;

constexpr TimePart hours(int first, int past) {
    return {TimePart::Of::hours, first, past};
}
constexpr TimePart days(int first, int past) {
    return {TimePart::Of::days, first, past};
}

constexpr std::size_t least_month = 4;  // letters of its name

struct Found {
    std::size_t first{}, past{};
    Parts parts;
};

bool at(Words words, std::size_t i, std::initializer_list<std::string_view> known) {
    return i < words.size() && !words[i].number && is_any_of(words[i].text, known);
}

// "fin de semana", "fines de semana", "fim de semana", "weekends"
std::optional<Found> weekend(Words words, std::size_t i) {
    const Parts parts{days(5, 6), days(4, 6)};
    if (at(words, i, {"weekend*"})) return Found{i, i + 1, parts};
    if (at(words, i, {"fin", "fines", "fim", "fins"}) && at(words, i + 1, {"de"}) &&
        at(words, i + 2, {"semana"}))
        return Found{i, i + 3, parts};
    return {};
}

std::optional<Found> working_days(Words words, std::size_t i) {
    const Parts parts{days(0, 4)};
    if (at(words, i, {"weekday*"})) return Found{i, i + 1, parts};
    if (at(words, i, {"entre"}) && at(words, i + 1, {"semana"})) return Found{i, i + 2, parts};
    if (at(words, i, {"dia", "dias"}) && at(words, i + 1, {"habil*", "laborable*", "uteis", "util"}))
        return Found{i, i + 2, parts};
    return {};
}

std::optional<Found> weekday(Words words, std::size_t i) {
    static constexpr std::array<std::array<std::string_view, 4>, 7> names{{
        {"lunes", "segunda-feira", "segundas-feiras", "monday*"},
        {"martes", "terca-feira", "tercas-feiras", "tuesday*"},
        {"miercoles", "quarta-feira", "quartas-feiras", "wednesday*"},
        {"jueves", "quinta-feira", "quintas-feiras", "thursday*"},
        {"viernes", "sexta-feira", "sextas-feiras", "friday*"},
        {"sabado", "sabados", "saturday", "saturdays"},
        {"domingo", "domingos", "sunday", "sundays"},
    }};
    for (int day = 0; day < 7; ++day) {
        const auto& known = names[static_cast<std::size_t>(day)];
        if (i < words.size() && !words[i].number && is_any_of(words[i].text, std::span{known}))
            return Found{i, i + 1, {days(day, day)}};
    }
    return {};
}

std::optional<Found> part_of_day(Words words, std::size_t i) {
    if (at(words, i, {"noche", "noches", "nocturn*", "noite", "noites", "noturn*", "night*"}))
        return Found{i, i + 1, {hours(20, 6), hours(18, 6), hours(22, 6), hours(20, 24), hours(19, 6)}};
    if (at(words, i, {"madrugada*"})) return Found{i, i + 1, {hours(0, 6), hours(0, 5)}};
    if (at(words, i, {"diurn*", "daytime"})) return Found{i, i + 1, {hours(6, 20), hours(6, 18)}};
    const bool article = i > 0 && at(words, i - 1, {"la", "las", "a", "de", "da", "pela", "the"});
    if (article && at(words, i, {"manana", "mananas", "manha", "manhas", "morning*"}))
        return Found{i, i + 1, {hours(6, 12), hours(6, 13)}};
    if (article && at(words, i, {"tarde", "tardes", "afternoon*"}))
        return Found{i, i + 1, {hours(12, 20), hours(13, 20), hours(12, 19), hours(12, 18)}};
    return {};
}

// "22", "22hs": an hour of the clock.
std::optional<int> hour_of_clock(Words words, std::size_t i) {
    if (i >= words.size()) return {};
    int hour = 0;
    const std::string& text = words[i].text;
    const auto [end, fine] = std::from_chars(text.data(), text.data() + text.size(), hour);
    const std::string_view rest{end, text.data() + text.size()};
    if (fine != std::errc{} || hour < 0 || hour > 24 || !is_any_of(rest, {"", "h", "hs", "hrs"})) return {};
    return hour;
}

bool says_hours(Words words, std::size_t i) {
    return i < words.size() && (words[i].text.ends_with('h') || words[i].text.ends_with("hs"));
}

// "entre las 22 y las 6", "de 20 a 23 hs", "das 18h às 22h": with an article or a word for hours, else it may be of anything.
std::optional<Found> clock_hours(Words words, std::size_t i) {
    if (!at(words, i, {"entre", "de", "desde", "das", "between", "from"})) return {};
    std::size_t next = i + 1;
    bool of_clock = at(words, i, {"das"});
    const auto pass_article = [&] {
        if (!at(words, next, {"las", "la", "as"})) return;
        of_clock = true;
        ++next;
    };
    const auto pass_unit = [&] {
        if (!at(words, next, {"h", "hs", "hrs", "horas", "hours"})) return;
        of_clock = true;
        ++next;
    };
    pass_article();
    const auto first = hour_of_clock(words, next);
    if (!first) return {};
    of_clock = says_hours(words, next++) || of_clock;
    pass_unit();
    if (!at(words, next, {"y", "e", "a", "as", "hasta", "ate", "and", "to"})) return {};
    of_clock = at(words, next++, {"as"}) || of_clock;
    pass_article();
    const auto past = hour_of_clock(words, next);
    if (!past) return {};
    of_clock = says_hours(words, next++) || of_clock;
    pass_unit();
    if (!of_clock || *first == *past) return {};
    return Found{i, next, {hours(*first, *past)}};
}

// Of a week, a month or a year what is no day of the week and no month: "a fin de mes", "la segunda quincena", "mediados de
// mayo".
std::optional<Found> untold(Words words, std::size_t i) {
    const std::initializer_list<std::string_view> which = {
        "mitad",  "metade",     "mediados",  "meados",  "fin",    "fines", "fim",
        "final",  "finales",    "finais",    "middle",  "end",    "start", "first",
        "second", "principio*", "comienzo*", "inicio*", "comeco*"};
    const std::initializer_list<std::string_view> nth = {
        "primera", "primeira", "segunda", "tercera", "terceira", "cuarta", "quarta", "ultima", "last"};
    if (weekend(words, i)) return {};
    if (at(words, i, {"quincena*", "quinzena*"}))
        return Found{i > 0 && at(words, i - 1, nth) ? i - 1 : i, i + 1, {}};
    if (!at(words, i, which) && !at(words, i, nth)) return {};
    if (i > 0 && at(words, i - 1, nth)) return {};  // "la segunda mitad del año" are months
    const bool of_half = at(words, i + 1, {"mitad", "metade", "half", "semana", "week"});
    if (at(words, i, nth) && !of_half) return {};
    std::size_t next = i + (of_half ? 2 : 1);
    if (!at(words, next, {"de", "del", "do", "da", "of"})) return {};  // "la última semana" is no part
    while (at(words, ++next, {"la", "el", "the"})) continue;
    if (at(words, next, {"semana", "week", "mes", "month"})) return Found{i, next + 1, {}};
    if (next < words.size() && !words[next].number && words[next].text.size() >= least_month &&
        intake::parse_month_number(words[next].text))
        return Found{i, next - 1, {}};  // the month stays
    // "Desde principios de año" is since January.
    const bool since = i > 0 && at(words, i - 1, {"desde", "since"});
    if (!of_half && !since && at(words, next, {"ano", "year"})) return Found{i, next + 1, {}};
    return {};
}

// Before it: "los", "en", "de la", "por la".
std::size_t with_what_leads_in(Words words, std::size_t first) {
    while (first > 0 &&
           at(words, first - 1, {"de",  "la",  "los", "las", "el", "en", "por",  "a",   "em", "os", "durante",
                                 "aos", "nos", "no",  "na",  "da", "do", "pela", "the", "at", "on", "in"}))
        --first;
    return first;
}

std::optional<Found> first_of(Words words,
                              std::initializer_list<std::optional<Found> (*)(Words, std::size_t)> finds) {
    for (std::size_t i = 0; i < words.size(); ++i)
        for (const auto find : finds)
            if (auto found = find(words, i)) return found;
    return {};
}

}  // namespace

bool TimePart::holds(int weekday, int hour) const {
    if (of == Of::days) return first <= weekday && weekday <= past;
    if (hour < 0) return unknown;
    return first < past ? first <= hour && hour < past : hour >= first || hour < past;
}

std::string TimePart::text() const {
    return std::string{of == Of::hours ? "hours:" : "days:"} + std::to_string(first) + "-" +
           std::to_string(past) + (unknown ? "+" : "");
}

TimePart parse_time_part(std::string_view text) {
    TimePart part{text.starts_with("days:") ? TimePart::Of::days : TimePart::Of::hours, 0, 0};
    const auto* from = text.data() + text.find(':') + 1;
    const auto* end = text.data() + text.size();
    const auto [dash, fine] = std::from_chars(from, end, part.first);
    if (fine == std::errc{} && dash < end) std::from_chars(dash + 1, end, part.past);
    part.unknown = text.ends_with('+');
    return part;
}

std::vector<TimePart> parse_time_parts(std::string_view text) {
    std::vector<TimePart> parts;
    for (const auto one : split(text, ' ')) parts.push_back(parse_time_part(one));
    return parts;
}

std::string with_unknown_hours(std::string_view cut) {
    std::vector<std::string> parts;
    bool midnight = false;
    for (auto part : parse_time_parts(cut)) {
        part.unknown = part.of == TimePart::Of::hours && part.holds(0, 0);
        midnight = midnight || part.unknown;
        parts.push_back(part.text());
    }
    return midnight ? join(parts, " ") : "";
}

SaidTimes said_times(Words words) {
    std::vector<Found> found;
    if (auto one = first_of(words, {clock_hours, part_of_day})) found.push_back(std::move(*one));
    if (auto one = first_of(words, {weekend, working_days, weekday})) found.push_back(std::move(*one));
    const auto no_part = first_of(words, {untold});
    SaidTimes out;
    if (no_part) {
        found.push_back(*no_part);
    } else if (found.size() == 2) {
        for (const auto& of_day : found[0].parts)
            for (const auto& of_week : found[1].parts)
                out.cuts.push_back(of_day.text() + " " + of_week.text());
    } else if (!found.empty()) {
        for (const auto& part : found[0].parts) out.cuts.push_back(part.text());
    }
    for (std::size_t k = 0; k < words.size(); ++k) {
        const bool of_it =
            std::ranges::any_of(found, [&](const Found& one) { return one.first <= k && k < one.past; });
        const bool leads_in = std::ranges::any_of(found, [&](const Found& one) {
            return with_what_leads_in(words, one.first) <= k && k < one.first;
        });
        if (of_it) out.said += (out.said.empty() ? "" : " ") + words[k].text;
        if (!of_it && !leads_in) out.others.push_back(words[k]);
    }
    return out;
}

}  // namespace atalaya::service
