// Who delivered and who is late, the letters about it, and what the data that came became.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/paper_options.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/correspondence/feedback.hpp"
#include "service/correspondence/letters.hpp"
#include "service/expected.hpp"

namespace atalaya::cli {

namespace {

std::string month_or_blank(const std::optional<Month>& month) {
    return month ? iso(*month) : "";
}

// --- who is late

std::string completeness(const Session& session, const service::SourceState& state) {
    if (state.months_expected == 0) return "";
    return session.voice.say("expected.of",
                             {{"k", number(state.months_told)}, {"m", number(state.months_expected)}});
}

std::string usual_rows(const Session& session, const service::SourceState& state) {
    if (!state.usual) return "";
    const auto& usual = *state.usual;
    return session.voice.say(
        "expected.usual",
        {{"rows", number(usual.rows)}, {"fewest", number(usual.fewest)}, {"most", number(usual.most)}});
}

void write_state(JsonWriter& json, const service::SourceState& state) {
    json.object().key("source").text(state.source->id).key("cadence").text(state.cadence);
    json.key("last_delivery").text(state.last_delivery ? iso(*state.last_delivery) : "");
    json.key("last_month").text(month_or_blank(state.last_told));
    json.key("awaited").text(state.awaited ? iso(state.awaited->period) : "");
    json.key("due").text(state.awaited ? iso(state.awaited->due) : "");
    json.key("days_late").integer(state.late() ? state.late_since()->days_late : 0);
    json.key("months_told").integer(state.months_told).key("months_expected").integer(state.months_expected);
    json.key("missing").array();
    for (const auto& missing : state.missing) {
        json.object().key("period").text(iso(missing.period)).key("due").text(iso(missing.due));
        json.key("days_late").integer(missing.days_late).key("months").array();
        for (const auto month : missing.months) json.text(iso(month));
        json.end().key("in_part").array();
        for (const auto* hole : missing.holes) {
            json.object().key("layer").text(hole->layer).key("area").text(hole->area);
            json.key("first").text(iso(*hole->first)).key("last").text(iso(*hole->last)).end();
        }
        json.end().end();
    }
    json.end().key("rows");
    if (state.usual) {
        json.object().key("month").text(iso(state.usual->month)).key("rows").integer(state.usual->rows);
        json.key("fewest").integer(state.usual->fewest).key("most").integer(state.usual->most);
        json.key("of_months").integer(state.usual->of_months).end();
    } else {
        json.raw("null");
    }
    json.end();
}

// The months that did not come: "2024-11", or those that follow each other as "2025-01 - 2026-10 (22)".
std::string months_missing(const service::SourceState& state) {
    struct Run {
        Month first, last;
    };
    std::vector<Run> runs;
    for (const auto& missing : state.missing) {
        for (const auto month : missing.months) {
            if (std::ranges::find(missing.in_part, month) != missing.in_part.end()) continue;
            if (!runs.empty() && plus_months(runs.back().last, 1) == month)
                runs.back().last = month;
            else
                runs.push_back({month, month});
        }
    }
    std::string told;
    for (const auto& [first, last] : runs) {
        told += (told.empty() ? "" : ", ") + iso(first);
        if (first != last) told += fmt::format(" - {} ({})", iso(last), months_between(first, last) + 1);
    }
    return told;
}

// Of the months that came, what is missing and when: "seccion:5 2024-02-05 - 2024-04-21"; or all of the source.
std::string missing_in_part(const Session& session, const service::SourceState& state) {
    std::string told;
    for (const auto* hole : state.missing_in_part()) {
        const std::string of =
            hole->layer.empty() ? session.voice.say("expected.whole") : hole->layer + ":" + hole->area;
        told +=
            fmt::format("{}{} {} - {}", told.empty() ? "" : ", ", of, iso(*hole->first), iso(*hole->last));
    }
    return told;
}

int expected(const Session& session, Day day) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const std::string vintage = service::vintage_on(store, day);
    service::Worlds worlds{store, catalogue};
    const auto states = service::expected_deliveries(
        catalogue, vintage.empty() ? nullptr : &worlds.at(vintage), day, service::arrivals_of(store));
    if (session.json) {
        JsonWriter json;
        json.object().key("as_of").text(iso(day)).key("vintage").text(vintage).key("sources").array();
        for (const auto& state : states) write_state(json, state);
        json.end().end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    int late = 0, in_part = 0;
    for (const auto& state : states) {
        late += state.late() ? 1 : 0;
        in_part += state.missing_in_part().empty() ? 0 : 1;
        rows.push_back({state.source->id, state.last_delivery ? iso(*state.last_delivery) : "",
                        month_or_blank(state.last_told), state.awaited ? iso(state.awaited->period) : "",
                        state.awaited ? iso(state.awaited->due) : "",
                        state.late() ? std::to_string(state.late_since()->days_late) : "",
                        completeness(session, state), usual_rows(session, state), months_missing(state),
                        missing_in_part(session, state)});
    }
    std::vector<Column> columns{{"source"},          {"last_delivery"}, {"told_to"},    {"awaited"}, {"due"},
                                {"days_late", true}, {"months"},        {"rows_usual"}, {"missing"}};
    if (in_part > 0) columns.push_back({"missing_in_part"});
    for (auto& row : rows) row.resize(columns.size());
    fmt::print("{}", table(session.voice, columns, rows, is_terminal(STDOUT_FILENO)));
    fmt::print(stderr, "{}\n",
               states.empty() ? session.voice.say("expected.nothing", {{"city", catalogue.city.id}})
                              : session.voice.say("expected.late",
                                                  {{"k", number(late)},
                                                   {"m", number(static_cast<std::int64_t>(states.size()))},
                                                   {"day", iso(day)}}));
    if (in_part > 0)
        fmt::print(stderr, "{}\n", session.voice.say("expected.came_in_part", {{"n", number(in_part)}}));
    return 0;
}

void add_expected(CLI::App& deliveries, Session& session) {
    auto as_of = std::make_shared<std::string>();
    auto* command = deliveries.add_subcommand("expected", session.voice.say("help.expected"));
    command->add_option("--on,--as-of", *as_of, session.voice.say("help.expected.as_of"))
        ->type_name(session.voice.say("type.day"));
    examples(*command, session.voice, "atalaya deliveries expected --on 2025-02-10 --dir datos");
    command->callback([&session, as_of] {
        session.chosen = [&session, as_of] {
            return expected(session, as_of->empty() ? today() : day_argument(*as_of, "--on"));
        };
    });
}

// --- what their data became

struct FeedbackOptions {
    std::string source, month, vintage;
    PaperOptions paper{.out = "devoluciones"};
};

int feedback(const Session& session, const FeedbackOptions& options) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto last = worlds.at(options.vintage).last_month();
    if (options.month.empty() && !last)
        throw Error{Fault::missing, message("nothing is published yet. First: atalaya ingest FILES")};
    const auto written = service::write_feedback(
        store, catalogue,
        {.month = options.month.empty() ? *last : month_argument(options.month, "--month"),
         .vintage = options.vintage,
         .source = options.source,
         .language = session.language,
         .forms = options.paper.forms(),
         .folder = options.paper.out},
        progress);
    JsonWriter json;
    json.array();
    for (const auto& one : written.sources) {
        json.object().key("source").text(one.source);
        json.key("figures").integer(static_cast<std::int64_t>(one.figures));
        put_files(json, one.files);
        json.end();
        if (session.json) continue;
        for (const auto& file : one.files) fmt::print("{}\n", file.string());
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    tell_no_pdf(session, written.no_pdf);
    return 0;
}

void add_feedback(CLI::App& deliveries, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<FeedbackOptions>();
    auto* command = deliveries.add_subcommand("feedback", say("help.feedback"));
    command->add_option("--source", options->source, say("help.feedback.source"))
        ->type_name(say("type.source"));
    command->add_option("--month", options->month, say("help.bulletin.month"))->type_name(say("type.month"));
    command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
    take_papers(*command, session, options->paper);
    examples(*command, session.voice,
             "atalaya deliveries feedback --month 2024-12 --dir datos\n"
             "atalaya deliveries feedback --source marejada-policia --format pdf");
    command->callback([&session, options] {
        session.chosen = [&session, options] { return feedback(session, *options); };
    });
}

// --- letters

struct LetterOptions {
    std::string on, source;
    bool again = false;
    PaperOptions paper{.out = "cartas"};
};

int letters(const Session& session, const LetterOptions& options) {
    const Day day = options.on.empty() ? today() : day_argument(options.on, "--on");
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto written = service::write_letters(store, session.catalogue(store),
                                                {.on = day,
                                                 .source = options.source,
                                                 .language = session.language,
                                                 .again = options.again,
                                                 .forms = options.paper.forms(),
                                                 .folder = options.paper.out},
                                                progress);
    JsonWriter json;
    json.object().key("on").text(iso(day)).key("letters").array();
    for (const auto& [letter, step, to, again, files] : written.letters) {
        json.object().key("number").integer(letter.number).key("source").text(letter.source);
        json.key("step").integer(step).key("to").text(to).key("written_on").text(iso(letter.written_on));
        json.key("again").boolean(again).key("periods").array();
        for (const auto& about : letter.about) json.text(about.period);
        json.end();
        put_files(json, files);
        json.end();
        if (session.json) continue;
        fmt::print(stderr, "{}\n",
                   session.voice.say(again ? "letters.again" : "letters.written",
                                     {{"number", std::to_string(letter.number)},
                                      {"source", letter.source},
                                      {"step", std::to_string(step)},
                                      {"to", to},
                                      {"day", iso(letter.written_on)}}));
        for (const auto& file : files) fmt::print("{}\n", file.string());
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else if (written.letters.empty()) {
        fmt::print(stderr, "{}\n", session.voice.say("letters.none", {{"day", iso(day)}}));
    }
    tell_no_pdf(session, written.no_pdf);
    return 0;
}

void add_letters(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<LetterOptions>();
    auto* command = app.add_subcommand("letters", say("help.letters"));
    command->add_option("--on", options->on, say("help.letters.on"))->type_name(say("type.day"));
    command->add_option("--source", options->source, say("help.letters.source"))
        ->type_name(say("type.source"));
    command->add_flag("--again", options->again, say("help.letters.again"));
    take_papers(*command, session, options->paper);
    command->group(say("group.deliveries"));
    examples(*command, session.voice,
             "atalaya letters --on 2025-02-10 --dir datos --out cartas\n"
             "atalaya letters --on 2025-02-10 --again --format pdf");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return letters(session, *options); }; });
}

}  // namespace

void add_correspondence_commands(CLI::App& app, CLI::App& deliveries, Session& session) {
    add_expected(deliveries, session);
    add_receipt_commands(deliveries, session);
    add_feedback(deliveries, session);
    add_letters(app, session);
}

}  // namespace atalaya::cli
