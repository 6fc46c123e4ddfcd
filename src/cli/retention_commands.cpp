#include "cli/erasure_commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/retention.hpp"
#include "service/retention_groups.hpp"

namespace atalaya::cli {

namespace {

struct Options {
    std::string author, reason, on;
    bool accept_clock = false, one_by_one = false;
    store::Hold hold;
};

Day day_of(const Options& options) {
    return options.on.empty() ? today() : day_argument(options.on, "--on");
}

std::string state_of(const Voice& voice, const service::DueItem& item, Day on) {
    if (!item.hold.empty()) return voice.say("retention.held", {{"hold", item.hold}});
    return voice.say(item.due <= on ? "retention.due" : "retention.waits");
}

void print(const Voice& voice, const render::Forms& forms, const std::vector<service::DueItem>& items,
           Day on) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& item : items)
        rows.push_back({iso(item.due), item.source,
                        voice.word("kept", std::string{service::name_of(item.kept)}), item.what,
                        forms.count(item.count), state_of(voice, item, on)});
    fmt::print("{}", table(voice, {{"due"}, {"source"}, {"kept"}, {"what"}, {"n", true}, {"state"}}, rows,
                           is_terminal(STDOUT_FILENO)));
}

// "2020-01-08 a 2020-04-03", or the day alone.
std::string days_of(const Voice& voice, const service::DueGroup& group) {
    if (group.first == group.last) return iso(group.first);
    return voice.say("figure.between", {{"low", iso(group.first)}, {"high", iso(group.last)}});
}

void print_groups(const Voice& voice, const render::Forms& forms,
                  const std::vector<service::DueGroup>& groups) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& group : groups) {
        const std::string state = !group.hold.empty()
                                      ? voice.say("retention.held", {{"hold", group.hold}})
                                      : voice.say(group.is_due ? "retention.due" : "retention.waits");
        rows.push_back({days_of(voice, group), group.source,
                        voice.word("kept", std::string{service::name_of(group.kept)}), group.only,
                        forms.count(group.count), state});
    }
    fmt::print("{}", table(voice, {{"due"}, {"source"}, {"kept"}, {"what"}, {"n", true}, {"state"}}, rows,
                           is_terminal(STDOUT_FILENO)));
}

// By day of facts it would be a line a day: positions of one month are told together, on the day of the first.
std::vector<service::DueItem> by_month(std::vector<service::DueItem> items) {
    std::vector<service::DueItem> out;
    std::map<std::tuple<std::string, std::string, std::string, Month>, std::size_t> known;
    for (auto& item : items) {
        if (item.kept != service::Kept::positions) {
            out.push_back(std::move(item));
            continue;
        }
        item.what = item.what.substr(0, 7);
        const auto [at, added] =
            known.try_emplace({item.source, item.what, item.hold, month_of(item.due)}, out.size());
        if (added) {
            out.push_back(std::move(item));
        } else {
            out[at->second].count += item.count;
        }
    }
    std::ranges::stable_sort(out, {}, &service::DueItem::due);
    return out;
}

// What is due and how to erase it, or when the next is.
void tell_next(const Session& session, const render::Forms& forms, const std::vector<service::DueItem>& items,
               Day on) {
    std::map<service::Kept, std::int64_t> due;
    std::optional<Day> next;
    for (const auto& item : items) {
        if (!item.hold.empty()) continue;
        if (item.due <= on) due[item.kept] += item.count;
        if (item.due > on) next = next ? std::min(*next, item.due) : item.due;
    }
    const auto& voice = session.voice;
    std::vector<std::string> what;
    for (const auto& [kept, count] : due)
        what.push_back(fmt::format("{} {}", voice.word("kept", std::string{service::name_of(kept)}),
                                   forms.count(count)));
    if (!what.empty()) {
        fmt::print(stderr, "{}\n",
                   voice.say("retention.next_due",
                             {{"what", join(what, ", ")},
                              {"command", fmt::format("atalaya retention run --by \"…\" --dir {}",
                                                      shell_word(session.directory.string()))}}));
    } else if (next) {
        fmt::print(stderr, "{}\n", voice.say("retention.next_waits", {{"day", iso(*next)}}));
    }
}

