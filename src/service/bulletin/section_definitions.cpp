// The last section: what each indicator counts, and what changed the series.
#include <algorithm>
#include <map>

#include "service/bulletin/femicides.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Section;
using render::Sheet;

namespace {

// By which day its sources count it: that of the fact or of the report, whatever the indicator has elsewhere; of
// sources that differ, each with its own.
std::string basis_text(const Desk& desk, const Indicator& indicator) {
    std::map<std::string, std::vector<std::string>> by_basis;
    for (const auto number : desk.world().sources_of(indicator.id)) {
        const auto& source = desk.catalogue().source(desk.world().sources()[number]);
        by_basis[source.basis].emplace_back(desk.in_language(source.name));
    }
    if (by_basis.empty()) return desk.say("basis." + indicator.basis);
    if (by_basis.size() == 1) return desk.say("basis." + by_basis.begin()->first);
    std::vector<std::string> said;
    for (const auto& [basis, sources] : by_basis)
        said.push_back(desk.say("basis." + basis) + " (" + desk.forms().list(sources) + ")");
    return desk.forms().list(said);
}

bool fits_in_part(const Desk& desk, const Indicator& indicator) {
    const auto sources = desk.world().sources_of(indicator.id);
    return std::ranges::any_of(sources, [&](auto source) {
        const auto* coding = desk.catalogue().coding(desk.world().sources()[source]);
        if (!coding) return false;
        const auto& rows = coding->for_indicator(indicator.id).rows;
        return std::ranges::any_of(rows, [&](const auto& row) {
            return row.fit == "overlap" && coding->counted(row.code, indicator.id);
        });
    });
}

// What the indicator counts, with what is otherwise here.
std::string definition_text(const Desk& desk, const Indicator& indicator) {
    std::string definition{desk.in_language(indicator.definition)};
    if (indicator.id == "femicidio") {
        const Femicides how = femicides_in_homicide(desk.world());
        if (how != Femicides::inside)
            definition += " " + desk.say(how == Femicides::apart ? "definitions.femicide.apart"
                                                                 : "definitions.femicide.partly");
    }
    if (fits_in_part(desk, indicator))
        definition += " " + desk.say("definitions.fit", {{"fit", desk.say("fit.overlap")}});
    return definition;
}

Sheet definitions_table(const Desk& desk, const Rows& rows) {
    Sheet sheet{.id = "T12", .title = desk.say("table.T12"), .compact = true};
    sheet.columns = {{desk.say("T12.indicator")},
                     {desk.say("T12.definition")},
                     {desk.say("T12.not_counted")},
                     {desk.say("T12.unit")},
                     {desk.say("T12.source")}};
    for (const auto& row : rows) {
        const auto& indicator = *row.indicator;
        if (indicator.kind != IndicatorKind::count || !row.at_level ||
            !desk.world().known_months(indicator.id))
            continue;
        sheet.rows.push_back(
            {Desk::text_cell(desk.name(indicator)), Desk::text_cell(definition_text(desk, indicator)),
             Desk::text_cell(std::string{desk.in_language(indicator.note)}),
             Desk::text_cell(desk.say("units." + indicator.unit) + ", " + basis_text(desk, indicator)),
             Desk::text_cell(desk.sources_of(indicator.id))});
    }
    return sheet;
}

Sheet circumstances_table(const Desk& desk) {
    Sheet circumstances{.id = "T13", .title = desk.say("table.T13"), .compact = true};
    circumstances.columns = {{desk.say("T13.date")}, {desk.say("T13.kind")}, {desk.say("T13.what")}};
    const auto& world = desk.world();
    const auto span = [&](Day first, Day last) {
        return desk.say("T13.span",
                        {{"first", desk.forms().short_day(first)}, {"last", desk.forms().short_day(last)}});
    };
    for (const auto* known : world.breaks()) {
        const auto& declared = *known;
        circumstances.rows.push_back({Desk::text_cell(desk.forms().short_day(declared.day)),
                                      Desk::text_cell(desk.say("T13.break")),
                                      Desk::text_cell(std::string{desk.in_language(declared.what)})});
    }
    for (const auto* event : world.events()) {
        const std::string first = desk.forms().short_day(event->first);
        circumstances.rows.push_back(
            {Desk::text_cell(event->last > world.published_on() ? desk.say("T13.since", {{"date", first}})
                                                                : span(event->first, event->last)),
             Desk::text_cell(desk.say("T13.event")),
             Desk::text_cell(std::string{desk.in_language(event->what)})});
    }
    for (const auto* known : world.coverage()) {
        const auto& gap = *known;
        const auto day = [&](Day d) { return desk.forms().short_day(d); };
        const std::string dates = gap.first && gap.last ? span(*gap.first, *gap.last)
                                  : gap.first           ? desk.say("T13.since", {{"date", day(*gap.first)}})
                                  : gap.last            ? desk.say("T13.until", {{"date", day(*gap.last)}})
                                                        : "";
        circumstances.rows.push_back({Desk::text_cell(dates), Desk::text_cell(desk.say("T13.coverage")),
                                      Desk::text_cell(absent(desk, gap))});
    }
    return circumstances;
}

}  // namespace

Section definitions_section(Desk& desk, const Rows& rows) {
    Section section{.id = "definiciones", .title = desk.say("section.definitions")};
    if (desk.territory().slot != 0) {  // four pages hold no definitions that the city's bulletin has
        section.blocks.push_back(desk.sentence(render::Paragraph::Kind::body, "definitions.in_city"));
    } else if (Sheet definitions = definitions_table(desk, rows); !definitions.rows.empty()) {
        section.blocks.push_back(std::move(definitions));
    }
    if (Sheet circumstances = circumstances_table(desk); !circumstances.rows.empty())
        section.blocks.push_back(std::move(circumstances));
    section.blocks.push_back(desk.sentence(render::Paragraph::Kind::note, "gloss.rate"));
    return section;
}

}  // namespace atalaya::service
