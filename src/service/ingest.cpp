#include "service/ingest.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/gazetteer.hpp"
#include "intake/no_table.hpp"
#include "intake/read.hpp"
#include "intake/redact.hpp"
#include "service/correspondence/refusals.hpp"
#include "service/days_not_sent.hpp"
#include "service/delivery_facts.hpp"
#include "service/future_rows.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_counting.hpp"
#include "service/kept_domains.hpp"
#include "service/known_areas.hpp"
#include "service/months_told_elsewhere.hpp"
#include "service/picture.hpp"
#include "service/reading_clocks.hpp"
#include "service/usable_file.hpp"
#include "store/code_records.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// What a reader refuses names the file, however deep it was refused.
template <class Read>
Batch read_named(const fs::path& path, Read read) {
    try {
        return read();
    } catch (const Error& error) {
        const std::string name = path.filename().string(), why = error.what();
        if (error.fault() == Fault::interrupted || why.find(name) != std::string::npos) throw;
        throw Error{error.fault(), message("{}: {}", name, error.message())};
    }
}

// Reads one file. What is wrong with the file itself is told as a RefusedFile.
Batch read_or_refuse(const Catalogue& catalogue, const Claimed& file, const intake::Gazetteer& gazetteer,
                     const intake::ReadOptions& asked) {
    try {
        NoProgress quiet;
        Batch batch = read_named(file.path, [&] {
            return intake::read_delivery(*file.source, catalogue.city, gazetteer, file.path, quiet, asked);
        });
        // A second reader may have nothing to count in a file that its own source does use.
        if (file.source->beside.empty()) refuse_all_rejected(batch);
        if (file.source->kind == intake::Kind::areas) refuse_misplaced(catalogue, batch);
        return batch;
    } catch (const Error& error) {
        if (error.fault() != Fault::bad_input) throw;
        throw RefusedFile{error, file};
    }
}

// Before all of it is read for its digest: gigabytes that are no table are told by their first lines. How long it is.
std::int64_t look_first(const Claimed& file) {
    try {
        const intake::OpenFile opened{file.path};
        intake::refuse_at_first_sight(*file.source, opened);
        return static_cast<std::int64_t>(opened.size());
    } catch (const Error& error) {
        if (error.fault() != Fault::bad_input) throw;
        throw RefusedFile{error, file};
    }
}

// Of how many bytes deliveries are that are known, or stand among those that are read before this one: a file of another length
// is none of them, whatever its digest.
class KnownLengths {
  public:
    explicit KnownLengths(const std::vector<store::Run>& runs) {
        for (const auto& run : runs) bytes_.insert(run.bytes);
    }
    // Remembers it.
    bool has(std::int64_t bytes) { return !bytes_.insert(bytes).second; }

  private:
    std::set<std::int64_t> bytes_;
};

std::uintmax_t new_by_length(const std::vector<Claimed>& files, const std::vector<store::Run>& runs) {
    std::uintmax_t bytes = 0;
    for (KnownLengths lengths{runs}; const auto& file : files) {
        std::error_code gone;  // what is not there any more is told by who reads it
        const auto size = fs::file_size(file.path, gone);
        if (!gone && !lengths.has(static_cast<std::int64_t>(size))) bytes += size;
    }
    return bytes;
}

// Whether other bytes came under the name of a known delivery after it.
bool is_superseded(const Claimed& file, const Digest& delivery, const std::vector<store::Run>& runs) {
    const std::string name = file.path.filename().string();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (run->source == file.source->id && run->file_name == name) return run->delivery != delivery;
    }
    return false;
}

// Whether what stands of a delivery was read by another recipe, since this one was: a decision about its labels that was taken
// back brings the former recipe again.
bool is_read_otherwise(const std::string& source, const Digest& delivery, const Digest& recipe,
                       const std::vector<store::Run>& runs) {
    for (auto run = runs.rbegin(); run != runs.rend(); ++run)
        if (run->source == source && run->delivery == delivery) return run->recipe != recipe;
    return false;
}

