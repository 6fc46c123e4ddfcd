// Reading files and publishing what they say.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <set>

#include "cli/delivery_parts.hpp"
#include "cli/help.hpp"
#include "cli/ingest_told.hpp"
#include "cli/number_forms.hpp"
#include "cli/receipts.hpp"
#include "cli/terminal.hpp"
#include "cli/to_fill_in.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/large_pages.hpp"
#include "service/ingest.hpp"

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
        if (!receipts.empty())
            write_receipts(session, answer, request.received.value_or(request.on), receipts);
        return answer;
    } catch (const service::RefusedFile& refused) {
        if (!receipts.empty()) write_refusal(session, refused, receipts);
        throw;
    }
}

void print_json(const service::Ingested& answer) {
    JsonWriter json;
    json.object().key("vintage").text(answer.vintage.id).key("published").boolean(answer.vintage.published);
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
}

void print_table(const Session& session, const service::Ingested& answer) {
    NoProgress unheard;
    const auto forms = forms_for(session.voice, session.catalogue_of_the_store(unheard).city.region);
    std::vector<std::vector<std::string>> rows;
    for (const auto& delivery : answer.deliveries) {
        const auto& batch = delivery.batch;
        if (delivery.known) {
            rows.push_back(
                {batch.file_name, batch.source, "", "", "", "", session.voice.say("ingest.known")});
        } else {
            rows.push_back({batch.file_name, batch.source, std::to_string(batch.read),
                            std::to_string(batch.accepted), std::to_string(batch.rejected),
                            std::to_string(batch.duplicate), forms.rate(delivery.seconds) + " s"});
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
}

int ingest(const Session& session, const service::IngestRequest& request,
           const std::filesystem::path& receipts) {
    session.require_directory();
    const auto answer = ingested(session, request, receipts);
    tell_to_fill_in(session, sources_of(answer));
    if (session.json) {
        print_json(answer);
        return 0;
    }
    print_table(session, answer);
    tell_ingested(session, answer);
    return 0;
}

}  // namespace

void add_ingest_command(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
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
    command->add_flag("--accept-withdrawals", options->accept_withdrawals, say("help.ingest.withdrawals"));
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
            return ingest(session,
                          {.paths = options->paths,
                           .on = on,
                           .withdrawals = options->accept_withdrawals ? Withdrawals::any : Withdrawals::few,
                           .repeats = options->again ? Repeats::count : Repeats::skip,
                           .picture = options->picture,
                           .received = received,
                           .about_to_read = use_large_pages_to_read},
                          options->receipts);
        };
    });
}

}  // namespace atalaya::cli
