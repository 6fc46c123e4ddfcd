#include <algorithm>
#include <cmath>

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"
#include "service/feasts.hpp"
#include "service/places.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

// In how many street segments three events or more came together in the last three months; for inside.
void add_places_that_repeat(Desk& desk, const Indicator& indicator, Section& section) {
    const auto* streets = desk.places().streets();
    if (!streets || desk.is_public() || is_small(desk)) return;
    const Period three = months_ending(desk.month(), 3);
    if (!desk.look(indicator.id, "repeated", three).value) return;
    const Figure& repeated = desk.ask(indicator.id, "repeated", three);
    section.blocks.push_back(desk.sentence(
        Paragraph::Kind::body, "coexistence.repeated",
        {{"k", render::counted(desk.forms(), std::llround(*repeated.value), figure_id(repeated.spec))},
         {"place", render::with_small_initial(desk.in_language(streets->name))},
         {"places", render::with_small_initial(desk.in_language(streets->plural))},
         {"month", desk.forms().month(desk.month())}}));
}

}  // namespace

std::optional<Section> coexistence_section(Desk& desk, const Rows& rows) {
    const IndicatorRow* row = row_of(rows, "convivencia");
    if (!row || !row->at_level) return {};
    Section section{.id = "convivencia", .title = desk.say("section.coexistence")};
    if (!row->has_data()) {
        const auto known = desk.world().known_months("convivencia");
        if (!known) return {};
        section.blocks.push_back(desk.sentence(
            Paragraph::Kind::body, "coverage.ended",
            {{"source", desk.sources_of("convivencia")}, {"date", desk.forms().day(known->past_end)}}));
        return section;
    }
    const auto kinds = kinds_of(desk, *row->indicator, desk.this_month());
    std::vector<render::Text> named;
    for (std::size_t i = 0; i < kinds.size() && i < 3; ++i) {
        named.push_back(desk.words().fill(
            "coexistence.kind",
            {{"kind", render::with_small_initial(kinds[i].name)}, {"n", desk.count(*kinds[i].figure)}}));
    }
    if (!named.empty())
        section.blocks.push_back(desk.sentence(
            Paragraph::Kind::body, "coexistence.month",
            {{"n",
              render::counted(desk.forms(), std::llround(*row->month->value), figure_id(row->month->spec))},
             {"month", desk.forms().month(desk.month())},
             {"kinds", desk.forms().list(named)}}));
    section.blocks.push_back(change_sentence(desk, *row));
    add_places_that_repeat(desk, *row->indicator, section);
    section.blocks.push_back(
        desk.sentence(is_small(desk) ? Paragraph::Kind::note : Paragraph::Kind::gloss, "gloss.coexistence"));
    if (desk.catalogue().find_indicator("resolucion")) {
        const Figure& resolved = desk.ask("resolucion", "resolved", desk.this_month());
        if (resolved.value) {
            const auto n = [&](double value) {
                return render::counted(desk.forms(), std::llround(value), figure_id(resolved.spec));
            };
            section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "coexistence.resolved",
                                                   {{"x", desk.percent(resolved)},
                                                    {"k", n(*resolved.numerator)},
                                                    {"m", n(*resolved.denominator)},
                                                    {"interval", desk.interval(resolved)}}));
        } else if (resolved.reason == "small_base") {
            const auto n = [&](double value) {
                return render::counted(desk.forms(), std::llround(value), figure_id(resolved.spec));
            };
            section.blocks.push_back(
                desk.sentence(Paragraph::Kind::body, "coexistence.resolved_few",
                              {{"k", n(*resolved.numerator)}, {"m", n(*resolved.denominator)}}));
        }
    }
    if (auto bars = kinds_picture(desk, "C6", *row->indicator, is_small(desk) ? 3 : 10, 170))
        section.blocks.push_back(std::move(*bars));
    if (!is_small(desk)) {
        if (auto table = channels_table(desk, *row->indicator)) section.blocks.push_back(std::move(*table));
    }
    if (desk.territory().slot == 0 && !is_small(desk)) {
        if (auto map = map_picture(desk, "M2", *row->indicator, 96))
            section.blocks.push_back(std::move(*map));
    }
    return section;
}

std::optional<Section> activity_section(Desk& desk, const Rows& rows) {
    if (is_small(desk)) return {};
    Section section{.id = "actividad", .title = desk.say("section.activity")};
    section.blocks.push_back(desk.sentence(Paragraph::Kind::gloss, "gloss.activity"));
    bool any = false;
    for (const auto& row : rows) {
        if (row.indicator->reading != Reading::activity || !row.has_data()) continue;
        section.blocks.push_back(change_sentence(desk, row));
        any = true;
    }
    if (!any)
        section.blocks.push_back(desk.sentence(Paragraph::Kind::body, "activity.none",
                                               {{"month", desk.forms().month(desk.month())}}));
    return section;
}

