#include "core/day.hpp"

#include <array>

#include "core/text.hpp"

namespace atalaya {
namespace chr = std::chrono;

namespace {

std::string two(unsigned n) {
    return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
}

std::string four(int year) {
    return two(static_cast<unsigned>(year / 100)) + two(static_cast<unsigned>(year % 100));
}

chr::year_month_day civil(Day day) {
    return chr::year_month_day{day};
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto y = whole_number(text.substr(0, 4)), m = whole_number(text.substr(5, 2)),
               d = whole_number(text.substr(8, 2));
    if (!y || !m || !d || *y < 1000) return {};
    const chr::year_month_day date{chr::year{static_cast<int>(*y)}, chr::month{static_cast<unsigned>(*m)},
                                   chr::day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return {};
    return Day{date};
}

std::string iso(Day day) {
    const auto date = civil(day);
    return four(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
           two(static_cast<unsigned>(date.day()));
}

std::optional<Month> parse_month(std::string_view text) {
    if (text.size() != 7) return {};
    const auto day = parse_day(std::string{text} + "-01");
    if (!day) return {};
    return month_of(*day);
}

std::string iso(Month month) {
    return four(static_cast<int>(month.year())) + "-" + two(static_cast<unsigned>(month.month()));
}

Month month_of(Day day) {
    const auto date = civil(day);
    return {date.year(), date.month()};
}

Day first_day(Month month) {
    return Day{month / chr::day{1}};
}

Day week_of(Day day) {
    return day - chr::days{weekday_of(day)};
}

int weekday_of(Day day) {
    return static_cast<int>(chr::weekday{day}.iso_encoding()) - 1;
}

Month plus_months(Month month, int n) {
    return month + chr::months{n};
}

int months_between(Month a, Month b) {
    return static_cast<int>((b - a).count());
}

int days_in(Month month) {
    return whole(month).days();
}

Period whole(Month month) {
    return {first_day(month), first_day(plus_months(month, 1))};
}

Period months_from(Month first, int n) {
    return {first_day(first), first_day(plus_months(first, n))};
}

Period months_ending(Month last, int n) {
    return {first_day(plus_months(last, 1 - n)), first_day(plus_months(last, 1))};
}

Period year_to(Month last) {
    return {first_day({last.year(), chr::January}), first_day(plus_months(last, 1))};
}

Period year_before(Period period) {
    const auto back = [](Day day) {
        const auto date = civil(day);
        const chr::year_month_day earlier{date.year() - chr::years{1}, date.month(), date.day()};
        // 29 February has no day a year before: the first of March bounds the same span.
        return earlier.ok() ? Day{earlier} : first_day({date.year() - chr::years{1}, chr::March});
    };
    return {back(period.first), back(period.past_end)};
}

std::string iso(Period period) {
    const Month month = month_of(period.first);
    if (period == whole(month)) return iso(month);
    const Period year{first_day({month.year(), chr::January}),
                      first_day({month.year() + chr::years{1}, chr::January})};
    if (period == year) return iso(period.first).substr(0, 4);
    return iso(period.first) + "/" + iso(period.past_end - chr::days{1});
}

std::optional<Period> parse_period(std::string_view text) {
    if (text.size() == 7) {
        const auto month = parse_month(text);
        if (!month) return {};
        return whole(*month);
    }
    if (text.size() == 4) {
        const auto first = parse_day(std::string{text} + "-01-01");
        if (!first) return {};
        const Month january = month_of(*first);
        return Period{*first, first_day(plus_months(january, 12))};
    }
    if (text.size() != 21 || text[10] != '/') return {};
    const auto first = parse_day(text.substr(0, 10)), last = parse_day(text.substr(11));
    if (!first || !last || *last < *first) return {};
    return Period{*first, *last + chr::days{1}};
}

}  // namespace atalaya
