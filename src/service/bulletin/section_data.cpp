#include <algorithm>
#include <cmath>
#include <map>

#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

bool counts_something(const intake::Source& source) {
    return source.beside.empty() &&  // else another reading of a delivery that is told of
           (source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies);
}

std::optional<Period> months_of(const Desk& desk, const std::string& source) {
    const auto& names = desk.world().sources();
    const auto found = std::find(names.begin(), names.end(), source);
    if (found == names.end()) return {};
    return desk.world().known_months_of_source(static_cast<std::uint16_t>(found - names.begin()));
}

bool delivered(const Desk& desk, const std::string& source) {
    const auto& receipts = desk.world().receipts();
    return std::any_of(receipts.begin(), receipts.end(),
                       [&](const Receipt& receipt) { return receipt.source == source; });
}

}  // namespace

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
        if (!counts_something(source)) continue;
        std::vector<Cell> row{Desk::text_cell(std::string{desk.in_language(source.name)})};
        const auto months = months_of(desk, source.id);
        row.push_back(
            Desk::text_cell(months ? forms.short_month(plus_months(month_of(months->past_end), -1)) : ""));
        row.push_back(Desk::text_cell(
            desk.say(months && months->past_end >= desk.this_month().past_end ? "T10.on_time" : "T10.late")));
        if (delivered(desk, source.id)) {
            for (const char* state : {"read", "accepted", "rejected", "duplicate"}) {
                row.push_back(desk.count_cell(desk.ask("", "rows", desk.this_month(), {},
                                                       std::string{"state="} + state + ";source=" + source.id,
                                                       "ciudad")));
            }
            const Figure& located =
                desk.ask("", "located", desk.twelve(), {}, "source=" + source.id, "ciudad");
            row.push_back(located.value ? Cell{.text = desk.percent(located), .value = located.value}
                                        : Desk::text_cell(""));
        }
        row.resize(sheet.columns.size(), Desk::text_cell(""));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

namespace {

// Rejects of all deliveries by source and reason, most first.
std::optional<Sheet> rejects_table(Desk& desk) {
    std::map<std::pair<std::string, std::string>, std::int64_t> rows;
    for (const auto& receipt : desk.world().receipts()) {
        for (const auto& reason : receipt.reasons) rows[{receipt.source, reason.reason}] += reason.rows;
    }
    if (rows.empty()) return {};
    std::vector<std::pair<std::pair<std::string, std::string>, std::int64_t>> sorted(rows.begin(),
                                                                                     rows.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (sorted.size() > 6) sorted.resize(6);
    const Figure& all = desk.ask("", "rows", desk.this_month(), {}, "state=rejected", "ciudad");
    Sheet sheet{.id = "T10b",
                .title = desk.say("table.T10b"),
                .subtitle = desk.say("table.T10b.subtitle",
                                     {{"rejected", desk.forms().count(std::llround(all.value.value_or(0)))}}),
                .compact = true};
    sheet.columns = {{desk.say("T10b.reason")}, {desk.say("T10b.source")}, {desk.say("T10b.rows"), true}};
    for (const auto& [key, count] : sorted) {
        const Figure& figure = desk.ask("", "rows", desk.this_month(), {},
                                        "source=" + key.first + ";reason=" + key.second, "ciudad");
        sheet.rows.push_back(
            {Desk::text_cell(desk.say("reject." + key.second)),
             Desk::text_cell(std::string{desk.in_language(desk.catalogue().source(key.first).name)}),
             desk.count_cell(figure)});
    }
    return sheet;
}

// What changed since the vintage before: life offences by 1 or more, the others by 2 % or more.
void add_revisions(Desk& desk, const Rows& rows, Section& section) {
    section.blocks.push_back(render::Heading{3, desk.say("revision.heading")});
    if (desk.world().previous_vintage().empty()) {
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "revision.first"));
        return;
    }
    Sheet sheet{.id = "T11",
                .title = desk.say("table.T11"),
                .subtitle = desk.say("table.T11.subtitle", {{"before", desk.world().previous_vintage()},
                                                            {"after", desk.world().vintage()}}),
                .compact = true};
    sheet.columns = {{desk.say("T11.indicator")},
                     {desk.say("T11.period")},
                     {desk.say("T11.before"), true},
                     {desk.say("T11.after"), true},
                     {desk.say("T11.difference"), true}};
    for (const auto& row : rows) {
        if (!row.at_level || row.indicator->kind != IndicatorKind::count) continue;
        for (int back = 12; back >= 1; --back) {
            const Period month = whole(plus_months(desk.month(), -back));
            const Figure probe = desk.look(row.indicator->id, "revision", month);
            if (!probe.value || *probe.value == 0) continue;
            const double percent =
                *probe.denominator > 0 ? 100 * std::abs(*probe.value) / *probe.denominator : 100;
            const bool listed = row.indicator->group == "life" ? std::abs(*probe.value) >= 1 : percent >= 2;
            if (!listed) continue;
            const Figure& figure = desk.ask(row.indicator->id, "revision", month);
            if (!figure.value) continue;
            const auto side = [&](std::optional<double> value) {
                return Cell{.text = {{desk.forms().count(std::llround(*value)), figure_id(figure.spec)}},
                            .value = value};
            };
            sheet.rows.push_back({Desk::text_cell(desk.name(*row.indicator)),
                                  Desk::text_cell(desk.forms().short_month(month_of(month.first))),
                                  side(figure.denominator), side(figure.numerator),
                                  Cell{.text = {{desk.forms().difference(std::llround(*figure.value)),
                                                 figure_id(figure.spec)}},
                                       .value = figure.value}});
        }
    }
    if (sheet.rows.empty()) {
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "revision.none"));
        return;
    }
    const std::size_t most = is_small(desk) ? 6 : 16;
    if (sheet.rows.size() > most) {
        const auto more = static_cast<std::int64_t>(sheet.rows.size() - most);
        sheet.rows.resize(most);
        sheet.notes.push_back(
            desk.words().fill("revision.more", {{"n", render::counted(desk.forms(), more)}}));
    }
    sheet.notes.push_back(desk.words().fill("T11.note"));
    section.blocks.push_back(std::move(sheet));
}

