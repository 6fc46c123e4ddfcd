#include "cli/app.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include "cli/computing.hpp"
#include "cli/erasure_commands.hpp"
#include "cli/help.hpp"
#include "cli/line_width.hpp"
#include "cli/method_commands.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/calendars.hpp"
#include "store/data_directory.hpp"

namespace atalaya::cli {

service::Catalogue Session::catalogue(store::Store& store) const {
    auto catalogue = service::read_catalogue(share(), store.city());
    service::add_calendars(catalogue, store);
    return catalogue;
}

service::Catalogue Session::catalogue_of_the_store(Progress& progress) const {
    auto store = open(store::Access::read, progress);
    return catalogue(store);
}

Day today() {
    const std::time_t now = std::time(nullptr);
    std::tm here{};
    localtime_r(&now, &here);
    return Day{std::chrono::year{here.tm_year + 1900} /
               std::chrono::month{static_cast<unsigned>(here.tm_mon + 1)} /
               std::chrono::day{static_cast<unsigned>(here.tm_mday)}};
}

Day day_argument(std::string_view text, const char* name) {
    const auto day = parse_day(text);
    if (!day)
        throw Error{Fault::usage, message("{}: expected a day such as 2020-10-05; found \"{}\"", name, text)};
    return *day;
}

Month month_argument(std::string_view text, const char* name) {
    const auto month = parse_month(text);
    if (!month)
        throw Error{Fault::usage, message("{}: expected a month such as 2020-08; found \"{}\"", name, text)};
    return *month;
}

std::string short_hash(const Digest& digest) {
    return digest.hex().substr(0, 12);
}

store::Store Session::open(store::Access access, Progress& progress) const {
    require_directory();
    store::Store store{directory, access, progress};
    if (access == store::Access::read) {
        for (const auto& vintage : store.not_applied())
            fmt::print(stderr, "{}\n", voice.say("store.not_applied", {{"vintage", vintage.id}}));
    }
    return store;
}

void Session::require_directory() const {
    if (store::is_directory_of_ours(directory)) return;
    std::vector<std::string> cities;
    for (const auto& entry : std::filesystem::directory_iterator{share().data / "cities"}) {
        if (entry.is_directory()) cities.push_back(entry.path().filename().string());
    }
    std::sort(cities.begin(), cities.end());
    throw Error{Fault::missing,
                message("expected a data directory at {}; there is none.\n"
                        "If there is one elsewhere: --dir FOLDER, or the variable ATALAYA_DIR.\n"
                        "To make one: atalaya init --city CITY --dir {}  (cities: {})\n"
                        "To see one ready: atalaya demo",
                        directory, directory, join(cities, ", "))};
}

namespace {

// What went wrong: a line that says what kind of trouble it is, then what was expected and found.
int say_error(const Session& session, std::string_view kind, const Message& message, int code,
              std::string_view head_key = "") {
    const std::string said = session.voice.say(message);
    if (session.json) {
        JsonWriter json;
        json.object().key("error").text(said).key("kind").text(kind).key("exit").integer(code);
        json.key("detail").text(message.english()).end();
        std::fputs((json.str() + "\n").c_str(), stdout);
    }
    const std::string clean = harmless(said, true);
    std::string indented;
    for (const auto line : split(clean, '\n')) {
        indented += indented.empty() ? "" : "\n  ";
        indented +=
            is_terminal(STDERR_FILENO) ? wrapped(line, line_width(STDERR_FILENO), 2) : std::string{line};
    }
    const auto head =
        session.voice.say(head_key.empty() ? fmt::format("fault.{}", kind) : std::string{head_key});
    std::fputs(fmt::format("atalaya: {}\n  {}\n", head, indented).c_str(), stderr);
    return code;
}

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::usage: return "usage";
        case Fault::missing: return "missing";
        case Fault::bad_input: return "bad_input";
        case Fault::conflict: return "conflict";
        case Fault::newer_version: return "newer_version";
        case Fault::corrupt: return "corrupt";
        case Fault::no_space: return "no_space";
        case Fault::interrupted: return "interrupted";
    }
    return "";
}

// `computes`: of a command that computes, and so publishes nothing at any time.
int say_fault(const Session& session, Fault fault, const Message& message, bool computes = false) {
    const std::string_view head = computes && fault == Fault::bad_input ? "fault.not_computed" : "";
    return say_error(session, name_of(fault), message, exit_code(fault), head);
}

// What the system refused: a full disk is not a mistake of ours.
int say_refusal(const Session& session, const std::system_error& error) {
    const int code = error.code().value();
    Message said = verbatim(error.code().message());
    if (const auto* of_file = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
        of_file && !of_file->path1().empty())
        said = message("{} ({})", said, of_file->path1());
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return say_fault(
            session, Fault::no_space,
            message("expected room to write; the system says: {}. Free some space and try again", said));
    return say_fault(session, Fault::missing, message("the system does not allow it: {}", said));
}

