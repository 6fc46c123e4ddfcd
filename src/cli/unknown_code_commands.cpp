// Labels that no list of codes holds: which wait, what each may be, what was decided; and what another crosswalk would
// change.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/classes.hpp"
#include "cli/code_page.hpp"
#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/crosswalk_moves.hpp"
#include "service/unknown_labels.hpp"

namespace atalaya::cli {

namespace {

// --- unknown

std::string why(const Voice& voice, const service::CodeProposal& proposal) {
    using Because = service::CodeProposal::Because;
    const char* key = proposal.because == Because::own_label     ? "codes.like.own"
                      : proposal.because == Because::other_label ? "codes.like.other"
                                                                 : "codes.like.class";
    return voice.say(key, {{"text", proposal.like}, {"of", proposal.of}});
}

std::string why_certain(const Voice& voice, const service::Certainty& certain) {
    using Because = service::Certainty::Because;
    const char* key = certain.because == Because::own_label    ? "codes.certain.own_label"
                      : certain.because == Because::own_slip   ? "codes.certain.own_slip"
                      : certain.because == Because::same_label ? "codes.certain.same_label"
                                                               : "codes.certain.class_name";
    return voice.say(key, {{"text", certain.text}, {"of", certain.of}});
}

std::string months_of(const service::UnknownLabel& label) {
    if (label.months.empty()) return {};
    const std::string first = iso(label.months.front()), last = iso(label.months.back());
    return first == last ? first : fmt::format("{} - {} ({})", first, last, label.months.size());
}

std::string state_of(const Voice& voice, const service::UnknownLabel& label) {
    if (label.waits()) return {};
    const auto& decided = *label.decided;
    return voice.say(decided.verdict == "none" ? "codes.decided.none" : "codes.decided.code",
                     {{"code", decided.code}, {"author", decided.author}, {"day", decided.decided_on}});
}

void write(JsonWriter& json, const Voice& voice, const service::UnknownLabel& label) {
    json.object().key("source").text(label.source).key("label").text(label.label);
    json.key("rows").integer(label.rows).key("files").array();
    for (const auto& file : label.files) json.text(file);
    json.end().key("months").array();
    for (const auto month : label.months) json.text(iso(month));
    json.end().key("waits").boolean(label.waits()).key("proposals").array();
    for (const auto& proposal : label.proposals) {
        json.object().key("list").text(proposal.list).key("code").text(proposal.code);
        json.key("name").text(voice.say(proposal.name)).key("score").number(proposal.score);
        json.key("because").text(why(voice, proposal)).key("certain");
        if (const auto& certain = proposal.certain) {
            json.object().key("because").text(service::id_of(certain->because));
            json.key("text").text(certain->text).key("of").text(certain->of).end();
        } else {
            json.null();
        }
        json.end();
    }
    json.end().key("decided");
    if (label.decided) {
        json.object().key("verdict").text(label.decided->verdict).key("code").text(label.decided->code);
        json.key("author").text(label.decided->author).key("on").text(label.decided->decided_on);
        json.key("reason").text(label.decided->reason).end();
    } else {
        json.null();
    }
    json.end();
}

void tell(const Voice& voice, const render::Forms& forms, const service::UnknownLabel& label) {
    fmt::print("{}\n", voice.say("codes.unknown.label", {{"source", label.source},
                                                         {"label", harmless(label.label)},
                                                         {"rows", number(label.rows)},
                                                         {"months", months_of(label)}}));
    if (const auto state = state_of(voice, label); !state.empty()) {
        fmt::print("    {}\n", harmless(state));
        return;
    }
    if (label.proposals.empty()) fmt::print("    {}\n", voice.say("codes.no_proposal"));
    for (const auto& proposal : label.proposals) {
        fmt::print("    {}  {}  {}  {}\n", forms.decimal(proposal.score, 2), proposal.code,
                   voice.say(proposal.name), harmless(why(voice, proposal)));
        if (proposal.certain) fmt::print("          {}\n", harmless(why_certain(voice, *proposal.certain)));
    }
}

int unknown(const Session& session, const std::string& source, bool all) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    auto labels = service::unknown_labels(store, catalogue, source, progress);
    if (!all) std::erase_if(labels, [](const auto& label) { return !label.waits(); });
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& label : labels) write(json, session.voice, label);
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    const auto forms = forms_for(session.voice, catalogue.city.region);
    for (const auto& label : labels) tell(session.voice, forms, label);
    fmt::print(
        stderr, "{}\n",
        session.voice.say("codes.unknown.done", {{"n", number(static_cast<std::int64_t>(labels.size()))}}));
    return 0;
}

// --- decide