namespace {

constexpr int ranges_looked_at = 6;

// Of the last months with a range, in how many what happened lay within it: "5 de 6".
Cell hits_cell(Desk& desk, const Indicator& indicator) {
    const Period span = months_ending(desk.month(), ranges_looked_at);
    const Figure& hits = desk.ask(indicator.id, "hits", span);
    if (!hits.value) return Desk::text_cell("");
    return {.text = {{desk.say("T9.k_of_m", {{"k", std::to_string(std::llround(*hits.value))},
                                             {"m", std::to_string(std::llround(*hits.denominator))}}),
                      figure_id(hits.spec)}},
            .value = *hits.value};
}

}  // namespace

std::optional<Section> expectation_section(Desk& desk, const Rows& rows) {
    Section section{.id = "que-esperar", .title = desk.say("section.expectation")};
    const Month next = plus_months(desk.month(), 1);
    const auto& forms = desk.forms();
    Sheet sheet{.id = "T9",
                .title = desk.say("table.T9", {{"territory", desk.territory_name()}}),
                .subtitle = desk.say("table.T9.subtitle", {{"month", forms.month(next)}}),
                .compact = true};
    sheet.columns = {{desk.say("T9.indicator")},
                     {desk.say("T9.next", {{"month", forms.short_month(next)}}), true},
                     {desk.say("T9.last_expected", {{"month", forms.short_month(desk.month())}}), true},
                     {desk.say("T9.last_observed"), true},
                     {desk.say("T9.last_result")},
                     {desk.say("T9.hits", {{"m", std::to_string(ranges_looked_at)}}), true}};
    bool of_mean = false;
    for (const auto& row : rows) {
        if (!row.has_data() || !row.indicator->listed || row.indicator->group == "life" ||
            row.indicator->reading == Reading::activity)
            continue;
        const Figure& coming = desk.ask(row.indicator->id, "expected", whole(next));
        const Figure& last = desk.ask(row.indicator->id, "expected", desk.this_month(), {}, "told=before");
        if (!coming.value && !last.value) continue;
        if (is_small(desk) && *row.month->value < 20 && coming.value.value_or(0) < 20) continue;
        of_mean = of_mean || coming.denominator_note == "mean_of_years";
        std::vector<Cell> cells{Desk::text_cell(desk.name(*row.indicator)), desk.interval_cell(coming),
                                desk.interval_cell(last), desk.count_cell(*row.month)};
        if (last.value) {
            const double n = *row.month->value;
            cells.push_back(Desk::text_cell(desk.say(n < *last.low    ? "mark.against.below"
                                                     : n > *last.high ? "mark.against.above"
                                                                      : "mark.against.within")));
        } else {
            cells.push_back(Desk::text_cell(""));
        }
        cells.push_back(hits_cell(desk, *row.indicator));
        if (row.indicator->id == "robo" && coming.value) {
            const auto bound = [&](double value) {
                return render::shown(forms.count(std::llround(value)), figure_id(coming.spec));
            };
            // In the middle of an event the range is that of a month that will not be ordinary.
            const auto events = events_touching(desk.world(), whole(next));
            section.blocks.push_back(desk.sentence(
                Paragraph::Kind::body, events.empty() ? "expect.range" : "expect.range.event",
                {{"indicator", desk.name(*row.indicator)},
                 {"event", events.empty() ? std::string_view{} : desk.in_language(events.front()->what)},
                 {"month", forms.month(next)},
                 {"low", bound(*coming.low)},
                 {"high", bound(*coming.high)},
                 {"units", desk.say("units." + row.indicator->unit)}}));
        }
        sheet.rows.push_back(std::move(cells));
    }
    if (sheet.rows.empty()) return {};
    std::vector<std::string> feasts;
    for (const auto& [day, feast] : feasts_of(desk.catalogue().city, next))
        feasts.push_back(
            desk.say("expect.feast", {{"feast", desk.in_language(feast->name)}, {"date", forms.day(day)}}));
    if (!feasts.empty())
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::body, "expect.calendar",
                          {{"month", forms.month(next)}, {"feasts", forms.list(feasts)}}));
    sheet.notes.push_back(desk.words().fill(of_mean ? "expect.method" : "expect.method.last_year"));
    for (const auto* event : events_touching(desk.world(), whole(next))) {
        sheet.notes.push_back(desk.words().fill("expect.event", {{"event", desk.in_language(event->what)}}));
    }
    section.blocks.push_back(std::move(sheet));
    return section;
}

}  // namespace atalaya::service
