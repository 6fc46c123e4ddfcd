#include <algorithm>
#include <cmath>

#include "render/chart_classes.hpp"
#include "service/method_picture/drawn.hpp"

namespace atalaya::service::picture {

namespace {

constexpr std::size_t most_rows = 40, most_columns = 48;
constexpr double sure_p = 0.05;

// In the order in which they first come.
std::vector<std::string> names(const std::vector<std::string>& cells, std::size_t most) {
    std::vector<std::string> out;
    for (const auto& cell : cells)
        if (out.size() < most && std::ranges::find(out, cell) == out.end()) out.push_back(cell);
    return out;
}

}  // namespace

render::Drawing draw(const HeatPlan& plan, const Sheet& sheet) {
    const auto& drawn = sheet.drawn;
    const auto& tongue = sheet.tongue;
    auto row = drawn.texts(plan.row);
    if (plan.weekdays)
        for (auto& day : row) day = std::string{tongue.forms.weekday_short(std::stoi(day))};
    const auto column = drawn.texts(plan.column);
    const auto value = drawn.numbers(plan.value);
    render::HeatTable table{.rows = names(row, most_rows), .columns = names(column, most_columns)};
    if (table.rows.empty() || value.size() != row.size() || column.size() != row.size())
        refuse_empty(sheet.method);
    table.values.assign(table.rows.size(), render::Series(table.columns.size()));
    const auto p = drawn.numbers(plan.starred);
    if (!p.empty()) table.starred.assign(table.rows.size(), std::vector<bool>(table.columns.size()));
    std::vector<double> all;
    std::size_t top = 0, starred = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto r = std::ranges::find(table.rows, row[i]) - table.rows.begin();
        const auto c = std::ranges::find(table.columns, column[i]) - table.columns.begin();
        const bool shown = r < std::ssize(table.rows) && c < std::ssize(table.columns);
        if (!shown || std::isnan(value[i])) continue;
        table.values[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = value[i];
        all.push_back(value[i]);
        if (i < p.size() && p[i] <= sure_p)
            table.starred[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = true, ++starred;
        if (!(value[i] <= value[top])) top = i;
    }
    if (all.empty()) refuse_empty(sheet.method);
    // Limits cut what is above zero: of a table that is zero almost everywhere the rest would have one colour.
    std::vector<double> above;
    std::ranges::copy_if(all, std::back_inserter(above), [](double one) { return one > 0; });
    table.limits = render::quantile_limits(above.size() * 2 < all.size() ? above : all, 5);
    table.write_values = table.columns.size() <= 10;
    table.unit = tongue.words(plan.words);
    table.column_title = tongue.words(plan.column_words);
    table.missing_label = tongue.say("picture.missing", {});
    auto described =
        tongue.say("picture.heat", {{"unit", table.unit},
                                    {"rows", render::counted(tongue.forms, std::ssize(table.rows))},
                                    {"columns", render::counted(tongue.forms, std::ssize(table.columns))},
                                    {"row", row[top]},
                                    {"column", column[top]},
                                    {"high", tongue.number(value[top])}});
    if (plan.starred.any())
        described +=
            " " + tongue.say("picture.starred",
                             {{"n", render::counted(tongue.forms, static_cast<std::int64_t>(starred))}});
    return render::heat_table(sheet.frame(described), table);
}

}  // namespace atalaya::service::picture
