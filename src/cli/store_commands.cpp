#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <set>

#include "cli/app.hpp"
#include "cli/completion.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/descriptor.hpp"
#include "service/export.hpp"
#include "store/engines.hpp"
#include "store/rebuild.hpp"
#include "store/verify.hpp"

namespace atalaya::cli {

namespace {

int rebuild(const Session& session) {
    session.require_directory();
    TerminalProgress progress{session.voice};
    const auto rebuilt = store::rebuild(session.directory, progress);
    JsonWriter json;
    json.object().key("vintages").integer(rebuilt.vintages).key("tables").array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : rebuilt.tables) {
        json.object()
            .key("table")
            .text(one.table)
            .key("rows")
            .integer(one.rows)
            .key("digest")
            .text(one.digest.hex())
            .end();
        rows.push_back({one.table, std::to_string(one.rows), one.digest.hex()});
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice, {{"table"}, {"rows", true}, {"digest"}}, rows,
                               is_terminal(STDOUT_FILENO)));
        fmt::print(stderr, "{}\n", session.voice.say("rebuild.done", {{"n", number(rebuilt.vintages)}}));
    }
    return 0;
}

int verify(const Session& session) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::inspect, progress);
    const auto verified = store::verify(store, progress);
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("whole")
            .boolean(verified.whole())
            .key("deliveries")
            .integer(verified.deliveries)
            .key("segments")
            .integer(verified.segments);
        json.key("record_rows")
            .integer(verified.record_rows)
            .key("analytics_rows")
            .integer(verified.analytics_rows)
            .key("damages")
            .array();
        for (const auto& damage : verified.damages) json.text(session.voice.say(damage.message()));
        json.end().key("notes").array();
        for (const auto& note : verified.notes) json.text(session.voice.say(note));
        json.end().end();
        fmt::print("{}\n", json.str());
    } else {
        for (const auto& damage : verified.damages) fmt::print("{}\n", session.voice.say(damage.message()));
        for (const auto& note : verified.notes)
            fmt::print("{}\n", session.voice.say("verify.note", {{"what", session.voice.say(note)}}));
        const auto verdict =
            verified.whole()
                ? session.voice.say("verify.whole")
                : session.voice.say("verify.damages",
                                    {{"n", number(static_cast<std::int64_t>(verified.damages.size()))}});
        fmt::print(stderr, "{}\n",
                   session.voice.say("verify.done", {{"deliveries", number(verified.deliveries)},
                                                     {"segments", number(verified.segments)},
                                                     {"records", number(verified.record_rows)},
                                                     {"analytics", number(verified.analytics_rows)},
                                                     {"verdict", verdict}}));
    }
    return verified.whole() ? 0 : exit_code(Fault::corrupt);
}

int version(const Session& session) {
    const auto engines = store::engine_versions();
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("version")
            .text(store::program_version)
            .key("directory_format")
            .integer(store::directory_format)
            .key("segment_format")
            .integer(store::segment_format)
            .key("ledger_format")
            .integer(store::ledger_format)
            .key("descriptor_format")
            .integer(intake::descriptor_format);
        json.key("sqlite").text(engines.sqlite).key("duckdb").text(engines.duckdb);
        json.key("libpq").text(engines.libpq).end();
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("atalaya {}\n", store::program_version);
        fmt::print("{}\n", session.voice.say("version.formats",
                                             {{"directory", std::to_string(store::directory_format)},
                                              {"segment", std::to_string(store::segment_format)},
                                              {"ledger", std::to_string(store::ledger_format)},
                                              {"descriptor", std::to_string(intake::descriptor_format)}}));
        fmt::print("SQLite {} · DuckDB {} · libpq {}\n", engines.sqlite, engines.duckdb, engines.libpq);
    }
    return 0;
}

int print_completion(const Session& session, const CLI::App& app, const std::string& shell) {
    const auto script = completion(app, shell);
    if (session.json) {
        JsonWriter json;
        json.object().key("shell").text(shell).key("script").text(script).end();
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", script);
    }
    return 0;
}

