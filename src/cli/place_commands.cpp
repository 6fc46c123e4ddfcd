#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/placed_addresses.hpp"
#include "service/places_to_name.hpp"

namespace atalaya::cli {

namespace {

std::int64_t rows_of(const std::vector<std::pair<std::string, std::int64_t>>& counts, std::string_view name) {
    for (const auto& [known, rows] : counts) {
        if (known == name) return rows;
    }
    return 0;
}

void write(JsonWriter& json, const service::PlacedAddresses& placed) {
    json.object().key("run").text(placed.run).key("vintage").text(placed.vintage);
    json.key("source").text(placed.source).key("file").text(placed.file);
    json.key("asked").integer(placed.asked).key("hits").integer(placed.hits);
    json.key("rate").number(placed.rate).key("low").number(placed.low).key("high").number(placed.high);
    json.key("verdict").text(placed.verdict);
    for (const auto& [name, counts] :
         {std::pair{"by_precision", &placed.by_precision}, {"by_reason", &placed.by_reason}}) {
        json.key(name).object();
        for (const auto& [code, rows] : *counts) json.key(code).integer(rows);
        json.end();
    }
    json.end();
}

int rates(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto all = service::placed_addresses(store);
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& placed : all) write(json, placed);
        json.end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    if (all.empty()) {
        fmt::print("{}\n", session.voice.say("places.none"));
        return 0;
    }
    const auto forms = forms_for(session.voice, session.catalogue(store).city.region);
    const auto percent = [&](double share) { return forms.rate(100 * share); };
    std::vector<std::vector<std::string>> rows;
    for (const auto& placed : all) {
        std::vector<std::string> row{placed.run.substr(0, 10),
                                     placed.vintage,
                                     placed.source,
                                     placed.file,
                                     std::to_string(placed.asked),
                                     percent(placed.rate),
                                     percent(placed.low) + "-" + percent(placed.high),
                                     session.voice.word("verdict", placed.verdict)};
        for (const char* precision :
             {"exact", "interpolated", "crossing", "landmark", "block", "street", "area", "none"})
            row.push_back(std::to_string(rows_of(placed.by_precision, precision)));
        rows.push_back(std::move(row));
    }
    fmt::print("{}", table(session.voice,
                           {{"run"},
                            {"vintage"},
                            {"source"},
                            {"file"},
                            {"asked", true},
                            {"placed", true},
                            {"interval", true},
                            {"least"},
                            {"exact", true},
                            {"interpolated", true},
                            {"crossing", true},
                            {"landmark", true},
                            {"block", true},
                            {"street", true},
                            {"area", true},
                            {"unplaced", true}},
                           rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

std::string proposal(const render::Forms& forms, const geocode::Candidate& candidate) {
    const std::string where = candidate.area.empty() ? "" : ", " + candidate.area;
    return fmt::format("{}{} ({})", candidate.name, where, forms.decimal(candidate.worth, 2));
}

int worklist(const Session& session, std::int64_t first) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    const auto list = service::places_worklist(store, catalogue, static_cast<std::size_t>(first), progress);
    const auto forms = forms_for(session.voice, catalogue.city.region);
    const auto percent = [&](double share) { return forms.rate(100 * share); };
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.object().key("asked").integer(list.asked).key("unplaced").integer(list.unplaced);
    json.key("places").array();
    for (const auto& place : list.places) {
        std::vector<std::string> like;
        json.object().key("text").text(place.text).key("rows").integer(place.rows);
        json.key("reason").text(code(place.reason)).key("share").number(place.share);
        json.key("share_with").number(place.share_with).key("proposals").array();
        for (const auto& candidate : place.proposals) {
            like.push_back(proposal(forms, candidate));
            json.object().key("name").text(candidate.name).key("area").text(candidate.area);
            json.key("precision").text(code(candidate.precision));
            json.key("worth").number(candidate.worth).end();
        }
        json.end().end();
        rows.push_back({place.text, std::to_string(place.rows), percent(place.share_with),
                        session.voice.word("unplaced", code(place.reason)), join(like, "; ")});
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print("{}", table(session.voice, {{"text"}, {"rows", true}, {"gained", true}, {"why"}, {"may_be"}},
                           rows, is_terminal(STDOUT_FILENO)));
    if (!list.places.empty()) {
        fmt::print(
            stderr, "{}\n",
            session.voice.say("places.worth", {{"n", number(static_cast<std::int64_t>(list.places.size()))},
                                               {"percent", percent(list.places.back().share_with)},
                                               {"asked", number(list.asked)}}));
    }
    return 0;
}

struct NamingOptions {
    std::string text, means, at, author, reviewed_by, on;
};

// "-34.61,-58.38": latitude first, as maps show it.
std::optional<LonLat> position(const std::string& text) {
    if (text.empty()) return {};
    const auto comma = text.find(',');
    const auto lat = decimal_number(trimmed(std::string_view{text}.substr(0, comma)));
    const auto lon = comma == std::string::npos
                         ? std::nullopt
                         : decimal_number(trimmed(std::string_view{text}.substr(comma + 1)));
    if (!lat || !lon || *lat < -90 || *lat > 90 || *lon < -180 || *lon > 180)
        throw Error{Fault::usage,
                    message("--at: expected latitude and longitude in degrees, such as -34.61,-58.38; found "
                            "\"{}\"",
                            text)};
    return LonLat{*lon, *lat};
}

int name(const Session& session, const NamingOptions& options) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto named =
        service::name_place(store, session.catalogue(store),
                            {.text = options.text,
                             .means = options.means,
                             .at = position(options.at),
                             .author = options.author,
                             .reviewed_by = options.reviewed_by,
                             .on = options.on.empty() ? today() : day_argument(options.on, "--on")},
                            progress);
    const std::string means = named.name.street.empty() ? named.name.means : named.name.street;
    if (session.json) {
        JsonWriter json;
        json.object().key("text").text(named.name.text).key("means").text(means);
        json.key("precision").text(code(named.precision)).end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("places.named",
                                 {{"text", named.name.text}, {"means", means.empty() ? options.at : means}}));
    return 0;
}

int names(const Session& session) {
    const store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& one : service::own_names(store.folder())) {
        const std::string means = one.street.empty() ? one.means : one.street;
        rows.push_back({one.text, means, one.author, one.reviewed_by, one.on});
        json.object().key("text").text(one.text).key("means").text(means);
        json.key("author").text(one.author).key("reviewed_by").text(one.reviewed_by);
        json.key("on").text(one.on).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice, {{"text"}, {"means"}, {"author"}, {"reviewed_by"}, {"day"}},
                               rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

void add_worklist(CLI::App& places, Session& session) {
    auto first = std::make_shared<std::int64_t>(20);
    auto* command = places.add_subcommand("worklist", session.voice.say("help.places.worklist"));
    take_whole_number(command->add_option("--first", *first, session.voice.say("help.places.first")), 1,
                      100'000)
        ->capture_default_str();
    examples(*command, session.voice, "atalaya places worklist --dir datos");
    command->callback(
        [&session, first] { session.chosen = [&session, first] { return worklist(session, *first); }; });
}

void add_name(CLI::App& places, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<NamingOptions>();
    auto* command = places.add_subcommand("name", say("help.places.name"));
    command->add_option("TEXT", options->text, say("help.places.text"))
        ->required()
        ->type_name(say("type.words"));
    command->add_option("--as", options->means, say("help.places.as"))->type_name(say("type.words"));
    command->add_option("--at", options->at, say("help.places.at"))->type_name(say("type.position"));
    command->add_option("--by", options->author, say("help.places.by"))
        ->required()
        ->type_name(say("type.person"));
    command->add_option("--reviewed-by", options->reviewed_by, say("help.places.reviewed_by"))
        ->type_name(say("type.person"));
    command->add_option("--on", options->on, say("help.places.on"))->type_name(say("type.day"));
    examples(*command, session.voice,
             "atalaya places name \"el puente\" --as \"Rivadavia 1234\" --by \"Ana Ruiz\"\n"
             "atalaya places name \"el puente\" --at -34.61,-58.38 --by \"Ana Ruiz\"");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return name(session, *options); }; });
}

}  // namespace

void add_place_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* command = app.add_subcommand("places", say("help.places"));
    command->group(say("group.deliveries"));
    examples(*command, session.voice,
             "atalaya places --dir datos\n"
             "atalaya places worklist --first 50");
    add_worklist(*command, session);
    add_name(*command, session);
    auto* listed = command->add_subcommand("names", say("help.places.names"));
    examples(*listed, session.voice, "atalaya places names --dir datos");
    listed->callback([&session] { session.chosen = [&session] { return names(session); }; });
    command->callback([&session, command] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        session.chosen = [&session] { return rates(session); };
    });
}

}  // namespace atalaya::cli
