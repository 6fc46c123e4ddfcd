#include <algorithm>
#include <cmath>

#include "render/chart_values.hpp"
#include "service/method_picture/drawn.hpp"

namespace atalaya::service::picture {

namespace {

constexpr std::size_t most_rows = 24;
constexpr double z95 = 1.959963984540054;

std::optional<double> known(const std::vector<double>& values, std::size_t row) {
    if (row >= values.size() || std::isnan(values[row])) return std::nullopt;
    return values[row];
}

void add_error(render::ValueRow& row, const std::optional<double>& se) {
    if (!row.value || !se) return;
    row.low = *row.value - z95 * *se;
    row.high = *row.value + z95 * *se;
}

std::vector<render::ValueRow> listed(const RowsPlan& plan, const Sheet& sheet) {
    std::vector<render::ValueRow> rows;
    for (const auto& one : plan.listed) {
        if (!sheet.drawn.has(one.value)) continue;
        const auto first = [&](const Source& source) { return known(sheet.drawn.numbers(source), 0); };
        render::ValueRow row{.label = sheet.tongue.words(one.words), .value = first(one.value)};
        row.low = first(one.low), row.high = first(one.high);
        add_error(row, first(one.se));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<render::ValueRow> rows_of(const RowsPlan& plan, const Sheet& sheet) {
    const auto& drawn = sheet.drawn;
    const auto value = drawn.numbers(plan.value), low = drawn.numbers(plan.low),
               high = drawn.numbers(plan.high), se = drawn.numbers(plan.se),
               second = drawn.numbers(plan.second);
    const auto label = drawn.labels(plan.label), more = drawn.texts(plan.label_more);
    const auto marked =
        plan.marked.of.any() ? drawn.when(plan.marked, value.size()) : std::vector<bool>(value.size());
    const auto left_out =
        plan.left_out.of.any() ? drawn.when(plan.left_out, value.size()) : std::vector<bool>(value.size());
    std::vector<render::ValueRow> rows;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (left_out[i]) continue;
        render::ValueRow row{.label = i < label.size() ? label[i] : "", .value = known(value, i)};
        const auto& noun = sheet.tongue.words(plan.row);
        if (i >= label.size())
            row.label = noun + "\u00a0" + std::to_string(i + 1);
        else if (!noun.empty())
            row.label = noun + "\u00a0" + row.label;
        if (i < more.size()) row.label += "–" + more[i];
        row.low = known(low, i), row.high = known(high, i), row.second = known(second, i);
        row.marked = marked[i];
        add_error(row, known(se, i));
        rows.push_back(std::move(row));
    }
    return rows;
}

// The marked ones and the highest are what a long list is read for.
void keep_most_telling(std::vector<render::ValueRow>& rows, bool sorted) {
    const auto telling = [](const render::ValueRow& a, const render::ValueRow& b) {
        if (a.marked != b.marked) return a.marked;
        if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
        return a.value > b.value;
    };
    if (rows.size() > most_rows) {
        std::ranges::stable_sort(rows, telling);
        rows.resize(most_rows);
        sorted = true;
    }
    if (sorted)
        std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.value > b.value; });
}

std::string described(const render::ValueChart& chart, const Sheet& sheet, std::size_t all) {
    const auto& [forms, say] = sheet.tongue;
    const render::ValueRow *highest = nullptr, *lowest = nullptr;
    for (const auto& row : chart.rows) {
        if (!row.value) continue;
        if (!highest || *row.value > *highest->value) highest = &row;
        if (!lowest || *row.value < *lowest->value) lowest = &row;
    }
    return say("picture.rows", {{"axis", chart.axis.title},
                                {"n", render::counted(forms, static_cast<std::int64_t>(all))},
                                {"top", highest->label},
                                {"high", sheet.tongue.number(*highest->value)},
                                {"bottom", lowest->label},
                                {"low", sheet.tongue.number(*lowest->value)}});
}

}  // namespace

render::Drawing draw(const RowsPlan& plan, const Sheet& sheet) {
    const auto& tongue = sheet.tongue;
    render::ValueChart chart{.rows = plan.listed.empty() ? rows_of(plan, sheet) : listed(plan, sheet)};
    if (std::ranges::none_of(
            chart.rows, [&](const auto& row) { return row.value && (!plan.axis.ratio || *row.value > 0); }))
        refuse_empty(sheet.method);
    const std::size_t all = chart.rows.size();
    keep_most_telling(chart.rows, plan.sorted);
    chart.axis = {.title = tongue.words(plan.axis.words),
                  .zero = plan.axis.zero,
                  .ratio = plan.axis.ratio,
                  .whole = plan.axis.whole};
    if (chart.rows.size() < all)
        chart.axis.title +=
            " " + tongue.say("picture.some", {{"n", std::to_string(chart.rows.size())},
                                              {"all", tongue.number(static_cast<double>(all))}});
    chart.bars = plan.bars;
    if (const auto at = sheet.drawn.places(plan.reference); !at.empty() && !std::isnan(at.front()))
        chart.reference = at.front();
    chart.reference_label = tongue.words(plan.reference_words);
    if (chart.reference && std::holds_alternative<Source>(plan.reference))
        chart.reference_label += ": " + tongue.number(*chart.reference);
    chart.value_label = tongue.words(plan.value_words);
    chart.second_label = tongue.words(plan.second_words);
    chart.interval_label = tongue.words(plan.interval_words);
    chart.marked_label = tongue.words(plan.marked_words);
    chart.missing_label = tongue.say("picture.missing", {});
    return render::value_chart(sheet.frame(described(chart, sheet, all)), chart);
}

}  // namespace atalaya::service::picture
