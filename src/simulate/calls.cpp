#include "simulate/calls.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "simulate/feed.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using std::chrono::days;

constexpr int a_week = 7, to_friday = 5;

Day first_monday(Day from) {
    const Day monday = week_of(from);
    return monday < from ? monday + days{a_week} : monday;
}

Week week_at(const Plan& plan, Day monday, int number) {
    Week week{.period = {monday, monday + days{a_week}}};
    week.last = monday + days{(number == plan.calls_cut_week ? to_friday : a_week) - 1};
    week.came = week.period.past_end +
                days{plan.calls_days - 1 + (number == plan.calls_late_week ? plan.calls_late_days : 0)};
    if (number != plan.calls_silent_week) week.file = "llamadas/" + iso(monday) + ".csv";
    return week;
}

}  // namespace

Drawn draw_calls(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed) {
    if (plan.calls.empty() || plan.calls_from >= plan.history.past_end) return {};
    Plan since = plan;
    since.history.first = plan.calls_from;
    return draw_facts(town, since, ground, plan.calls, temperatures(since.history, seed), seed, "llamadas");
}

std::vector<Week> write_calls(const Town& town, const Plan& plan, const std::vector<Fact>& facts,
                              const std::filesystem::path& folder) {
    std::vector<Week> weeks;
    if (facts.empty()) return weeks;
    Numbers numbers{"L"};
    auto fact = facts.begin();
    for (Day monday = first_monday(plan.calls_from); monday + days{a_week} <= plan.history.past_end;
         monday += days{a_week}) {
        Week week = week_at(plan, monday, static_cast<int>(weeks.size()));
        std::string text = "nro_llamada,fecha,hora,motivo,barrio\n";
        for (; fact != facts.end() && fact->day < week.period.past_end; ++fact) {
            if (fact->day < week.period.first) continue;
            const auto number = numbers.next(fact->day);
            if (week.file.empty() || fact->day > week.last) continue;
            text += fmt::format("{},{},{},{},{}\n", number, iso(fact->day), clock_text(fact->minute),
                                plan.calls[fact->kind].label_1, barrio_at(town, fact->spot));
            ++week.rows;
        }
        if (!week.file.empty()) write_file(folder / week.file, text);
        weeks.push_back(std::move(week));
    }
    return weeks;
}

}  // namespace atalaya::simulate
