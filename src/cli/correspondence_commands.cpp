// Who delivered and who is late, the letters about it, and what the data that came became.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/app.hpp"
#include "cli/coverage_command.hpp"
#include "cli/help.hpp"
#include "cli/paper_options.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/correspondence/feedback.hpp"
#include "service/correspondence/letters.hpp"
#include "service/due.hpp"
#include "service/expected.hpp"
#include "service/no_month.hpp"

namespace atalaya::cli {

namespace {

// "2024-11"; of a day alone "2024-11-17".
std::string until(const std::optional<Period>& last) {
    if (!last) return "";
    return last->days() == 1 ? iso(last->first) : iso(*last);
}

std::string unit_of(const service::SourceState& state) {
    if (!service::by_days(state.cadence)) return "month";
    return state.cadence == "daily" ? "day" : "week";
}

// --- who is late

std::string completeness(const Session& session, const service::SourceState& state) {
    if (state.owed == 0) return "";
    const std::string unit = unit_of(state);
    return session.voice.say(unit == "month"  ? "expected.of.month"
                             : unit == "week" ? "expected.of.week"
                                              : "expected.of.day",
                             {{"k", number(state.told)}, {"m", number(state.owed)}});
}

std::string usual_rows(const Session& session, const service::SourceState& state) {
    if (!state.usual) return "";
    const auto& usual = *state.usual;
    const std::string rows = session.voice.say(
        "expected.usual",
        {{"rows", number(usual.rows)}, {"fewest", number(usual.fewest)}, {"most", number(usual.most)}});
    if (unit_of(state) != "week") return rows;
    return session.voice.say("expected.usual.days", {{"rows", rows},
                                                     {"k", number(usual.days->with_facts)},
                                                     {"m", number(usual.days->of)},
                                                     {"usual", number(usual.days->usual)}});
}

void write_days(JsonWriter& json, const service::DaysCovered& days) {
    json.object().key("with_facts").integer(days.with_facts).key("of").integer(days.of);
    json.key("usual").integer(days.usual).key("missing_end");
    json.text(days.missing_end ? iso(*days.missing_end) : "").end();
}

void write_state(JsonWriter& json, const service::SourceState& state) {
    json.object().key("source").text(state.source->id).key("cadence").text(state.cadence);
    json.key("last_delivery").text(state.last_delivery ? iso(*state.last_delivery) : "");
    json.key("told_to").text(until(state.last_told));
    json.key("awaited").text(state.awaited ? iso(state.awaited->period) : "");
    json.key("due").text(state.awaited ? iso(state.awaited->due) : "");
    json.key("days_late").integer(state.late() ? state.late_since()->days_late : 0);
    json.key("unit").text(unit_of(state)).key("told").integer(state.told).key("owed").integer(state.owed);
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
        json.end();
        if (missing.days) write_days(json.key("days"), *missing.days);
        json.end();
    }
    json.end().key("rows");
    if (state.usual) {
        json.object().key("period").text(iso(state.usual->period)).key("rows").integer(state.usual->rows);
        json.key("fewest").integer(state.usual->fewest).key("most").integer(state.usual->most);
        json.key("of").integer(state.usual->of);
        if (state.usual->days) write_days(json.key("days"), *state.usual->days);
        json.end();
    } else {
        json.raw("null");
    }
    json.end();
}

// The weeks or days that did not come: "2026-03-02/2026-03-08", or as "2026-03-02 - 2026-03-22 (3)".
std::string runs_missing(const service::SourceState& state) {
    std::string told;
    for (const auto& run : state.runs()) {
        if (run.front()->came_in_part()) continue;
        const Period all{run.front()->period.first, run.back()->period.past_end};
        const std::string span =
            fmt::format("{} - {} ({})", iso(all.first), iso(all.past_end - std::chrono::days{1}), run.size());
        told += (told.empty() ? "" : ", ") + (run.size() == 1 ? until(all) : span);
    }
    return told;
}

// The months that did not come: "2024-11", or those that follow each other as "2025-01 - 2026-10 (22)".
std::string months_missing(const service::SourceState& state) {
    if (service::by_days(state.cadence)) return runs_missing(state);
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
    for (const auto& missing : state.missing) {
        if (!missing.days || !missing.days->missing_end) continue;
        const Period end = *missing.days->missing_end;
        told += fmt::format("{}{} {} - {}", told.empty() ? "" : ", ", session.voice.say("expected.whole"),
                            iso(end.first), iso(end.past_end - std::chrono::days{1}));
    }
    return told;
}

int expected(const Session& session, Day day) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const std::string vintage = service::vintage_on(store, day);
    service::Worlds worlds{store, catalogue};
    const service::World* world = vintage.empty() ? nullptr : &worlds.at(vintage);
    const auto states = service::expected_deliveries(catalogue, world, day, service::arrivals_of(store),
                                                     service::days_told(store, catalogue, world));
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
        const std::string of_what_came = missing_in_part(session, state);
        in_part += of_what_came.empty() ? 0 : 1;
        rows.push_back(
            {state.source->id, state.last_delivery ? iso(*state.last_delivery) : "", until(state.last_told),
             state.awaited ? until(state.awaited->period) : "", state.awaited ? iso(state.awaited->due) : "",
             state.late() ? std::to_string(state.late_since()->days_late) : "", completeness(session, state),
             usual_rows(session, state), months_missing(state), of_what_came});
    }
    std::vector<Column> columns{{"source"},          {"last_delivery"}, {"told_to"},    {"awaited"}, {"due"},
                                {"days_late", true}, {"complete"},      {"rows_usual"}, {"missing"}};
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
    const auto written = service::write_feedback(
        store, catalogue,
        {.month = options.month.empty() ? service::last_month_told(worlds.at(options.vintage))
                                        : month_argument(options.month, "--month"),
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
    add_coverage_command(deliveries, session);
    add_receipt_commands(deliveries, session);
    add_feedback(deliveries, session);
    add_letters(app, session);
}

}  // namespace atalaya::cli
