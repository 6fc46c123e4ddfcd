#include <algorithm>
#include <cmath>
#include <map>

#include "service/bulletin/findings_tables.hpp"
#include "service/bulletin/heaped_hours.hpp"
#include "service/bulletin/late_sources.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/settled.hpp"
#include "service/due.hpp"
#include "service/facts.hpp"
#include "service/holes.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

bool delivered(const Desk& desk, const std::string& source) {
    const auto& receipts = desk.world().receipts();
    return std::any_of(receipts.begin(), receipts.end(),
                       [&](const Receipt& receipt) { return receipt.source == source; });
}

// Where the source stands at the cut: on time where a day was agreed, late since a day, awaited by a day, or no longer sending.
std::string status(const Desk& desk, const intake::Source& source, const std::optional<Period>& months) {
    const auto late = late_sources(desk);
    const auto of =
        std::find_if(late.begin(), late.end(), [&](const LateSource& one) { return one.source == &source; });
    if (of == late.end()) {
        if (!months || months->past_end < desk.this_month().past_end) return desk.say("T10.ended");
        if (!had_term(desk, source)) return desk.say("T10.not_agreed");
        const auto after = came_after_term(desk);
        if (std::ranges::find(after, &source) == after.end()) return desk.say("T10.on_time");
        const auto due = desk.world().due_on(source, desk.this_month());
        return desk.say("T10.after_term", {{"date", desk.forms().short_day(*due)}});
    }
    if (!of->holes.empty() && of->overdue) return desk.say("T10.in_part");
    if (!of->due) return desk.say("T10.late");
    return desk.say(of->overdue ? "T10.late.since" : "T10.awaited",
                    {{"date", desk.forms().short_day(*of->due)}});
}

// The last month that it tells of; the last day, of a source expected by the week or the day that has not told all of it.
std::string covers_to(const Desk& desk, const intake::Source& source, const std::optional<Period>& months) {
    if (!months) return "";
    const auto* expected = desk.catalogue().city.expectation(source.id);
    if (expected && by_days(cadence_of(source, *expected))) {
        for (const auto* hole : holes(desk.world(), source.id, *months)) {
            if (hole->noticed() && *hole->last >= months->past_end - std::chrono::days{1})
                return desk.forms().short_day(*hole->first - std::chrono::days{1});
        }
    }
    return desk.forms().short_month(plus_months(month_of(months->past_end), -1));
}

// In a cell: why there is no share of placed rows; nothing of a source that has no column for positions.
std::string why_not_located(const Desk& desk, const Figure& figure) {
    const bool said = figure.reason == "none_placed" || figure.reason == "no_shapes";
    return said ? desk.say("T10." + figure.reason) : "";
}

}  // namespace

bool keeps_rows_back(const Desk& desk) {
    const auto& all = desk.catalogue().indicators;
    return std::any_of(all.begin(), all.end(), [&](const Indicator& one) {
        return desk.by_quarters(one) && !desk.world().sources_of(one.id).empty();
    });
}