struct ExportOptions {
    std::vector<std::string> formats{"parquet"};
    std::string vintage;
    std::filesystem::path out = "copia";
    bool positions = false;
};

std::set<service::CopyForm> copy_forms(const std::vector<std::string>& names) {
    std::set<service::CopyForm> forms;
    for (const auto& name : names) {
        if (name == "parquet") {
            forms.insert(service::CopyForm::parquet);
        } else if (name == "csv") {
            forms.insert(service::CopyForm::csv);
        } else if (name == "duckdb") {
            forms.insert(service::CopyForm::duckdb);
        } else {
            throw Error{Fault::usage,
                        message("--format: expected parquet, csv or duckdb; found \"{}\"", name)};
        }
    }
    return forms;
}

int export_copies(const Session& session, const ExportOptions& options) {
    TerminalProgress progress{session.voice};
    const auto forms = copy_forms(options.formats);
    store::Store store = session.open(store::Access::read, progress);
    const auto catalogue = session.catalogue(store);
    const auto copied = service::copy_for_analysts(
        store, catalogue, {options.out, forms, options.vintage, options.positions}, progress);
    if (session.json) {
        JsonWriter json;
        json.object().key("city").text(copied.city).key("vintage").text(copied.vintage).key("files").array();
        for (const auto& file : copied.files) {
            json.object()
                .key("file")
                .text(file.path.string())
                .key("table")
                .text(file.table)
                .key("rows")
                .integer(file.rows)
                .key("sha256")
                .text(file.digest.hex())
                .end();
        }
        json.end().end();
        fmt::print("{}\n", json.str());
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const auto& file : copied.files)
            rows.push_back({file.path.string(), file.rows > 0 ? std::to_string(file.rows) : "",
                            short_hash(file.digest)});
        fmt::print("{}", table(session.voice, {{"file"}, {"rows", true}, {"sha256"}}, rows,
                               is_terminal(STDOUT_FILENO)));
    }
    fmt::print(stderr, "{}\n",
               session.voice.say(options.positions ? "export.done_with_positions" : "export.done",
                                 {{"city", catalogue.city.name}, {"vintage", copied.vintage}}));
    return 0;
}

}  // namespace

void add_store_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    const auto add = [&](const char* name, const std::string& what, const char* lines,
                         int (*does)(const Session&)) {
        auto* command = app.add_subcommand(name, what);
        command->group(say("group.store"));
        examples(*command, session.voice, lines);
        command->callback([&session, does] { session.chosen = [&session, does] { return does(session); }; });
    };
    {
        auto options = std::make_shared<ExportOptions>();
        auto* command = app.add_subcommand("export", say("help.export"));
        command->add_option("--format", options->formats, say("help.export.format"))
            ->type_name(say("type.format"))
            ->delimiter(',');
        command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
        command->add_flag("--positions", options->positions, say("help.export.positions"));
        command->add_option("--out", options->out, say("option.out"))
            ->type_name(say("type.folder"))
            ->capture_default_str();
        command->group(say("group.figures"));
        examples(*command, session.voice,
                 "atalaya export --format parquet,csv --dir datos --out copia\n"
                 "atalaya export --format duckdb --positions --as-of 2020-10-05.1");
        command->callback([&session, options] {
            session.chosen = [&session, options] { return export_copies(session, *options); };
        });
    }
    add("rebuild", say("help.rebuild"), "atalaya rebuild --dir datos", &rebuild);
    add("verify", say("help.verify"), "atalaya verify --dir datos", &verify);
    add("version", say("help.version_command"), "atalaya version --json", &version);
    {
        auto shell = std::make_shared<std::string>();
        auto* command = app.add_subcommand("completion", say("help.completion"));
        command->add_option("SHELL", *shell, say("help.completion.shell"))->required();
        command->group(say("group.store"));
        examples(*command, session.voice,
                 "source <(atalaya completion bash)\n"
                 "atalaya completion fish > ~/.config/fish/completions/atalaya.fish");
        command->callback([&session, &app, shell] {
            session.chosen = [&session, &app, shell] { return print_completion(session, app, *shell); };
        });
    }
}

}  // namespace atalaya::cli
