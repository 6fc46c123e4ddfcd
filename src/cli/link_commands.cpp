#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/help.hpp"
#include "cli/link_parts.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "service/links.hpp"

namespace atalaya::cli {

namespace {

std::int64_t count(const auto& list) {
    return static_cast<std::int64_t>(list.size());
}

// What a command is answered with, besides the lists.
struct Spoken {
    const Voice& voice;
    const service::Catalogue& catalogue;
    const service::LedgerNames& names;
};

void write(JsonWriter& json, const Spoken& spoken, const std::vector<service::LinkedPair>& pairs) {
    json.array();
    for (const auto& pair : pairs) {
        json.object().key("pair").text(pair.id).key("posterior").number(pair.posterior);
        json.key("verdict").text(pair.verdict).key("a");
        write_side(json, spoken.voice, spoken.catalogue.city, spoken.names, pair.a);
        json.key("b");
        write_side(json, spoken.voice, spoken.catalogue.city, spoken.names, pair.b);
        json.end();
    }
    json.end();
}

void write_model(JsonWriter& json, const service::LinkedLists& lists) {
    json.object().key("lambda").number(lists.model.lambda).key("rounds").integer(lists.model.rounds);
    json.key("fields").array();
    for (std::size_t i = 0; i < lists.fields.size(); ++i) {
        json.object().key("field").text(lists.fields[i]);
        for (const auto& [name, of] :
             {std::pair{"m", lists.model.fields[i].m}, {"u", lists.model.fields[i].u}}) {
            json.key(name).object();
            for (const auto& [level, code] : {std::pair{"differ", linkage::Level::differ},
                                              {"close", linkage::Level::close},
                                              {"exact", linkage::Level::exact}})
                json.key(level).number(of[static_cast<std::size_t>(code)]);
            json.end();
        }
        json.end();
    }
    json.end().end();
}

void write(JsonWriter& json, const Spoken& spoken, const service::LinkedLists& lists) {
    const auto& declared = *lists.declared;
    json.object().key("link").text(declared.id).key("first").text(declared.first);
    json.key("second").text(declared.second).key("first_records").integer(count(lists.first));
    json.key("second_records").integer(count(lists.second));
    json.key("only_first").integer(count(lists.only_first));
    json.key("only_second").integer(count(lists.only_second));
    json.key("expected_false").number(lists.false_links).key("expected_missed").number(lists.missed);
    json.key("what").text(spoken.voice.say(declared.what)).key("links");
    write(json, spoken, lists.links);
    json.key("queue");
    write(json, spoken, lists.queue);
    json.key("parted");
    write(json, spoken, lists.parted);
    json.key("differences").object().key("day").integer(lists.differences.another_day);
    json.key("hour").integer(lists.differences.another_hour).key("areas").object();
    for (const auto& [layer, pairs] : lists.differences.another_area) json.key(layer).integer(pairs);
    json.end().key("classes").array();
    for (const auto& [classes, pairs] : lists.differences.classes) {
        json.object().key("first").text(classes.first).key("second").text(classes.second);
        json.key("pairs").integer(pairs).end();
    }
    json.end().end().key("model");
    write_model(json, lists);
    json.end();
}

// What would deliver the files of a source. A demonstration has them beside its data; where the files of others are,
// they know themselves.
std::string command_to_deliver(const intake::Source& source, const std::filesystem::path& directory) {
    const std::string& pattern = source.files.front();
    const auto beside = directory.parent_path() / "archivos";
    const bool is_there = std::filesystem::exists((beside / pattern).parent_path());
    return fmt::format("atalaya ingest {}/{} --dir {}", is_there ? shell_word(beside.string()) : "…", pattern,
                       shell_word(directory.string()));
}

void tell_empty(const Spoken& spoken, const service::LinkedLists& lists,
                const std::filesystem::path& directory) {
    const auto tell_of = [&](const std::string& id) {
        const auto& source = spoken.catalogue.source(id);
        fmt::print("{}\n",
                   spoken.voice.say("link.nothing", {{"source", spoken.voice.say(source.name)},
                                                     {"command", command_to_deliver(source, directory)}}));
    };
    const auto& declared = *lists.declared;
    if (lists.first.empty()) tell_of(declared.first);
    if (!declared.second.empty() && lists.second.empty()) tell_of(declared.second);
}

void tell(const Spoken& spoken, const service::LinkedLists& lists, const std::filesystem::path& directory) {
    const auto& [voice, catalogue, names] = spoken;
    const auto& declared = *lists.declared;
    const std::string first = voice.say(catalogue.source(declared.first).name);
    const auto forms = forms_for(voice, catalogue.city.region);
    const auto expected = [&](double n) { return forms.rate(n); };
    if (declared.second.empty()) {
        fmt::print("{}\n", voice.say("link.twice", {{"first", first},
                                                    {"n", number(count(lists.first))},
                                                    {"pairs", number(count(lists.links))},
                                                    {"queue", number(count(lists.queue))}}));
    } else {
        const std::string second = voice.say(catalogue.source(declared.second).name);
        fmt::print("{}\n", voice.say("link.both", {{"first", first},
                                                   {"n", number(count(lists.first))},
                                                   {"second", second},
                                                   {"m", number(count(lists.second))},
                                                   {"pairs", number(count(lists.links))},
                                                   {"queue", number(count(lists.queue))},
                                                   {"only_first", number(count(lists.only_first))},
                                                   {"only_second", number(count(lists.only_second))}}));
    }
    if (lists.lacks_records()) {
        tell_empty(spoken, lists, directory);
        return;
    }
    fmt::print("{}\n", voice.say("link.expected", {{"wrong", expected(lists.false_links)},
                                                   {"missed", expected(lists.missed)}}));
    if (!voice.say(declared.what).empty()) fmt::print("  {}\n", voice.say(declared.what));
    const auto difference = [&](const std::string& what, std::int64_t pairs) {
        fmt::print("{}\n", voice.say("link.difference", {{"what", what}, {"n", number(pairs)}}));
    };
    difference(voice.say("link.day"), lists.differences.another_day);
    if (lists.differences.another_hour > 0)
        difference(voice.say("link.hour"), lists.differences.another_hour);
    for (const auto& [layer, pairs] : lists.differences.another_area)
        difference(voice.say(catalogue.city.layer(layer)->name), pairs);
    for (const auto& [classes, pairs] : lists.differences.classes)
        fmt::print("{}\n", voice.say("link.class", {{"first", voice.say(names.label(classes.first))},
                                                    {"second", voice.say(names.label(classes.second))},
                                                    {"n", number(pairs)}}));
}

int link(const Session& session, const LinksAsked& asked) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    const auto at = vintage_asked(store, asked);
    const auto all = service::link_lists(store, catalogue, at, asked.link, progress);
    const service::LedgerNames names{store, catalogue, at};
    const Spoken spoken{session.voice, catalogue, names};
    JsonWriter json;
    json.array();
    for (const auto& lists : all) {
        if (session.json) {
            write(json, spoken, lists);
        } else {
            tell(spoken, lists, session.directory);
        }
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    return 0;
}

int decide(const Session& session, const service::LinkDecided& decided) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto kept = service::decide_link(store, session.catalogue(store),
                                           {store.city(), store.vintage("").no}, decided, progress);
    if (session.json) {
        JsonWriter json;
        json.object().key("pair").text(kept.pair).key("verdict").text(kept.verdict);
        json.key("author").text(kept.author).key("reason").text(kept.reason);
        json.key("on").text(kept.decided_on).end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("link.decided", {{"pair", kept.pair.substr(0, 10)},
                                                  {"verdict", session.voice.word("verdict", kept.verdict)},
                                                  {"author", kept.author}}));
    return 0;
}

}  // namespace

