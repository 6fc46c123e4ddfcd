#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <limits>

#include "cli/app.hpp"
#include "cli/erased_told.hpp"
#include "cli/finding_detail.hpp"
#include "cli/finding_lists.hpp"
#include "cli/help.hpp"
#include "cli/known_words.hpp"
#include "cli/names_not_found.hpp"
#include "cli/number_option.hpp"
#include "cli/rule_told.hpp"
#include "cli/terminal.hpp"
#include "cli/zeros_lost.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/check.hpp"
#include "intake/quality/days_silent.hpp"
#include "service/days_not_sent.hpp"
#include "service/findings.hpp"
#include "service/silence.hpp"

namespace atalaya::cli {

namespace {

void tell_names(const Voice& voice, const service::KnownFinding& finding) {
    if (finding.check != intake::finding::area_not_found) return;
    const auto found = intake::names_not_found(erased_told(voice, finding.detail));
    if (found.names.empty()) return;
    fmt::print("{}\n", voice.say("finding.names", {{"layer", found.layer},
                                                   {"names", names_text(voice, found, found.names.size())}}));
    if (const auto aliases = aliases_text(intake::names_not_found(finding.detail)); !aliases.empty())
        fmt::print("{}\n",
                   voice.say("finding.aliases",
                             {{"layer", found.layer}, {"source", finding.source}, {"aliases", aliases}}));
    if (is_another_column(finding.rows, finding.read))
        fmt::print("{}\n",
                   voice.say("finding.another_column", {{"layer", found.layer}, {"source", finding.source}}));
}

// What declares that the months or days of a finding were not sent; "" of one that is of none.
std::string coverage_lines(const service::KnownFinding& finding) {
    if (finding.check == intake::finding::months_silent)
        return service::coverage_to_paste(finding.source, finding.detail);
    if (finding.check == intake::quality::days_silent)
        return service::days_to_paste(finding.source, finding.detail);
    return {};
}

int tell(const Session& session, store::Store& store, const service::KnownFinding& finding,
         std::int64_t page = 0) {
    if (session.json) {
        JsonWriter json;
        write_finding(json, finding);
        fmt::print("{}\n", json.str());
        return 0;
    }
    const Voice& voice = session.voice;
    const FindingSentences sentences{session, store};
    // Before anything is written: a page that there is not is refused.
    const std::string rule =
        finding.check == intake::finding::rule_broken ? rule_told(voice, finding.detail, page) : "";
    fmt::print("{}\n", voice.say("finding.told", {{"id", finding.id.substr(0, 10)},
                                                  {"state", voice.word("state", finding.state)},
                                                  {"noticed", sentences.of(finding)},
                                                  {"check", finding.check},
                                                  {"source", finding.source},
                                                  {"file", finding.file},
                                                  {"digest", short_hash(finding.delivery)},
                                                  {"vintage", finding.vintage}}));
    if (const auto rows = rows_line(voice, sentences.forms(), finding); !rows.empty())
        fmt::print("{}\n", rows);
    if (!finding.about.empty()) fmt::print("{}\n", voice.say("finding.about", {{"about", finding.about}}));
    tell_names(voice, finding);
    for (const auto& line : zeros_lines(voice, finding.source, finding.file,
                                        {finding.check, finding.rows, finding.detail}, finding.detail.size()))
        fmt::print("  {}\n", line);
    fmt::print("{}", rule);
    if (rule.empty())
        for (const auto& line : detail_lines(voice, sentences.forms(), finding)) fmt::print("{}\n", line);
    if (const auto lines = coverage_lines(finding); !lines.empty())
        fmt::print("{}\n{}", voice.say("finding.declare"), lines);
    for (const auto& line : life_lines(voice, sentences.forms(), finding)) fmt::print("{}\n", line);
    return 0;
}

int show(const Session& session, const std::string& id, std::int64_t page) {
    store::Store store = session.open(store::Access::read);
    return tell(session, store, service::finding(store, id), page);
}

int decide(const Session& session, const service::FindingDecided& decided) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    return tell(session, store, service::decide_finding(store, decided));
}

int decide_all(const Session& session, const std::string& source, const std::string& check,
               const service::FindingDecided& decided) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    require_source(session, store, "--source", source);
    require_check(session, "--check", check);
    const auto n = service::decide_findings(store, source, check, decided);
    if (session.json) {
        JsonWriter json;
        json.object().key("source").text(source).key("check").text(check);
        fmt::print("{}\n", json.key("state").text(decided.state).key("decided").integer(n).end().str());
    } else {
        fmt::print(
            stderr, "{}\n",
            session.voice.say("findings.decided",
                              {{"n", number(n)},
                               {"check", check},
                               {"source", source},
                               {"state", session.voice.word(n == 1 ? "state" : "head", decided.state)}}));
    }
    return 0;
}