Sheet coverage_table(Desk& desk) {
    const auto& forms = desk.forms();
    Sheet sheet{
        .id = "T10",
        .title = desk.say("table.T10"),
        .subtitle = desk.say("table.T10.subtitle", {{"date", forms.day(desk.world().published_on())}}),
        .compact = true};
    sheet.columns = {{desk.say("T10.source")},          {desk.say("T10.covers")},
                     {desk.say("T10.status")},          {desk.say("T10.read"), true},
                     {desk.say("T10.accepted"), true},  {desk.say("T10.rejected"), true},
                     {desk.say("T10.duplicate"), true}, {desk.say("T10.located"), true}};
    for (const auto& source : desk.catalogue().sources) {
        if (!has_facts_of_its_own(source)) continue;
        std::vector<Cell> row{Desk::text_cell(std::string{desk.in_language(source.name)})};
        const auto months = desk.world().known_months_of_source(source.id);
        const bool due = desk.world().due(source, desk.this_month());
        if (!months && !due) continue;  // published once, and not handed over here
        row.push_back(Desk::text_cell(covers_to(desk, source, months)));
        row.push_back(Desk::text_cell(status(desk, source, months)));
        if (delivered(desk, source.id)) {
            for (const char* state : {"read", "accepted", "rejected", "duplicate"}) {
                row.push_back(desk.count_cell(desk.ask("", "rows", desk.this_month(), {},
                                                       std::string{"state="} + state + ";source=" + source.id,
                                                       "ciudad")));
            }
            const Figure& located =
                desk.ask("", "located", desk.twelve(), {}, "source=" + source.id, "ciudad");
            row.push_back(located.value ? Cell{.text = desk.percent(located), .value = located.value}
                                        : Desk::text_cell(why_not_located(desk, located)));
        }
        row.resize(sheet.columns.size(), Desk::text_cell(""));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

namespace {

// How long facts take to be registered: a sentence and its curve.
void add_delay(Desk& desk, Section& section) {
    const Period span = settled_year(desk);
    const auto of_city = [&](const char* measure, std::string part) -> const Figure& {
        return desk.ask("", measure, span, {}, std::move(part), "ciudad");
    };
    const Figure& median = of_city("delay", "");
    if (!median.value) {
        if (median.reason == "no_registration")
            section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "quality.no_delay"));
        return;
    }
    const Figure &week = of_city("registered", "within=7"), &month = of_city("registered", "within=30");
    const auto shown = [&](double days) {
        return render::Text{{desk.forms().count(std::llround(days)), figure_id(median.spec)}};
    };
    section.blocks.push_back(desk.sentence(
        Paragraph::Kind::body, "quality.delay",
        {{"span", desk.forms().period(span)},
         {"n", render::counted(desk.forms(), std::llround(*median.value), figure_id(median.spec))},
         {"low", shown(*median.low)},
         {"high", shown(*median.high)},
         {"week", desk.percent(week)},
         {"month", desk.percent(month)}}));
    if (auto curve = delay_picture(desk)) section.blocks.push_back(std::move(*curve));
}

void add_unknowns(Desk& desk, const Rows& rows, Section& section) {
    std::vector<render::Text> items;
    const auto item = [&](render::Text text) { items.push_back(std::move(text)); };
    item(desk.words().fill("unknown.unreported"));
    std::vector<std::string> never;
    std::map<Month, std::vector<std::string>> ended;  // by the first month without
    for (const auto& row : rows) {
        if (row.indicator->kind != IndicatorKind::count || !row.at_level || !row.indicator->listed) continue;
        const auto known = desk.world().known_months(row.indicator->id);
        const std::string name = render::with_small_initial(desk.name(*row.indicator));
        if (!known) {
            never.push_back(name);
        } else if (known->past_end < desk.this_month().past_end) {
            ended[month_of(known->past_end)].push_back(name);
        }
    }
    for (const auto& [month, names] : ended) {
        item(desk.words().fill("unknown.ended", {{"indicators", desk.forms().list(names)},
                                                 {"month", desk.forms().month(month)}}));
    }
    if (!never.empty())
        item(desk.words().fill("unknown.indicators", {{"indicators", desk.forms().list(never)}}));
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (hours.numerator.value_or(0) > 0) {  // how many is known also where no percentage is made
        item(desk.words().fill(
            desk.territory().slot == 0 ? "unknown.hour" : "unknown.hour.city",
            {{"n", render::counted(desk.forms(), std::llround(*hours.numerator), figure_id(hours.spec))}}));
    }
    if (!heaped_hours(desk).empty()) item(desk.words().fill("unknown.hour.heaped"));
    item(desk.words().fill("unknown.cause"));
    render::Text all;  // the items have commas of their own
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) all.push_back({"; "});
        for (auto& run : items[i]) all.push_back(std::move(run));
    }
    section.blocks.push_back(
        desk.sentence(Paragraph::Kind::body, "unknown.sentence", {{"items", std::move(all)}}));
}

}  // namespace