void take_links_asked(CLI::App& command, const Session& session, LinksAsked& asked) {
    command.add_option("--vintage", asked.vintage, session.voice.say("help.link.vintage"))
        ->type_name(session.voice.say("type.vintage"));
    command.add_option("--link", asked.link, session.voice.say("help.link.link"))
        ->type_name(session.voice.say("type.link"));
}

store::At vintage_asked(store::Store& store, const LinksAsked& asked) {
    return {store.city(), store.vintage(asked.vintage).no};
}

namespace {

// The finest area that is known, with its layer.
std::pair<std::string, std::string> area_of(const intake::City& city, const service::LinkSide& side) {
    for (const auto& layer : city.layers) {
        const auto& code = side.record.area[static_cast<std::size_t>(layer.slot)];
        if (!code.empty()) return {layer.id, code};
    }
    return {};
}

}  // namespace

std::string said(const Voice& voice, const intake::City& city, const service::LedgerNames& names,
                 const service::LinkSide& side, const service::LinkSide& other) {
    const auto [layer, code] = area_of(city, side);
    std::string area = names.area(layer, code);
    const auto both = std::find_if(city.layers.begin(), city.layers.end(), [&](const intake::Layer& one) {
        const auto slot = static_cast<std::size_t>(one.slot);
        return !side.record.area[slot].empty() && !other.record.area[slot].empty();
    });
    if (both != city.layers.end() && both->id != layer)
        area += ", " + names.area(both->id, side.record.area[static_cast<std::size_t>(both->slot)]);
    return fmt::format("{} {}{}{}", iso(side.record.day), area, area.empty() ? "" : ", ",
                       voice.say(names.label(side.offence)));
}