// An option that may be repeated takes one word each time, so that what stands without a name stays what it is.
void take_one_word_each(CLI::App& app) {
    for (auto* option : app.get_options()) {
        if (!option->get_positional() && option->get_expected_max() > 1) option->allow_extra_args(false);
    }
    for (auto* command : app.get_subcommands({})) take_one_word_each(*command);
}

void describe(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    app.description(say("help.atalaya"));
    speak(app, session.voice);
    app.name("atalaya");
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", fmt::format("atalaya {}", store::program_version), say("help.version"));
    app.add_flag("--json", session.json, say("help.json"));
    app.add_option("--dir", session.directory, say("help.dir"))
        ->envname("ATALAYA_DIR")
        ->default_str("atalaya-datos")
        ->type_name(say("type.folder"));
    app.add_option("--language", session.language, say("help.language"))
        ->envname("ATALAYA_LANGUAGE")
        ->default_str("es")
        ->type_name(say("type.language"));
    app.add_option("--request", session.request, say("help.request"))->type_name(say("type.file"));
    add_city_commands(app, session);
    add_proposal_commands(app, session);
    add_catalogue_commands(app, session);
    add_code_commands(app, session);
    add_delivery_commands(app, session);
    add_finding_commands(app, session);
    add_place_commands(app, session);
    add_link_commands(app, session);
    add_figure_commands(app, session);
    add_diff_command(app, session);
    add_revision_commands(app, session);
    add_break_commands(app, session);
    add_contrast_command(app, session);
    add_method_commands(app, session);
    add_bulletin_commands(app, session);
    add_store_commands(app, session);
    add_erasure_commands(app, session);
    add_retention_commands(app, session);
    group_commands(app, session.voice);
    take_one_word_each(app);
    app.footer(say("help.examples") +
               "\n"
               "  atalaya demo\n"
               "  atalaya init --city caba --dir datos\n"
               "  atalaya ingest delitos_2019.csv.gz --dir datos\n"
               "  atalaya figure get robo --territory comuna:1 --period 2020-08 --dir datos --json\n"
               "  atalaya bulletin mensual --territory comuna:1 --month 2020-08 --dir datos --out boletines\n"
               "\n" +
               say("help.exits"));
}

// The command line without --request FILE, and in its place the words that the request stands for.
std::vector<std::string> with_request(const CLI::App& app, const std::vector<std::string>& words) {
    const auto asked = std::find_if(words.begin(), words.end(),
                                    [](const std::string& word) { return word.starts_with("--request"); });
    if (asked == words.end()) return words;
    const bool apart = *asked == "--request" && asked + 1 != words.end();
    auto said = words_of_request(
        app,
        apart ? asked[1] : asked->substr(std::min(asked->size(), std::string_view{"--request="}.size())));
    said.insert(said.begin(), words.begin(), asked);
    said.insert(said.end(), asked + (apart ? 2 : 1), words.end());
    return said;
}

// Runs what the words ask for; throws what stops it. `computes`: whether it is to compute and not to publish.
int obey(const std::vector<std::string>& given, Session& session, bool& computes) {
    session.voice = Voice{language_asked(given)};
    auto app = std::make_unique<CLI::App>();
    describe(*app, session);
    const auto words = with_request(*app, given);
    if (const auto language = language_asked(words); language != session.voice.language()) {
        session = {.json = session.json, .voice = Voice{language}};
        app = std::make_unique<CLI::App>();
        describe(*app, session);
    }
    try {
        app->parse(std::vector<std::string>{words.rbegin(), words.rend()});
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0 && !has_unknown_command(*app)) return app->exit(error);
        throw Error{Fault::usage, usage_error(*app, error)};
    }
    computes = app->got_subcommand("method");
    const int code = session.chosen ? session.chosen() : 0;
    if (std::fflush(stdout) != 0) throw std::system_error{errno, std::generic_category(), "standard output"};
    return code;
}

}  // namespace

int say_fault(const Session& session, const Error& error) {
    return say_fault(session, error.fault(), error.message());
}

int run(int argc, char** argv) {
    Session session;
    const std::vector<std::string> words(argv + 1, argv + argc);
    session.json = std::find(words.begin(), words.end(), "--json") != words.end();
    watch_interrupts();
    bool computes = false;
    try {
        return obey(words, session, computes);
    } catch (const Error& error) {
        return say_fault(session, error.fault(), error.message(), computes);
    } catch (const std::bad_alloc&) {
        return say_fault(
            session, Fault::no_space,
            computes
                ? message("this would take more memory than there is, or than 16 GiB: give fewer rows (a "
                          "sample, longer periods, one territory) or only the columns that the method "
                          "names")
                : message("this machine has too little memory for that"));
    } catch (const std::system_error& error) {
        return say_refusal(session, error);
    } catch (const std::exception& error) {
        return say_error(session, "bug", verbatim(error.what()), 1);
    }
}

}  // namespace atalaya::cli