namespace {

render::Argument counted(const Desk& desk, const Figure& figure, double value) {
    return render::counted(desk.forms(), std::llround(value), figure_id(figure.spec));
}

// "No entregó: …, última 30 de septiembre de 2024; venció el 4 de noviembre de 2024, 1 día antes del corte."
Paragraph missing_sentence(const Desk& desk, const LateSource& late) {
    const auto& forms = desk.forms();
    render::Arguments said{{"source", std::string{desk.in_language(late.source->name)}},
                           {"n", render::counted(forms, late.days_late)}};
    if (late.months) said.emplace("date", forms.day(late.months->past_end - std::chrono::days{1}));
    if (late.due) said.emplace("due", forms.day(*late.due));
    if (!late.holes.empty()) said.emplace("holes", holes_text(desk, late));
    const std::string key = !late.holes.empty() ? late.due && late.overdue ? "quality.in_part.late"
                                                  : late.due               ? "quality.awaited.in_part"
                                                                           : "quality.in_part"
                            : !late.overdue     ? "quality.awaited"
                            : !late.months      ? late.due ? "quality.never.late" : "quality.never"
                            : late.due          ? "quality.missing.late"
                                                : "quality.missing";
    return desk.sentence(Paragraph::Kind::body, key, said);
}

// Who delivered, and who did not though something was due.
void add_deliveries(Desk& desk, Section& section) {
    constexpr auto body = Paragraph::Kind::body;
    const Figure& on_time = desk.ask("", "on_time", desk.this_month(), {}, "", "ciudad");
    if (on_time.value) {
        const auto after = came_after_term(desk);
        std::vector<std::string> names;
        for (const auto* source : after) names.emplace_back(desk.in_language(source->name));
        const char* key = !has_terms(desk) ? "quality.sources.no_term"
                          : after.empty()  ? "quality.sources"
                                           : "quality.sources.after_term";
        section.blocks.push_back(
            desk.sentence(body, key,
                          {{"k", counted(desk, on_time, *on_time.value)},
                           {"m", counted(desk, on_time, *on_time.denominator)},
                           {"n", render::counted(desk.forms(), static_cast<std::int64_t>(after.size()))},
                           {"sources", desk.forms().list(names)}}));
    }
    for (const auto& late : late_sources(desk)) section.blocks.push_back(missing_sentence(desk, late));
}

void add_hours_known(Desk& desk, Section& section) {
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (hours.value)
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::body, "quality.hours", {{"x", desk.percent(hours, 1)}}));
}

// What became of the rows, and how many hours are known: of the whole city.
void add_rows_read(Desk& desk, Section& section) {
    constexpr auto body = Paragraph::Kind::body;
    const auto rows_in = [&](const char* state) -> const Figure& {
        return desk.ask("", "rows", desk.this_month(), {}, std::string{"state="} + state, "ciudad");
    };
    if (keeps_rows_back(desk)) return add_hours_known(desk, section);
    const Figure &read = rows_in("read"), &accepted = rows_in("accepted"), &rejected = rows_in("rejected"),
                 &duplicate = rows_in("duplicate");
    if (read.value) {
        section.blocks.push_back(desk.sentence(body, "quality.rows",
                                               {{"read", counted(desk, read, *read.value)},
                                                {"accepted", counted(desk, accepted, *accepted.value)},
                                                {"rejected", counted(desk, rejected, *rejected.value)},
                                                {"duplicate", counted(desk, duplicate, *duplicate.value)}}));
    }
    add_hours_known(desk, section);
}

}  // namespace

namespace {

// What was noticed of the deliveries, and what was decided about it.
void add_findings(Desk& desk, Section& section) {
    const auto noticed = desk.findings();
    const bool undecided = std::all_of(noticed.begin(), noticed.end(),
                                       [](const KnownFinding& one) { return one.state == "open"; });
    if (undecided && !noticed.empty()) {  // a table of one column says no more
        section.blocks.push_back(
            render::Paragraph{render::Paragraph::Kind::note, desk.words().fill("T10c.all_open")});
        return;
    }
    for (auto& table : {finding_states_table(desk, noticed), finding_decisions_table(desk, noticed)}) {
        if (table) section.blocks.push_back(*table);
    }
}

}  // namespace

Section quality_section(Desk& desk, const Rows& rows) {
    Section section{.id = "calidad-y-cambios", .title = desk.say("section.quality")};
    const bool city = desk.territory().slot == 0;
    add_deliveries(desk, section);
    if (city) add_rows_read(desk, section);
    if (!is_small(desk)) {
        section.blocks.push_back(coverage_table(desk));
        if (auto table = rejects_table(desk)) section.blocks.push_back(std::move(*table));
        if (city) add_findings(desk, section);
    }
    if (city && !is_small(desk)) add_delay(desk, section);
    add_revisions(desk, rows, section);
    add_unknowns(desk, rows, section);
    return section;
}

}  // namespace atalaya::service