int list(const Session& session, const Options& options) {
    store::Store store = session.open(store::Access::read);
    const Day on = day_of(options);
    const auto catalogue = session.catalogue(store);
    const auto items = service::due_items(store, catalogue);
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& item : items) {
            json.object().key("due").text(iso(item.due)).key("source").text(item.source);
            json.key("kept").text(service::name_of(item.kept)).key("what").text(item.what);
            json.key("count").integer(item.count).key("is_due").boolean(item.due <= on);
            json.key("hold").text(item.hold).end();
        }
        json.end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    if (items.empty()) {
        fmt::print(stderr, "{}\n", session.voice.say("retention.none"));
        return 0;
    }
    const auto forms = forms_for(session.voice, catalogue.city.region);
    if (options.one_by_one)
        print(session.voice, forms, by_month(items), on);
    else
        print_groups(session.voice, forms, service::grouped(items, on));
    tell_next(session, forms, items, on);
    if (const auto doubt = service::clock_doubt(on, service::newest_record(store)))
        fmt::print(stderr, "{}\n",
                   session.voice.say("retention.clock", {{"why", session.voice.say(*doubt)}}));
    return 0;
}

int run(const Session& session, const Options& options) {
    session.require_directory();
    TerminalProgress progress{session.voice};
    const auto catalogue = session.catalogue_of_the_store(progress);
    const auto done = service::run_retention(session.directory, catalogue, day_of(options), options.author,
                                             options.accept_clock, progress);
    if (session.json) {
        fmt::print("{}\n", done.report);
        return 0;
    }
    const Voice& voice = session.voice;
    auto items = done.gone;
    items.insert(items.end(), done.held.begin(), done.held.end());
    if (!items.empty())
        print(voice, forms_for(voice, catalogue.city.region), by_month(std::move(items)), day_of(options));
    for (const auto& figure : done.figures)
        fmt::print("{}\n", voice.say("erase.figure", {{"id", figure.id}, {"where", figure.first_used_by}}));
    fmt::print(stderr, "{}\n",
               voice.say(done.erasure.id.empty() ? "retention.nothing" : "retention.done",
                         {{"run", std::to_string(done.run)},
                          {"id", done.erasure.id},
                          {"gone", number(std::ssize(done.gone))},
                          {"held", number(std::ssize(done.held))}}));
    return 0;
}

