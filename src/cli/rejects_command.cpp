// The rows that could not be used, as they were written.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <limits>

#include "cli/delivery_parts.hpp"
#include "cli/erased_told.hpp"
#include "cli/help.hpp"
#include "cli/known_words.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/check.hpp"
#include "render/words.hpp"
#include "service/readings.hpp"

namespace atalaya::cli {

namespace {

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

// The whole number between two texts; none where the text is another.
std::optional<std::int64_t> number_between(std::string_view text, std::string_view before,
                                           std::string_view after) {
    if (!text.starts_with(before) || !text.ends_with(after)) return {};
    text = text.substr(before.size(), text.size() - before.size() - after.size());
    std::int64_t n = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), n);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional{n} : std::nullopt;
}

// The cell as it was written; of a row of another length, how many cells it has; of a broken quote, in which it stands.
std::string found_said(const Voice& voice, const Reject& reject) {
    if (reject.reason == intake::reason::row_broken)
        if (const auto n = number_between(reject.found, "", " cells"))
            return voice.say("rejects.cells", {{"n", number(*n)}});
    if (reject.reason == intake::reason::quote_broken)
        if (const auto n = number_between(reject.found, "cell ", ""))
            return voice.say("rejects.cell", {{"n", number(*n)}});
    return erased_told(voice, reject.found);
}

int rejects(const Session& session, const std::string& wanted_run, const std::string& reason,
            std::int64_t at_most) {
    store::Store store = session.open(store::Access::read);
    require_reason(session, "--reason", reason);
    const auto words = render::Words::load(session.share().data / "i18n", session.voice.language());
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& run : readings_asked(store, wanted_run)) {
        if (run.rejected == 0) continue;
        for (const auto& kept : store.records().rejects(store.city(), run.id, reason, at_most)) {
            const auto& reject = kept.reject;
            rows.push_back({run.file_name, std::to_string(reject.line), reject.reason,
                            words.say("reject." + reject.reason), reject.column,
                            found_said(session.voice, reject)});
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
        fmt::print(
            "{}", table(session.voice, {{"file"}, {"row", true}, {"code"}, {"reason"}, {"column"}, {"found"}},
                        rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

}  // namespace

void add_rejects_command(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
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

}  // namespace atalaya::cli
