#include "service/bulletin/comparisons.hpp"

#include <algorithm>
#include <cmath>

#include "service/bulletin/bridged.hpp"
#include "service/bulletin/concentration.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Argument;
using render::Arguments;
using render::Cell;
using render::Paragraph;
using render::Sheet;
using render::Text;

stats::Comparison comparison_of(const Figure& change, const Indicator& indicator) {
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
            .crosses_break = change.reason == "break" || change.reason == "feasts",
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
    for (const auto& indicator : desk.catalogue().indicators) rows.push_back(ask_row(desk, indicator));

    std::vector<stats::Comparison> table;
    std::vector<std::optional<stats::Label>*> places;
    for (auto& row : rows) {
        if (row.indicator->reading == Reading::activity || row.indicator->reading == Reading::none) continue;
        for (const auto& [figure, place] : {std::pair{row.change, &row.month_label},
                                            {row.year_change, &row.year_label},
                                            {row.twelve_change, &row.twelve_label}}) {
            if (!figure) continue;
            table.push_back(comparison_of(*figure, *row.indicator));
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

namespace {

bool conclusive(const std::optional<stats::Label>& label) {
    return label && label->verdict == stats::Verdict::conclusive;
}

// rise, fall, none, small, zero_base, refused, missing, missing_base
std::string outcome(const Figure& now, const Figure& before, const Figure& change,
                    const std::optional<stats::Label>& label) {
    if (!now.value) return "missing";
    if (change.reason == "withheld") return "refused";
    if (change.reason == "no_base") return "zero_base";
    if (change.reason == "small_base") return "small";
    if (!before.value) return "missing_base";
    if (!change.value) return "refused";
    if (!conclusive(label)) return "none";
    return *change.value > 0 ? "rise" : "fall";
}

struct Compared {
    const Figure *now, *before, *change;
    const std::optional<stats::Label>* label;
    std::string outcome;
};

Compared over_month(const IndicatorRow& row) {
    return {row.compared, row.before, row.change, &row.month_label,
            outcome(*row.compared, *row.before, *row.change, row.month_label)};
}
Compared over_year(const IndicatorRow& row) {
    return {row.year, row.year_before, row.year_change, &row.year_label,
            outcome(*row.year, *row.year_before, *row.year_change, row.year_label)};
}
Compared over_twelve(const IndicatorRow& row) {
    return {row.twelve, row.twelve_before, row.twelve_change, &row.twelve_label,
            outcome(*row.twelve, *row.twelve_before, *row.twelve_change, row.twelve_label)};
}

Arguments arguments_of(const Desk& desk, const IndicatorRow& row, const Compared& compared) {
    const auto& forms = desk.forms();
    return {
        {"indicator", desk.name(*row.indicator)},
        {"amount", desk.amount(*compared.now)},
        {"n", compared.now->value ? desk.count(*compared.now) : render::Text{}},
        {"subject", render::number_of(row.indicator->plural)},
        {"x", desk.change_size(*compared.change)},
        {"base", compared.before->value ? desk.count(*compared.before) : render::Text{}},
        {"interval", desk.interval(*compared.change)},
        {"month", forms.month(desk.month())},
        {"base_month", forms.month(plus_months(desk.month(), -12))},
        {"span", forms.period(compared.now->spec.period)},
        {"base_year", std::to_string(static_cast<int>(month_of(compared.now->spec.period.first).year()) - 1)},
        {"reason", compared.change->reason.empty() ? "" : desk.refusal(*compared.change)}};
}

// The half of a sentence that gives month and year together.
render::Text result(const Desk& desk, const IndicatorRow& row, const Compared& compared) {
    const std::string& what = compared.outcome;
    const std::string key =
        what == "rise" || what == "fall" || what == "none" || what == "small" ? what : "refused";
    return desk.words().fill("result." + key, arguments_of(desk, row, compared));
}

}  // namespace

namespace {

// The sentence of the month where feasts put it together with others.
Paragraph together_sentence(Desk& desk, const IndicatorRow& row, const Compared& compared) {
    Arguments arguments = arguments_of(desk, row, compared);
    const bool told =
        compared.outcome != "refused" && compared.outcome != "missing" && compared.outcome != "missing_base";
    arguments.insert_or_assign(told ? "month_amount" : "amount", desk.amount(*row.month));
    const std::string key = told                            ? "change.together." + compared.outcome
                            : compared.outcome == "refused" ? "change.month.refused"
                                                            : "change.month.missing_base";
    return desk.sentence(Paragraph::Kind::body, key, arguments);
}

}  // namespace

bool has_source(const Desk& desk, const Indicator& indicator) {
    return !desk.world().sources_of(indicator.id).empty();
}

Paragraph change_sentence(Desk& desk, const IndicatorRow& row) {
    using Kind = Paragraph::Kind;
    if (!row.has_data() && row.month->reason == "withheld") {
        return desk.sentence(Kind::body, "change.month.withheld",
                             {{"indicator", desk.name(*row.indicator)},
                              {"month", desk.forms().month(desk.month())},
                              {"amount", desk.count_cell(*row.month).text}});
    }
    if (!row.has_data()) {
        return desk.sentence(
            Kind::body, "change.month.missing",
            {{"indicator", desk.name(*row.indicator)}, {"month", desk.forms().month(desk.month())}});
    }
    if (row.twelve_change && row.twelve->value) {
        const Compared twelve = over_twelve(row);
        Paragraph said =
            desk.sentence(Kind::body, "change.twelve." + twelve.outcome, arguments_of(desk, row, twelve));
        say_bridged(desk, *twelve.change, said);
        return said;
    }
    const Compared month = over_month(row), year = over_year(row);
    const auto said = [](const Compared& c) {
        return c.outcome == "rise" || c.outcome == "fall" || c.outcome == "none";
    };
    if (said(month) && said(year) && month.outcome != year.outcome) {
        const bool together = desk.compared() != desk.this_month();
        Paragraph both = desk.sentence(Kind::body, together ? "change.disagree.together" : "change.disagree",
                                       {{"indicator", desk.name(*row.indicator)},
                                        {"span", desk.forms().period(month.now->spec.period)},
                                        {"amount", desk.amount(*month.now)},
                                        {"base", desk.count(*month.before)},
                                        {"year_amount", desk.amount(*year.now)},
                                        {"year_base", desk.count(*year.before)},
                                        {"month_result", result(desk, row, month)},
                                        {"year_result", result(desk, row, year)}});
        say_bridged(desk, bridged_over(desk, *month.change) ? *month.change : *year.change, both);
        return both;
    }
    Paragraph one =
        desk.compared() != desk.this_month()
            ? together_sentence(desk, row, month)
            : desk.sentence(Kind::body, "change.month." + month.outcome, arguments_of(desk, row, month));
    say_bridged(desk, *month.change, one);
    return one;
}

Period last_quarter(const Desk& desk) {
    const int month = static_cast<int>(static_cast<unsigned>(desk.month().month()));
    return months_ending(plus_months(desk.month(), -(month % 3)), 3);
}

std::optional<Paragraph> quarter_sentence(Desk& desk, const Indicator& indicator) {
    if (desk.territory().slot != 0 || !desk.world().known_months(indicator.id)) return {};
    const Period quarter = last_quarter(desk), before = year_before(quarter);
    const Figure& now = desk.ask(indicator.id, "count", quarter);
    if (now.reason == "no_data") return {};
    const Figure& base = desk.ask(indicator.id, "count", before);
    const Figure& change = desk.ask(indicator.id, "change", quarter, before);
    const std::optional<stats::Label> label =
        stats::label(std::vector{comparison_of(change, indicator)}).front();
    const IndicatorRow row{.indicator = &indicator};
    const Compared compared{&now, &base, &change, &label, outcome(now, base, change, label)};
    if (!now.value)
        return desk.sentence(Paragraph::Kind::body, "change.span.withheld",
                             {{"indicator", desk.name(indicator)},
                              {"span", desk.forms().period(quarter)},
                              {"amount", desk.count_cell(now).text}});
    Paragraph said = desk.sentence(Paragraph::Kind::body, "change.span." + compared.outcome,
                                   arguments_of(desk, row, compared));
    say_bridged(desk, change, said);
    return said;
}

namespace {

std::vector<const IndicatorRow*> moved(const std::vector<IndicatorRow>& rows, bool up) {
    std::vector<const IndicatorRow*> found;
    for (const auto& row : rows) {
        // Life has its own sentence; a subset never speaks beside its whole; description is not a finding.
        if (!row.change || !row.change->value || !conclusive(row.month_label) ||
            row.indicator->group == "life" || !row.indicator->listed)
            continue;
        if ((*row.change->value > 0) == up) found.push_back(&row);
    }
    const auto additional = [](const IndicatorRow* row) {
        return std::abs(*row->compared->value - *row->before->value);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const auto* a, const auto* b) { return additional(a) > additional(b); });
    return found;
}

}  // namespace

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

std::vector<const IndicatorRow*> conclusive_rises(const std::vector<IndicatorRow>& rows) {
    return moved(rows, true);
}
std::vector<const IndicatorRow*> conclusive_falls(const std::vector<IndicatorRow>& rows) {
    return moved(rows, false);
}

namespace {

// Columns of T1 where the numbers of one month and of twelve begin.
constexpr std::size_t month_column = 1, twelve_column = 7;

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
    if (figure && figure->value) cell = {.text = desk.percent(*figure), .value = figure->value};
    if (figure && figure->value && figure->low) {
        cell.text.push_back({" ("});
        for (auto& run : desk.interval(*figure)) cell.text.push_back(std::move(run));
        cell.text.push_back({")"});
        cell.parts = desk.ends(*figure);
    }
    std::vector<Cell> cells(8, Desk::text_cell(""));
    const bool of_twelve = indicator.kind == IndicatorKind::concentration;
    cells[(of_twelve ? twelve_column : month_column) - 1] = std::move(cell);
    return cells;
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
        return Cell{.text = {{desk.say("state.missing"), figure_id(figure.spec)}},
                    .mark = Cell::Mark::missing};
    };
    const auto carried = [&](const Figure& figure, auto has) {
        return figure.value && std::any_of(figure.sources.begin(), figure.sources.end(),
                                           [&](const auto& id) { return has(desk.catalogue().source(id)); });
    };
    const auto shown = [](const Figure& figure, std::string text) {
        return Cell{.text = {{std::move(text), figure_id(figure.spec)}}, .value = figure.value};
    };
    const Figure& on_time = ask("on_time", desk.compared());
    const Figure& located = ask("located", desk.compared());
    const Figure& delay = ask("delay", settled_year(desk.world()));
    const Figure& hours = ask("unknown_hours", desk.compared());
    const auto percent = [&](const Figure& figure) {
        return shown(figure, desk.forms().percent(*figure.value));
    };
    return {
        {"deliveries",
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
         twelve_column},
        {"hours", carried(hours, [](const auto& source) { return !source.hour.column.empty(); })
                      ? percent(hours)
                      : missing(hours)},
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
                .subtitle = forms.month_title(month),
                .compact = true};
    sheet.columns = {{desk.say("T1.indicator"), false, ""},
                     {forms.short_period(desk.compared()), true, month_group},
                     {forms.short_period(desk.compared_before()), true, month_group},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true, month_group},
                     {std::to_string(year), true, year_group},
                     {std::to_string(year - 1), true, year_group},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true, year_group},
                     {desk.say("T1.count"), true, twelve_group},
                     {desk.say("T1.rate"), true, twelve_group},
                     {desk.say("T1.interval"), true, twelve_group},
                     {desk.say("T1.state"), false, ""}};
    // Twelve months as a count: what a small town compares, and elsewhere more than the paper is wide.
    const bool counts_twelve = is_small(desk);
    if (!counts_twelve) sheet.columns.erase(sheet.columns.begin() + twelve_column);
    std::vector<std::string> uncounted;
    for (const auto& row : rows) {
        if (!row.indicator->listed) continue;
        if (row.at_level && row.indicator->kind == IndicatorKind::count &&
            !has_source(desk, *row.indicator)) {
            uncounted.push_back(render::with_small_initial(desk.name(*row.indicator)));
            continue;
        }
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
                one[column + (counts_twelve && column == twelve_column)] = std::move(value);
                sheet.rows.push_back(std::move(one));
            }
            continue;
        } else if (row.indicator->kind != IndicatorKind::count) {
            for (auto& cell : share_cells(desk, *row.indicator)) cells.push_back(std::move(cell));
            if (counts_twelve) cells.insert(cells.begin() + twelve_column, Desk::text_cell(""));
            cells.push_back(Desk::text_cell(""));
        } else {
            cells.push_back(desk.count_cell(*row.compared));
            cells.push_back(desk.count_cell(*row.before));
            cells.push_back(change_and_interval(desk, *row.change, row.month_label));
            cells.push_back(desk.count_cell(*row.year));
            cells.push_back(desk.count_cell(*row.year_before));
            cells.push_back(change_and_interval(desk, *row.year_change, row.year_label));
            if (counts_twelve) cells.push_back(desk.count_cell(*row.twelve));
            cells.push_back(row.indicator->shows("rate") ? desk.rate_cell(*row.rate) : Desk::text_cell(""));
            cells.push_back(row.indicator->shows("rate") ? desk.interval_cell(*row.rate)
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
    for (const char* note : {"T1.note.rates", "T1.note.no_total"})
        sheet.notes.push_back(desk.words().fill(note));
    if (!uncounted.empty())
        sheet.notes.push_back(desk.words().fill("T1.note.no_source", {{"items", forms.list(uncounted)}}));
    add_mark_notes(desk, rows, sheet);
    const Period settled = settled_year(desk.world());
    if (desk.territory().slot == 0 && desk.look("", "delay", settled, {}, "", "ciudad").value)
        sheet.notes.push_back(desk.words().fill("T1.note.delay", {{"span", desk.forms().period(settled)}}));
    return sheet;
}

}  // namespace atalaya::service
