// Receipts of deliveries, taken and not.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <limits>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_option.hpp"
#include "cli/paper_options.hpp"
#include "cli/receipts.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "service/correspondence/receipt.hpp"
#include "service/correspondence/refusals.hpp"
#include "service/correspondence/repeated.hpp"
#include "service/same_bytes.hpp"

namespace atalaya::cli {

namespace {

using service::Paper, service::Stationery;

Paper refusal_paper(const service::Catalogue& catalogue, const std::string& language,
                    const store::Refusal& refusal) {
    const Stationery paper{catalogue, language};
    const Voice voice{render::language_of(paper.language())};
    return {service::refusal_stem(refusal),
            service::refusal_page(paper, refusal, [&](const Message& said) { return voice.say(said); })};
}

struct ReceiptOptions {
    std::string run;
    std::int64_t refused = 0;
    PaperOptions paper{.out = "acuses"};
};

int receipt(const Session& session, const ReceiptOptions& options) {
    if (options.run.empty() == (options.refused == 0))
        throw Error{Fault::usage, message("expected the first letters of a run, or --refused and a number; "
                                          "`atalaya deliveries` and `atalaya deliveries refused` list them")};
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    std::vector<Paper> papers;
    if (options.refused > 0) {
        papers.push_back(
            refusal_paper(catalogue, session.language, service::find_refusal(store, options.refused)));
    } else {
        const auto facts = service::receipt_facts(store, options.run);
        papers.push_back({service::receipt_stem(facts),
                          service::receipt_page(Stationery{catalogue, session.language}, facts)});
    }
    const auto written =
        service::write_papers(catalogue.share, papers, options.paper.forms(), options.paper.out, progress);
    if (session.json) {
        JsonWriter json;
        json.object();
        put_files(json, written.files.front());
        json.end();
        fmt::print("{}\n", json.str());
    } else {
        for (const auto& file : written.files.front()) fmt::print("{}\n", file.string());
    }
    tell_no_pdf(session, written.no_pdf);
    return 0;
}

void add_receipt(CLI::App& deliveries, Session& session) {
    auto options = std::make_shared<ReceiptOptions>();
    auto* command = deliveries.add_subcommand("receipt", session.voice.say("help.receipt"));
    command->add_option("RUN", options->run, session.voice.say("help.receipt.run"));
    take_whole_number(
        command->add_option("--refused", options->refused, session.voice.say("help.receipt.refused")), 1,
        std::numeric_limits<std::int64_t>::max());
    take_papers(*command, session, options->paper);
    examples(*command, session.voice,
             "atalaya deliveries receipt 2c5k3m9qxa --dir datos\n"
             "atalaya deliveries receipt --refused 3 --format text --out acuses");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return receipt(session, *options); }; });
}

int refused(const Session& session) {
    store::Store store = session.open(store::Access::read);
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& refusal : store.records().refusals(store.city())) {
        const std::string why = session.voice.say(service::message_of(refusal.reason));
        rows.push_back({std::to_string(refusal.number), iso(refusal.on), refusal.source, refusal.file_name,
                        refusal.delivery == Digest{} ? "" : short_hash(refusal.delivery),
                        why.substr(0, why.find('\n'))});
        json.object().key("number").integer(refusal.number).key("day").text(iso(refusal.on));
        json.key("source").text(refusal.source).key("file").text(refusal.file_name);
        json.key("sha256")
            .text(refusal.delivery == Digest{} ? "" : refusal.delivery.hex())
            .key("bytes")
            .integer(refusal.bytes);
        json.key("reason").text(why).end();
    }
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        fmt::print("{}", table(session.voice,
                               {{"number", true}, {"day"}, {"source"}, {"file"}, {"sha256"}, {"reason"}},
                               rows, is_terminal(STDOUT_FILENO)));
    }
    return 0;
}

void add_refused(CLI::App& deliveries, Session& session) {
    auto* command = deliveries.add_subcommand("refused", session.voice.say("help.refused"));
    examples(*command, session.voice, "atalaya deliveries refused --dir datos");
    command->callback([&session] { session.chosen = [&session] { return refused(session); }; });
}

// Where receipts of what was just ingested go, told on standard error: standard output is the ingest's own.
void tell_receipts(const Session& session, const service::WrittenPapers& written,
                   const std::filesystem::path& folder) {
    fmt::print(
        stderr, "{}\n",
        session.voice.say("ingest.receipts", {{"n", number(static_cast<std::int64_t>(written.files.size()))},
                                              {"folder", shell_word(folder.string())}}));
    tell_no_pdf(session, written.no_pdf);
}

}  // namespace

void write_receipts(const Session& session, const service::Ingested& answer, Day came,
                    const std::filesystem::path& folder) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const Stationery paper{catalogue, session.language};
    std::vector<Paper> papers;
    for (const auto& delivery : answer.deliveries) {
        const auto& batch = delivery.batch;
        // A second reading of a file is no delivery of its own: whoever sent it gets the receipt of the first.
        if (!catalogue.source(batch.source).beside.empty()) continue;
        if (delivery.known) {
            if (const auto same = service::same_bytes(store, catalogue, delivery))
                papers.push_back({service::repeated_stem(*same, batch.file_name),
                                  service::repeated_page(paper, store, *same, batch.file_name, came)});
            continue;
        }
        const auto facts = service::receipt_facts(
            store, store::run_id(store.city(), batch.delivery, batch.recipe, batch.reading));
        papers.push_back({service::receipt_stem(facts), service::receipt_page(paper, facts)});
    }
    tell_receipts(session,
                  service::write_papers(catalogue.share, papers, PaperOptions{}.forms(), folder, progress),
                  folder);
}

void write_refusal(const Session& session, const service::RefusedFile& refused,
                   const std::filesystem::path& folder) {
    TerminalProgress progress{session.voice};
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    std::vector<Paper> papers;
    if (const auto refusal = service::find_refusal(store, refused))
        papers.push_back(refusal_paper(catalogue, session.language, *refusal));
    tell_receipts(session,
                  service::write_papers(catalogue.share, papers, PaperOptions{}.forms(), folder, progress),
                  folder);
}

void add_receipt_commands(CLI::App& deliveries, Session& session) {
    add_receipt(deliveries, session);
    add_refused(deliveries, session);
}

}  // namespace atalaya::cli
