#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <chrono>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "cli/to_fill_in.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "render/numbers.hpp"
#include "render/words.hpp"
#include "service/bulletin/check.hpp"
#include "service/bulletin/issue.hpp"
#include "service/demo.hpp"
#include "service/facts.hpp"
#include "service/no_month.hpp"

namespace atalaya::cli {

namespace {

std::set<service::Form> forms_of(const std::vector<std::string>& names) {
    std::set<service::Form> forms;
    for (const auto& name : names) {
        if (name == "html") {
            forms.insert(service::Form::html);
        } else if (name == "pdf") {
            forms.insert(service::Form::pdf);
        } else if (name == "xlsx") {
            forms.insert(service::Form::xlsx);
        } else {
            throw Error{Fault::usage, message("--format: expected html, pdf or xlsx; found \"{}\"", name)};
        }
    }
    return forms;
}

struct BulletinOptions {
    std::string bulletin, month, vintage, language = "es", profile = "interno", all;
    std::vector<std::string> territories{"ciudad"}, formats{"html", "pdf", "xlsx"};
    std::filesystem::path out = "boletines";
};

int check(const Session& session, const std::string& code) {
    store::Store store = session.open(store::Access::read);
    const auto checked = service::check_code(store, session.catalogue(store), code);
    const auto& voice = session.voice;
    JsonWriter json;
    json.object().key("code").text(checked.code).key("same").boolean(checked.same());
    json.key("bulletins").array();
    for (const auto& one : checked.bulletins) {
        const auto& request = one.request;
        json.object()
            .key("bulletin")
            .text(request.bulletin)
            .key("territory")
            .text(request.territory)
            .key("month")
            .text(iso(request.month));
        json.key("vintage")
            .text(request.vintage)
            .key("language")
            .text(request.language)
            .key("profile")
            .text(request.profile);
        json.key("issued_on").text(iso(one.issued_on)).key("code_now").text(one.code_now);
        json.key("erasure").text(one.erasure).end();
        if (session.json) continue;
        fmt::print("{}\n", voice.say("bulletin.checked", {{"bulletin", request.bulletin},
                                                          {"territory", request.territory},
                                                          {"month", iso(request.month)},
                                                          {"vintage", request.vintage},
                                                          {"language", request.language},
                                                          {"profile", request.profile},
                                                          {"day", iso(one.issued_on)}}));
        if (one.code_now == checked.code) {
            fmt::print("  {}\n", voice.say("bulletin.same_code"));
        } else if (one.code_now.empty()) {
            fmt::print("  {}\n", voice.say("bulletin.no_code", {{"reason", voice.say(one.why_not)}}));
        } else if (!one.erasure.empty()) {
            fmt::print("  {}\n",
                       voice.say("bulletin.erased_code", {{"code", one.code_now}, {"erasure", one.erasure}}));
        } else {
            fmt::print("  {}\n", voice.say("bulletin.other_code", {{"code", one.code_now}}));
        }
    }
    json.end().end();
    if (session.json) fmt::print("{}\n", json.str());
    if (checked.same()) return 0;
    return exit_code(checked.erased() ? Fault::missing : Fault::corrupt);
}

int bulletin(const Session& session, const BulletinOptions& options) {
    if (options.bulletin.empty()) {
        constexpr std::string_view command = "atalaya bulletin";
        throw Error{Fault::usage, message("{} See `{} --help`.",
                                          message("{} is missing: {}.", "BULLETIN",
                                                  session.voice.say("help.bulletin.bulletin")),
                                          command)};
    }
    if (options.bulletin != "mensual" && options.bulletin != "ficha") {
        throw Error{Fault::usage,
                    message("bulletin: expected mensual or ficha; found \"{}\"", options.bulletin)};
    }
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::write, progress);
    const auto catalogue = session.catalogue(store);
    tell_to_fill_in(session, catalogue.city.sources, options.language);
    service::Worlds worlds{store, catalogue};
    const auto& world = worlds.at(options.vintage);
    const Month month =
        options.month.empty() ? service::last_month_told(world) : month_argument(options.month, "--month");

