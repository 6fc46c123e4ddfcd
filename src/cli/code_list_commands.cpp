// The lists of classes themselves: which there are, what a code of one covers, and the import of what an edition says of its
// codes.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/code_page.hpp"
#include "cli/help.hpp"
#include "cli/known_words.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"

namespace atalaya::cli {

namespace {

// --- lists

std::string validity(const Voice& voice, const service::Taxonomy& list) {
    if (!list.valid_from && !list.valid_to) return voice.say("codes.always");
    return fmt::format("{} - {}", list.valid_from ? iso(*list.valid_from) : "",
                       list.valid_to ? iso(*list.valid_to) : "");
}

void write(JsonWriter& json, const Voice& voice, const service::Taxonomy& list) {
    const auto day = [&](const char* key, const std::optional<Day>& of) {
        json.key(key);
        of ? json.text(iso(*of)) : json.null();
    };
    json.object().key("id").text(list.id).key("version").text(list.version);
    json.key("name").text(voice.say(list.name)).key("publisher").text(list.publisher);
    json.key("source").text(list.source).key("licence").text(list.licence);
    day("valid_from", list.valid_from);
    day("valid_to", list.valid_to);
    json.key("official").array();
    for (const auto& language : list.official) json.text(language);
    json.end().key("codes").integer(static_cast<std::int64_t>(list.codes.size())).end();
}

int lists(const Session& session, const std::string& on) {
    auto all = service::taxonomies(session.share());
    if (!on.empty()) {
        const Day day = day_argument(on, "--on");
        std::erase_if(all, [&](const auto& list) { return !list.holds_on(day); });
    }
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& list : all) write(json, session.voice, list);
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& list : all)
        rows.push_back({list.id, list.version, validity(session.voice, list),
                        std::to_string(list.codes.size()), session.voice.say(list.name), list.publisher});
    fmt::print("{}", table(session.voice,
                           {{"list"}, {"version"}, {"valid"}, {"codes", true}, {"name"}, {"publisher"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

// --- show

struct ShowOptions {
    std::string code, list;
};

// The facts of the code at the newest vintage, where there is one.
void count_facts(const Session& session, store::Store& store, const service::Taxonomy& list, CodePage& page) {
    const auto vintages = store.records().vintages(store.city());
    if (vintages.empty()) return;
    const auto& newest = vintages.back();
    const auto counts = service::class_counts(store, session.catalogue(store), list, newest.no);
    page.vintage = newest.id;
    page.facts = *counts.find(page.code.code);
}

int show(const Session& session, const ShowOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto known = service::known_texts(store);
    std::vector<CodePage> pages;
    std::vector<std::string> codes, lists;
    const auto all = service::taxonomies(session.share());
    for (const auto& list : all) lists.push_back(list.id);
    require_list("--list", options.list, lists);
    for (const auto& list : all) {
        if (!list.id.starts_with(options.list)) continue;
        for (const auto& code : list.codes) codes.push_back(code.code);
        if (auto page = page_of(list, options.code, known)) {
            count_facts(session, store, list, *page);
            pages.push_back(std::move(*page));
        }
    }
    if (pages.empty() && !options.list.empty())
        throw Error{Fault::missing, message("the list \"{}\" has no code \"{}\".{}", options.list,
                                            options.code, intake::did_you_mean(options.code, codes))};
    if (pages.empty())
        throw Error{Fault::missing, message("no list has the code \"{}\".{}", options.code,
                                            intake::did_you_mean(options.code, codes))};
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& page : pages) write(json, session.voice, page);
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    for (const auto& page : pages) fmt::print("{}", text_of(session.voice, page));
    return 0;
}

// --- import

struct ImportOptions {
    std::string file, list, source, author, on;
};

int import(const Session& session, const ImportOptions& options) {
    const Day day = options.on.empty() ? today() : day_argument(options.on, "--on");
    store::Store store = session.open(store::Access::write);
    const auto read = service::import_code_texts(
        store, session.share(), {options.file, options.list, options.source, options.author, day});
    if (session.json) {
        JsonWriter json;
        json.object().key("list").text(options.list).key("texts").object();
        for (const auto& [kind, texts] : read.texts)
            json.key(kind).integer(static_cast<std::int64_t>(texts.size()));
        json.end().key("renamed").integer(read.renamed).key("unknown").array();
        for (const auto& code : read.unknown) json.text(code);
        fmt::print("{}\n", json.end().end().str());
        return 0;
    }
    const auto& voice = session.voice;
    for (const auto& [kind, texts] : read.texts)
        fmt::print(stderr, "{}\n",
                   voice.say("codes.imported", {{"kind", voice.word("covers", kind)},
                                                {"n", number(static_cast<std::int64_t>(texts.size()))}}));
    if (read.renamed > 0)
        fmt::print(stderr, "{}\n", voice.say("codes.renamed", {{"n", number(read.renamed)}}));
    if (!read.unknown.empty())
        fmt::print(stderr, "{}\n",
                   voice.say("codes.unlisted", {{"codes", harmless(join(read.unknown, ", "))}}));
    return 0;
}

// --- the commands

void add_lists(CLI::App& codes, Session& session) {
    auto on = std::make_shared<std::string>();
    auto* command = codes.add_subcommand("lists", session.voice.say("help.codes.lists"));
    command->add_option("--on", *on, session.voice.say("help.codes.lists.on"))
        ->type_name(session.voice.say("type.day"));
    examples(*command, session.voice, "atalaya codes lists\natalaya codes lists --on 2025-03-01");
    command->callback([&session, on] { session.chosen = [&session, on] { return lists(session, *on); }; });
}

void add_show(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<ShowOptions>();
    auto* command = codes.add_subcommand("show", say("help.codes.show"));
    command->add_option("CODE", options->code, say("help.codes.show.code"))->required();
    command->add_option("--list", options->list, say("help.codes.show.list"))->type_name("ID");
    examples(*command, session.voice, "atalaya codes show 0401 --dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return show(session, *options); }; });
}

void add_import(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<ImportOptions>();
    auto* command = codes.add_subcommand("import", say("help.codes.import"));
    command->add_option("FILE", options->file, say("help.codes.import.file"))
        ->required()
        ->type_name(say("type.file"));
    command->add_option("--list", options->list, say("help.codes.show.list"))->required()->type_name("ID");
    command->add_option("--from", options->source, say("help.codes.import.from"))
        ->type_name(say("type.words"));
    command->add_option("--by", options->author, say("help.codes.import.by"))->type_name(say("type.person"));
    command->add_option("--on", options->on, say("help.findings.on"))->type_name(say("type.day"));
    examples(*command, session.voice,
             "atalaya codes import indice.csv --list iccs --from \"UNODC, ICCS 1.0\" --by \"Ana Ruiz\"");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return import(session, *options); }; });
}

}  // namespace

void add_code_list_commands(CLI::App& codes, Session& session) {
    add_lists(codes, session);
    add_show(codes, session);
    add_import(codes, session);
}

}  // namespace atalaya::cli