void add_unknowns(Desk& desk, const Rows& rows, Section& section) {
    std::vector<render::Text> items;
    const auto item = [&](render::Text text) { items.push_back(std::move(text)); };
    item(desk.words().fill("unknown.unreported"));
    std::vector<std::string> never;
    for (const auto& row : rows) {
        if (row.indicator->kind != IndicatorKind::count || !row.at_level || !row.indicator->listed) continue;
        const auto known = desk.world().known_months(row.indicator->id);
        if (!known) {
            never.push_back(render::with_small_initial(desk.name(*row.indicator)));
        } else if (known->past_end < desk.this_month().past_end) {
            item(desk.words().fill("unknown.ended",
                                   {{"indicator", render::with_small_initial(desk.name(*row.indicator))},
                                    {"month", desk.forms().month(month_of(known->past_end))}}));
        }
    }
    if (!never.empty())
        item(desk.words().fill("unknown.indicators", {{"indicators", desk.forms().list(never)}}));
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (hours.value && *hours.numerator > 0) {
        item(desk.words().fill(
            "unknown.hour",
            {{"n", render::counted(desk.forms(), std::llround(*hours.numerator), figure_id(hours.spec))}}));
    }
    item(desk.words().fill("unknown.cause"));
    section.blocks.push_back(
        desk.sentence(Paragraph::Kind::body, "unknown.sentence", {{"items", desk.forms().list(items)}}));
}

}  // namespace

Section quality_section(Desk& desk, const Rows& rows) {
    constexpr auto body = Paragraph::Kind::body;
    Section section{.id = "calidad-y-cambios", .title = desk.say("section.quality")};
    const auto n = [&](const Figure& figure, double value) {
        return render::counted(desk.forms(), std::llround(value), figure_id(figure.spec));
    };
    const Figure& on_time = desk.ask("", "on_time", desk.this_month(), {}, "", "ciudad");
    if (on_time.value)
        section.blocks.push_back(
            desk.sentence(body, "quality.sources",
                          {{"k", n(on_time, *on_time.value)}, {"m", n(on_time, *on_time.denominator)}}));
    for (const auto& source : desk.catalogue().sources) {
        if (!counts_something(source)) continue;
        const auto months = months_of(desk, source.id);
        if (months && months->past_end >= desk.this_month().past_end) continue;
        const std::string name{desk.in_language(source.name)};
        section.blocks.push_back(
            months ? desk.sentence(body, "quality.missing",
                                   {{"source", name},
                                    {"date", desk.forms().day(months->past_end - std::chrono::days{1})}})
                   : desk.sentence(body, "quality.never", {{"source", name}}));
    }
    const auto rows_in = [&](const char* state) -> const Figure& {
        return desk.ask("", "rows", desk.this_month(), {}, std::string{"state="} + state, "ciudad");
    };
    const Figure &read = rows_in("read"), &accepted = rows_in("accepted"), &rejected = rows_in("rejected"),
                 &duplicate = rows_in("duplicate");
    if (read.value) {
        section.blocks.push_back(desk.sentence(body, "quality.rows",
                                               {{"read", n(read, *read.value)},
                                                {"accepted", n(accepted, *accepted.value)},
                                                {"rejected", n(rejected, *rejected.value)},
                                                {"duplicate", n(duplicate, *duplicate.value)}}));
    }
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (hours.value)
        section.blocks.push_back(desk.sentence(body, "quality.hours", {{"x", desk.percent(hours, 1)}}));
    if (!is_small(desk)) {
        section.blocks.push_back(coverage_table(desk));
        if (auto table = rejects_table(desk)) section.blocks.push_back(std::move(*table));
    }
    add_revisions(desk, rows, section);
    add_unknowns(desk, rows, section);
    return section;
}

