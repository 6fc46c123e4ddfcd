#include "cli/method_commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/computing.hpp"
#include "cli/help.hpp"
#include "cli/method_answer.hpp"
#include "cli/method_page.hpp"
#include "cli/method_runs.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "service/method_picture.hpp"
#include "service/whole_file.hpp"

namespace atalaya::cli {

namespace {

struct RunOptions {
    std::string method, format = "text", answer, out, svg;
    std::vector<std::string> tables, roles, settings, missing, systems, wheres, decimals, dates;
    std::uint64_t seed = 1;
    int threads = 0;
    std::uint64_t patience = 1;  // minutes
    bool csv = false, geojson = false;
};

int threads_for(const RunOptions& options) {
    return options.threads > 0 ? options.threads : threads_at_hand();
}

void add_setting(methods::Given& given, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error{Fault::usage,
                    message("--set: expected SETTING=VALUE, such as permutations=999; found \"{}\"", text)};
    if (!given.emplace(text.substr(0, equals), text.substr(equals + 1)).second)
        throw Error{Fault::usage,
                    message("--set {}: expected each setting once, found it twice", text.substr(0, equals))};
}

void add_system(service::MethodQuestion& question, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw Error{Fault::usage,
                    message("--crs: expected TABLE=SYSTEM, such as areas=EPSG:3116; found \"{}\"", text)};
    if (!question.systems.emplace(text.substr(0, equals), text.substr(equals + 1)).second)
        throw Error{Fault::usage,
                    message("--crs {}: expected each table once, found it twice", text.substr(0, equals))};
}

service::MethodQuestion question_of(const RunOptions& options) {
    service::MethodQuestion question{.method = &service::find_method(options.method),
                                     .missing = options.missing,
                                     .seed = options.seed,
                                     .threads = threads_for(options),
                                     .patience = 60.0 * static_cast<double>(options.patience)};
    for (const auto& text : options.tables) question.tables.push_back(service::parse_table_file(text));
    for (const auto& text : options.roles) question.roles.push_back(service::parse_role(text));
    for (const auto& text : options.settings) add_setting(question.settings, text);
    for (const auto& text : options.wheres) question.wheres.push_back(service::parse_where(text));
    for (const auto& text : options.decimals) question.decimals.push_back(service::parse_decimal(text));
    for (const auto& text : options.dates) question.dates.push_back(service::parse_dates(text));
    for (const auto& text : options.systems) add_system(question, text);
    return question;
}

std::string format_of(const Session& session, const RunOptions& options) {
    if (session.json) return "json";
    if (options.csv) return "csv";
    return options.geojson ? "geojson" : options.format;
}

// Gives the answer in pieces; what is wrong with the question is told before.
std::function<void(const service::Pieces&)> answer_as(const std::string& format, const Session& session,
                                                      const RunOptions& options,
                                                      const service::MethodRun& run) {
    const auto all = [](std::string text) {
        return [text = std::move(text)](const service::Pieces& take) { take(text); };
    };
    if (format == "json") return all(answer_json(session.voice, run));
    if (format == "text" || !run.result.refused.empty())
        return all(answer_text(session.voice, run, options.out.empty() && is_terminal(STDOUT_FILENO)));
    const auto table = answer_table(run, options.answer);
    if (format == "geojson") return all(answer_geojson(run, table));
    return [&run, table](const service::Pieces& take) { give_csv(run, table, take); };
}

service::PictureWords picture_words(const Session& session) {
    return {.language = session.voice.language(),
            .say = [&session](std::string_view key, const render::Arguments& arguments) {
                return session.voice.say(key, arguments);
            }};
}

void write_picture(const Session& session, const std::string& file, const std::string& svg) {
    service::write_whole(file, svg);
    fmt::print(stderr, "{}\n", session.voice.say("picture.written", {{"file", file}}));
}

int run(const Session& session, const RunOptions& options) {
    auto question = question_of(options);
    expect_named_directory(session);
    const auto found = [&] {
        Computing progress{session};
        take_store_tables(session, question, progress);
        return service::run_method(question, progress);
    }();
    const bool refused = !found.result.refused.empty();
    const auto give = answer_as(format_of(session, options), session, options, found);
    const auto svg = options.svg.empty() || refused
                         ? ""
                         : service::method_picture(found, question.settings, picture_words(session));
    const bool to_file = !options.out.empty() && !refused;
    const std::string record = to_file ? options.out + ".run.json" : "";
    if (to_file) {
        service::write_whole(options.out, give);
        service::write_whole(record, found.record + "\n");
    }
    // Who asked for a table reads no sentence in its place.
    const auto format = format_of(session, options);
    const bool aside = refused && (format == "csv" || format == "geojson");
    const auto print_to = [&](std::FILE* stream) {
        give([&](std::string_view piece) { std::fwrite(piece.data(), 1, piece.size(), stream); });
    };
    if (aside) print_to(stderr);
    if (!refused && (to_file || format == "csv" || format == "geojson"))
        std::fputs(torn_text(session.voice, found).c_str(), stderr);
    keep_and_say(session, question, found, record);
    if (!to_file && !aside) print_to(stdout);
    if (!svg.empty()) write_picture(session, options.svg, svg);
    return refused ? exit_code(Fault::bad_input) : 0;
}

void add_run(CLI::App& method, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<RunOptions>();
    auto* command = method.add_subcommand("run", say("help.method.run"));
    command->add_option("NAME", options->method, say("help.method.name"))->required();
    command->add_option("--table", options->tables, say("help.method.run.table"))
        ->type_name(say("type.table_file"));
    command->add_option("--map", options->roles, say("help.method.run.map"))->type_name(say("type.role"));
    command->add_option("--where", options->wheres, say("help.method.run.where"))
        ->type_name(say("type.where"));
    command->add_option("--set", options->settings, say("help.method.run.set"))
        ->type_name(say("type.setting"));
    command->add_option("--missing", options->missing, say("help.method.run.missing"))
        ->type_name(say("type.words"));
    command->add_option("--decimal", options->decimals, say("help.method.run.decimal"))
        ->type_name(say("type.decimal"));
    command->add_option("--dates", options->dates, say("help.method.run.dates"))
        ->type_name(say("type.dates"));
    command->add_option("--crs", options->systems, say("help.method.run.crs"))
        ->type_name(say("type.table_system"));
    take_whole_number(command->add_option("--seed", options->seed, say("help.method.run.seed"))
                          ->type_name("N")
                          ->capture_default_str(),
                      0, (1ull << 53) - 1);
    take_whole_number(
        command->add_option("--threads", options->threads, say("help.method.run.threads"))->type_name("N"), 1,
        256);
    take_whole_number(command->add_option("--patience", options->patience, say("help.method.run.patience"))
                          ->type_name(say("type.minutes"))
                          ->capture_default_str(),
                      1, 100'000);
    command->add_option("--format", options->format, say("help.method.run.format"))
        ->check(CLI::IsMember({"text", "json", "csv", "geojson"}))
        ->type_name(say("type.format"))
        ->capture_default_str();
    command->add_flag("--csv", options->csv, say("help.method.run.csv"));
    command->add_flag("--geojson", options->geojson, say("help.method.run.geojson"));
    command->add_option("--answer", options->answer, say("help.method.run.answer"))
        ->type_name(say("type.table"));
    command->add_option("--out", options->out, say("help.method.run.out"))->type_name(say("type.file"));
    command->add_option("--svg", options->svg, say("help.method.run.svg"))->type_name(say("type.file"));
    examples(*command, session.voice,
             "atalaya method run rate --table areas=barrios.csv --map areas.exposure=habitantes\n"
             "atalaya method run global_moran --table areas=barrios.geojson --map areas.value=tasa "
             "--set neighbours=queen --json\n"
             "atalaya method run mann_kendall --table series=meses.csv --map series.value=robos --csv\n"
             "atalaya method run local_g --table \"areas=store:robo?by=barrio&from=2019-01&until=2019-12\" "
             "--map areas.value=events --set neighbours=queen --dir datos\n"
             "atalaya method run near_repeat --table \"events=store:vivienda?from=2019-01&until=2019-12\" "
             "--dir datos");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return run(session, *options); }; });
}

}  // namespace

