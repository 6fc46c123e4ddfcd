#include "stats/aoristic.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

Method aoristic() {
    return {
        .name = "aoristic",
        .version = "3",
        .family = "time",
        .tables = {{.name = "events",
                    .columns = {{.name = "from", .holds = Holds::minute, .unit = "minute"},
                                {.name = "past", .holds = Holds::minute, .unit = "minute"}}}},
        .answers = {{.name = "week", .columns = {{"weekday"}, {"hour"}, {"weight"}}}},
        .run =
            [](const Asked& asked) {
                const auto& events = asked.table("events");
                const auto &from = events.numbers("from"), &past = events.numbers("past");
                std::vector<stats::MinuteSpan> spans;
                std::int64_t impossible = 0;
                for (std::size_t i = 0; i < from.size(); ++i) {
                    if (past[i] < from[i]) {
                        ++impossible;
                        continue;
                    }
                    spans.push_back({static_cast<std::int64_t>(from[i]), static_cast<std::int64_t>(past[i])});
                }
                const auto week = stats::aoristic_week(spans);
                Rows rows{{"weekday", "hour", "weight"}};
                for (int hour = 0; hour < stats::hours_a_week; ++hour)
                    rows.add({static_cast<double>(hour / 24), static_cast<double>(hour % 24),
                              week.weight[static_cast<std::size_t>(hour)]});
                Result result = answer("week", std::move(rows));
                if (impossible > 0)
                    result.excluded.push_back({"events", "ends_before_it_begins", impossible});
                if (week.longer > 0)
                    result.notes.push_back({"longer_than_a_week", {{"events", std::to_string(week.longer)}}});
                return result;
            },
    };
}

}  // namespace atalaya::methods