void tell(const Session& session, const std::vector<store::LabelDecision>& decisions) {
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& kept : decisions) {
            json.object().key("source").text(kept.source).key("label").text(kept.written);
            json.key("verdict").text(kept.verdict).key("code").text(kept.code);
            json.key("author").text(kept.author).key("reason").text(kept.reason);
            json.key("on").text(kept.decided_on).end();
        }
        fmt::print("{}\n", json.end().str());
        return;
    }
    for (const auto& kept : decisions) {
        const char* key = kept.verdict == "code"   ? "codes.decide.code"
                          : kept.verdict == "none" ? "codes.decide.none"
                                                   : "codes.decide.open";
        fmt::print(stderr, "{}\n",
                   session.voice.say(key, {{"source", kept.source},
                                           {"label", harmless(kept.written)},
                                           {"code", kept.code},
                                           {"author", harmless(kept.author)}}));
    }
}

// What the classes of the code cover and leave out, before a label is counted under it.
void tell_classes(const Session& session, store::Store& store, const service::Catalogue& catalogue,
                  const std::string& source, const std::string& code) {
    const auto known = service::known_texts(store);
    const auto& labels = catalogue.source(source).labels;
    const auto label = std::ranges::find(labels, code, &intake::Label::code);
    if (session.json || label == labels.end()) return;
    for (const auto& list : service::taxonomies(session.share()))
        for (const auto& of : label->iccs)
            if (const auto page = page_of(list, of, known))
                fmt::print(stderr, "{}", text_of(session.voice, *page));
}

struct DecideOptions {
    std::string source, label, code, author, reason, on;
    bool automatic = false;
};

int decide(const Session& session, const DecideOptions& options) {
    const Day day = options.on.empty() ? today() : day_argument(options.on, "--on");
    if (!options.automatic && (options.label.empty() || options.code.empty()))
        throw Error{Fault::usage, message("expected a label and its code, or --automatic")};
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto catalogue = session.catalogue(store);
    if (options.automatic) {
        const auto decisions = service::decide_by_score(store, catalogue, options.source, day, progress);
        tell(session, decisions);
        fmt::print(stderr, "{}\n",
                   session.voice.say("codes.automatic",
                                     {{"n", number(static_cast<std::int64_t>(decisions.size()))},
                                      {"least", std::to_string(*catalogue.city.codes_automatic)}}));
        return 0;
    }
    tell_classes(session, store, catalogue, options.source, options.code);
    tell(session, {service::decide_label(store, catalogue,
                                         {.source = options.source,
                                          .label = options.label,
                                          .code = options.code,
                                          .author = options.author,
                                          .reason = options.reason,
                                          .on = day})});
    return 0;
}

// --- lines for codes.csv

int lines(const Session& session, const std::string& source) {
    store::Store store = session.open(store::Access::read);
    const auto text = service::decided_lines(store, session.catalogue(store), source);
    if (session.json) {
        fmt::print("{}\n", JsonWriter{}.object().key("lines").text(text).end().str());
    } else {
        fmt::print("{}", text);
    }
    return 0;
}

// --- compare

struct CompareOptions {
    std::string source, vintage, indicator;
    std::vector<std::string> crosswalks;
};

void write(JsonWriter& json, const intake::Meaning& meaning) {
    json.object().key("fit").text(meaning.fit).key("iccs").array();
    for (const auto& of : meaning.iccs) json.text(of);
    json.end().key("indicators").array();
    for (const auto& indicator : meaning.indicators) json.text(indicator);
    json.end().end();
}

void write(JsonWriter& json, const intake::Crosswalk& crosswalk) {
    json.object().key("name").text(crosswalk.name).key("version").text(crosswalk.version);
    json.key("author").text(crosswalk.author).key("date").text(crosswalk.date);
    json.key("digest").text(crosswalk.digest().hex()).end();
}

void print_json(const service::CrosswalkMoves& moves) {
    JsonWriter json;
    json.object().key("source").text(moves.source).key("vintage").text(moves.vintage);
    json.key("before");
    write(json, moves.before.uses.front().crosswalk);
    json.key("after");
    write(json, moves.after.uses.front().crosswalk);
    json.key("rows").integer(moves.rows).key("codes").array();
    for (const auto& [code, before, after, rows] : moves.codes) {
        json.object().key("code").text(code).key("rows").integer(rows).key("before");
        write(json, before);
        json.key("after");
        write(json, after);
        json.end();
    }
    json.end().key("indicators").array();
    for (const auto& of : moves.indicators) {
        json.object().key("indicator").text(of.indicator).key("before").integer(of.before);
        json.key("after").integer(of.after).key("left").integer(of.left).key("came").integer(of.came);
        json.key("overlap_before").integer(of.overlap_before);
        json.key("overlap_after").integer(of.overlap_after).end();
    }
    fmt::print("{}\n", json.end().end().str());
}

std::string said(const intake::Meaning& meaning) {
    return fmt::format("{} {} {}", join(meaning.iccs, "|"), meaning.fit, join(meaning.indicators, "|"));
}

