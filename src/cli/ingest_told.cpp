// What is told of an ingestion beside its table: the vintage, what was noticed, and why a file counts or does not.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/erased_told.hpp"
#include "cli/ingest_told.hpp"
#include "cli/names_not_found.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "cli/zeros_lost.hpp"
#include "intake/check.hpp"
#include "service/findings.hpp"
#include "service/placed_addresses.hpp"
#include "service/same_bytes.hpp"
#include "store/pictures.hpp"

namespace atalaya::cli {

namespace {

// The names of areas in one delivery that no area has, and what to paste where one may be meant.
void tell_names_not_found(const Voice& voice, const Batch& batch) {
    constexpr std::size_t most = 5;
    for (const auto& finding : batch.findings) {
        if (finding.check != intake::finding::area_not_found) continue;
        auto kept = intake::names_not_found(finding.detail);
        const auto found = intake::names_not_found(erased_told(voice, finding.detail));
        const auto say = [&](const char* key, const char* what, std::string text) {
            fmt::print(stderr, "{}\n",
                       voice.say(key, {{"file", harmless(batch.file_name)},
                                       {"layer", found.layer},
                                       {"source", batch.source},
                                       {what, std::move(text)}}));
        };
        say("ingest.names", "names", names_text(voice, found, most));
        if (kept.names.size() > most) kept.names.resize(most);
        if (auto aliases = aliases_text(kept); !aliases.empty())
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

// Of known bytes under another name: whose they are, and what becomes of the month that this name tells; and of a file
// without a row of the month that its name tells.
void tell_months_of_names(const Session& session, const service::Ingested& answer) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    for (const auto& delivery : answer.deliveries) {
        if (const auto month = service::month_without_rows(catalogue, delivery))
            fmt::print(
                stderr, "{}\n",
                session.voice.say("ingest.no_row_of_month",
                                  {{"file", harmless(delivery.batch.file_name)}, {"month", iso(*month)}}));
        const auto same = service::same_bytes(store, catalogue, delivery);
        if (!same || same->file == delivery.batch.file_name) continue;
        const bool months = same->says_another_month();
        fmt::print(stderr, "{}\n",
                   session.voice.say(!months      ? "ingest.same_bytes"
                                     : same->told ? "ingest.same_bytes.told"
                                                  : "ingest.same_bytes.missing",
                                     {{"file", harmless(delivery.batch.file_name)},
                                      {"first", harmless(same->file)},
                                      {"month", same->month ? iso(*same->month) : ""},
                                      {"asked", same->asked ? iso(*same->asked) : ""}}));
    }
}

void tell_vintage(const Session& session, const store::PublishedVintage& vintage) {
    if (!vintage.published) {
        fmt::print(stderr, "{}\n", session.voice.say("ingest.same", {{"vintage", vintage.id}}));
        return;
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("ingest.vintage", {{"vintage", vintage.id},
                                                    {"added", number(vintage.added)},
                                                    {"revised", number(vintage.revised)},
                                                    {"withdrawn", number(vintage.withdrawn)},
                                                    {"unchanged", number(vintage.unchanged)}}));
    if (vintage.tallies > 0)
        fmt::print(stderr, "{}\n", session.voice.say("ingest.counts", {{"n", number(vintage.tallies)}}));
}

// How many of the addresses of a delivery were found.
void tell_addresses(const Session& session, const render::Forms& forms, const Batch& batch) {
    const auto placed = service::placed_addresses(batch);
    if (!placed) return;
    const auto percent = [&](double share) { return forms.rate(100 * share); };
    fmt::print(
        stderr, "{}\n",
        session.voice.say("ingest.addresses", {{"file", placed->file},
                                               {"percent", percent(placed->rate)},
                                               {"asked", number(placed->asked)},
                                               {"low", percent(placed->low)},
                                               {"high", percent(placed->high)},
                                               {"verdict", session.voice.word("verdict", placed->verdict)},
                                               {"folder", shell_word(session.directory.string())}}));
}

// Where the rows that could not be used are listed with their reasons.
void tell_rejected(const Session& session, const service::Ingested& answer) {
    std::int64_t rejected = 0;
    for (const auto& delivery : answer.deliveries) rejected += delivery.known ? 0 : delivery.batch.rejected;
    if (rejected > 0)
        fmt::print(
            stderr, "{}\n",
            session.voice.say("ingest.rejected",
                              {{"n", number(rejected)}, {"folder", shell_word(session.directory.string())}}));
}

// What the telephone wrote into the picture of a sheet: left out, or not.
void tell_picture(const Voice& voice, const Batch& batch) {
    for (const auto& finding : batch.findings) {
        if (finding.check != store::typed_from_picture) continue;
        const auto picture = store::kept_picture_in(finding.detail);
        if (!picture || (picture->bare && picture->came == picture->kept)) continue;
        fmt::print(stderr, "{}\n",
                   voice.say(picture->bare ? "ingest.picture_bare" : "ingest.picture_as_came",
                             {{"file", harmless(picture->file)}}));
    }
}

// How many findings of this ingestion an earlier delivery of the same source had shown.
std::int64_t known_before(const Session& session, const service::Ingested& answer) {
    std::set<std::string> noticed;
    for (const auto& delivery : answer.deliveries) {
        for (const auto& finding : delivery.batch.findings)
            noticed.insert(
                service::finding_id(delivery.batch.source, finding.check, service::about_of(finding.detail)));
    }
    store::Store store = session.open(store::Access::read);
    const auto all = service::findings(store, {.source = "", .check = "", .state = "", .run = ""});
    return std::ranges::count_if(all, [&](const service::KnownFinding& one) {
        return noticed.contains(one.id) && !one.tellings.empty() &&
               one.tellings.front().vintage != answer.vintage.id;
    });
}

void tell_noticed(const Session& session, const service::Ingested& answer) {
    std::size_t noticed = 0;
    for (const auto& delivery : answer.deliveries) noticed += delivery.batch.findings.size();
    if (noticed == 0) return;
    if (const auto known = known_before(session, answer); known > 0)
        fmt::print(
            stderr, "{}\n",
            session.voice.say("ingest.noticed.known", {{"n", number(static_cast<std::int64_t>(noticed))},
                                                       {"k", number(known)},
                                                       {"folder", shell_word(session.directory.string())}}));
    else
        fmt::print(stderr, "{}\n",
                   session.voice.say("ingest.noticed", {{"n", number(static_cast<std::int64_t>(noticed))},
                                                        {"folder", shell_word(session.directory.string())}}));
}

}  // namespace

void tell_ingested(const Session& session, const service::Ingested& answer) {
    tell_vintage(session, answer.vintage);
    NoProgress unheard;
    const auto forms = forms_for(session.voice, session.catalogue_of_the_store(unheard).city.region);
    for (const auto& delivery : answer.deliveries) tell_addresses(session, forms, delivery.batch);
    tell_rejected(session, answer);
    tell_noticed(session, answer);
    for (const auto& delivery : answer.deliveries) tell_names_not_found(session.voice, delivery.batch);
    for (const auto& delivery : answer.deliveries) tell_zeros_lost(session.voice, delivery.batch);
    for (const auto& delivery : answer.deliveries) tell_picture(session.voice, delivery.batch);
    for (const auto& delivery : answer.deliveries) tell_reading(session, delivery);
    tell_months_of_names(session, answer);
    for (const auto& file : answer.unclaimed)
        fmt::print(stderr, "{}\n", session.voice.say("ingest.unclaimed", {{"file", file}}));
}

}  // namespace atalaya::cli