    std::vector<std::string> territories = options.territories;
    if (!options.all.empty()) {
        territories.clear();
        for (const auto* territory : world.layer(options.all))
            territories.push_back(territory->territory.text());
        if (territories.empty())
            throw Error{
                Fault::missing,
                message(
                    "--all: the city has no territories in a layer \"{}\"; `atalaya territories` lists them",
                    options.all)};
    }
    std::vector<service::BulletinRequest> requests;
    for (const auto& territory : territories)
        requests.push_back(
            {options.bulletin, territory, month, options.vintage, options.language, options.profile});
    const auto issued =
        service::issue(store, catalogue, requests, forms_of(options.formats), options.out, progress, today());
    JsonWriter json;
    json.array();
    for (const auto& one : issued) {
        json.object()
            .key("territory")
            .text(one.request.territory)
            .key("figures")
            .integer(static_cast<std::int64_t>(one.figures))
            .key("files")
            .array();
        for (const auto& file : one.files) json.text(file.string());
        json.end().key("findings").array();
        for (const auto& finding : one.findings) json.text(finding);
        json.end().end();
        if (session.json) continue;
        for (const auto& file : one.files) fmt::print("{}\n", file.string());
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    if (!issued.empty() && !issued.front().no_pdf.empty())

        fmt::print(
            stderr, "{}\n",
            session.voice.say("bulletin.no_pdf", {{"reason", session.voice.say(issued.front().no_pdf)}}));
    return 0;
}

// What the demonstration tells: what was read, the findings, where the files are, how long it took.
void tell(const Session& session, const service::DemoAnswer& answer, const service::Share& share) {
    const auto& voice = session.voice;
    const render::Forms forms{voice.language() == render::Language::es ? "es-AR"
                                                                       : render::code(voice.language())};
    const auto words = render::Words::load(share.data / "i18n", voice.language());
    const auto n = [&](std::int64_t value) { return forms.count(value); };
    fmt::print("\n{}{}\n\n", bold(answer.city_name), answer.simulated ? voice.say("demo.simulated") : "");

    std::vector<std::vector<std::string>> rows;
    const auto catalogue = service::read_catalogue(share, answer.city);
    std::int64_t totals[4]{};  // of facts: boundaries and denominators add up to nothing
    for (const auto& source : answer.sources) {
        rows.push_back({voice.say(source.name), n(source.files), n(source.read), n(source.accepted),
                        n(source.rejected), n(source.duplicate)});
        if (!service::has_facts_of_its_own(catalogue.source(source.id))) continue;
        totals[0] += source.read, totals[1] += source.accepted, totals[2] += source.rejected,
            totals[3] += source.duplicate;
    }
    rows.push_back({voice.say("demo.total"), "", n(totals[0]), n(totals[1]), n(totals[2]), n(totals[3])});
    fmt::print("{}", table(session.voice,
                           {{"source_title"},
                            {"files", true},
                            {"read", true},
                            {"accepted", true},
                            {"rejected", true},
                            {"duplicate", true}},
                           rows, is_terminal(STDOUT_FILENO)));
    fmt::print("\n{}\n", words.say(answer.reasons.empty() ? "summary.no_rejects" : "summary.rejects"));
    for (std::size_t i = 0; i < answer.reasons.size() && i < 3; ++i) {
        const auto& reason = answer.reasons[i];
        fmt::print(
            "  {}\n    {}\n",
            words.say("summary.reject", {{"n", render::counted(forms, reason.rows)},
                                         {"reason", words.say("reject." + reason.reason)}}),
            reason.column.empty()
                ? words.say("summary.reject_row", {{"line", n(reason.line)}})
                : words.say("summary.reject_at",
                            {{"line", n(reason.line)}, {"column", reason.column}, {"found", reason.found}}));
    }
    fmt::print("\n{}\n",
               voice.say("demo.vintages", {{"n", number(static_cast<std::int64_t>(answer.vintages.size()))},
                                           {"first", answer.vintages.front().id},
                                           {"last", answer.vintages.back().id}}));
    fmt::print("\n{} · {}\n", bold(voice.say("demo.findings")), forms.month(answer.month));
    for (const auto& finding : answer.bulletins.front().findings)
        fmt::print("  {}\n", wrapped(finding, 96, 2));
    fmt::print("\n{}\n", bold(voice.say("demo.bulletins")));
    for (const auto& one : answer.bulletins) {
        for (const auto& file : one.files) fmt::print("  {}\n", file.string());
    }
    if (!answer.bulletins.front().no_pdf.empty())
        fmt::print("  {}\n",
                   words.say("summary.no_pdf", {{"reason", voice.say(answer.bulletins.front().no_pdf)}}));
    fmt::print("\n");
    for (const auto& stage : answer.stages)
        fmt::print("  {:<10} {:>5} s\n", voice.say("stage." + stage.name), forms.rate(stage.seconds));
    fmt::print("\n{}\n", voice.say("demo.next", {{"period", iso(answer.month)},
                                                 {"folder", shell_word(answer.directory.string())}}));
    if (answer.simulated) return;
    const auto files = [&](std::string_view key, const std::vector<std::string>& names) {
        if (!names.empty())
            fmt::print(stderr, "\n{}\n  {}\n", voice.say(key),
                       wrapped(fmt::format("{}", fmt::join(names, " · ")), 96, 2));
    };
    files("demo.absent", answer.absent);
    files("demo.not_read", answer.not_read);
    files("demo.unclaimed", answer.unclaimed);
}

int demo(const Session& session, const service::DemoRequest& request) {
    TerminalProgress progress{session.voice};
    const auto share = session.share();
    const auto answer = service::demonstrate(share, request, progress);
    if (!session.json) {
        tell(session, answer, share);
        return 0;
    }
    JsonWriter json;
    json.object()
        .key("city")
        .text(answer.city)
        .key("month")
        .text(iso(answer.month))
        .key("directory")
        .text(answer.directory.string());
    json.key("vintages").array();
    for (const auto& vintage : answer.vintages)
        json.object().key("id").text(vintage.id).key("segment").text(vintage.segment.hex()).end();
    json.end().key("sources").array();
    for (const auto& source : answer.sources) {
        json.object()
            .key("id")
            .text(source.id)
            .key("files")
            .integer(source.files)
            .key("read")
            .integer(source.read)
            .key("accepted")
            .integer(source.accepted);
        json.key("rejected").integer(source.rejected).key("duplicate").integer(source.duplicate).end();
    }
    json.end().key("files").array();
    for (const auto& one : answer.bulletins) {
        for (const auto& file : one.files) json.text(file.string());
    }
    json.end().key("findings").array();
    for (const auto& finding : answer.bulletins.front().findings) json.text(finding);
    json.end().end();
    fmt::print("{}\n", json.str());
    return 0;
}

}  // namespace

void add_bulletin_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    {
        auto options = std::make_shared<BulletinOptions>();
        options->language = render::code(session.voice.language());
        auto* command = app.add_subcommand("bulletin", say("help.bulletin"));
        command->add_option("BULLETIN", options->bulletin, say("help.bulletin.bulletin"));
        command->add_option("--territory", options->territories, say("help.bulletin.territory"))
            ->type_name(say("type.territory"));
        command->add_option("--all", options->all, say("help.bulletin.all"))->type_name(say("type.layer"));
        command->add_option("--month", options->month, say("help.bulletin.month"))
            ->type_name(say("type.month"));
        command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
        command->add_option("--profile", options->profile, say("help.bulletin.profile"))
            ->type_name(say("type.profile"))
            ->capture_default_str()
            ->check(CLI::IsMember({"interno", "publico"}));
        command->add_option("--language", options->language, say("option.language"))
            ->type_name(say("type.language"))
            ->capture_default_str();
        command->add_option("--format", options->formats, say("help.bulletin.format"))
            ->type_name(say("type.format"))
            ->delimiter(',');
        command->add_option("--out", options->out, say("option.out"))
            ->type_name(say("type.folder"))
            ->capture_default_str();
        command->group(say("group.figures"));
        examples(*command, session.voice,
                 "atalaya bulletin mensual --territory comuna:1 --month 2020-08 --dir datos\n"
                 "atalaya bulletin mensual --all barrio --format html,pdf --out barrios\n"
                 "atalaya bulletin ficha --language pt --as-of 2020-10-05.1");
        auto code = std::make_shared<std::string>();
        auto* checking = command->add_subcommand("check", say("help.bulletin.check"));
        checking->add_option("CODE", *code, say("help.bulletin.check.code"))->required();
        examples(*checking, session.voice, "atalaya bulletin check 7K2M-9QXA --dir datos");
        checking->callback(
            [&session, code] { session.chosen = [&session, code] { return check(session, *code); }; });
        command->callback([&session, options, checking] {
            if (checking->parsed()) return;  // a command's own callback comes after that of the one below
            session.chosen = [&session, options] { return bulletin(session, *options); };
        });
    }
    {
        struct Options {
            std::string data, out = "demo-out", city, language = "es", month;
        };
        auto options = std::make_shared<Options>();
        options->language = render::code(session.voice.language());
        auto* command = app.add_subcommand("demo", say("help.demo"));
        command->add_option("--data", options->data, say("help.demo.data"))->type_name(say("type.folder"));
        command->add_option("--out", options->out, say("option.out"))
            ->type_name(say("type.folder"))
            ->capture_default_str();
        command->add_option("--city", options->city, say("help.demo.city"));
        command->add_option("--month", options->month, say("help.demo.month"))->type_name(say("type.month"));
        command->add_option("--language", options->language, say("option.language"))
            ->type_name(say("type.language"))
            ->capture_default_str();
        command->group(say("group.begin"));
        examples(*command, session.voice,
                 "atalaya demo\n"
                 "atalaya demo --data carpeta-con-archivos --out salida");
        command->callback([&session, options] {
            session.chosen = [&session, options] {
                service::DemoRequest request{.today = today(),
                                             .out = options->out,
                                             .city = options->city,
                                             .language = options->language};
                if (!options->data.empty()) request.data = options->data;
                if (!options->month.empty()) request.month = month_argument(options->month, "--month");
                return demo(session, request);
            };
        });
    }
}

}  // namespace atalaya::cli