int compare(const Session& session, const CompareOptions& options) {
    if (options.crosswalks.size() != 2)
        throw Error{Fault::usage, message("expected two crosswalks: --crosswalk A --crosswalk B")};
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    if (!options.indicator.empty()) catalogue.indicator(options.indicator);
    auto moves = service::compare_crosswalks(store, catalogue, options.source, options.crosswalks[0],
                                             options.crosswalks[1], options.vintage);
    if (!options.indicator.empty())
        std::erase_if(moves.indicators, [&](const auto& of) { return of.indicator != options.indicator; });
    if (session.json) {
        print_json(moves);
        return 0;
    }
    const auto& voice = session.voice;
    fmt::print("{}\n", voice.say("codes.compare",
                                 {{"source", moves.source},
                                  {"rows", number(moves.rows)},
                                  {"vintage", moves.vintage},
                                  {"a", crosswalk_text(voice, moves.before.uses.front().crosswalk)},
                                  {"b", crosswalk_text(voice, moves.after.uses.front().crosswalk)}}));
    std::vector<std::vector<std::string>> rows;
    for (const auto& [code, before, after, n] : moves.codes)
        rows.push_back({code, std::to_string(n), said(before), said(after)});
    const bool bold = is_terminal(STDOUT_FILENO);
    fmt::print("{}", table(voice, {{"code"}, {"rows", true}, {"by_first"}, {"by_second"}}, rows, bold));
    fmt::print("\n{}", crosswalk_table(voice, moves, bold));
    return 0;
}

// --- the commands

void add_unknown(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto source = std::make_shared<std::string>();
    auto all = std::make_shared<bool>(false);
    auto* command = codes.add_subcommand("unknown", say("help.codes.unknown"));
    command->add_option("SOURCE", *source, say("help.codes.unknown.source"))->type_name(say("type.source"));
    command->add_flag("--all", *all, say("help.codes.unknown.all"));
    examples(*command, session.voice,
             "atalaya codes unknown --dir datos\natalaya codes unknown marejada-policia");
    command->callback([&session, source, all] {
        session.chosen = [&session, source, all] { return unknown(session, *source, *all); };
    });
}

void add_decide(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<DecideOptions>();
    auto* command = codes.add_subcommand("decide", say("help.codes.decide"));
    command->add_option("SOURCE", options->source, say("help.codes.decide.source"))
        ->required()
        ->type_name(say("type.source"));
    command->add_option("LABEL", options->label, say("help.codes.decide.label"))
        ->type_name(say("type.words"));
    command->add_option("CODE", options->code, say("help.codes.decide.code"))->type_name("CODE|none|open");
    command->add_option("--by", options->author, say("help.codes.decide.by"))->type_name(say("type.person"));
    command->add_option("--why", options->reason, say("help.codes.decide.why"))->type_name(say("type.words"));
    command->add_option("--on", options->on, say("help.findings.on"))->type_name(say("type.day"));
    command->add_flag("--automatic", options->automatic, say("help.codes.decide.automatic"));
    examples(
        *command, session.voice,
        "atalaya codes decide marejada-policia \"Roob / Con arma\" robo-arma --by \"Ana Ruiz\" --why \"…\"");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return decide(session, *options); }; });
}

void add_export(CLI::App& codes, Session& session) {
    auto source = std::make_shared<std::string>();
    auto* command = codes.add_subcommand("export", session.voice.say("help.codes.export"));
    command->add_option("SOURCE", *source, session.voice.say("help.codes.decide.source"))
        ->required()
        ->type_name(session.voice.say("type.source"));
    examples(*command, session.voice, "atalaya codes export marejada-policia --dir datos");
    command->callback(
        [&session, source] { session.chosen = [&session, source] { return lines(session, *source); }; });
}

void add_compare(CLI::App& codes, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<CompareOptions>();
    auto* command = codes.add_subcommand("compare", say("help.codes.compare"));
    command->add_option("SOURCE", options->source, say("help.codes.decide.source"))
        ->required()
        ->type_name(say("type.source"));
    command->add_option("--crosswalk", options->crosswalks, say("help.codes.compare.crosswalk"))
        ->required()
        ->type_name("ID")
        ->allow_extra_args(false);
    command->add_option("--indicator", options->indicator, say("help.codes.compare.indicator"))
        ->type_name("ID");
    command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
    examples(*command, session.voice,
             "atalaya codes compare chile-cead --crosswalk codes --crosswalk hurto-persona --dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return compare(session, *options); }; });
}

}  // namespace

void add_unknown_code_commands(CLI::App& codes, Session& session) {
    add_unknown(codes, session);
    add_decide(codes, session);
    add_export(codes, session);
    add_compare(codes, session);
}

}  // namespace atalaya::cli
