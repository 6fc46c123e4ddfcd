#include "service/bulletin/comparisons.hpp"

#include <algorithm>

#include "service/groupings.hpp"

namespace atalaya::service {

using render::Cell;

stats::Comparison comparison_of(const Desk& desk, const Figure& change, const Indicator& indicator) {
    const bool other_feasts =
        change.spec.against && !same_feasts(desk.catalogue().city, change.spec.period, *change.spec.against);
    return {.change = {.now = change.numerator.value_or(0),
                       .before = change.denominator.value_or(0),
                       .percent = change.value,
                       .low = change.low,
                       .high = change.high,
                       .p = change.p,
                       .p_in_table = change.p_in_table,
                       .percent_allowed = change.value.has_value()},
            .has_data = change.reason != "no_data" && change.reason != "no_place" &&
                        change.reason != "counted_together",
            .crosses_break = change.reason == "break" || other_feasts,
            .minimum_percent = indicator.minimum_change_percent};
}

namespace {

IndicatorRow ask_row(Desk& desk, const Indicator& indicator) {
    IndicatorRow row{.indicator = &indicator,
                     .at_level = indicator.at_level(desk.territory().territory.layer)};
    if (!row.at_level || indicator.kind != IndicatorKind::count) return row;
    const auto ask = [&](std::string_view measure, Period period, std::optional<Period> against = {}) {
        return &desk.ask(indicator.id, measure, period, against);
    };
    row.month = ask("count", desk.this_month());
    // No source of the city carries it, or none says where: one figure says so.
    if (!desk.world().known_months(indicator.id) || row.month->reason == "no_place") {
        row.compared = row.before = row.change = row.year = row.year_before = row.year_change = row.twelve =
            row.rate = row.month;
        return row;
    }
    row.compared = ask("count", desk.compared());
    row.before = ask("count", desk.compared_before());
    row.change = ask("change", desk.compared(), desk.compared_before());
    row.year = ask("count", desk.year_so_far());
    row.year_before = ask("count", year_before(desk.year_so_far()));
    row.year_change = ask("change", desk.year_so_far(), year_before(desk.year_so_far()));
    row.twelve = ask("count", desk.twelve());
    if (indicator.unit == "victim") {  // deaths are compared over twelve months
        row.twelve_before = ask("count", year_before(desk.twelve()));
        row.twelve_change = ask("change", desk.twelve(), year_before(desk.twelve()));
    }
    row.rate = ask("rate", desk.twelve());
    return row;
}

}  // namespace

std::vector<IndicatorRow> compare_indicators(Desk& desk) {
    std::vector<IndicatorRow> rows;
    for (const auto& indicator : desk.catalogue().indicators)
        if (!is_grouping(indicator)) rows.push_back(ask_row(desk, indicator));

    std::vector<stats::Comparison> table;
    std::vector<std::optional<stats::Label>*> places;
    for (auto& row : rows) {
        if (row.indicator->reading == Reading::activity || row.indicator->reading == Reading::none) continue;
        for (const auto& [figure, place] : {std::pair{row.change, &row.month_label},
                                            {row.year_change, &row.year_label},
                                            {row.twelve_change, &row.twelve_label}}) {
            if (!figure) continue;
            table.push_back(comparison_of(desk, *figure, *row.indicator));
            places.push_back(place);
        }
    }
    const auto labels = stats::label(table);
    for (std::size_t i = 0; i < labels.size(); ++i) *places[i] = labels[i];
    return rows;
}

const IndicatorRow* row_of(const std::vector<IndicatorRow>& rows, std::string_view indicator) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const IndicatorRow& row) { return row.indicator->id == indicator; });
    return found == rows.end() ? nullptr : &*found;
}

bool conclusive(const std::optional<stats::Label>& label) {
    return label && label->verdict == stats::Verdict::conclusive;
}

bool has_source(const Desk& desk, const Indicator& indicator) {
    return !desk.world().sources_of(indicator.id).empty();
}

Cell change_and_interval(const Desk& desk, const Figure& change, const std::optional<stats::Label>& label) {
    Cell cell = desk.change_cell(change, label);
    if (change.value) {
        cell.text.push_back({" ("});
        for (auto& run : desk.interval(change)) cell.text.push_back(std::move(run));
        cell.text.push_back({")"});
        cell.parts = desk.ends(change);
    }
    return cell;
}

}  // namespace atalaya::service