// Keys of the rows that were refused for a label that no list holds.
std::vector<intake::RowKey> unlisted_rows(const Claimed& file, const Batch& batch) {
    const auto& source = *file.source;
    if (source.kind != intake::Kind::incidents || source.key.empty() || !intake::has_twin(source)) return {};
    std::vector<std::int64_t> lines;
    for (const auto& reject : batch.rejects)
        if (reject.reason == intake::reason::offence_unknown) lines.push_back(reject.line);
    if (lines.empty()) return {};
    NoProgress quiet;
    return intake::keys_of_lines(source, file.path, lines, quiet);
}

// Labels, folded, of which a code was decided and taken back.
std::set<std::string> taken_back(store::Store& store, const std::string& source) {
    std::set<std::string> coded, back;
    for (const auto& decision : store::label_decisions(store.records(), store.city())) {
        if (decision.source != source) continue;
        if (decision.verdict == "code") {
            coded.insert(decision.label);
            back.erase(decision.label);
        } else if (coded.contains(decision.label)) {
            back.insert(decision.label);
        }
    }
    return back;
}

// Those of them that are of facts which are known: each batch is told of its own. What a fact was by a decision that was taken
// back, it is no more.
store::RefusedKeys tell_unlisted(store::Store& store, const std::vector<ReadDelivery>& read,
                                 std::vector<Batch>& batches) {
    store::RefusedKeys refused;
    std::set<IncidentKey> known;
    for (const auto& delivery : read)
        for (const auto& row : delivery.unlisted) known.insert(row.key);
    if (known.empty()) return refused;
    const auto published = numbered_keys(
        store, [&](std::int64_t, std::string_view, const IncidentKey& key) { return known.contains(key); });
    known.clear();
    for (const auto& one : published) known.insert(one.key);
    for (std::size_t i = 0; i < read.size(); ++i) {
        const auto& taken = batches[i].incidents.key;
        const std::set<IncidentKey> accepted{taken.begin(), taken.end()};
        const auto back = taken_back(store, batches[i].source);
        std::set<std::int64_t> taken_lines;
        for (const auto& reject : batches[i].rejects)
            if (back.contains(folded(reject.found))) taken_lines.insert(reject.line);
        intake::Seen seen;
        for (const auto& [line, key] : read[i].unlisted) {
            if (!known.contains(key) || accepted.contains(key) || taken_lines.contains(line)) continue;
            seen.at(line);
            refused[batches[i].delivery].push_back(key);
        }
        intake::report(batches[i].findings, label_unlisted_now, seen);
    }
    return refused;
}

// Whoever sends a list of which the city says that its months may be empty need not be asked about those that are.
void drop_empty_months(const Catalogue& catalogue, Batch& batch) {
    const auto* expected = catalogue.city.expectation(batch.source);
    if (!expected || !expected->empty_months) return;
    std::erase_if(batch.findings,
                  [](const auto& finding) { return finding.check == intake::finding::months_missing; });
}

// The day on which new deliveries came, where it is not the vintage's.
void keep_days(store::Store& store, const std::vector<ReadDelivery>& read, const IngestRequest& request) {
    if (!request.received || *request.received == request.on) return;
    std::vector<store::Arrival> arrivals;
    for (const auto& delivery : read) {
        if (!delivery.known && delivery.batch.reading == 1)
            arrivals.push_back({delivery.batch.delivery, *request.received});
    }
    store.records().keep_arrivals(store.city(), arrivals);
}

}  // namespace

