#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/code_search.hpp"

namespace atalaya::cli {

namespace {

struct SearchOptions {
    std::vector<std::string> words;
    std::string list;
    int first = 10;
};

int search(const Session& session, const SearchOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    auto entries = service::searchable_codes(catalogue);
    if (!options.list.empty())
        std::erase_if(entries, [&](const auto& entry) { return !entry.list.starts_with(options.list); });
    const auto hits =
        service::CodeSearch{entries}.find(join(options.words, " "), static_cast<std::size_t>(options.first));
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& [entry, score] : hits) {
            json.object().key("list").text(entry->list).key("code").text(entry->code);
            json.key("name").text(session.voice.say(entry->name)).key("label").text(entry->label);
            json.key("score").number(score).end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    if (hits.empty()) {
        fmt::print("{}\n", session.voice.say("codes.nothing", {{"n", std::to_string(entries.size())}}));
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& [entry, score] : hits)
        rows.push_back({fmt::format("{:.2f}", score), entry->list, entry->code,
                        session.voice.say(entry->name), entry->label});
    fmt::print("{}", table(session.voice, {{"score", true}, {"list"}, {"code"}, {"name"}, {"label"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace

void add_code_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* codes = app.add_subcommand("codes", say("help.codes"));
    codes->require_subcommand(1);
    codes->group(say("group.measured"));
    examples(*codes, session.voice,
             "atalaya codes search robos a mano armada\natalaya codes unknown --dir datos");

    auto options = std::make_shared<SearchOptions>();
    auto* command = codes->add_subcommand("search", say("help.codes.search"));
    command->add_option("WORDS", options->words, say("help.codes.search.words"))->required();
    command->add_option("--list", options->list, say("help.codes.search.list"))->type_name("ID");
    take_whole_number(command->add_option("--first", options->first, say("help.codes.search.first"))
                          ->type_name("N")
                          ->capture_default_str(),
                      1, 1000);
    examples(*command, session.voice,
             "atalaya codes search robos a mano armada\natalaya codes search homicidios --list iccs");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return search(session, *options); }; });
    add_unknown_code_commands(*codes, session);
}

}  // namespace atalaya::cli
