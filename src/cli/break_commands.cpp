#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "cli/unknown_areas.hpp"
#include "core/json.hpp"
#include "service/due.hpp"
#include "service/level_changes.hpp"
#include "service/measures.hpp"

namespace atalaya::cli {

namespace {

struct BreakOptions {
    std::string indicator, territory = "ciudad", vintage;
};

std::string last_day(const std::optional<Day>& day) {
    return day ? iso(*day) : "";
}

std::string why_noticed(const Voice& voice, const service::World& world, const intake::Gap& gap) {
    const auto* expected = world.catalogue().city.expectation(gap.source);
    const bool days =
        expected && service::by_days(service::cadence_of(world.catalogue().source(gap.source), *expected));
    return voice.say(days ? "declared.no_row.days" : "declared.no_row");
}

std::vector<std::vector<std::string>> declared_rows(const Voice& voice, const service::World& world) {
    std::vector<std::vector<std::string>> rows;
    for (const auto* one : world.breaks())
        rows.push_back({voice.word("declared", "break"), one->id, iso(one->day), "", voice.say(one->what)});
    for (const auto* one : world.events())
        rows.push_back({voice.word("declared", "event"), one->id, iso(one->first), iso(one->last),
                        voice.say(one->what)});
    for (const auto* one : world.coverage())
        rows.push_back({voice.word("declared", one->noticed() ? "noticed" : "coverage"), one->source,
                        last_day(one->first), last_day(one->last),
                        one->noticed() ? why_noticed(voice, world, *one) : voice.say(one->what)});
    return rows;
}

std::string ids_of(const service::LevelChange& change) {
    std::string ids;
    for (const auto* one : change.breaks) ids += (ids.empty() ? "" : ", ") + one->id;
    for (const auto* one : change.events) ids += (ids.empty() ? "" : ", ") + one->id;
    return ids;
}

// How a series is carried over a declared break, or why it cannot be.
struct BridgeFound {
    const intake::Break* broken{};
    service::Figure figure;
};

struct Found {
    service::LevelChanges changes;
    std::vector<BridgeFound> bridges;
};

std::vector<BridgeFound> bridges_of(service::Worlds& worlds, const service::World& world,
                                    const service::Indicator& indicator,
                                    const service::TerritoryInfo& territory) {
    std::vector<BridgeFound> bridges;
    for (const auto* broken : service::breaks_inside(world, indicator.id, Day::min(), Day::max())) {
        if (!broken->bridge || indicator.kind != service::IndicatorKind::count) continue;
        const Period overlap{broken->bridge->first, broken->bridge->last + std::chrono::days{1}};
        bridges.push_back({broken, compute(worlds, {.indicator = indicator.id,
                                                    .version = indicator.version,
                                                    .measure = "bridge",
                                                    .territory = territory.territory.text(),
                                                    .period = overlap,
                                                    .against = {},
                                                    .part = "",
                                                    .basis = indicator.basis,
                                                    .vintage = world.vintage()})});
    }
    return bridges;
}

// What stands after "overlap:" or "both:" in the notes of a bridge.
std::string noted(const service::Figure& figure, std::string_view key) {
    for (const auto& note : figure.notes) {
        if (note.starts_with(key)) return note.substr(key.size());
    }
    return {};
}

void write_bridges(JsonWriter& json, const std::vector<BridgeFound>& bridges) {
    json.key("bridges").array();
    for (const auto& [broken, figure] : bridges) {
        json.object().key("break").text(broken->id).key("figure").text(figure_id(figure.spec));
        if (figure.value) {
            json.key("ratio").number(*figure.value).key("low").number(*figure.low);
            json.key("high").number(*figure.high).key("overlap").text(noted(figure, "overlap:"));
            json.key("both").integer(std::atoll(noted(figure, "both:").c_str()));
        } else {
            json.key("reason").text(figure.reason);
        }
        json.end();
    }
    json.end();
}

void print_json(const std::vector<Found>& all) {
    JsonWriter json;
    json.array();
    for (const auto& [changes, bridges] : all) {
        json.object().key("indicator").text(changes.indicator).key("months").integer(changes.search.months);
        json.key("phi").number(changes.search.phi).key("season").boolean(changes.search.season);
        json.key("changes").array();
        for (const auto& change : changes.found) {
            const auto& shift = change.shift;
            json.object().key("month").text(iso(shift.month)).key("earliest").text(iso(shift.earliest));
            json.key("latest").text(iso(shift.latest)).key("ratio").number(shift.ratio);
            json.key("low").number(shift.low).key("high").number(shift.high).key("breaks").array();
            for (const auto* one : change.breaks) json.text(one->id);
            json.end().key("events").array();
            for (const auto* one : change.events) json.text(one->id);
            json.end().end();
        }
        json.end();
        write_bridges(json, bridges);
        json.end();
    }
    json.end();
    fmt::print("{}\n", json.str());
}

void print_bridges(const Voice& voice, const render::Forms& forms, const std::vector<Found>& all) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [changes, bridges] : all) {
        for (const auto& [broken, figure] : bridges) {
            const bool told = figure.value.has_value();
            rows.push_back({broken->id, changes.indicator, told ? forms.decimal(*figure.value, 3) : "",
                            told ? forms.decimal(*figure.low, 3) + " - " + forms.decimal(*figure.high, 3)
                                 : voice.word("reason", figure.reason),
                            noted(figure, "overlap:"), noted(figure, "both:")});
        }
    }
    if (rows.empty()) return;
    fmt::print("{}\n{}\n", voice.say("breaks.bridges"),
               table(voice,
                     {{"name"},
                      {"indicator"},
                      {"times", true},
                      {"interval", true},
                      {"double_coded"},
                      {"both_codes", true}},
                     rows, is_terminal(STDOUT_FILENO)));
}