Section definitions_section(Desk& desk, const Rows& rows) {
    Section section{.id = "definiciones", .title = desk.say("section.definitions")};
    Sheet sheet{.id = "T12", .title = desk.say("table.T12"), .compact = true};
    sheet.columns = {{desk.say("T12.indicator")},
                     {desk.say("T12.definition")},
                     {desk.say("T12.not_counted")},
                     {desk.say("T12.unit")},
                     {desk.say("T12.source")}};
    for (const auto& row : rows) {
        const auto& indicator = *row.indicator;
        const bool used = indicator.kind != IndicatorKind::count
                              ? false
                              : row.at_level && desk.world().known_months(indicator.id).has_value();
        if (!used) continue;
        std::string definition{desk.in_language(indicator.definition)};
        std::vector<std::string> fits;
        for (const auto source : desk.world().sources_of(indicator.id)) {
            for (const auto& label : desk.catalogue().source(desk.world().sources()[source]).labels) {
                const bool counts = std::find(label.indicators.begin(), label.indicators.end(),
                                              indicator.id) != label.indicators.end();
                if (counts && !label.fit.empty() &&
                    std::find(fits.begin(), fits.end(), label.fit) == fits.end())
                    fits.push_back(label.fit);
            }
        }
        for (const auto& fit : fits) {
            if (fit == "overlap")
                definition += " " + desk.say("definitions.fit", {{"fit", desk.say("fit.overlap")}});
        }
        sheet.rows.push_back({Desk::text_cell(desk.name(indicator)), Desk::text_cell(std::move(definition)),
                              Desk::text_cell(std::string{desk.in_language(indicator.note)}),
                              Desk::text_cell(desk.say("units." + indicator.unit) + ", " +
                                              desk.say("basis." + indicator.basis)),
                              Desk::text_cell(desk.sources_of(indicator.id))});
    }
    if (!sheet.rows.empty() && !is_small(desk)) section.blocks.push_back(std::move(sheet));

    Sheet circumstances{.id = "T13", .title = desk.say("table.T13"), .compact = true};
    circumstances.columns = {{desk.say("T13.date")}, {desk.say("T13.kind")}, {desk.say("T13.what")}};
    const auto& city = desk.catalogue().city;
    for (const auto& declared : city.breaks) {
        circumstances.rows.push_back({Desk::text_cell(desk.forms().short_day(declared.day)),
                                      Desk::text_cell(desk.say("T13.break")),
                                      Desk::text_cell(std::string{desk.in_language(declared.what)})});
    }
    for (const auto& event : city.events) {
        circumstances.rows.push_back(
            {Desk::text_cell(desk.forms().short_day(event.first) + "–" + desk.forms().short_day(event.last)),
             Desk::text_cell(desk.say("T13.event")),
             Desk::text_cell(std::string{desk.in_language(event.what)})});
    }
    for (const auto& gap : city.coverage) {
        const auto day = [&](Day d) { return desk.forms().short_day(d); };
        const std::string dates = gap.first && gap.last ? day(*gap.first) + "–" + day(*gap.last)
                                  : gap.first           ? desk.say("T13.since", {{"date", day(*gap.first)}})
                                  : gap.last            ? desk.say("T13.until", {{"date", day(*gap.last)}})
                                                        : "";
        circumstances.rows.push_back({Desk::text_cell(dates), Desk::text_cell(desk.say("T13.coverage")),
                                      Desk::text_cell(std::string{desk.in_language(gap.what)})});
    }
    if (!circumstances.rows.empty()) section.blocks.push_back(std::move(circumstances));
    section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "gloss.rate"));
    return section;
}

}  // namespace atalaya::service