int reports(const Session& session) {
    store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& one : store::retention_runs(store.records(), store.city())) {
        rows.push_back(
            {std::to_string(one.number), iso(one.on), one.author, one.erasure, short_hash(one.digest)});
        json.object().key("run").integer(one.number).key("erasure").text(one.erasure);
        json.key("digest").text(one.digest.hex()).key("report").raw(one.report).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else if (rows.empty()) {
        fmt::print(stderr, "{}\n", session.voice.say("retention.no_reports"));
    } else {
        fmt::print(
            "{}", table(session.voice, {{"number", true}, {"day"}, {"author"}, {"erasure"}, {"digest"}}, rows,
                        is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

void require_said(const Options& options) {
    for (const auto* text : {&options.author, &options.reason}) {
        if (trimmed(*text).empty() || !is_utf8(*text))
            throw Error{Fault::usage, message("expected who decides and why; found one of them blank")};
    }
}

// A delivery by its first letters, a source by its name: what is held is there.
void require_held_there(store::Store& store, const service::Catalogue& catalogue, store::Hold& hold) {
    if (!hold.source.empty()) catalogue.source(hold.source);
    if (hold.delivery.empty()) return;
    std::set<std::string> found;
    for (const auto& one : store.records().runs(store.city())) {
        if (one.delivery.hex().starts_with(hold.delivery)) found.insert(one.delivery.hex());
    }
    if (found.size() != 1)
        throw Error{Fault::missing, message("--delivery: expected the first letters of one SHA-256; {} "
                                            "deliveries begin \"{}\"",
                                            found.size(), hold.delivery)};
    hold.delivery = *found.begin();
}

int decide(const Session& session, Options options, const std::string& action) {
    require_said(options);
    store::Store store = session.open(store::Access::write);
    auto& hold = options.hold;
    hold.action = action, hold.author = options.author, hold.reason = options.reason;
    hold.on = day_of(options);
    if (action == "hold") require_held_there(store, session.catalogue(store), hold);
    const auto id = store::keep_hold(store.records(), store.city(), hold);
    if (session.json) {
        JsonWriter json;
        json.object().key("hold").text(id).key("action").text(action).end();
        fmt::print("{}\n", json.str());
    } else {
        fmt::print(stderr, "{}\n",
                   session.voice.say(hold.action == "hold" ? "retention.hold" : "retention.release",
                                     {{"hold", id}}));
    }
    return 0;
}

int holds(const Session& session) {
    store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& one : store::in_force(store.records(), store.city())) {
        const std::string incident = one.incident > 0 ? std::to_string(one.incident) : "";
        rows.push_back(
            {one.id, iso(one.on), one.source, one.delivery.substr(0, 12), incident, one.author, one.reason});
        json.object().key("hold").text(one.id).key("on").text(iso(one.on)).key("source").text(one.source);
        json.key("delivery").text(one.delivery).key("incident").integer(one.incident);
        json.key("author").text(one.author).key("reason").text(one.reason).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else if (rows.empty()) {
        fmt::print(stderr, "{}\n", session.voice.say("retention.no_holds"));
    } else {
        fmt::print(
            "{}",
            table(session.voice,
                  {{"hold"}, {"day"}, {"source"}, {"delivery"}, {"incident", true}, {"author"}, {"reason"}},
                  rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

void take_who(CLI::App& command, const Session& session, Options& options, bool why) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    command.add_option("--by", options.author, say("help.retention.by"))
        ->required()
        ->type_name(say("type.person"));
    if (why)
        command.add_option("--why", options.reason, say("help.retention.why"))
            ->required()
            ->type_name(say("type.words"));
    command.add_option("--on", options.on, say("help.retention.on"))->type_name(say("type.day"));
}

void add_run(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("run", session.voice.say("help.retention.run"));
    take_who(*command, session, *options, false);
    command->add_flag("--accept-clock", options->accept_clock,
                      session.voice.say("help.retention.accept_clock"));
    examples(*command, session.voice, "atalaya retention run --by \"Ana Ruiz\" --dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return run(session, *options); }; });
}

void add_hold(CLI::App& parent, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("hold", say("help.retention.hold"));
    command->add_option("--source", options->hold.source, say("help.retention.source"))
        ->type_name(say("type.source"));
    command->add_option("--delivery", options->hold.delivery, say("help.retention.delivery"))
        ->type_name(say("type.digest"));
    command->add_option("--incident", options->hold.incident, say("help.retention.incident"))
        ->type_name(say("type.number"));
    take_who(*command, session, *options, true);
    examples(*command, session.voice,
             "atalaya retention hold --source caba-delitos --by \"Ana Ruiz\" --why \"…\" --dir datos");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return decide(session, *options, "hold"); };
    });
}

void add_release(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("release", session.voice.say("help.retention.release"));
    command->add_option("HOLD", options->hold.id, session.voice.say("help.retention.hold_id"))->required();
    take_who(*command, session, *options, true);
    examples(*command, session.voice,
             "atalaya retention release h-1 --by \"Ana Ruiz\" --why \"…\" --dir datos");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return decide(session, *options, "release"); };
    });
}

}  // namespace

void add_retention_commands(CLI::App& app, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("retention", session.voice.say("help.retention"));
    command->add_option("--on", options->on, session.voice.say("help.retention.on"))
        ->type_name(session.voice.say("type.day"));
    command->add_flag("--all", options->one_by_one, session.voice.say("help.retention.all"));
    command->group(session.voice.say("group.store"));
    examples(*command, session.voice, "atalaya retention --dir datos");
    add_run(*command, session);
    add_hold(*command, session);
    add_release(*command, session);
    for (const auto& [name, what, does] : {std::tuple{"holds", "help.retention.holds", &holds},
                                           {"reports", "help.retention.reports", &reports}}) {
        auto* listed = command->add_subcommand(name, session.voice.say(what));
        examples(*listed, session.voice, fmt::format("atalaya retention {} --dir datos", name));
        listed->callback(
            [&session, act = does] { session.chosen = [&session, act] { return act(session); }; });
    }
    command->callback([&session, options, command] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        session.chosen = [&session, options] { return list(session, *options); };
    });
}

}  // namespace atalaya::cli
