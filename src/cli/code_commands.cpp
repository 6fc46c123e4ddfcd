#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <map>
#include <optional>

#include "cli/app.hpp"
#include "cli/code_page.hpp"
#include "cli/grouping_commands.hpp"
#include "cli/help.hpp"
#include "cli/known_words.hpp"
#include "cli/number_forms.hpp"
#include "cli/number_option.hpp"
#include "cli/tag_commands.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/code_changes.hpp"
#include "service/code_search.hpp"
#include "service/indicator.hpp"
#include "service/published_lists.hpp"

namespace atalaya::cli {

namespace {

struct SearchOptions {
    std::vector<std::string> words;
    std::string list;
    int first = 10;
    bool full = false;
};

// What is searched: with a data directory its city's sources too, and the texts that were imported into it; else the lists,
// the indicators and the sources that come with the program.
struct Searched {
    std::vector<service::CodeEntry> entries;
    std::vector<service::KnownTexts> known;
};

// One that was named has to be there; the working folder's is used where there is one.
bool has_directory(const Session& session) {
    return session.directory != Session{}.directory || store::is_directory_of_ours(session.directory);
}

Searched searched(const Session& session, const std::string& list) {
    Searched out;
    if (has_directory(session)) {
        store::Store store = session.open(store::Access::read);
        out.entries = service::searchable_codes(session.catalogue(store));
        out.known = service::known_texts(store);
    } else {
        service::Catalogue shipped{.share = session.share()};
        // Labels of every source there is would bury the lists: those of one that is named.
        if (!list.empty()) shipped.sources = intake::read_sources(shipped.share.data / "sources");
        shipped.indicators = service::read_indicators(shipped.share.data / "indicators");
        out.entries = service::searchable_codes(shipped);
        fmt::print(stderr, "{}\n", session.voice.say("codes.shipped"));
    }
    if (!list.empty()) {
        std::vector<std::string> lists;
        for (const auto& entry : out.entries) lists.push_back(entry.list);
        require_list("--list", list, std::move(lists));
        std::erase_if(out.entries, [&](const auto& entry) { return !entry.list.starts_with(list); });
    }
    return out;
}

int search(const Session& session, const SearchOptions& options) {
    auto [entries, known] = searched(session, options.list);
    service::add_texts(entries, known);
    const service::CodeSearch codes{entries, service::spoken_words(session.share())};
    const auto hits = codes.find(join(options.words, " "), static_cast<std::size_t>(options.first));
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
    const auto forms = forms_for(session.voice, "");
    if (options.full) {
        for (const auto& [entry, score] : hits)
            fmt::print("{}  {}  {}  {}\n{}", forms.decimal(score, 2), entry->list, entry->code,
                       session.voice.say(entry->name), covers_text(session.voice, known, *entry));
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& [entry, score] : hits)
        rows.push_back({forms.decimal(score, 2), entry->list, entry->code, session.voice.say(entry->name),
                        entry->label});
    fmt::print("{}", table(session.voice, {{"score", true}, {"list"}, {"code"}, {"name"}, {"label"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

struct VersionOptions {
    std::string before, after, code, name;
};

std::string kind_of(const service::CodeChange& change) {
    using Kind = service::CodeChange::Kind;
    switch (change.kind) {
        case Kind::reused: return "reused";
        case Kind::renamed: return "renamed";
        case Kind::gone: return "gone";
        case Kind::fresh: return "new";
    }
    return "";
}

// One of the two versions: a file, or else a published list.
struct ListAsked {
    ListAsked(const Session& session, const std::string& called, const VersionOptions& options)
        : published{std::filesystem::exists(called)
                        ? std::nullopt
                        : std::optional{service::published_version(session.share(), called)}},
          codes{published ? service::read_code_list(published->file)
                          : service::read_code_list(called, options.code, options.name)} {}

    std::optional<service::PublishedVersion> published;
    std::vector<service::ListedCode> codes;
};

// What became of each code of the former version, as the list's crosswalk says; nothing of files.
std::map<std::string, service::CodeBecame> became_of(const ListAsked& before, const ListAsked& after) {
    std::map<std::string, service::CodeBecame> all;
    if (!before.published || !after.published) return all;
    for (auto& one : service::published_crosswalk(*before.published, *after.published)) {
        const auto code = one.before;
        all.emplace(code, std::move(one));
    }
    return all;
}

int versions(const Session& session, const VersionOptions& options) {
    const ListAsked before{session, options.before, options}, after{session, options.after, options};
    const auto changes = service::compare_lists(before.codes, after.codes);
    const auto became = became_of(before, after);
    const auto became_in = [&](const std::string& code) {
        const auto found = became.find(code);
        return found == became.end() ? service::CodeBecame{} : found->second;
    };
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& change : changes) {
            json.object().key("kind").text(kind_of(change)).key("code").text(change.code);
            json.key("before").text(change.before).key("after").text(change.after).key("moved").array();
            for (const auto& code : change.moved) json.text(code);
            json.end();
            if (!became.empty()) {
                json.key("became").array();
                for (const auto& code : became_in(change.code).after) json.text(code);
                json.end().key("fit").text(became_in(change.code).fit);
            }
            json.end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    const auto& voice = session.voice;
    std::map<std::string, int> counts;
    std::vector<std::vector<std::string>> rows;
    for (const auto& change : changes) {
        ++counts[kind_of(change)];
        rows.push_back({voice.word("recoding", kind_of(change)), change.code, change.before, change.after,
                        join(change.moved, ", ")});
        if (became.empty()) continue;
        const auto one = became_in(change.code);
        rows.back().push_back(join(one.after, ", "));
        rows.back().push_back(one.fit);
    }
    std::vector<Column> columns{{"kind"}, {"code"}, {"before"}, {"after"}, {"same_name"}};
    if (!became.empty()) columns.insert(columns.end(), {{"became"}, {"fit"}});
    if (!rows.empty()) fmt::print("{}\n", table(voice, columns, rows, is_terminal(STDOUT_FILENO)));
    fmt::print("{}\n", voice.say("codes.versions", {{"reused", std::to_string(counts["reused"])},
                                                    {"renamed", std::to_string(counts["renamed"])},
                                                    {"gone", std::to_string(counts["gone"])},
                                                    {"fresh", std::to_string(counts["new"])}}));
    for (const auto* one : {&before, &after})
        if (one->published)
            fmt::print(stderr, "{}\n",
                       voice.say("codes.published", {{"list", voice.say(one->published->list.name)},
                                                     {"version", one->published->version},
                                                     {"publisher", one->published->list.publisher},
                                                     {"source", one->published->list.source}}));
    return 0;
}

void add_versions(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<VersionOptions>();
    auto* command = codes.add_subcommand("versions", say("help.codes.versions"));
    command->add_option("BEFORE", options->before, say("help.codes.versions.before"))->required();
    command->add_option("AFTER", options->after, say("help.codes.versions.after"))->required();
    command->add_option("--code", options->code, say("help.codes.versions.code"))
        ->type_name(say("type.column"));
    command->add_option("--name", options->name, say("help.codes.versions.name"))
        ->type_name(say("type.column"));
    examples(*command, session.voice,
             "atalaya codes versions cead/until-2024 cead/2024\n"
             "atalaya codes versions antes.csv ahora.csv");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return versions(session, *options); };
    });
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
    command->add_flag("--long", options->full, say("help.codes.search.long"));
    examples(*command, session.voice,
             "atalaya codes search robos a mano armada\natalaya codes search homicidios --list iccs");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return search(session, *options); }; });
    add_versions(*codes, session);
    add_code_list_commands(*codes, session);
    add_grouping_commands(*codes, session);
    add_tag_commands(*codes, session);
    add_unknown_code_commands(*codes, session);
}

}  // namespace atalaya::cli