std::vector<ReadDelivery> read_deliveries(const Catalogue& catalogue, const std::vector<Claimed>& files,
                                          const std::vector<Areas>& known_areas,
                                          const std::vector<store::Run>& known_runs, Progress& progress,
                                          ReadWith how) {
    auto& [repeats, latest, places, erased, wanting] = how;
    bool areas_came = false;
    std::vector<ReadDelivery> read;
    std::optional<AddressBook> book;
    std::vector<Areas> areas = known_areas;
    std::optional<intake::Gazetteer> gazetteer;  // of `areas`, and what it lists
    std::optional<KnownAreas> listed;
    KnownLengths lengths{known_runs};
    progress.stage("read", files.size());
    for (const auto& file : files) {
        progress.check_interrupt();
        const auto start = std::chrono::steady_clock::now();
        // Of what cannot be known the digest is worked out while it is read, and not at all of what is refused.
        std::optional<Digest> digest;
        if (lengths.has(look_first(file))) digest = sha256_of_file(file.path);
        const bool asks = file.source->kind == intake::Kind::incidents && file.source->place.address.any() &&
                          !places.files.empty();
        const auto* coding = catalogue.coding(file.source->id);
        const Digest coded = coding ? with_coding(file.source->recipe, *coding) : file.source->recipe;
        const Digest recipe = asks ? with_places(coded, places.digest()) : coded;
        const auto readings = std::count_if(known_runs.begin(), known_runs.end(), [&](const auto& run) {
            return run.delivery == digest && run.recipe == recipe;
        });
        const bool named_twice = std::any_of(read.begin(), read.end(), [&](const auto& before) {
            return before.batch.delivery == digest && before.batch.recipe == recipe;
        });
        const bool mended = !named_twice && readings > 0 && repeats == Repeats::skip &&
                            !is_superseded(file, *digest, known_runs) &&
                            (wanting.mended(file.source->id, *digest, areas_came) ||
                             is_read_otherwise(file.source->id, *digest, recipe, known_runs));
        const bool known = named_twice || (readings > 0 && repeats == Repeats::skip && !mended);
        ReadDelivery delivery{.path = file.path,
                              .known = known,
                              .mended = mended,
                              .anew = !known && readings > 0 && repeats == Repeats::count};
        const auto twin = digest ? erased.deliveries.find(*digest) : erased.deliveries.end();
        if (twin != erased.deliveries.end()) {
            delivery.erased = twin->second.erasure;
            delivery.erased_on = twin->second.on;
        }
        if (known) {
            delivery.batch.source = file.source->id;
            delivery.batch.recipe = recipe;
            delivery.batch.delivery = *digest;
            delivery.batch.file_name = file.path.filename().string();
            delivery.superseded = readings > 0 && is_superseded(file, *digest, known_runs);
        } else {
            refuse_without_areas(catalogue, *file.source, areas, file.path);
            if (!gazetteer) {
                gazetteer.emplace(catalogue.city, areas);
                listed.emplace(catalogue.city, *gazetteer);
            }
            listed->check(*file.source);
            if (asks && !book) {
                NoProgress quiet;
                book.emplace(places, *gazetteer, areas, quiet);
            }
            const intake::ReadOptions options{
                .latest = latest, .digest = digest, .geocoder = asks ? &book->geocoder() : nullptr};
            delivery.batch = delivery.erased.empty() ? read_or_refuse(catalogue, file, *gazetteer, options)
                                                     : read_twin(*file.source, catalogue.city, *gazetteer,
                                                                 file.path, twin->second, options);
            drop_empty_months(catalogue, delivery.batch);
            delivery.batch.recipe = recipe;
            delivery.unlisted = unlisted_rows(file, delivery.batch);
            delivery.waits = file.source->beside.empty() && waits_for_codes(delivery.batch);
            if (file.source->kind == intake::Kind::places)
                places.add(*file.source, delivery.batch.file_name, delivery.batch.delivery, file.path);
            delivery.batch.reading = static_cast<int>(readings) + 1;
            if (file.source->kind == intake::Kind::areas) {
                areas.push_back(delivery.batch.areas);
                areas_came = true;
                gazetteer.reset();
            }
        }
        delivery.seconds = seconds_since(start);
        read.push_back(std::move(delivery));
        progress.advance(read.size());
    }
    return read;
}

