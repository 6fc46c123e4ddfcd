#include "cli/erasure_commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/erasure.hpp"

namespace atalaya::cli {

namespace {

struct Options {
    service::EraseAsked asked;
    std::string author, reason, basis, on;
    bool yes = false;
};

// What would go, and how the city's readers write its numbers.
struct Planned {
    service::ErasePlan plan;
    render::Forms forms;
};

Planned planned(const Session& session, const service::EraseAsked& asked, Progress& progress) {
    store::Store store = session.open(store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    return {service::plan_erasure(store, catalogue, service::erase_target(store, catalogue, asked), progress),
            forms_for(session.voice, catalogue.city.region)};
}

// "1, 4-9, 12": numbers in order, those that follow one another together; the first few stretches.
std::string stretches(const std::vector<std::int64_t>& numbers) {
    constexpr int most = 12;
    std::string out;
    int shown = 0;
    for (std::size_t i = 0; i < numbers.size();) {
        if (shown++ == most) return out + ", …";
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
        if (!out.empty()) out += ", ";
        out += std::to_string(numbers[i]);
        if (end > i + 1) out += fmt::format("-{}", numbers[end - 1]);
        i = end;
    }
    return out;
}

// More may go than who asks has in mind: rows that a text found, or files of which nothing is kept for the sake of a row.
bool has_to_agree(const service::ErasePlan& plan) {
    return !plan.empty() && (!plan.target.texts.empty() || plan.taken_whole() > 0);
}

void refuse_unless_agreed(const service::ErasePlan& plan, bool yes) {
    if (yes || !has_to_agree(plan)) return;
    std::int64_t rows = 0;
    for (const auto& one : plan.deliveries) rows += one.rows;
    if (plan.taken_whole() > 0)
        throw Error{Fault::usage,
                    message("{} of the deliveries get no copy without those rows: nothing of them would be "
                            "kept. If that is meant, repeat it with --yes. Nothing was erased",
                            plan.taken_whole())};
    throw Error{
        Fault::usage,
        message("rows that --holding finds: {} (deliveries: {}). If they are those that are meant, repeat it "
                "with --yes. Nothing was erased",
                rows, plan.deliveries.size())};
}

// The command that does what `asked` plans.
std::string command_for(const Session& session, const service::EraseAsked& asked, bool has_to_agree) {
    std::string line = "atalaya erase run";
    const auto add = [&](const char* option, const std::string& value) {
        line += fmt::format(" {} {}", option, shell_word(value));
    };
    if (!asked.source.empty()) add("--source", asked.source);
    for (const auto& key : asked.keys) add("--key", key);
    std::vector<std::string> numbers;
    for (const auto number : asked.incidents) numbers.push_back(std::to_string(number));
    if (!numbers.empty()) add("--incident", join(numbers, ","));
    if (!asked.deliveries.empty()) add("--delivery", join(asked.deliveries, ","));
    if (!asked.columns.empty()) add("--columns", join(asked.columns, ","));
    for (const auto& text : asked.holding) add("--holding", text);
    return line + fmt::format("{} --by \"…\" --why \"…\" --basis \"…\" --dir {}",
                              has_to_agree ? " --yes" : "", shell_word(session.directory.string()));
}

void write(JsonWriter& json, const service::ErasePlan& plan) {
    json.key("incidents").array();
    for (const auto number : plan.target.incidents) json.integer(number);
    json.end().key("positions").integer(plan.positions).key("rejects").integer(plan.rejects);
    json.key("quoted").integer(plan.quoted);
    json.key("without_row").integer(plan.target.unfound);
    json.key("deliveries").array();
    for (const auto& one : plan.deliveries) {
        json.object().key("sha256").text(one.delivery.hex()).key("source").text(one.source);
        json.key("file").text(one.file_name).key("rows").integer(one.rows).key("cells").integer(one.cells);
        json.key("twin").boolean(one.twin).end();
    }
    json.end().key("figures").array();
    for (const auto& figure : plan.figures) json.text(figure.id);
    json.end();
    if (plan.target.texts.empty()) return;
    json.key("telling").integer(plan.telling).key("unsearched").integer(plan.target.unsearched);
    json.key("elsewhere").object();
    for (const auto& [where, count] : plan.elsewhere) json.key(where).integer(count);
    json.end();
}

void print(const Voice& voice, const Planned& planned) {
    const auto& [plan, forms] = planned;
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : plan.deliveries)
        rows.push_back({short_hash(one.delivery), one.source, one.file_name, forms.count(one.rows),
                        forms.count(one.cells), voice.say(one.twin ? "erase.twin" : "erase.nothing_kept")});
    if (!rows.empty())
        fmt::print(
            "{}",
            table(voice, {{"delivery"}, {"source"}, {"file"}, {"rows", true}, {"cells", true}, {"remains"}},
                  rows, is_terminal(STDOUT_FILENO)));
    if (!plan.target.incidents.empty())
        fmt::print("{}\n", voice.say("erase.incidents",
                                     {{"n", render::counted(forms, std::ssize(plan.target.incidents))},
                                      {"numbers", stretches(plan.target.incidents)}}));
    for (const auto& figure : plan.figures)
        fmt::print("{}\n", voice.say("erase.figure", {{"id", figure.id}, {"where", figure.first_used_by}}));
}

// Where the texts stand that stay.
void tell_what_still_says(const Voice& voice, const service::ErasePlan& plan, const auto& number) {
    if (plan.telling > 0)
        fmt::print(stderr, "{}\n", voice.say("erase.telling", {{"n", number(plan.telling)}}));
    for (const auto& [where, count] : plan.elsewhere)
        fmt::print(stderr, "{}\n", voice.word("stays", where, {{"n", number(count)}}));
    if (plan.target.unsearched > 0)
        fmt::print(stderr, "{}\n", voice.say("erase.unsearched", {{"n", number(plan.target.unsearched)}}));
}

void tell(const Voice& voice, std::string_view key, const Planned& planned, const std::string& id) {
    const auto& [plan, forms] = planned;
    const auto number = [&](std::int64_t n) { return render::counted(planned.forms, n); };
    std::int64_t cells = 0;
    for (const auto& one : plan.deliveries) cells += one.cells;
    fmt::print(stderr, "{}\n",
               voice.say(key, {{"id", id},
                               {"incidents", number(std::ssize(plan.target.incidents))},
                               {"positions", number(plan.positions)},
                               {"cells", number(cells)},
                               {"deliveries", number(std::ssize(plan.deliveries))},
                               {"rejects", number(plan.rejects)},
                               {"quoted", number(plan.quoted)},
                               {"figures", number(std::ssize(plan.figures))}}));
    tell_what_still_says(voice, plan, number);
    if (plan.target.unfound > 0)
        fmt::print(stderr, "{}\n", voice.say("erase.unfound", {{"n", number(plan.target.unfound)}}));
}

int plan(const Session& session, const Options& options) {
    TerminalProgress progress{session.voice};
    const auto would = planned(session, options.asked, progress);
    if (session.json) {
        JsonWriter json;
        json.object();
        write(json, would.plan);
        json.end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    if (!would.plan.empty()) print(session.voice, would);
    tell(session.voice, would.plan.empty() ? "erase.nothing" : "erase.planned", would, "");
    if (!would.plan.empty())
        fmt::print(
            stderr, "{}\n",
            session.voice.say("erase.next",
                              {{"command", command_for(session, options.asked, has_to_agree(would.plan))}}));
    return 0;
}

int run(const Session& session, const Options& options) {
    session.require_directory();
    TerminalProgress progress{session.voice};
    const auto would = planned(session, options.asked, progress);
    const auto& plan = would.plan;
    store::Erasure done;
    if (!session.json && !plan.empty() && !options.yes && has_to_agree(plan)) print(session.voice, would);
    refuse_unless_agreed(plan, options.yes);
    if (!plan.empty()) {
        const auto catalogue = session.catalogue_of_the_store(progress);
        done = service::run_erasure(session.directory, catalogue, plan,
                                    {.author = options.author,
                                     .reason = options.reason,
                                     .basis = options.basis,
                                     .on = options.on.empty() ? today() : day_argument(options.on, "--on")},
                                    progress);
    }
    if (session.json) {
        JsonWriter json;
        json.object().key("erasure").text(done.id);
        write(json, plan);
        json.end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    if (!done.id.empty()) print(session.voice, would);
    tell(session.voice, done.id.empty() ? "erase.nothing" : "erase.done", would, done.id);
    return 0;
}

int list(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto forms = forms_for(session.voice, session.catalogue(store).city.region);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& one : store::erasures(store.records(), store.city())) {
        const std::string cause = session.voice.word("cause", one.cause);
        rows.push_back({one.id, iso(one.on), cause, forms.count(one.incidents), forms.count(one.positions),
                        one.author, one.reason, one.basis});
        json.object().key("erasure").text(one.id).key("on").text(iso(one.on)).key("cause").text(one.cause);
        json.key("about").raw(one.about).key("author").text(one.author).key("reason").text(one.reason);
        json.key("basis").text(one.basis).key("incidents").integer(one.incidents);
        json.key("positions").integer(one.positions).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else if (rows.empty()) {
        fmt::print(stderr, "{}\n", session.voice.say("erase.none"));
    } else {
        fmt::print("{}", table(session.voice,
                               {{"erasure"},
                                {"day"},
                                {"cause"},
                                {"incidents", true},
                                {"positions", true},
                                {"author"},
                                {"reason"},
                                {"basis"}},
                               rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

void take_asked(CLI::App& command, const Session& session, service::EraseAsked& asked) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    command.add_option("--source", asked.source, say("help.erase.source"))->type_name(say("type.source"));
    command.add_option("--key", asked.keys, say("help.erase.key"))
        ->type_name(say("type.key"))
        ->allow_extra_args(false);
    command.add_option("--incident", asked.incidents, say("help.erase.incident"))
        ->type_name(say("type.number"))
        ->delimiter(',');
    command.add_option("--delivery", asked.deliveries, say("help.erase.delivery"))
        ->type_name(say("type.digest"))
        ->delimiter(',');
    command.add_option("--columns", asked.columns, say("help.erase.columns"))
        ->type_name(say("type.columns"))
        ->delimiter(',');
    command.add_option("--holding", asked.holding, say("help.erase.holding"))
        ->type_name(say("type.words"))
        ->allow_extra_args(false);
}

void add_plan(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("plan", session.voice.say("help.erase.plan"));
    take_asked(*command, session, options->asked);
    examples(*command, session.voice,
             "atalaya erase plan --source caba-delitos --key \"2019|1\" --dir datos\n"
             "atalaya erase plan --delivery 3f9a1c20 --dir datos\n"
             "atalaya erase plan --holding \"Zulema Quizpe\" --dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return plan(session, *options); }; });
}

void add_run(CLI::App& parent, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand("run", say("help.erase.run"));
    take_asked(*command, session, options->asked);
    const auto require = [&](const char* name, std::string& to, std::string_view what,
                             std::string_view type) {
        command->add_option(name, to, say(what))->required()->type_name(say(type));
    };
    require("--by", options->author, "help.erase.by", "type.person");
    require("--why", options->reason, "help.erase.why", "type.words");
    require("--basis", options->basis, "help.erase.basis", "type.words");
    command->add_option("--on", options->on, say("help.erase.on"))->type_name(say("type.day"));
    command->add_flag("--yes", options->yes, say("help.erase.yes"));
    examples(*command, session.voice,
             "atalaya erase run --source caba-delitos --key \"2019|1\" --by \"Ana Ruiz\" --why \"…\" --basis "
             "\"Ley 25.326, art. 16\" --dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return run(session, *options); }; });
}

}  // namespace

void add_erasure_commands(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("erase", session.voice.say("help.erase"));
    command->require_subcommand(1);
    command->group(session.voice.say("group.store"));
    examples(*command, session.voice, "atalaya erase list --dir datos");
    add_plan(*command, session);
    add_run(*command, session);
    auto* listed = command->add_subcommand("list", session.voice.say("help.erase.list"));
    examples(*listed, session.voice, "atalaya erase list --dir datos");
    listed->callback([&session] { session.chosen = [&session] { return list(session); }; });
}

}  // namespace atalaya::cli