void print_found(const Voice& voice, const render::Forms& forms, const std::vector<Found>& all) {
    std::vector<std::vector<std::string>> rows;
    int searched = 0;
    for (const auto& [changes, bridges] : all) {
        searched += changes.search.months > 0 ? 1 : 0;
        for (const auto& change : changes.found) {
            const auto& shift = change.shift;
            const std::string span = shift.earliest == shift.latest
                                         ? iso(shift.month)
                                         : fmt::format("{} - {}", iso(shift.earliest), iso(shift.latest));
            rows.push_back({changes.indicator, iso(shift.month), span, forms.decimal(shift.ratio, 2),
                            forms.decimal(shift.low, 2) + " - " + forms.decimal(shift.high, 2),
                            change.explained() ? ids_of(change) : voice.say("breaks.unexplained")});
        }
    }
    fmt::print("{}\n",
               voice.say("breaks.found", {{"n", std::to_string(rows.size())}, {"k", number(searched)}}));
    if (!rows.empty())
        fmt::print(
            "{}",
            table(voice,
                  {{"indicator"}, {"month"}, {"between"}, {"times", true}, {"interval", true}, {"declared"}},
                  rows, is_terminal(STDOUT_FILENO)));
}

int breaks(const Session& session, const BreakOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at(options.vintage);
    const auto& territory = world.territory(service::parse_territory(options.territory));

    std::vector<Found> all;
    const auto search = [&](const service::Indicator& indicator) -> Found {
        return {level_changes(world, indicator, territory), bridges_of(worlds, world, indicator, territory)};
    };
    if (!options.indicator.empty()) {
        all.push_back(search(catalogue.indicator(options.indicator)));
    } else {
        for (const auto& indicator : catalogue.indicators) {
            auto found = search(indicator);
            if (found.changes.search.months > 0 || !found.bridges.empty()) all.push_back(std::move(found));
        }
    }
    print_unknown_areas(session.voice, world);
    if (session.json) {
        print_json(all);
        return 0;
    }
    const auto& voice = session.voice;
    const auto rows = declared_rows(voice, world);
    if (rows.empty()) {
        fmt::print("{}\n\n", voice.say("breaks.none_declared"));
    } else {
        fmt::print("{}\n", table(voice, {{"kind"}, {"name"}, {"from"}, {"until"}, {"what"}}, rows,
                                 is_terminal(STDOUT_FILENO)));
    }
    const auto forms = forms_for(voice, catalogue.city.region);
    print_bridges(voice, forms, all);
    print_found(voice, forms, all);
    return 0;
}

}  // namespace

void add_break_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<BreakOptions>();
    auto* command = app.add_subcommand("breaks", say("help.breaks"));
    command->group(say("group.figures"));
    command->add_option("INDICATOR", options->indicator, say("help.breaks.indicator"));
    command->add_option("--territory", options->territory, say("help.figure.get.territory"))
        ->type_name(say("type.territory"))
        ->capture_default_str();
    command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
    examples(*command, session.voice, "atalaya breaks robo --territory comuna:1");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return breaks(session, *options); }; });
}

}  // namespace atalaya::cli
