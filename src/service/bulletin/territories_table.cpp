// T3: a month and twelve of each territory, against the year before and the rest of the city.
#include <algorithm>
#include <cmath>
#include <set>

#include "service/bulletin/bridged.hpp"
#include "service/bulletin/listed.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/summed_breaks.hpp"

namespace atalaya::service {

using render::Cell;
using render::Sheet;

namespace {

// On the few pages of a territory, and of hundreds of territories, the list is of those with most in twelve months,
// as many as have room; empty where all have.
std::set<std::string> busiest(const Desk& desk, const Indicator& indicator,
                              const std::vector<const TerritoryInfo*>& territories) {
    const bool city = desk.territory().slot == 0;
    const std::size_t most_listed = city ? 150 : 20, room = city ? 50 : 20;
    if (territories.size() <= most_listed) return {};
    std::vector<std::pair<double, std::string>> counts;
    for (const auto* territory : territories) {
        const std::string text = territory->territory.text();
        const Figure count = desk.look(indicator.id, "count", desk.twelve(), {}, "", text);
        counts.emplace_back(-count.value.value_or(0), text);
    }
    std::ranges::sort(counts);
    std::set<std::string> most;
    for (std::size_t i = 0; i < room; ++i) most.insert(counts[i].second);
    return most;
}

}  // namespace

Sheet territories_table(Desk& desk, const Indicator& indicator) {
    const auto& forms = desk.forms();
    const bool city = desk.territory().slot == 0;
    const std::string layer = listed_layer(desk);
    Sheet sheet{.id = "T3",
                .title = desk.say("table.T3", {{"indicator", desk.name(indicator)}}),
                .subtitle = desk.say("table.T3.subtitle", {{"month", forms.month(desk.month())},
                                                           {"sources", desk.sources_of(indicator.id)}}),
                .compact = true};
    sheet.columns = {{desk.say("T3.territory")},
                     {"", true},
                     {"", true},
                     {desk.say("T3.twelve"), true},
                     {desk.say("T1.change") + " (" + desk.say("T1.interval") + ")", true}};
    const auto territories = listed_territories(desk, indicator);
    // Where nobody publishes who lives in any of them there is neither rate nor comparison with the rest.
    const bool with_rates = std::ranges::any_of(territories, [&](const TerritoryInfo* territory) {
        return desk.look(indicator.id, "rate", desk.twelve(), {}, "", territory->territory.text()).reason !=
               "no_exposure";
    });
    if (with_rates) {
        sheet.columns.push_back({desk.say("T3.rate"), true});
        sheet.columns.push_back({desk.say("T3.interval"), true});
    }
    const bool against_rest = city && with_rates;
    if (against_rest) sheet.columns.push_back({desk.say("T3.against")});

    // One table, one false-discovery control.
    std::vector<stats::Comparison> table;
    const auto changes_of = [&](Period now, Period before) {
        std::vector<const Figure*> asked;
        for (const auto* territory : territories)
            asked.push_back(&desk.ask(indicator.id, "change", now, before, "", territory->territory.text()));
        return asked;
    };
    auto changes = changes_of(desk.twelve(), year_before(desk.twelve()));
    // Twelve months where they compare in half of the territories or more; else the month with the same month.
    const auto compared = std::count_if(changes.begin(), changes.end(), [](const Figure* f) {
        return f->reason != "no_data" && f->reason != "break";
    });
    const bool month_only = 2 * compared < std::ssize(changes);
    if (month_only) changes = changes_of(desk.compared(), desk.compared_before());
    for (const Figure* change : changes) table.push_back(comparison_of(desk, *change, indicator));
    const bool together = month_only && desk.compared() != desk.this_month();
    const Period now = together ? desk.compared() : desk.this_month();
    const char* change_heading = together     ? "T3.change_together"
                                 : month_only ? "T3.change_month"
                                              : "T3.change_twelve";
    const char* change_note = together     ? "T3.note.change_together"
                              : month_only ? "T3.note.change_month"
                                           : "T3.note.change_twelve";
    sheet.columns[1].heading = forms.short_period(now);
    sheet.columns[2].heading = forms.short_period(year_before(now));
    sheet.columns[4].heading = desk.say(change_heading) + " (" + desk.say("T1.interval") + ")";
    const auto labels = stats::label(table);
    std::optional<int> old_year;
    const Figure* spread = nullptr;  // of the rates: the same for all of the layer
    constexpr std::size_t long_list = 30;
    bool rowless = false;
    SummedBreaks crossed;
    const auto most = busiest(desk, indicator, territories);
    for (std::size_t i = 0; i < territories.size(); ++i) {
        const std::string text = territories[i]->territory.text();
        if (!most.empty() && !most.contains(text)) continue;
        const auto none_in = [&](Period period) {
            const Figure count = desk.look(indicator.id, "count", period, {}, "", text);
            return count.value == 0 && !Desk::partial(count);
        };
        if (territories.size() > long_list && none_in(desk.twelve()) && none_in(now) &&
            none_in(year_before(now))) {
            rowless = true;
            continue;
        }
        const Figure& rate = desk.ask(indicator.id, "rate", desk.twelve(), {}, "", text);
        const bool old = std::find(rate.notes.begin(), rate.notes.end(), "exposure_old") != rate.notes.end();
        if (old) old_year = std::atoi(rate.denominator_note.c_str());
        Cell change = desk.change_cell(*changes[i], labels[i]);
        if (changes[i]->value) {
            change.text.push_back({" ("});
            for (auto& run : desk.interval(*changes[i])) change.text.push_back(std::move(run));
            change.text.push_back({")"});
            change.parts = desk.ends(*changes[i]);
        }
        const Figure& year = desk.ask(indicator.id, "count", desk.twelve(), {}, "", text);
        crossed.see(year);
        std::vector<Cell> row{
            Desk::text_cell(territories[i]->name),
            desk.count_cell(desk.ask(indicator.id, "count", now, {}, "", text)),
            desk.count_cell(desk.ask(indicator.id, "count", year_before(now), {}, "", text)),
            desk.count_cell(year), std::move(change)};
        if (with_rates) {
            row.push_back(desk.rate_cell(rate));
            row.push_back(desk.interval_cell(rate));
        }
        if (against_rest) {
            const Figure& ratio = desk.ask(indicator.id, "ratio", desk.twelve(), {}, "layer=" + layer, text);
            if (ratio.value) spread = &ratio;
            std::string position;
            for (const auto& note : ratio.notes) {
                if (note.substr(0, 9) == "position:") position = desk.say("mark.against." + note.substr(9));
            }
            row.push_back(Desk::text_cell(position.empty() ? "" : position));
        }
        sheet.rows.push_back(std::move(row));
    }
    if (city && territories.size() == desk.world().layer(layer).size()) {
        const Figure& unknown = desk.ask(indicator.id, "count", now, {}, "without=" + layer);
        const Figure& unknown_year = desk.ask(indicator.id, "count", desk.twelve(), {}, "without=" + layer);
        std::vector<Cell> row{Desk::text_cell(desk.say("T3.unassigned")), desk.count_cell(unknown),
                              Desk::text_cell(""), desk.count_cell(unknown_year)};
        row.resize(sheet.columns.size(), Desk::text_cell(""));
        sheet.rows.push_back(std::move(row));
    }
    if (const auto left_out = unlisted_territories(desk, indicator); !left_out.empty()) {
        std::vector<std::string> names;
        for (const auto* territory : left_out) names.push_back(desk.name(*territory));
        sheet.notes.push_back(desk.words().fill("T3.note.left_out", {{"places", desk.forms().list(names)}}));
    }
    if (!most.empty()) sheet.notes.push_back(desk.words().fill("T3.note.busiest"));
    if (rowless) sheet.notes.push_back(desk.words().fill("T3.note.zeros"));
    if (!with_rates) sheet.notes.push_back(desk.words().fill("T3.note.no_rates"));
    if (against_rest) sheet.notes.push_back(desk.words().fill("T3.note"));
    constexpr double far_from_chance = 3;
    if (spread && spread->phi > far_from_chance) {
        const auto told = [&](double value) {
            return render::shown(desk.forms().decimal(value, 1), figure_id(spread->spec));
        };
        sheet.notes.push_back(desk.words().fill(
            "T3.note.phi", {{"phi", told(spread->phi)}, {"times", told(std::sqrt(spread->phi))}}));
    }
    sheet.notes.push_back(desk.words().fill(change_note));
    desk.explain_partial(sheet);
    for (auto& note : crossed.notes(desk)) sheet.notes.push_back(std::move(note));
    if (auto note = bridged_note(desk, changes)) sheet.notes.push_back(std::move(*note));
    if (old_year)
        sheet.notes.push_back(desk.words().fill("gloss.exposure_old", {{"year", std::to_string(*old_year)}}));
    return sheet;
}

}  // namespace atalaya::service
