#include "service/claim_times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

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

// Before it: "los", "en", "de la", "por la".
std::size_t with_what_leads_in(Words words, std::size_t first) {
    while (first > 0 &&
           at(words, first - 1, {"de",  "la",  "los", "las", "el", "en", "por",  "a",   "em", "os", "durante",
                                 "aos", "nos", "no",  "na",  "da", "do", "pela", "the", "at", "on", "in"}))
        --first;
    return first;
}

}  // namespace

bool TimePart::holds(int weekday, int hour) const {
    if (of == Of::days) return first <= weekday && weekday <= past;
    if (hour < 0) return false;
    return first < past ? first <= hour && hour < past : hour >= first || hour < past;
}

std::string TimePart::text() const {
    return std::string{of == Of::hours ? "hours:" : "days:"} + std::to_string(first) + "-" +
           std::to_string(past);
}

TimePart parse_time_part(std::string_view text) {
    TimePart part{text.starts_with("days:") ? TimePart::Of::days : TimePart::Of::hours, 0, 0};
    const auto* from = text.data() + text.find(':') + 1;
    const auto* end = text.data() + text.size();
    const auto [dash, fine] = std::from_chars(from, end, part.first);
    if (fine == std::errc{} && dash < end) std::from_chars(dash + 1, end, part.past);
    return part;
}

SaidTimes said_times(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (const auto& find : {weekend, working_days, weekday, part_of_day}) {
            const auto found = find(words, i);
            if (!found) continue;
            SaidTimes out{.said = {}, .parts = found->parts, .others = {}};
            const std::size_t first = with_what_leads_in(words, found->first);
            for (std::size_t k = 0; k < words.size(); ++k) {
                if (k < first || k >= found->past) out.others.push_back(words[k]);
                if (k >= found->first && k < found->past)
                    out.said += (out.said.empty() ? "" : " ") + words[k].text;
            }
            return out;
        }
    }
    return {.said = {}, .parts = {}, .others = {words.begin(), words.end()}};
}

}  // namespace atalaya::service
