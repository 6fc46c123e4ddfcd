#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/name_order.hpp"
#include "core/text.hpp"
#include "service/area_words.hpp"
#include "service/interpolation.hpp"
#include "service/measures.hpp"

namespace atalaya::cli {

namespace {

void require_layer(const service::Catalogue& catalogue, const char* option, const std::string& layer) {
    if (catalogue.city.layer(layer)) return;
    std::vector<std::string> layers;
    for (const auto& of : catalogue.city.layers) layers.push_back(of.id);
    throw Error{Fault::missing, message("{}: {} has no layer \"{}\"; it has {}", option, catalogue.city.name,
                                        layer, join(layers, ", "))};
}

// The twelve months to the last known, of which the exposures are told; without facts, those to the newest vintage.
Period year_of(const service::World& world) {
    return months_ending(world.last_month().value_or(month_of(world.published_on())), 12);
}

// A day, or so many days from it; "" when there is none.
std::string day_text(const std::optional<Day>& day, int days) {
    return day ? iso(*day + std::chrono::days{days}) : "";
}

void write(JsonWriter& json, const service::TerritoryInfo& territory, const std::string& parent,
           const std::optional<service::Exposure>& people) {
    json.object().key("territory").text(territory.territory.text()).key("name").text(territory.name);
    json.key("parent").text(parent);
    if (people) json.key("residents").integer(people->value).key("year").integer(people->year);
    if (territory.extent.first) json.key("first").text(iso(*territory.extent.first));
    if (territory.extent.past_end) json.key("past_end").text(iso(*territory.extent.past_end));
    json.end();
}

using Listed = std::vector<const service::TerritoryInfo*>;

// As people look them up; those of one name by their codes.
Listed by_name(const Voice& voice, const service::Catalogue& catalogue, const Listed& territories) {
    std::vector<std::pair<std::string, const service::TerritoryInfo*>> named;
    for (const auto* territory : territories)
        named.emplace_back(voice.say(service::area_words(catalogue, *territory)), territory);
    std::ranges::stable_sort(named, name_less, [](const auto& one) { return std::string_view{one.first}; });
    Listed sorted;
    for (const auto& [name, territory] : named) sorted.push_back(territory);
    return sorted;
}

int list_territories(const Session& session, const std::string& layer) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at("");
    if (!layer.empty()) require_layer(catalogue, "--layer", layer);
    const Period year = year_of(world);
    const bool with_lives = !catalogue.city.area_changes.empty();
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& of : catalogue.city.layers) {
        if (!layer.empty() && of.id != layer) continue;
        for (const auto* territory : by_name(session.voice, catalogue, world.layer(of.id))) {
            const auto people = world.exposure(*territory, "residents", year);
            const std::string parent = territory->parent.is_city() ? "" : territory->parent.text();
            rows.push_back({territory->territory.text(),
                            session.voice.say(service::area_words(catalogue, *territory)), parent,
                            people ? std::to_string(people->value) : "",
                            people ? std::to_string(people->year) : ""});
            if (with_lives) {
                rows.back().push_back(day_text(territory->extent.first, 0));
                rows.back().push_back(day_text(territory->extent.past_end, -1));
            }
            write(json, *territory, parent, people);
        }
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
        return 0;
    }
    std::vector<Column> columns{{"territory"}, {"name"}, {"within"}, {"residents", true}, {"year", true}};
    if (with_lives) columns.insert(columns.end(), {{"from"}, {"until"}});
    fmt::print("{}", table(session.voice, columns, rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

int list_changes(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at("");
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> unknown;
    JsonWriter json;
    json.array();
    for (const auto& change : catalogue.city.area_changes) {
        rows.push_back({iso(change.day), change.layer,
                        session.voice.word("areachange", intake::code(change.kind)), join(change.from, " + "),
                        join(change.to, " + "), session.voice.say(change.what), change.act});
        json.object().key("id").text(change.id).key("day").text(iso(change.day));
        json.key("layer").text(change.layer).key("kind").text(intake::code(change.kind));
        for (const auto& [key, codes] : {std::pair{"from", &change.from}, {"to", &change.to}}) {
            json.key(key).array();
            for (const auto& area : *codes) {
                json.text(area);
                const service::Territory territory{change.layer, area};
                if (!world.has(territory)) unknown.push_back(territory.text());
            }
            json.end();
        }
        json.key("what").text(session.voice.say(change.what)).key("act").text(change.act).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else if (rows.empty()) {
        fmt::print("{}\n", session.voice.say("territories.no_changes"));
    } else {
        fmt::print(
            "{}", table(session.voice,
                        {{"day"}, {"layer"}, {"kind"}, {"from_areas"}, {"to_areas"}, {"what"}, {"act"}}, rows,
                        is_terminal(STDOUT_FILENO)));
    }
    if (!unknown.empty())
        fmt::print(stderr, "{}\n",
                   session.voice.say("territories.unknown", {{"areas", join(unknown, ", ")}}));
    return 0;
}

struct InterpolateOptions {
    std::string from, to, by = "area";
    std::int64_t year = 0;
};

intake::Interpolation interpolation_of(const service::Catalogue& catalogue,
                                       const InterpolateOptions& options) {
    const auto slash = options.from.find('/');
    intake::Interpolation asked{
        .kind = slash == std::string::npos ? "residents" : options.from.substr(slash + 1),
        .from = options.from.substr(0, slash),
        .to = options.to,
        .units = options.by == "area" ? "" : options.by};
    require_layer(catalogue, "--from", asked.from);
    require_layer(catalogue, "--to", asked.to);
    if (!asked.units.empty()) require_layer(catalogue, "--by", asked.units);
    if (asked.from == asked.to)
        throw Error{
            Fault::usage,
            message("--to: expected another layer than that of --from; found \"{}\" twice", asked.to)};
    return asked;
}

std::string rounded(double value) {
    return fmt::format("{:.0f}", std::abs(value) < 0.5 ? 0.0 : value);  // never "-0"
}

void print_json(const service::Interpolated& found) {
    JsonWriter json;
    json.object().key("kind").text(found.asked.kind).key("from").text(found.asked.from);
    json.key("to")
        .text(found.asked.to)
        .key("by")
        .text(found.asked.units.empty() ? "area" : found.asked.units);
    json.key("method").text("areal_interpolation").key("interpolated").boolean(true);
    json.key("year").integer(found.year).key("total").number(found.total).key("lost").number(found.lost);
    json.key("sources").array();
    for (const auto& source : found.sources) json.text(source);
    json.end().key("left_out").array();
    for (const auto* area : found.left_out) json.text(area->territory.text());
    json.end().key("areas").array();
    for (const auto& area : found.areas) {
        json.object().key("territory").text(area.territory->territory.text());
        json.key("value").number(area.value).key("low").number(area.low).key("high").number(area.high);
        json.end();
    }
    fmt::print("{}\n", json.end().end().str());
}

int interpolate(const Session& session, const InterpolateOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto asked = interpolation_of(catalogue, options);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at("");
    const Period year = options.year > 0 ? *parse_period(std::to_string(options.year)) : year_of(world);
    const auto found = service::interpolate(world, asked, year);
    if (session.json) {
        print_json(found);
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& area : found.areas)
        rows.push_back({area.territory->territory.text(),
                        session.voice.say(service::area_words(catalogue, *area.territory)),
                        rounded(area.value), rounded(area.low), rounded(area.high)});
    const auto& voice = session.voice;
    const auto layer = [&](const std::string& id) {
        return id.empty() ? std::string{} : voice.say(catalogue.city.layer(id)->name);
    };
    fmt::print(
        "{}",
        table(voice, {{"territory"}, {"name"}, {"estimate", true}, {"at_least", true}, {"at_most", true}},
              rows, is_terminal(STDOUT_FILENO)));
    fmt::print(stderr, "{}\n",
               voice.say(asked.units.empty() ? "territories.by_area" : "territories.by_units",
                         {{"kind", voice.word("exposure", asked.kind)},
                          {"year", std::to_string(found.year)},
                          {"from", layer(asked.from)},
                          {"units", layer(asked.units)},
                          {"sources", join(found.sources, ", ")},
                          {"lost", rounded(found.lost)},
                          {"total", rounded(found.total)}}));
    if (!found.left_out.empty())
        fmt::print(stderr, "{}\n",
                   voice.say("territories.left_out",
                             {{"n", number(static_cast<std::int64_t>(found.left_out.size()))},
                              {"from", layer(asked.from)}}));
    return 0;
}

void add_interpolate(CLI::App& territories, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<InterpolateOptions>();
    auto* command = territories.add_subcommand("interpolate", say("help.territories.interpolate"));
    command->add_option("--from", options->from, say("help.territories.from"))
        ->required()
        ->type_name(say("type.layer"));
    command->add_option("--to", options->to, say("help.territories.to"))
        ->required()
        ->type_name(say("type.layer"));
    command->add_option("--by", options->by, say("help.territories.by"))
        ->type_name(say("type.layer"))
        ->capture_default_str();
    take_whole_number(command->add_option("--year", options->year, say("help.territories.year")), 1800, 2200)
        ->type_name(say("type.year"));
    examples(*command, session.voice,
             "atalaya territories interpolate --from barrio/residents --to seccion\n"
             "atalaya territories interpolate --from comuna --to seccion --by radio");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return interpolate(session, *options); };
    });
}

}  // namespace

void add_territory_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto layer = std::make_shared<std::string>();
    auto* command = app.add_subcommand("territories", say("help.territories"));
    command->add_option("--layer", *layer, say("help.territories.layer"))->type_name(say("type.layer"));
    command->group(say("group.measured"));
    examples(*command, session.voice, "atalaya territories --layer comuna --dir datos");
    auto* changes = command->add_subcommand("changes", say("help.territories.changes"));
    examples(*changes, session.voice, "atalaya territories changes --dir datos");
    changes->callback([&session] { session.chosen = [&session] { return list_changes(session); }; });
    add_interpolate(*command, session);
    command->callback([&session, command, layer] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        session.chosen = [&session, layer] { return list_territories(session, *layer); };
    });
}

}  // namespace atalaya::cli
