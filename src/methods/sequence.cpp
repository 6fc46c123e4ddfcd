#include "methods/sequence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace atalaya::methods {
namespace {

enum class Kind { number, quarter, month, week, day };

struct When {
    Kind kind{};
    std::int64_t at{};  // in units of its kind
};

std::optional<int> digits(std::string_view text, std::size_t length) {
    const auto number = text.size() == length ? whole_number(text) : std::nullopt;
    return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

std::optional<When> quarter_or_week(int year, std::string_view rest) {
    if (!rest.empty() && rest.front() == '-') rest.remove_prefix(1);
    if (rest.size() < 2) return {};
    const char mark = rest.front();
    rest.remove_prefix(1);
    if (mark == 'Q' || mark == 'T') {
        const auto quarter = digits(rest, 1);
        return quarter && 1 <= *quarter && *quarter <= 4
                   ? std::optional{When{Kind::quarter, year * 4LL + *quarter - 1}}
                   : std::nullopt;
    }
    const auto week = mark == 'W' || mark == 'S' ? digits(rest, 2) : std::nullopt;
    if (!week || *week < 1 || *week > 53) return {};
    // The Monday of the ISO week: week 1 holds 4 January.
    const auto first_of = [](int of) {
        return week_of(Day{std::chrono::year{of} / std::chrono::January / 4});
    };
    const auto monday = first_of(year) + std::chrono::days{7 * (*week - 1)};
    if (monday >= first_of(year + 1)) return {};  // only some years have a week 53
    return When{Kind::week, (monday.time_since_epoch().count() - 4) / 7};
}

When month_at(Month month) {
    return {Kind::month, static_cast<int>(month.year()) * 12LL + static_cast<unsigned>(month.month()) - 1};
}

std::optional<When> when(std::string_view text) {
    const auto year = text.size() >= 4 ? digits(text.substr(0, 4), 4) : std::nullopt;
    if (!year || *year < 1000) return {};
    if (text.size() == 4) return When{Kind::number, *year};
    if (text.size() == 6 || text.size() == 8) {
        // 202408 and 20240831, as spreadsheets and statistics offices write them.
        std::string dashed{text};
        if (text.size() == 8) dashed.insert(6, "-");
        dashed.insert(4, "-");
        if (const auto day = parse_day(dashed)) return When{Kind::day, day->time_since_epoch().count()};
        if (const auto month = parse_month(dashed)) return month_at(*month);
    }
    const bool timed = text.size() > 11 && (text[10] == ' ' || text[10] == 'T');
    if (const auto day = parse_day(timed ? text.substr(0, 10) : text))
        return When{Kind::day, day->time_since_epoch().count()};
    if (const auto month = parse_month(text)) return month_at(*month);
    return quarter_or_week(*year, text.substr(4));
}

// Days of which each is the same of its month, as months; all others as they are.
std::vector<When> as_months(std::vector<When> all) {
    bool same = true, last = true;
    std::vector<When> months;
    std::optional<unsigned> number;
    for (const auto& one : all) {
        if (one.kind != Kind::day) return all;
        const std::chrono::year_month_day date{Day{std::chrono::days{one.at}}};
        const auto day = static_cast<unsigned>(date.day());
        same &= !number || *number == day;
        last &= static_cast<int>(day) == days_in(date.year() / date.month());
        number = day;
        months.push_back(month_at(date.year() / date.month()));
    }
    return all.size() > 1 && (same || last) ? months : all;
}

// Periods that are but numbered: 1, 2, 3 … 1200; no years and no days.
std::optional<When> numbered_at(std::string_view text) {
    const auto number = trimmed(text).size() < 6 ? whole_number(trimmed(text)) : std::nullopt;
    return number ? std::optional{When{Kind::number, *number}} : std::nullopt;
}
bool is_count(std::string_view text) {
    return numbered_at(text).has_value();
}

constexpr std::array everyday_names{"period",    "periodo",   "período", "month",   "mes",     "mês",
                                    "week",      "semana",    "date",    "fecha",   "data",    "quarter",
                                    "trimestre", "trimester", "day",     "día",     "dia",     "year",
                                    "año",       "ano",       "anio",    "año_mes", "ano_mes", "anio_mes"};

}  // namespace

Texts as_texts(const Cells& cells) {
    if (const auto* texts = std::get_if<Texts>(&cells)) return *texts;
    Texts out;
    for (const double value : std::get<Numbers>(cells))
        out.push_back(std::isnan(value) ? "" : canonical_number(value));
    return out;
}

std::optional<Message> out_of_sequence(std::string_view column, const Texts& periods) {
    std::vector<When> all;
    const bool numbered = std::all_of(periods.begin(), periods.end(), is_count);
    for (std::size_t row = 0; row < periods.size(); ++row) {
        const auto found = numbered ? numbered_at(periods[row]) : when(trimmed(periods[row]));
        if (!found)
            return message(
                "expected periods such as 2019, 2019-Q2, 2019-08, 2019-W05 or 2019-08-31 in the column "
                "\"{}\", found \"{}\" in row {}",
                column, periods[row], row + 1);
        if (row > 0 && found->kind != all.front().kind)
            return message("expected periods of one kind in the column \"{}\", found \"{}\" and \"{}\"",
                           column, periods.front(), periods[row]);
        all.push_back(*found);
    }
    all = as_months(std::move(all));
    std::int64_t step = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto past = all[i].at - all[i - 1].at;
        if (past == 0)
            return message("expected each period once in the column \"{}\", found {} in the rows {} and {}",
                           column, periods[i], i, i + 1);
        if (past < 0)
            return message(
                "expected the rows in the order of the column \"{}\", found {} in row {} after {}: sort the "
                "file by it",
                column, periods[i], i + 1, periods[i - 1]);
        step = std::min(step, past);
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto past = all[i].at - all[i - 1].at;
        if (past == step) continue;
        if (past % step != 0)
            return message("expected steps of one length in the column \"{}\", found {} in row {} after {}",
                           column, periods[i], i + 1, periods[i - 1]);
        return message(
            "expected a row for every period of the column \"{}\", found {} in row {} right after {}: {} "
            "missing. Put a row in for each, with 0 only where it is known that nothing happened; or run the "
            "method on the stretch without the gap",
            column, periods[i], i + 1, periods[i - 1], past / step - 1);
    }
    return {};
}

