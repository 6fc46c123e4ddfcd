#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>
#include <set>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/names_not_found.hpp"
#include "cli/number_option.hpp"
#include "cli/receipts.hpp"
#include "cli/terminal.hpp"
#include "cli/to_fill_in.hpp"
#include "cli/zeros_lost.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/check.hpp"
#include "service/ingest.hpp"
#include "service/placed_addresses.hpp"
#include "service/readings.hpp"

namespace atalaya::cli {

namespace {

std::vector<std::string> sources_of(const service::Ingested& answer) {
    std::set<std::string> ids;
    for (const auto& delivery : answer.deliveries) ids.insert(delivery.batch.source);
    return {ids.begin(), ids.end()};
}

// What was read and published; receipts go to `receipts` unless it is "".
service::Ingested ingested(const Session& session, const service::IngestRequest& request,
                           const std::filesystem::path& receipts) {
    TerminalProgress progress{session.voice};
    try {
        auto answer = service::ingest(session.directory, session.share(), request, progress);
        if (!receipts.empty()) write_receipts(session, answer, receipts);
        return answer;
    } catch (const service::RefusedFile& refused) {
        if (!receipts.empty()) write_refusal(session, refused, receipts);
        throw;
    }
}

// The names of areas in one delivery that no area has, and what to paste where one may be meant.
void tell_names_not_found(const Voice& voice, const Batch& batch) {
    constexpr std::size_t most = 5;
    for (const auto& finding : batch.findings) {
        if (finding.check != intake::finding::area_not_found) continue;
        auto found = intake::names_not_found(finding.detail);
        const auto say = [&](const char* key, const char* what, std::string text) {
            fmt::print(stderr, "{}\n",
                       voice.say(key, {{"file", harmless(batch.file_name)},
                                       {"layer", found.layer},
                                       {"source", batch.source},
                                       {what, std::move(text)}}));
        };
        say("ingest.names", "names", names_text(voice, found, most));
        if (found.names.size() > most) found.names.resize(most);
        if (auto aliases = aliases_text(found); !aliases.empty())
            say("ingest.aliases", "aliases", std::move(aliases));
        if (is_another_column(finding.rows, batch.accepted + batch.duplicate))
            say("ingest.another_column", "file", harmless(batch.file_name));
    }
}

void tell_zeros_lost(const Voice& voice, const Batch& batch) {
    constexpr std::size_t most = 5;
    for (const auto& finding : batch.findings)
        for (const auto& line : zeros_lines(voice, batch.source, batch.file_name, finding, most))
            fmt::print(stderr, "{}\n", line);
}

// Why a file counts, does not count yet or counted again, where the table does not say it.
void tell_reading(const Session& session, const service::ReadDelivery& delivery) {
    const auto& batch = delivery.batch;
    const auto say = [&](const char* key, render::Arguments values) {
        values.emplace("file", harmless(batch.file_name));
        fmt::print(stderr, "{}\n", session.voice.say(key, values));
    };
    if (delivery.waits)
        say("ingest.waits", {{"n", number(batch.read)},
                             {"source", batch.source},
                             {"path", shell_word(delivery.path.string())},
                             {"folder", shell_word(session.directory.string())}});
    if (delivery.mended) say("ingest.mended", {});
    if (delivery.superseded) say("ingest.superseded", {});
    if (delivery.future_come > 0)
        say("ingest.future_come", {{"n", number(delivery.future_come)},
                                   {"path", shell_word(delivery.path.string())},
                                   {"folder", shell_word(session.directory.string())}});
    if (!delivery.erased.empty())
        say(delivery.known ? "ingest.erased" : "ingest.read_twin",
            {{"day", iso(delivery.erased_on)}, {"id", delivery.erased}});
}

int ingest(const Session& session, const service::IngestRequest& request,
           const std::filesystem::path& receipts) {
    session.require_directory();
    const auto answer = ingested(session, request, receipts);
    tell_to_fill_in(session, sources_of(answer));
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("vintage")
            .text(answer.vintage.id)
            .key("published")
            .boolean(answer.vintage.published);
        json.key("segment")
            .text(answer.vintage.segment.hex())
            .key("added")
            .integer(answer.vintage.added)
            .key("revised")
            .integer(answer.vintage.revised);
        json.key("withdrawn")
            .integer(answer.vintage.withdrawn)
            .key("unchanged")
            .integer(answer.vintage.unchanged)
            .key("deliveries")
            .array();
        for (const auto& delivery : answer.deliveries) {
            const auto& batch = delivery.batch;
            json.object()
                .key("file")
                .text(batch.file_name)
                .key("source")
                .text(batch.source)
                .key("sha256")
                .text(batch.delivery.hex());
            if (!delivery.erased.empty()) {
                json.key("erased").text(delivery.erased).key("erased_on").text(iso(delivery.erased_on));
            }
            json.key("known").boolean(delivery.known);
            if (delivery.future_come > 0) json.key("future_come").integer(delivery.future_come);
            json.key("read").integer(batch.read).key("accepted").integer(batch.accepted);
            json.key("rejected").integer(batch.rejected).key("duplicate").integer(batch.duplicate).end();
        }
        json.end().end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& delivery : answer.deliveries) {
        const auto& batch = delivery.batch;
        if (delivery.known) {
            rows.push_back(
                {batch.file_name, batch.source, "", "", "", "", session.voice.say("ingest.known")});
        } else {
            rows.push_back({batch.file_name, batch.source, std::to_string(batch.read),
                            std::to_string(batch.accepted), std::to_string(batch.rejected),
                            std::to_string(batch.duplicate), fmt::format("{:.1f} s", delivery.seconds)});
        }
    }
    fmt::print("{}", table(session.voice,
                           {{"file"},
                            {"source"},
                            {"read", true},
                            {"accepted", true},
                            {"rejected", true},
                            {"duplicate", true},
                            {""}},
                           rows, is_terminal(STDOUT_FILENO)));
    if (answer.vintage.published) {
        fmt::print(stderr, "{}\n",
                   session.voice.say("ingest.vintage", {{"vintage", answer.vintage.id},
                                                        {"added", number(answer.vintage.added)},
                                                        {"revised", number(answer.vintage.revised)},
                                                        {"withdrawn", number(answer.vintage.withdrawn)},
                                                        {"unchanged", number(answer.vintage.unchanged)}}));
        if (answer.vintage.tallies > 0)
            fmt::print(stderr, "{}\n",
                       session.voice.say("ingest.counts", {{"n", number(answer.vintage.tallies)}}));
    } else {
        fmt::print(stderr, "{}\n", session.voice.say("ingest.same", {{"vintage", answer.vintage.id}}));
    }
    for (const auto& delivery : answer.deliveries) {
        const auto placed = service::placed_addresses(delivery.batch);
        if (!placed) continue;
        const auto percent = [](double share) { return fmt::format("{:.1f}", 100 * share); };
        fmt::print(stderr, "{}\n",
                   session.voice.say("ingest.addresses",
                                     {{"file", placed->file},
                                      {"percent", percent(placed->rate)},
                                      {"asked", number(placed->asked)},
                                      {"low", percent(placed->low)},
                                      {"high", percent(placed->high)},
                                      {"verdict", session.voice.word("verdict", placed->verdict)},
                                      {"folder", shell_word(session.directory.string())}}));
    }
    std::size_t noticed = 0;
    for (const auto& delivery : answer.deliveries) noticed += delivery.batch.findings.size();
    if (noticed > 0)
        fmt::print(stderr, "{}\n",
                   session.voice.say("ingest.noticed", {{"n", number(static_cast<std::int64_t>(noticed))},
                                                        {"folder", shell_word(session.directory.string())}}));
    for (const auto& delivery : answer.deliveries) tell_names_not_found(session.voice, delivery.batch);
    for (const auto& delivery : answer.deliveries) tell_zeros_lost(session.voice, delivery.batch);
    for (const auto& delivery : answer.deliveries) tell_reading(session, delivery);
    for (const auto& file : answer.unclaimed)
        fmt::print(stderr, "{}\n", session.voice.say("ingest.unclaimed", {{"file", file}}));
    return 0;
}

std::string vintage_id(const std::vector<store::Vintage>& vintages, std::int64_t no) {
    for (const auto& vintage : vintages) {
        if (vintage.no == no) return vintage.id;
    }
    return {};
}

int deliveries(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto vintages = store.records().vintages(store.city());  // also one that is not applied yet
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& delivery : service::by_delivery(store.records().runs(store.city()))) {
        const auto& run = delivery.last;
        const std::string vintage = vintage_id(vintages, run.vintage_no);
        rows.push_back({run.id.substr(0, 10), vintage, run.source, run.file_name, short_hash(run.delivery),
                        std::to_string(run.read), std::to_string(run.accepted), std::to_string(run.rejected),
                        std::to_string(run.duplicate)});
        json.object()
            .key("run")
            .text(run.id)
            .key("vintage")
            .text(vintage)
            .key("source")
            .text(run.source)
            .key("file")
            .text(run.file_name);
        json.key("sha256")
            .text(run.delivery.hex())
            .key("bytes")
            .integer(run.bytes)
            .key("read")
            .integer(run.read)
            .key("accepted")
            .integer(run.accepted);
        json.key("rejected").integer(run.rejected).key("duplicate").integer(run.duplicate);
        json.key("came").text(vintage_id(vintages, delivery.came)).key("readings").array();
        for (const auto& id : delivery.runs) json.text(id);
        json.end().end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice,
                               {{"run"},
                                {"vintage"},
                                {"source"},
                                {"file"},
                                {"sha256"},
                                {"read", true},
                                {"accepted", true},
                                {"rejected", true},
                                {"duplicate", true}},
                               rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

// Those that `wanted` begins; when it is "", the reading in force of each delivery.
std::vector<store::Run> readings_asked(store::Store& store, const std::string& wanted) {
    auto runs = store.records().runs(store.city());
    std::vector<store::Run> asked;
    if (wanted.empty()) {
        for (auto& delivery : service::by_delivery(runs)) asked.push_back(std::move(delivery.last));
        return asked;
    }
    for (auto& run : runs) {
        if (run.id.starts_with(wanted)) asked.push_back(std::move(run));
    }
    if (asked.empty())
        throw Error{
            Fault::missing,
            message("--run: expected the first letters of a run; none begins \"{}\". `atalaya deliveries` "
                    "lists them",
                    wanted)};
    return asked;
}

int rejects(const Session& session, const std::string& wanted_run, const std::string& reason,
            std::int64_t at_most) {
    store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& run : readings_asked(store, wanted_run)) {
        if (run.rejected == 0) continue;
        for (const auto& kept : store.records().rejects(store.city(), run.id, reason, at_most)) {
            const auto& reject = kept.reject;
            rows.push_back(
                {run.file_name, std::to_string(reject.line), reject.reason, reject.column, reject.found});
            json.object()
                .key("run")
                .text(run.id)
                .key("file")
                .text(run.file_name)
                .key("line")
                .integer(reject.line)
                .key("reason")
                .text(reject.reason);
            json.key("column").text(reject.column).key("found").text(reject.found).end();
        }
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice, {{"file"}, {"row", true}, {"reason"}, {"column"}, {"found"}},
                               rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

}  // namespace

void add_delivery_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    {
        struct Options {
            std::vector<std::filesystem::path> paths;
            std::string on, received;
            std::filesystem::path picture, receipts;
            bool accept_withdrawals = false, again = false;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand("ingest", say("help.ingest"));
        command->add_option("FILES", options->paths, say("help.ingest.files"))->required();
        command->add_option("--on", options->on, say("help.ingest.on"))->type_name(say("type.day"));
        command->add_option("--received", options->received, say("help.ingest.received"))
            ->type_name(say("type.day"));
        command->add_option("--receipts", options->receipts, say("help.ingest.receipts"))
            ->type_name(say("type.folder"));
        command->add_flag("--accept-withdrawals", options->accept_withdrawals,
                          say("help.ingest.withdrawals"));
        command->add_flag("--again", options->again, say("help.ingest.again"));
        command->add_option("--picture", options->picture, say("help.ingest.picture"))
            ->type_name(say("type.file"));
        command->group(say("group.deliveries"));
        examples(*command, session.voice,
                 "atalaya ingest delitos_2019.csv.gz --dir datos --on 2020-01-05\n"
                 "atalaya ingest carpeta-del-mes --dir datos");
        command->callback([&session, options] {
            session.chosen = [&session, options] {
                using service::Withdrawals, service::Repeats;
                const Day on = options->on.empty() ? today() : day_argument(options->on, "--on");
                std::optional<Day> received;
                if (!options->received.empty()) received = day_argument(options->received, "--received");
                if (received && *received > on)
                    throw Error{Fault::usage,
                                message("--received: expected a day up to {}, that of the vintage; found {}",
                                        iso(on), iso(*received))};
                return ingest(
                    session,
                    {.paths = options->paths,
                     .on = on,
                     .withdrawals = options->accept_withdrawals ? Withdrawals::any : Withdrawals::few,
                     .repeats = options->again ? Repeats::count : Repeats::skip,
                     .picture = options->picture,
                     .received = received},
                    options->receipts);
            };
        });
    }
    {
        auto* command = app.add_subcommand("deliveries", say("help.deliveries"));
        command->group(say("group.deliveries"));
        examples(*command, session.voice, "atalaya deliveries --dir datos");
        add_correspondence_commands(app, *command, session);
        command->callback([&session, command] {
            if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
            session.chosen = [&session] { return deliveries(session); };
        });
    }
    {
        struct Options {
            std::string run, reason;
            std::int64_t at_most = 20;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand("rejects", say("help.rejects"));
        command->add_option("--run", options->run, say("option.run"))->type_name(say("type.run"));
        command->add_option("--reason", options->reason, say("help.rejects.reason"))
            ->type_name(say("type.reason"));
        take_whole_number(command->add_option("--first", options->at_most, say("help.rejects.first")), 1,
                          std::numeric_limits<std::int64_t>::max())
            ->capture_default_str();
        command->group(say("group.deliveries"));
        examples(*command, session.voice,
                 "atalaya rejects --dir datos\n"
                 "atalaya rejects --reason day_impossible --first 5");
        command->callback([&session, options] {
            session.chosen = [&session, options] {
                return rejects(session, options->run, options->reason, options->at_most);
            };
        });
    }
}

}  // namespace atalaya::cli