store::PublishedVintage publish_deliveries(store::Store& store, std::vector<ReadDelivery>& read, Day on,
                                           Progress& progress, const store::KillHook& hook,
                                           Withdrawals withdrawals) {
    constexpr int a_fifth = 20, all = 100;
    std::vector<Batch> batches;
    std::set<Digest> anew;
    for (auto& delivery : read) {
        if (delivery.anew) anew.insert(delivery.batch.delivery);
        if (!delivery.known) store.deliveries().keep(delivery.path, delivery.batch.delivery);
        batches.push_back(std::move(delivery.batch));
    }
    const auto refused = tell_unlisted(store, read, batches);
    const auto published = store::publish(store, batches, on, progress, hook, "",
                                          withdrawals == Withdrawals::any ? all : a_fifth, refused, anew);
    for (std::size_t i = 0; i < read.size(); ++i) read[i].batch = std::move(batches[i]);
    return published;
}

Ingested ingest(const fs::path& directory, const Share& share, const IngestRequest& request,
                Progress& progress) {
    Ingested answer;
    std::vector<Areas> areas;
    std::vector<store::Run> runs;
    ReadWith how{.repeats = request.repeats, .latest = request.on, .places = {}, .erased = {}, .wanting = {}};
    Found found;
    std::optional<Catalogue> known;
    {
        store::Store store{directory, store::Access::write,
                           progress};  // brings a killed publication in order first
        const std::string& city = store.city();
        known.emplace(read_catalogue(share, city));
        take_decisions(*known, store::label_decisions(store.records(), city));
        runs = store.records().runs(city);
        how.places = places_known(store, *known);
        how.wanting = WantingAreas{store, *known};
        if (const auto newest = store.newest())
            areas.push_back(store::areas(store.analytics(), {city, newest->no}));
        found = find_sources(*known, request.paths);
        std::vector<fs::path> given;
        for (const auto& file : found.files) given.push_back(file.path);
        how.erased = erased_among(store, given);
    }
    const Catalogue& catalogue = *known;
    if (found.files.empty())
        throw Error{
            Fault::missing,
            message("no source of {} claims any file there; `atalaya source list` says what they expect",
                    catalogue.city.name)};

    if (!request.picture.empty()) require_picture(request.picture, found.files.size());
    if (request.about_to_read) request.about_to_read(new_by_length(found.files, runs));
    auto start = std::chrono::steady_clock::now();
    try {
        answer.deliveries = read_deliveries(catalogue, found.files, areas, runs, progress, std::move(how));
    } catch (const RefusedFile& refused) {
        store::Store store{directory, store::Access::write, progress};
        keep_refusal(store, refused, request.received.value_or(request.on));
        throw;
    }
    answer.unclaimed = found.unclaimed;
    answer.read_seconds = seconds_since(start);

    start = std::chrono::steady_clock::now();
    std::optional<std::string> bare;
    if (!request.picture.empty()) {
        bare = bare_bytes_of(request.picture);
        tell_picture(request.picture, bare, answer.deliveries);
    }
    store::Store store{directory, store::Access::write, progress};
    if (bare)
        store.deliveries().keep_bytes(*bare);
    else if (!request.picture.empty())
        store.deliveries().keep(request.picture);
    keep_codings(store, catalogue, answer.deliveries);
    keep_clocks(store, catalogue.city, answer.deliveries);
    keep_domains(store, catalogue, answer.deliveries);
    keep_counting(store, catalogue, answer.deliveries);
    forget_months_told(store, answer.deliveries);
    tell_days_silent(store, catalogue, answer.deliveries);
    answer.vintage =
        publish_deliveries(store, answer.deliveries, request.on, progress, {}, request.withdrawals);
    keep_days(store, answer.deliveries, request);
    for (auto& delivery : answer.deliveries) {
        if (delivery.known && !delivery.superseded && delivery.erased.empty())
            delivery.future_come = future_rows_come(store, catalogue.source(delivery.batch.source), runs,
                                                    delivery.batch.delivery, request.on);
    }
    answer.publish_seconds = seconds_since(start);
    return answer;
}

}  // namespace atalaya::service