void add_show(CLI::App& findings, Session& session) {
    auto id = std::make_shared<std::string>();
    auto page = std::make_shared<std::int64_t>(0);
    auto* command = findings.add_subcommand("show", session.voice.say("help.findings.show"));
    command->add_option("ID", *id, session.voice.say("help.findings.id"))
        ->required()
        ->type_name(session.voice.say("type.finding"));
    take_whole_number(command->add_option("--page", *page, session.voice.say("help.findings.page")), 1,
                      std::numeric_limits<std::int64_t>::max());
    examples(*command, session.voice,
             "atalaya findings show 7k2m9qxa0b --dir datos\n"
             "atalaya findings show 7k2m9qxa0b --page 2 --dir datos");
    command->callback([&session, id, page] {
        session.chosen = [&session, id, page] { return show(session, *id, *page); };
    });
}

void add_decision(CLI::App& findings, Session& session, const char* name, const char* state,
                  const std::string& what) {
    struct Options {
        std::string id, source, check, author, reason, on;
    };
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<Options>();
    auto* command = findings.add_subcommand(name, what);
    command->add_option("ID", options->id, say("help.findings.id"))->type_name(say("type.finding"));
    command->add_option("--check", options->check, say("help.findings.all_of.check"))
        ->type_name(say("type.check"));
    command->add_option("--source", options->source, say("help.findings.all_of.source"))
        ->type_name(say("type.source"));
    command->add_option("--by", options->author, say("help.findings.author"))
        ->required()
        ->type_name(say("type.person"));
    command->add_option("--why", options->reason, say("help.findings.reason"))
        ->required()
        ->type_name(say("type.words"));
    command->add_option("--on", options->on, say("help.findings.on"))->type_name(say("type.day"));
    examples(
        *command, session.voice,
        fmt::format("atalaya findings {0} 7k2m9qxa0b --by \"Ana Ruiz\" --why \"…\"\n"
                    "atalaya findings {0} --check months_missing --source caba-delitos --by \"Ana Ruiz\" "
                    "--why \"…\"",
                    name));
    command->callback([&session, options, state] {
        session.chosen = [&session, options, state] {
            const service::FindingDecided decided{
                .id = options->id,
                .state = state,
                .author = options->author,
                .reason = options->reason,
                .on = options->on.empty() ? today() : day_argument(options->on, "--on")};
            const bool all = !options->source.empty() || !options->check.empty();
            if (all != options->id.empty())
                throw Error{Fault::usage, message("expected the first letters of a finding, or --check and "
                                                  "--source together")};
            return all ? decide_all(session, options->source, options->check, decided)
                       : decide(session, decided);
        };
    });
}

void add_trend(CLI::App& findings, Session& session) {
    auto asked = std::make_shared<service::FindingsAsked>();
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* command = findings.add_subcommand("trend", say("help.findings.trend"));
    command->add_option("--source", asked->source, say("help.findings.source"))
        ->type_name(say("type.source"));
    command->add_option("--check", asked->check, say("help.findings.check"))->type_name(say("type.check"));
    examples(*command, session.voice,
             "atalaya findings trend --dir datos\natalaya findings trend --source caba-delitos --dir datos");
    command->callback([&session, asked] {
        session.chosen = [&session, asked] { return list_finding_trend(session, *asked); };
    });
}

}  // namespace

void add_finding_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto asked = std::make_shared<service::FindingsAsked>();
    auto* command = app.add_subcommand("findings", say("help.findings"));
    command->add_option("--source", asked->source, say("help.findings.source"))
        ->type_name(say("type.source"));
    command->add_option("--state", asked->state, say("help.findings.state"))->type_name(say("type.state"));
    command->add_option("--check", asked->check, say("help.findings.check"))->type_name(say("type.check"));
    command->add_option("--run", asked->run, say("option.run"))->type_name(say("type.run"));
    auto one_by_one = std::make_shared<bool>(false);
    command->add_flag("--all", *one_by_one, say("help.findings.all"));
    command->group(say("group.deliveries"));
    examples(*command, session.voice,
             "atalaya findings --dir datos\n"
             "atalaya findings --source caba-delitos --state abierta --all");
    add_show(*command, session);
    add_decision(*command, session, "explain", "explained", say("help.findings.explain"));
    add_decision(*command, session, "fix", "fixed", say("help.findings.fix"));
    add_decision(*command, session, "waive", "waived", say("help.findings.waive"));
    add_decision(*command, session, "reopen", "open", say("help.findings.reopen"));
    add_trend(*command, session);
    command->callback([&session, asked, one_by_one, command] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        asked->state = state_said(session.voice, asked->state);
        session.chosen = [&session, asked, one_by_one] {
            return list_findings(session, *asked, *one_by_one);
        };
    });
}

}  // namespace atalaya::cli
