// What was received, reading by reading, and the commands about it.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/delivery_parts.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "service/readings.hpp"

namespace atalaya::cli {

namespace {

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

}  // namespace

void add_delivery_commands(CLI::App& app, Session& session) {
    add_ingest_command(app, session);
    auto* command = app.add_subcommand("deliveries", session.voice.say("help.deliveries"));
    command->group(session.voice.say("group.deliveries"));
    examples(*command, session.voice, "atalaya deliveries --dir datos");
    add_correspondence_commands(app, *command, session);
    command->callback([&session, command] {
        if (!command->get_subcommands().empty()) return;  // the callback of the one below came before
        session.chosen = [&session] { return deliveries(session); };
    });
    add_rejects_command(app, session);
}

}  // namespace atalaya::cli