void add_method_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* method = app.add_subcommand("method", say("help.method"));
    method->require_subcommand(1);
    method->group(say("group.figures"));
    examples(*method, session.voice, "atalaya method list\natalaya method show hot_spots");

    auto* list = method->add_subcommand("list", say("help.method.list"));
    examples(*list, session.voice, "atalaya method list");
    list->callback([&session] {
        session.chosen = [&session] {
            fmt::print("{}",
                       session.json ? method_list_json(session.voice) : method_list_text(session.voice));
            return 0;
        };
    });

    auto name = std::make_shared<std::string>();
    auto svg = std::make_shared<std::string>();
    auto* show = method->add_subcommand("show", say("help.method.show"));
    show->add_option("NAME", *name, say("help.method.name"))->required();
    show->add_option("--svg", *svg, say("help.method.show.svg"))->type_name(say("type.file"));
    examples(*show, session.voice, "atalaya method show hot_spots");
    show->callback([&session, name, svg] {
        session.chosen = [&session, name, svg] {
            const auto& found = service::find_method(*name);
            if (!svg->empty())
                write_picture(session, *svg, service::golden_picture(found, picture_words(session)));
            fmt::print("{}", session.json ? method_page_json(session.voice, found)
                                          : method_page_text(session.voice, found));
            return 0;
        };
    });
    add_run(*method, session);
    add_method_runs(*method, session);
}

}  // namespace atalaya::cli
