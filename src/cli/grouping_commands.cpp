// Totals that institutions publish over their own lists: which there are, and what of each source counts in one.
#include "cli/grouping_commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "service/grouped_labels.hpp"

namespace atalaya::cli {

namespace {

using service::Grouping;
using service::Groupings;

std::string lists_of(const Groupings& groupings, const Grouping& grouping) {
    std::vector<std::string> called;
    for (const auto& list : groupings.lists)
        if (list.counts(grouping.indicator.id)) called.push_back(list.called());
    return join(called, ", ");
}

void put_head(JsonWriter& json, const Voice& voice, const Grouping& grouping) {
    const auto& of = grouping.indicator;
    json.object().key("id").text(of.id).key("version").text(of.version).key("name").text(voice.say(of.name));
    json.key("definition").text(voice.say(of.definition)).key("unit").text(of.unit);
    json.key("basis").text(of.basis).key("tier").text(of.tier).key("source").text(grouping.source);
}

int list_groupings(const Session& session, const Groupings& groupings) {
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& one : groupings.all) {
            put_head(json, session.voice, one);
            json.key("lists").text(lists_of(groupings, one)).end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : groupings.all)
        rows.push_back({one.indicator.id, one.indicator.version,
                        session.voice.word("unit", one.indicator.unit), lists_of(groupings, one),
                        session.voice.say(one.indicator.name)});
    fmt::print("{}", table(session.voice, {{"grouping"}, {"version", true}, {"unit"}, {"list"}, {"name"}},
                           rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

// What of one source counts, by code of the source, and what the national list has besides.
struct OfSource {
    std::string source;
    const service::NationalList* list{};
    std::vector<std::string> counted, contained, wider, absent;
};

OfSource of_source(const intake::Source& source, const service::NationalList& list,
                   const std::string& grouping) {
    const auto labels = service::grouped(list, grouping, service::placed(list, source.labels));
    OfSource out{source.id, &list, {}, {}, {}, {}};
    const auto take = [](const auto& from, std::vector<std::string>& to) {
        for (const auto* label : from)
            if (std::ranges::find(to, label->code) == to.end()) to.push_back(label->code);
    };
    take(labels.counted, out.counted);
    take(labels.contained, out.contained);
    take(labels.wider, out.wider);
    for (const auto* code : labels.absent) out.absent.push_back(code->code);
    return out;
}

std::vector<OfSource> of_sources(const Session& session, const Groupings& groupings,
                                 const std::string& grouping) {
    std::vector<OfSource> all;
    for (const auto& list : groupings.lists) {
        if (!list.counts(grouping)) continue;
        for (const auto& source : list.of)
            all.push_back(
                of_source(intake::read_source(session.share().data / "sources" / source), list, grouping));
    }
    return all;
}

void put(JsonWriter& json, const OfSource& of) {
    const auto texts = [&](const char* key, const std::vector<std::string>& all) {
        json.key(key).array();
        for (const auto& text : all) json.text(text);
        json.end();
    };
    json.object().key("source").text(of.source).key("list").text(of.list->called());
    texts("counted", of.counted);
    texts("contained", of.contained);
    texts("wider", of.wider);
    texts("absent", of.absent);
    json.end();
}

int show_grouping(const Session& session, const Groupings& groupings, const std::string& id) {
    const auto& voice = session.voice;
    const auto* grouping = groupings.find(id);
    if (!grouping) {
        std::vector<std::string> ids;
        for (const auto& one : groupings.all) ids.push_back(one.indicator.id);
        throw Error{Fault::missing,
                    message("no grouping is called \"{}\".{}", id, intake::near_or_all(id, ids))};
    }
    const auto sources = of_sources(session, groupings, id);
    if (session.json) {
        JsonWriter json;
        put_head(json, voice, *grouping);
        json.key("sources").array();
        for (const auto& of : sources) put(json, of);
        fmt::print("{}\n", json.end().end().str());
        return 0;
    }
    const auto& of = grouping->indicator;
    fmt::print("{} {}  {}\n  {}\n", of.id, of.version, voice.say(of.name),
               wrapped(voice.say(of.definition), 100, 2));
    if (!of.note.es.empty()) fmt::print("  {}\n", wrapped(voice.say(of.note), 100, 2));
    fmt::print("  {}: {}\n", voice.say("codes.edition"), grouping->source);
    std::vector<std::vector<std::string>> rows;
    for (const auto& list : groupings.lists)
        for (const auto& code : list.codes)
            if (list.has_itself(code, id)) rows.push_back({list.called(), code.code, code.labels.front()});
    fmt::print("\n{}", table(voice, {{"list"}, {"code"}, {"label"}}, rows, is_terminal(STDOUT_FILENO)));
    for (const auto& one : sources) {
        fmt::print("\n{} ({})\n", one.source, one.list->called());
        for (const auto& [key, codes] : {std::pair{"codes.grouping.counted", &one.counted},
                                         {"codes.grouping.contained", &one.contained},
                                         {"codes.grouping.wider", &one.wider},
                                         {"codes.grouping.absent", &one.absent}})
            if (!codes->empty())
                fmt::print("  {}\n", wrapped(voice.say(key, {{"codes", join(*codes, ", ")}}), 100, 4));
    }
    return 0;
}

}  // namespace

void add_grouping_commands(CLI::App& codes, Session& session) {
    auto id = std::make_shared<std::string>();
    auto* command = codes.add_subcommand("groupings", session.voice.say("help.codes.groupings"));
    command->add_option("ID", *id, session.voice.say("help.codes.groupings.id"));
    examples(*command, session.voice, "atalaya codes groupings\natalaya codes groupings dmcs");
    command->callback([&session, id] {
        session.chosen = [&session, id] {
            const auto groupings = service::read_groupings(session.share());
            return id->empty() ? list_groupings(session, groupings) : show_grouping(session, groupings, *id);
        };
    });
}

}  // namespace atalaya::cli
