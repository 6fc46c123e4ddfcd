#include <algorithm>
#include <map>

#include "core/day.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

enum class Length { day, week, month };

Day day_of(double since_1970) {
    return Day{std::chrono::days{static_cast<int>(since_1970)}};
}

// The first day of the period of a day, and of the one after it.
Day first_of(Day day, Length length) {
    if (length == Length::week) return week_of(day);
    return length == Length::month ? first_day(month_of(day)) : day;
}
Day next(Day first, Length length) {
    if (length == Length::month) return first_day(plus_months(month_of(first), 1));
    return first + std::chrono::days{length == Length::week ? 7 : 1};
}

class Calendar {
  public:
    Calendar(Day first, Day last, Length length) : length_{length} {
        for (Day day = first_of(first, length); day <= last; day = next(day, length)) firsts_.push_back(day);
    }
    std::size_t of(Day day) const {
        const auto past = std::upper_bound(firsts_.begin(), firsts_.end(), day);
        return static_cast<std::size_t>(past - firsts_.begin()) - 1;
    }
    // Periods that were over on that day.
    std::size_t over(Day last) const {
        const auto ended = [&](Day first) { return next(first, length_) - std::chrono::days{1} <= last; };
        return firsts_.size() - (ended(firsts_.back()) ? 0 : 1);
    }
    Day first(std::size_t period) const { return firsts_[period]; }

  private:
    Length length_;
    std::vector<Day> firsts_;
};

Length length_of(const Asked& asked) {
    const auto& length = asked.choice("length");
    return length == "week" ? Length::week : length == "month" ? Length::month : Length::day;
}

Result run_periods(const Asked& asked) {
    const auto& events = asked.table("events");
    const auto& days = events.numbers("day");
    const bool dated = asked.has("events", "registered");
    const Numbers& registered = dated ? events.numbers("registered") : days;
    std::int64_t before = 0, unfinished = 0;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (registered[i] < days[i])
            ++before;
        else
            kept.push_back(i);
    }
    if (kept.empty()) return refusal("too_few_values");
    double first = days[kept.front()], last = registered[kept.front()];
    for (const auto i : kept) first = std::min(first, days[i]), last = std::max(last, registered[i]);
    if (last - first > 3'660'000) return refusal("too_many_periods");
    const Calendar calendar{day_of(first), day_of(last), length_of(asked)};
    const std::size_t over = calendar.over(day_of(last));
    std::vector<double> counts(over);
    std::map<std::pair<std::size_t, std::size_t>, double> reports;
    for (const auto i : kept) {
        const auto period = calendar.of(day_of(days[i])), told = calendar.of(day_of(registered[i]));
        if (period >= over || told >= over) {
            ++unfinished;
            continue;
        }
        ++counts[period];
        ++reports[{period, told - period}];
    }
    Rows periods{{"period", "events"}};
    Texts firsts;
    for (std::size_t i = 0; i < over; ++i) {
        periods.add({static_cast<double>(i + 1), counts[i]});
        firsts.push_back(iso(calendar.first(i)));
    }
    Rows by_delay{{"period", "delay", "events"}};
    if (dated) {
        for (const auto& [at, count] : reports)
            by_delay.add({static_cast<double>(at.first + 1), static_cast<double>(at.second), count});
    }
    Frame frame = std::move(periods).frame();
    frame.add("first_day", std::move(firsts));
    Result result;
    result.tables.emplace("periods", std::move(frame));
    result.tables.emplace("reports", std::move(by_delay).frame());
    if (before > 0) result.excluded.push_back({"events", "registered_before", before});
    if (unfinished > 0) result.excluded.push_back({"events", "period_not_over", unfinished});
    return result;
}

}  // namespace

Method periods() {
    auto columns = named({"period", "events"});
    columns.push_back({.name = "first_day", .holds = Holds::text});
    return {
        .name = "periods",
        .version = "1",
        .family = "time",
        .tables = {{.name = "events",
                    .columns = {{.name = "day", .holds = Holds::day},
                                {.name = "registered", .holds = Holds::day, .optional = true}}}},
        .settings = {choice("length", {"week", "month", "day"})},
        .answers = {{.name = "periods", .columns = std::move(columns)},
                    {.name = "reports", .columns = named({"period", "delay", "events"})}},
        .run = run_periods,
    };
}

}  // namespace atalaya::methods