const Column* periods_in(const Frame& given) {
    for (const char* name : everyday_names) {
        for (const auto& column : given.columns) {
            if (folded(column.name) != folded(name)) continue;
            auto periods = as_texts(column.cells);
            const bool read = std::all_of(periods.begin(), periods.end(), [](const std::string& text) {
                return when(trimmed(text)).has_value();
            });
            std::sort(periods.begin(), periods.end());
            if (read && std::adjacent_find(periods.begin(), periods.end()) == periods.end() &&
                periods.size() > 1)
                return &column;
        }
    }
    return nullptr;
}

namespace {

bool says_hours(const Frame& given) {
    constexpr std::array hours{"hora", "hour", "time", "turno", "shift", "franja", "faixa"};
    return std::ranges::any_of(given.columns, [&](const Column& column) {
        return std::ranges::any_of(hours,
                                   [&](const char* name) { return folded(column.name).starts_with(name); });
    });
}

// Two rows of the same period; none where some cell says no period, or only a year, or all say the same.
std::optional<RepeatedPeriod> repeated_in(const Column& column, bool hours) {
    const auto texts = as_texts(column.cells);
    std::map<std::pair<Kind, std::int64_t>, std::size_t> first;
    std::optional<RepeatedPeriod> found;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const auto at = when(trimmed(texts[row]));
        if (!at || at->kind == Kind::number || (hours && at->kind == Kind::day)) return {};
        const auto [before, is_new] = first.emplace(std::pair{at->kind, at->at}, row);
        if (!is_new && !found) found = RepeatedPeriod{&column, before->second, row};
    }
    return first.size() > 1 ? found : std::nullopt;
}

}  // namespace

std::optional<RepeatedPeriod> repeated_period(const Frame& given) {
    if (periods_in(given)) return {};
    const bool hours = says_hours(given);
    for (const char* name : everyday_names)
        for (const auto& column : given.columns)
            if (folded(column.name) == folded(name))
                if (auto found = repeated_in(column, hours)) return found;
    return {};
}

}  // namespace atalaya::methods
