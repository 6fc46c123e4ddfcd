#include "cli/method_runs.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>

#include "cli/computing.hpp"
#include "cli/help.hpp"
#include "cli/method_answer.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/threads.hpp"
#include "service/measures.hpp"
#include "service/store_table.hpp"

namespace atalaya::cli {

namespace {

using namespace std::chrono_literals;

// Those who read end soon; who still has it then, works with it.
store::Store open_to_write(const Session& session) {
    constexpr int patience = 20;
    for (int tried = 1;; ++tried) {
        try {
            return session.open(store::Access::write);
        } catch (const Error& error) {
            if (error.fault() != Fault::conflict || tried == patience) throw;
        }
        std::this_thread::sleep_for(100ms);
    }
}

void say_line(const Session& session, std::string_view key, const render::Arguments& with) {
    fmt::print(stderr, "{}\n", session.voice.say(key, with));
}

std::string inputs_said(const service::KeptRecord& record) {
    std::vector<std::string> said;
    for (const auto& input : record.inputs) said.push_back(input.table + "=" + input.file);
    return join(said, " ");
}

int list(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto all = store::method_runs(store.records(), store.city());
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& one : all)
            json.object()
                .key("run")
                .text(one.run)
                .key("ran_on")
                .text(one.ran_on)
                .key("refused")
                .text(one.refused)
                .key("answer")
                .text(one.answer.hex())
                .key("record")
                .raw(one.record)
                .end();
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    if (all.empty()) {
        fmt::print("{}\n", session.voice.say("runs.none"));
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : all) {
        const auto record = service::record_of(one);
        rows.push_back({one.run, one.ran_on, record.method,
                        one.refused.empty() ? "" : session.voice.say("runs.refused"), inputs_said(record)});
    }
    fmt::print("{}", table(session.voice, {{"run"}, {"day"}, {"method"}, {"answer"}, {"table"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

int show(const Session& session, const std::string& run) {
    store::Store store = session.open(store::Access::read);
    const auto kept = service::find_method_run(store, run);
    const auto record = service::record_of(kept);
    if (session.json) {
        JsonWriter json;
        json.object().key("run").text(kept.run).key("ran_on").text(kept.ran_on);
        json.key("refused").text(kept.refused).key("answer").text(kept.answer.hex());
        json.key("record").raw(kept.record).key("given").raw(kept.given);
        json.key("command").text("atalaya method repeat " + kept.run);
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    const auto& voice = session.voice;
    const auto line = [&](std::string_view key, std::string_view what) {
        fmt::print("{}: {}\n", voice.say(key), what);
    };
    line("runs.run", kept.run);
    line("runs.day", kept.ran_on);
    line("runs.method",
         voice.say("runs.of_version",
                   {{"method", record.method}, {"version", record.version}, {"program", record.program}}));
    for (const auto& input : record.inputs) {
        line("runs.table", input.table + "=" + (input.path.empty() ? input.file : input.path));
        fmt::print("  {}\n",
                   voice.say("runs.rows", {{"n", number(input.rows)}, {"digest", input.digest.hex()}}));
    }
    for (const auto& [name, value] : service::question_of(kept).settings)
        line("runs.setting", name + "=" + value);
    line("runs.answer", kept.refused.empty()
                            ? kept.answer.hex()
                            : voice.say("method.refused", {{"why", why_text(voice, kept.refused)}}));
    line("runs.record", kept.record);
    line("runs.command", "atalaya method repeat " + kept.run);
    return 0;
}

void write_repeated(JsonWriter& json, const service::RepeatedRun& repeated) {
    json.object().key("run").text(repeated.kept.run).key("ran_on").text(repeated.kept.ran_on);
    json.key("same").boolean(repeated.same()).key("then").text(repeated.kept.answer.hex());
    json.key("now").text(repeated.now.hex()).key("changed").array();
    for (const auto& one : repeated.changed) {
        json.object().key("table").text(one.table).key("file").text(one.file);
        json.key("then").text(one.then.hex()).key("now").text(one.now.hex()).end();
    }
    json.end().key("erasures").array();
    for (const auto& one : repeated.erasures)
        json.object().key("erasure").text(one.id).key("on").text(iso(one.on)).end();
    json.end();
    if (repeated.other_program()) {
        json.key("program").object().key("then").text(repeated.record.program).key("now");
        json.text(store::program_version).end().key("version").object().key("then");
        json.text(repeated.record.version).key("now").text(repeated.run.method->version).end();
    }
    json.key("answer").raw(service::result_json(repeated.run.result)).end();
}

void say_repeated(const Voice& voice, const service::RepeatedRun& repeated) {
    const auto line = [&](std::string_view key, const render::Arguments& with) {
        fmt::print("{}\n", voice.say(key, with));
    };
    fmt::print("\n");
    line(repeated.same() ? "repeat.same" : "repeat.not_same",
         {{"run", repeated.kept.run}, {"day", repeated.kept.ran_on}, {"then", repeated.kept.answer.hex()}});
    for (const auto& one : repeated.changed)
        line("repeat.changed",
             {{"table", one.table + "=" + one.file}, {"then", one.then.hex()}, {"now", one.now.hex()}});
    for (const auto& one : repeated.erasures) line("repeat.erased", {{"id", one.id}, {"day", iso(one.on)}});
    if (repeated.same()) return;
    if (repeated.other_program())
        line("repeat.other_program", {{"then", repeated.record.program},
                                      {"now", std::string{store::program_version}},
                                      {"version_then", repeated.record.version},
                                      {"version_now", repeated.run.method->version}});
    else if (repeated.changed.empty())
        line("repeat.unexplained", {});
}

int repeat(const Session& session, const std::string& run) {
    const auto kept = [&] {
        store::Store store = session.open(store::Access::read);
        return service::find_method_run(store, run);
    }();
    auto question = service::question_of(kept);
    question.threads = threads_at_hand();
    auto found = [&] {
        Computing progress{session};
        take_store_tables(session, question, progress);
        return service::run_method(question, progress);
    }();
    store::Store store = session.open(store::Access::read);
    const auto repeated = service::compare(store, kept, std::move(found));
    if (session.json) {
        JsonWriter json;
        write_repeated(json, repeated);
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", answer_text(session.voice, repeated.run, is_terminal(STDOUT_FILENO)));
        say_repeated(session.voice, repeated);
    }
    if (repeated.same()) return 0;
    // What it was computed from is not there any more, or the answer to the same is another one.
    return exit_code(repeated.changed.empty() ? Fault::corrupt : Fault::missing);
}

}  // namespace

int threads_at_hand() {
    if (const int asked = threads_asked(); asked > 0) return asked;
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u));
}

void take_store_tables(const Session& session, service::MethodQuestion& question, Progress& progress) {
    question.from_store = [&](const std::string& text, const methods::TableSpec* table) {
        const auto asked = service::parse_store_table(text);
        store::Store store = session.open(store::Access::read, progress);
        const auto catalogue = session.catalogue(store);
        service::Worlds worlds{store, catalogue};
        return service::read_store_table(store, worlds, asked, table);
    };
}

void expect_named_directory(const Session& session) {
    if (session.directory != Session{}.directory) session.require_directory();
}

void keep_and_say(const Session& session, const service::MethodQuestion& question,
                  const service::MethodRun& run, const std::string& record) {
    if (!store::is_directory_of_ours(session.directory)) {
        if (record.empty())
            say_line(session, "method.run.not_kept", {{"run", run.id}});
        else
            say_line(session, "method.run.recorded", {{"run", run.id}, {"file", record}});
        return;
    }
    const auto folder = session.directory.string();
    const auto not_kept = [&](const std::string& why) {
        say_line(session, "method.run", {{"run", run.id}});
        say_line(session, "method.run.failed", {{"folder", folder}, {"why", why}});
    };
    try {
        store::Store store = open_to_write(session);
        const auto other = service::keep_method_run(store, question, run, today());
        say_line(session, "method.run.kept", {{"run", run.id}, {"folder", folder}});
        if (other) say_line(session, "method.run.otherwise", {{"day", other->ran_on}});
    } catch (const Error& error) {
        not_kept(session.voice.say(error.message()));
    } catch (const std::system_error& error) {
        not_kept(error.code().message());
    }
}

void add_method_runs(CLI::App& method, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* runs = method.add_subcommand("runs", say("help.method.runs"));
    auto run = std::make_shared<std::string>();
    runs->add_option("RUN", *run, say("help.method.runs.run"));
    examples(*runs, session.voice,
             "atalaya method runs --dir datos\natalaya method runs 7w3k9q2m --dir datos");
    runs->callback([&session, run] {
        session.chosen = [&session, run] { return run->empty() ? list(session) : show(session, *run); };
    });
    auto again = std::make_shared<std::string>();
    auto* command = method.add_subcommand("repeat", say("help.method.repeat"));
    command->add_option("RUN", *again, say("help.method.runs.run"))->required();
    examples(*command, session.voice, "atalaya method repeat 7w3k9q2m --dir datos");
    command->callback(
        [&session, again] { session.chosen = [&session, again] { return repeat(session, *again); }; });
}

}  // namespace atalaya::cli