void write_side(JsonWriter& json, const Voice& voice, const intake::City& city,
                const service::LedgerNames& names, const service::LinkSide& side) {
    const auto [layer, code] = area_of(city, side);
    json.object().key("day").text(iso(side.record.day)).key("hour").integer(side.record.hour);
    json.key("area").text(code).key("area_name").text(names.area(layer, code));
    json.key("offence").text(side.offence);
    json.key("label").text(voice.say(names.label(side.offence))).end();
}

void add_link_decide(CLI::App& parent, Session& session) {
    struct Options {
        std::string pair, verdict, author, reason, on;
    };
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("decide", say("help.link.decide"));
    command->add_option("PAIR", options->pair, say("help.link.pair"))
        ->required()
        ->type_name(say("type.pair"));
    command->add_option("VERDICT", options->verdict, say("help.link.verdict"))
        ->required()
        ->type_name("same|different|open");
    command->add_option("--by", options->author, say("help.link.by"))
        ->required()
        ->type_name(say("type.person"));
    command->add_option("--why", options->reason, say("help.link.why"))
        ->required()
        ->type_name(say("type.words"));
    command->add_option("--on", options->on, say("help.findings.on"))->type_name(say("type.day"));
    examples(*command, session.voice,
             "atalaya link decide 7k2m9qxa0b same --by \"Ana Ruiz\" --why \"…\" --dir datos");
    command->callback([&session, options] {
        session.chosen = [&session, options] {
            return decide(session, {.pair = options->pair,
                                    .verdict = options->verdict,
                                    .author = options->author,
                                    .reason = options->reason,
                                    .on = options->on.empty() ? today() : day_argument(options->on, "--on")});
        };
    });
}

void add_link_commands(CLI::App& app, Session& session) {
    auto asked = std::make_shared<LinksAsked>();
    auto* command = app.add_subcommand("link", session.voice.say("help.link"));
    take_links_asked(*command, session, *asked);
    command->group(session.voice.say("group.deliveries"));
    examples(*command, session.voice, "atalaya link --dir datos");
    add_link_queue(*command, session);
    add_link_decide(*command, session);
    add_link_counts(*command, session);
    command->callback([&session, asked, command] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        session.chosen = [&session, asked] { return link(session, *asked); };
    });
}

}  // namespace atalaya::cli
