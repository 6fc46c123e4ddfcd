#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>

#include "cli/help.hpp"
#include "cli/link_parts.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/link_texts.hpp"

namespace atalaya::cli {

namespace {

struct QueueAsked {
    LinksAsked links;
    std::string pair;
    bool show_names = false;
    std::string author, reason;
};

// A pair that waits, and the texts of both its records where they were asked for.
struct Waiting {
    std::string link;
    service::LinkedPair pair;
    std::vector<service::PairNames> names;
};

std::string now_utc() {
    using namespace std::chrono;
    const auto now = floor<seconds>(system_clock::now());
    const auto day = floor<days>(now);
    const hh_mm_ss time{now - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", iso(Day{day.time_since_epoch()}), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::vector<Waiting> waiting(const service::LinkedLists& lists, const std::string& beginning) {
    std::vector<Waiting> out;
    for (const auto& pair : lists.queue) {
        if (pair.id.starts_with(beginning)) out.push_back({lists.declared->id, pair, {}});
    }
    return out;
}

void add_names(std::vector<Waiting>& all, store::Store& store, const service::Catalogue& catalogue,
               const service::LinkedLists& lists, const QueueAsked& asked, Progress& progress) {
    std::vector<service::LinkedPair> pairs;
    for (const auto& one : all) pairs.push_back(one.pair);
    auto names = service::names_of(store, catalogue, vintage_asked(store, asked.links), lists, pairs,
                                   {asked.author, asked.reason, now_utc()}, progress);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].names = std::move(names[i]);
}

void print_json(const Session& session, const service::Catalogue& catalogue,
                const service::LedgerNames& names, const std::vector<Waiting>& all) {
    JsonWriter json;
    json.array();
    for (const auto& one : all) {
        json.object().key("pair").text(one.pair.id).key("link").text(one.link);
        json.key("posterior").number(one.pair.posterior).key("verdict").text(one.pair.verdict).key("a");
        write_side(json, session.voice, catalogue.city, names, one.pair.a);
        json.key("b");
        write_side(json, session.voice, catalogue.city, names, one.pair.b);
        if (!one.names.empty()) {
            json.key("texts").array();
            for (const auto& text : one.names)
                json.object().key("field").text(text.field).key("a").text(text.a).key("b").text(text.b).end();
            json.end();
        }
        json.end();
    }
    json.end();
    fmt::print("{}\n", json.str());
}

void print_table(const Session& session, const service::Catalogue& catalogue,
                 const service::LedgerNames& names, const std::vector<Waiting>& all) {
    std::vector<std::vector<std::string>> rows, texts;
    const auto forms = forms_for(session.voice, catalogue.city.region);
    for (const auto& one : all) {
        const std::string id = one.pair.id.substr(0, 10);
        rows.push_back({id, one.link, forms.decimal(one.pair.posterior, 3),
                        said(session.voice, catalogue.city, names, one.pair.a, one.pair.b),
                        said(session.voice, catalogue.city, names, one.pair.b, one.pair.a)});
        for (const auto& text : one.names) texts.push_back({id, text.field, text.a, text.b});
    }
    const bool bold = is_terminal(STDOUT_FILENO);
    fmt::print("{}", table(session.voice, {{"pair"}, {"link"}, {"posterior", true}, {"first"}, {"second"}},
                           rows, bold));
    if (!texts.empty())
        fmt::print("\n{}", table(session.voice, {{"pair"}, {"field"}, {"first"}, {"second"}}, texts, bold));
}

int queue(const Session& session, const QueueAsked& asked) {
    if (!asked.show_names && !(asked.author.empty() && asked.reason.empty()))
        throw Error{Fault::usage,
                    message("--by and --why are of who asks to see names: say --show-names too")};
    TerminalProgress progress{session.voice};
    store::Store store =
        session.open(asked.show_names ? store::Access::write : store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    const auto at = vintage_asked(store, asked.links);
    std::vector<Waiting> all;
    for (const auto& lists : service::link_lists(store, catalogue, at, asked.links.link, progress)) {
        auto some = waiting(lists, asked.pair);
        if (asked.show_names && !some.empty()) add_names(some, store, catalogue, lists, asked, progress);
        std::ranges::move(some, std::back_inserter(all));
    }
    if (!asked.pair.empty() && all.empty())
        throw Error{Fault::missing, message("expected the first letters of a pair; none begins \"{}\". "
                                            "`atalaya link queue` lists those that wait",
                                            asked.pair)};
    const service::LedgerNames names{store, catalogue, at};
    if (session.json) {
        print_json(session, catalogue, names, all);
    } else {
        print_table(session, catalogue, names, all);
    }
    return 0;
}

int shown(const Session& session) {
    store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& one : store::names_shown(store.records(), store.city())) {
        rows.push_back({one.shown_at, one.author, one.reason, one.pairing, one.pair.substr(0, 10)});
        json.object().key("at").text(one.shown_at).key("author").text(one.author);
        json.key("reason").text(one.reason).key("link").text(one.pairing).key("pair").text(one.pair);
        json.key("record_a").integer(one.record_a).key("record_b").integer(one.record_b).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice, {{"when"}, {"who"}, {"why"}, {"link"}, {"pair"}}, rows,
                               is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

}  // namespace

void add_link_queue(CLI::App& parent, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto asked = std::make_shared<QueueAsked>();
    auto* command = parent.add_subcommand("queue", say("help.link.queue"));
    take_links_asked(*command, session, asked->links);
    command->add_option("--pair", asked->pair, say("help.link.pair"))->type_name(say("type.pair"));
    command->add_flag("--show-names", asked->show_names, say("help.link.show_names"));
    command->add_option("--by", asked->author, say("help.link.asks"))->type_name(say("type.person"));
    command->add_option("--why", asked->reason, say("help.link.why"))->type_name(say("type.words"));
    examples(*command, session.voice,
             "atalaya link queue --dir datos\n"
             "atalaya link queue --pair 7k2m9q --show-names --by \"Ana Ruiz\" --why \"…\" --dir datos");
    command->callback(
        [&session, asked] { session.chosen = [&session, asked] { return queue(session, *asked); }; });

    auto* record = parent.add_subcommand("shown", say("help.link.shown"));
    examples(*record, session.voice, "atalaya link shown --dir datos");
    record->callback([&session] { session.chosen = [&session] { return shown(session); }; });
}

}  // namespace atalaya::cli
