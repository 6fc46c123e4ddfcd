// What to expect of the coming month, and how the ranges that were told before held.
#include <algorithm>
#include <cmath>

#include "service/bulletin/sections.hpp"
#include "service/feasts.hpp"
#include "stats/distributions.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

constexpr int ranges_looked_at = 6;

// Fewer hits than a range that holds 19 of 20 months has but once in a hundred times.
bool fails(const Figure& hits) {
    return hits.value &&
           stats::binomial_cdf(std::llround(*hits.value), std::llround(*hits.denominator), 0.95) < 0.01;
}

// Of the last months with a range, in how many what happened lay within it: "5 de 6"; marked where it fails.
Cell hits_cell(const Desk& desk, const Figure& hits) {
    if (!hits.value) return Desk::text_cell("");
    const std::string said = desk.say("T9.k_of_m", {{"k", std::to_string(std::llround(*hits.value))},
                                                    {"m", std::to_string(std::llround(*hits.denominator))}});
    Cell cell{.text = {{said, figure_id(hits.spec)}}, .value = *hits.value};
    if (fails(hits)) cell.text.push_back({"†"});
    return cell;
}

// Against the range as it is printed.
std::string result(const Desk& desk, const Figure& range, double n) {
    if (!range.value) return {};
    return desk.say(n < std::round(*range.low)    ? "mark.against.below"
                    : n > std::round(*range.high) ? "mark.against.above"
                                                  : "mark.against.within");
}

// "Robo: en enero de 2025 lo esperable es entre 47 y 115 hechos."
Paragraph range_sentence(const Desk& desk, const Indicator& indicator, const Figure& coming,
                         const Figure& hits, Month next) {
    const auto bound = [&](double value) {
        return render::shown(desk.forms().count(std::llround(value)), figure_id(coming.spec));
    };
    // In the middle of an event the range is that of a month that will not be ordinary.
    const auto events = events_touching(desk.world(), whole(next));
    // Nobody is told to expect what did not hold for the months that are known.
    if (events.empty() && fails(hits)) {
        const auto of_hits = [&](double n) {
            return render::shown(desk.forms().count(std::llround(n)), figure_id(hits.spec));
        };
        return desk.sentence(Paragraph::Kind::body, "expect.range.fails",
                             {{"indicator", desk.name(indicator)},
                              {"month", desk.forms().month(next)},
                              {"low", bound(*coming.low)},
                              {"high", bound(*coming.high)},
                              {"units", desk.say("units." + indicator.unit)},
                              {"k", of_hits(*hits.value)},
                              {"m", of_hits(*hits.denominator)}});
    }
    return desk.sentence(
        Paragraph::Kind::body, events.empty() ? "expect.range" : "expect.range.event",
        {{"indicator", desk.name(indicator)},
         {"event", events.empty() ? std::string_view{} : desk.in_language(events.front()->what)},
         {"month", desk.forms().month(next)},
         {"low", bound(*coming.low)},
         {"high", bound(*coming.high)},
         {"units", desk.say("units." + indicator.unit)}});
}

void say_feasts(const Desk& desk, Month next, Section& section) {
    std::vector<std::string> feasts;
    for (const auto& [day, feast] : feasts_of(desk.catalogue().city, next))
        feasts.push_back(desk.say(
            "expect.feast", {{"feast", desk.in_language(feast->name)}, {"date", desk.forms().day(day)}}));
    if (!feasts.empty())
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::body, "expect.calendar",
                          {{"month", desk.forms().month(next)}, {"feasts", desk.forms().list(feasts)}}));
}

// A range is of the same months of earlier years, in which a feast that moves may have been or not.
void add_moving_feasts(const Desk& desk, Month next, Sheet& sheet) {
    std::vector<std::string> feasts;
    for (const FairMonths& fair : {FairMonths{desk.fair()}, fair_months(desk.catalogue().city, next)}) {
        for (const auto& moved : fair.moved) {
            std::string said = dated(desk, moved);
            if (std::ranges::find(feasts, said) == feasts.end()) feasts.push_back(std::move(said));
        }
    }
    if (!feasts.empty())
        sheet.notes.push_back(desk.words().fill("expect.feasts", {{"feasts", desk.forms().list(feasts)}}));
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
    bool of_mean = false, any_fails = false;
    for (const auto& row : rows) {
        if (!row.has_data() || !row.indicator->listed || row.indicator->group == "life" ||
            row.indicator->reading == Reading::activity)
            continue;
        const std::string& id = row.indicator->id;
        const Figure& coming = desk.ask(id, "expected", whole(next));
        const Figure& last = desk.ask(id, "expected", desk.this_month(), {}, "told=before");
        if (!coming.value && !last.value) continue;
        if (is_small(desk) && *row.month->value < 20 && coming.value.value_or(0) < 20) continue;
        const Figure& hits = desk.ask(id, "hits", months_ending(desk.month(), ranges_looked_at));
        of_mean = of_mean || coming.denominator_note == "mean_of_years";
        any_fails = any_fails || fails(hits);
        sheet.rows.push_back({Desk::text_cell(desk.name(*row.indicator)), desk.interval_cell(coming),
                              desk.interval_cell(last), desk.count_cell(*row.month),
                              Desk::text_cell(result(desk, last, *row.month->value)), hits_cell(desk, hits)});
        if (id == "robo" && coming.value)
            section.blocks.push_back(range_sentence(desk, *row.indicator, coming, hits, next));
    }
    if (sheet.rows.empty()) return {};
    say_feasts(desk, next, section);
    sheet.notes.push_back(desk.words().fill(of_mean ? "expect.method" : "expect.method.last_year"));
    if (!is_small(desk)) sheet.notes.push_back(desk.words().fill("expect.hits"));
    add_moving_feasts(desk, next, sheet);
    if (any_fails) sheet.notes.push_back(desk.words().fill("expect.fails"));
    for (const auto* event : events_touching(desk.world(), whole(next))) {
        sheet.notes.push_back(desk.words().fill("expect.event", {{"event", desk.in_language(event->what)}}));
    }
    section.blocks.push_back(std::move(sheet));
    return section;
}

}  // namespace atalaya::service
