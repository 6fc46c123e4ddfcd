// T1: every indicator of the month, and the quality of the data.
#include <algorithm>
#include <cmath>
#include <map>

#include "service/bulletin/area_life.hpp"
#include "service/bulletin/bridged.hpp"
#include "service/bulletin/concentration.hpp"
#include "service/bulletin/denominators.hpp"
#include "service/bulletin/late_sources.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/settled.hpp"

namespace atalaya::service {

using render::Cell;
using render::Sheet;
using render::Text;

namespace {

// Columns of T1: the count of the month, and the rate of twelve.
constexpr std::size_t month_column = 1, rate_column = 8;

// An indicator that is a share: its value, with its interval, under the span that it is of; nothing to add up.
std::vector<Cell> share_cells(Desk& desk, const Indicator& indicator) {
    const Figure* figure = nullptr;
    if (indicator.kind == IndicatorKind::concentration) {
        if (const auto* layer = layer_of_concentration(desk))
            figure = &desk.ask(indicator.id, "share", desk.twelve(), {}, "layer=" + layer->id);
    } else if (indicator.kind == IndicatorKind::resolution) {
        figure = &desk.ask(indicator.id, "resolved", desk.compared());
    }
    Cell cell = Desk::text_cell(desk.say("state.missing"));
    cell.mark = Cell::Mark::missing;
    if (figure && figure->reason == "small_base")
        cell = {.text = {{desk.say("mark.small_base"), figure_id(figure->spec)}},
                .mark = Cell::Mark::missing};
    if (figure && figure->reason == "break") cell.text = {{desk.say("state.break"), figure_id(figure->spec)}};
    if (figure && figure->value) cell = {.text = desk.percent(*figure), .value = figure->value};
    if (figure && figure->value && figure->low) {
        cell.text.push_back({" ("});
        for (auto& run : desk.interval(*figure)) cell.text.push_back(std::move(run));
        cell.text.push_back({")"});
        cell.parts = desk.ends(*figure);
    }
    std::vector<Cell> cells(8, Desk::text_cell(""));
    const bool of_twelve = indicator.kind == IndicatorKind::concentration;
    cells[(of_twelve ? rate_column : month_column) - 1] = std::move(cell);
    return cells;
}

// "104,8 (97,1–113,0)".
Cell rate_and_interval(const Desk& desk, const Figure& rate) {
    Cell cell = desk.rate_cell(rate);
    if (!rate.value || !rate.low) return cell;
    cell.text.push_back({" ("});
    for (auto& run : desk.interval(rate)) cell.text.push_back(std::move(run));
    cell.text.push_back({")"});
    cell.parts = desk.ends(rate);
    return cell;
}

struct QualityRow {
    std::string key;  // of its words
    Cell value;
    std::size_t column = month_column;
};

// The quality of the data in four numbers; what no source carries says so.
std::vector<QualityRow> quality_rows(Desk& desk) {
    const auto ask = [&](const char* measure, Period period) -> const Figure& {
        return desk.ask("", measure, period, {}, "", "ciudad");
    };
    const auto missing = [&](const Figure& figure) {
        return Cell{.text = {{desk.say(figure.reason == "break" ? "state.break" : "state.missing"),
                              figure_id(figure.spec)}},
                    .mark = Cell::Mark::missing};
    };
    const auto shown = [](const Figure& figure, std::string text) {
        return Cell{.text = {{std::move(text), figure_id(figure.spec)}}, .value = figure.value};
    };
    const Figure& on_time = ask("on_time", desk.compared());
    const Figure& located = ask("located", desk.compared());
    const Figure& delay = ask("delay", settled_year(desk));
    const Figure& hours = ask("unknown_hours", desk.compared());
    const auto percent = [&](const Figure& figure) {
        return Cell{.text = desk.percent(figure), .value = figure.value};
    };
    return {
        {has_terms(desk) ? "deliveries" : "deliveries.no_term",
         on_time.value
             ? shown(on_time,
                     desk.say("T9.k_of_m", {{"k", desk.forms().count(std::llround(*on_time.value))},
                                            {"m", desk.forms().count(std::llround(*on_time.denominator))}}))
             : missing(on_time)},
        {"located", located.value ? percent(located) : missing(located)},
        {"delay",
         delay.value ? Cell{.text = desk.words().fill(
                                "chart.days", {{"n", render::counted(desk.forms(), std::llround(*delay.value),
                                                                     figure_id(delay.spec))}}),
                            .value = delay.value}
                     : missing(delay),
         rate_column},
        {"hours", hours.value ? percent(hours) : missing(hours)},
    };
}

std::string state_of(const Desk& desk, const IndicatorRow& row) {
    if (!row.has_data())
        return desk.say(desk.by_quarters(*row.indicator) && row.month->reason == "withheld"
                            ? "state.quarterly"
                        : row.month->reason == "withheld" ? "state.withheld"
                        : row.month->reason == "no_place" ? "state.no_place"
                                                          : "state.missing");
    const auto has = [&](std::string_view note) {
        return std::any_of(row.change->notes.begin(), row.change->notes.end(),
                           [&](const auto& n) { return n.substr(0, note.size()) == note; });
    };
    if (has("break:")) return desk.say("state.break");
    if (has("coverage:") || has("unsaid:")) return desk.say("state.partial");
    if (desk.provisional(row.indicator->id, desk.month())) return desk.say("state.provisional");
    return desk.say("state.final");
}

}  // namespace

namespace {

// The counts behind the changes that a * marks: "lesiones dolosas, 548 frente a 538".
std::vector<Text> compared_counts(const Desk& desk, const std::vector<IndicatorRow>& rows,
                                  const Figure* IndicatorRow::*change) {
    std::vector<Text> items;
    for (const auto& row : rows) {
        const Figure* figure = row.*change;
        if (!row.indicator->listed || !row.has_data() || !figure || !figure->value || !Desk::partial(*figure))
            continue;
        const auto side = [&](std::optional<double> value) {
            return render::shown(desk.forms().count(std::llround(value.value_or(0))),
                                 figure_id(figure->spec));
        };
        items.push_back(desk.words().fill(
            "T1.note.compared.item", {{"indicator", render::with_small_initial(desk.name(*row.indicator))},
                                      {"n", side(figure->numerator)},
                                      {"base", side(figure->denominator)}}));
    }
    return items;
}

// The indicators without a row: those that nobody counts, and those that are told of in their section and have no
// place among those compared.
void add_rowless_note(const Desk& desk, const std::vector<IndicatorRow>& rows, Sheet& sheet) {
    std::vector<std::string> uncounted, in_section;
    for (const auto& row : rows) {
        const bool counts = row.indicator->kind == IndicatorKind::count;
        if (row.indicator->listed && counts && !has_source(desk, *row.indicator))
            uncounted.push_back(render::with_small_initial(desk.name(*row.indicator)));
        if (!row.indicator->listed && row.at_level && row.has_data())
            in_section.push_back(render::with_small_initial(desk.name(*row.indicator)));
    }
    const auto& forms = desk.forms();
    if (!uncounted.empty() && !in_section.empty())
        sheet.notes.push_back(desk.words().fill("T1.note.rowless", {{"uncounted", forms.list(uncounted)},
                                                                    {"in_section", forms.list(in_section)}}));
    else if (!uncounted.empty())
        sheet.notes.push_back(desk.words().fill("T1.note.no_source", {{"items", forms.list(uncounted)}}));
    else if (!in_section.empty())
        sheet.notes.push_back(desk.words().fill("T1.note.unlisted", {{"items", forms.list(in_section)}}));
}

// Why a rate says "no data" where its count is there; each reason once. Where the count is there and the rate has no data, the
// count is of a part.
void add_no_rate_notes(const Desk& desk, const std::vector<IndicatorRow>& rows, Sheet& sheet) {
    std::map<std::string, std::vector<std::string>> names;
    std::size_t rates = 0;
    for (const auto& row : rows) {
        if (!row.indicator->listed || !row.has_data() || !row.indicator->shows("rate")) continue;
        ++rates;
        if (!row.rate->value && row.rate->reason != "withheld")
            names[row.rate->reason == "no_data" ? desk.say("T1.no_rate.in_part") : desk.refusal(*row.rate)]
                .push_back(render::with_small_initial(desk.name(*row.indicator)));
    }
    for (const auto& [reason, of] : names)
        sheet.notes.push_back(
            desk.words().fill(of.size() == rates ? "T1.note.no_rate" : "T1.note.no_rate.some",
                              {{"reason", reason}, {"items", desk.forms().list(of)}}));
}

// Of what is counted by spans longer than a month there is no month, though its year may be there.
void add_together_note(const Desk& desk, const std::vector<IndicatorRow>& rows, Sheet& sheet) {
    std::vector<std::string> names;
    std::size_t told = 0;
    for (const auto& row : rows) {
        if (!row.indicator->listed || !row.month || !has_source(desk, *row.indicator)) continue;
        ++told;
        if (row.month->reason == "counted_together")
            names.push_back(render::with_small_initial(desk.name(*row.indicator)));
    }
    if (names.empty()) return;
    sheet.notes.push_back(
        desk.words().fill(names.size() == told ? "T1.note.together" : "T1.note.together.some",
                          {{"items", desk.forms().list(names)}}));
}

// Of how many places the share is, and where fewer events than places could not be on all of them, of how many.
void add_share_note(Desk& desk, const Indicator& indicator, Sheet& sheet) {
    const auto* layer = layer_of_concentration(desk);
    if (!layer) return;
    const Figure& share = desk.ask(indicator.id, "share", desk.twelve(), {}, "layer=" + layer->id);
    if (!share.value) return;
    const auto n = [&](double value) {
        return render::counted(desk.forms(), std::llround(value), figure_id(share.spec));
    };
    const auto events = static_cast<double>(share.records_in);
    sheet.notes.push_back(
        desk.words().fill(events < *share.denominator ? "T1.note.share.few" : "T1.note.share",
                          {{"indicator", desk.name(indicator)},
                           {"k", n(*share.numerator)},
                           {"m", n(*share.denominator)},
                           {"events", n(events)},
                           {"places", std::string{desk.in_language(layer->plural)}}}));
}

// What the marks of T1 mean: * with the counts that were compared, † with the year of the residents.
void add_mark_notes(Desk& desk, const std::vector<IndicatorRow>& rows, Sheet& sheet) {
    const auto month = compared_counts(desk, rows, &IndicatorRow::change),
               year = compared_counts(desk, rows, &IndicatorRow::year_change);
    std::optional<std::string> old_year;
    for (const auto& row : rows) {
        if (!row.indicator->listed || !row.has_data() || !row.rate || !row.rate->value ||
            !row.indicator->shows("rate"))
            continue;
        const auto& notes = row.rate->notes;
        if (std::find(notes.begin(), notes.end(), "exposure_old") != notes.end())
            old_year = row.rate->denominator_note;
    }
    desk.explain_partial(sheet);
    if (!month.empty())
        sheet.notes.push_back(desk.words().fill("T1.note.compared", {{"items", desk.forms().list(month)}}));
    if (!year.empty())
        sheet.notes.push_back(
            desk.words().fill("T1.note.compared_year", {{"items", desk.forms().list(year)}}));
    std::vector<const Figure*> changes;
    for (const auto& row : rows) {
        if (row.indicator->listed && row.has_data())
            changes.insert(changes.end(), {row.change, row.year_change});
    }
    if (auto note = bridged_note(desk, changes)) sheet.notes.push_back(std::move(*note));
    if (old_year) sheet.notes.push_back(desk.words().fill("gloss.exposure_old", {{"year", *old_year}}));
}

}  // namespace

Sheet table_of_indicators(Desk& desk, const std::vector<IndicatorRow>& rows) {
    const auto& forms = desk.forms();
    const Month month = desk.month();
    const bool together = desk.compared() != desk.this_month();
    const std::string month_group = desk.say(together ? "T1.together_group" : "T1.month_group"),
                      year_group = desk.say("T1.year_group"), twelve_group = desk.say("T1.twelve_group");
    const int year = static_cast<int>(month.year());
    Sheet sheet{.id = "T1",
                .title = desk.say("table.T1", {{"territory", desk.territory_name()}}),
                .subtitle = forms.month(month),
                .compact = true};
    sheet.columns = {{desk.say("T1.indicator"), false, ""},
                     {forms.short_period(desk.compared()), true, month_group},
                     {forms.short_period(desk.compared_before()), true, month_group},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true, month_group},
                     {std::to_string(year), true, year_group},
                     {std::to_string(year - 1), true, year_group},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true, year_group},
                     {desk.say("T1.count"), true, twelve_group},
                     {desk.say("T1.rate") + " (" + desk.say("T1.interval") + ")", true, twelve_group},
                     {desk.say("T1.state"), false, ""}};
    for (const auto& row : rows) {
        if (!row.indicator->listed) continue;
        if (row.indicator->kind == IndicatorKind::count && !has_source(desk, *row.indicator)) continue;
        std::vector<Cell> cells{Desk::text_cell(desk.name(*row.indicator))};
        if (!row.at_level) {
            cells.resize(sheet.columns.size() - 1, Desk::text_cell(""));
            cells.push_back(Desk::text_cell(desk.say("refuse.level")));
            cells[1] = Desk::text_cell(desk.say("T1.other_level"));
            cells.back() = Desk::text_cell("");
        } else if (row.indicator->kind == IndicatorKind::quality) {
            for (auto& [key, value, column] : quality_rows(desk)) {
                std::vector<Cell> one{Desk::text_cell(desk.say("T1.quality." + key))};
                one.resize(sheet.columns.size(), Desk::text_cell(""));
                one[column] = std::move(value);
                sheet.rows.push_back(std::move(one));
            }
            continue;
        } else if (row.indicator->kind != IndicatorKind::count) {
            for (auto& cell : share_cells(desk, *row.indicator)) cells.push_back(std::move(cell));
            cells.push_back(Desk::text_cell(""));
        } else {
            cells.push_back(desk.count_cell(*row.compared));
            cells.push_back(desk.count_cell(*row.before));
            cells.push_back(change_and_interval(desk, *row.change, row.month_label));
            cells.push_back(desk.count_cell(*row.year));
            cells.push_back(desk.count_cell(*row.year_before));
            cells.push_back(change_and_interval(desk, *row.year_change, row.year_label));
            cells.push_back(desk.count_cell(*row.twelve));
            cells.push_back(row.indicator->shows("rate") ? rate_and_interval(desk, *row.rate)
                                                         : Desk::text_cell(""));
            cells.push_back(Desk::text_cell(state_of(desk, row)));
            if (!row.has_data()) {
                for (std::size_t i = 2; i < cells.size() - 1; ++i) {
                    if (cells[i].mark == Cell::Mark::missing) cells[i] = Desk::text_cell("");
                }
            }
        }
        sheet.rows.push_back(std::move(cells));
    }
    for (auto& said : area_life(desk)) sheet.notes.push_back({{std::move(said), ""}});
    sheet.notes.push_back(desk.words().fill("T1.note.rates"));
    std::vector<const Figure*> rates;
    for (const auto& row : rows)
        if (row.indicator->listed && row.has_data() && row.indicator->shows("rate"))
            rates.push_back(row.rate);
    if (auto note = denominators_note(desk, rates)) sheet.notes.push_back(std::move(*note));
    sheet.notes.push_back(desk.words().fill("T1.note.no_total"));
    add_rowless_note(desk, rows, sheet);
    for (const auto& row : rows)
        if (row.at_level && row.indicator->kind == IndicatorKind::concentration)
            add_share_note(desk, *row.indicator, sheet);
    add_together_note(desk, rows, sheet);
    add_no_rate_notes(desk, rows, sheet);
    add_mark_notes(desk, rows, sheet);
    const Period settled = settled_year(desk);
    if (desk.territory().slot == 0 && desk.look("", "delay", settled, {}, "", "ciudad").value)
        sheet.notes.push_back(desk.words().fill("T1.note.delay", {{"span", desk.forms().period(settled)}}));
    return sheet;
}

}  // namespace atalaya::service
