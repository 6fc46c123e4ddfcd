#include "stats/stl.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"seasonal", "trend", "remainder", "weight"};

Result run_stl(const Asked& asked) {
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    stats::StlModel model{
        .period = size("period"), .periodic = size("seasonal_window") == 0, .robust = asked.flag("robust")};
    if (!model.periodic) model.seasonal.window = size("seasonal_window");
    model.trend.window = size("trend_window");
    model.trend.jump = size("trend_jump");
    const auto found = stats::stl(asked.table("series").numbers("value"), model);
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows rows{figures};
    for (std::size_t i = 0; i < found->trend.size(); ++i)
        rows.add({found->seasonal[i], found->trend[i], found->remainder[i], found->weights[i]});
    return answer("series", std::move(rows));
}

}  // namespace

Method stl() {
    return {
        .name = "stl",
        .version = "1",
        .family = "time",
        .tables = {{.name = "series", .columns = {{.name = "value"}}, .order = Order::fixed}},
        .settings = {whole("period", 12, 2, 1000), whole("seasonal_window", 0, 0, 100'001),
                     whole("trend_window", 0, 0, 100'001), whole("trend_jump", 0, 0, 100'001),
                     flag("robust", false)},
        .answers = {{.name = "series", .columns = named(figures), .rows = "series"}},
        .run = run_stl,
    };
}

}  // namespace atalaya::methods
