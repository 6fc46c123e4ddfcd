#include "service/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/gazetteer.hpp"
#include "intake/read.hpp"
#include "intake/redact.hpp"
#include "service/correspondence/refusals.hpp"
#include "service/delivery_facts.hpp"
#include "service/kept_codes.hpp"
#include "service/known_areas.hpp"
#include "service/picture.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// "delitos_2019.csv" away from its folder is still delitos/delitos_2019.csv*, when only one
// source has a file of that name; a name that is all star says too little.
const intake::Source* claimed_by_name(const Catalogue& catalogue, const std::string& name) {
    const intake::Source* found = nullptr;
    for (const auto& source : catalogue.sources) {
        for (const auto& glob : source.files) {
            const std::string last = fs::path{glob}.filename().string();
            if (last.starts_with('*') || !intake::matches(last, name)) continue;
            if (found && found != &source) return nullptr;
            found = &source;
        }
    }
    return found;
}

// "a/b/c.csv" is tried as "c.csv", "b/c.csv" and "a/b/c.csv": a file handed over alone
// is still known by the folder it comes from.
const intake::Source* claimed_by(const Catalogue& catalogue, const fs::path& path) {
    fs::path tail;
    const fs::path normal = fs::absolute(path).lexically_normal();
    std::vector<fs::path> parts(normal.begin(), normal.end());
    for (std::size_t n = 0; n < 4 && n < parts.size(); ++n) {
        tail = n == 0 ? parts.back() : parts[parts.size() - 1 - n] / tail;
        if (const auto* source = intake::source_of(catalogue.sources, tail.string())) return source;
    }
    return claimed_by_name(catalogue, normal.filename().string());
}

int rank(intake::Kind kind) {
    switch (kind) {
        case intake::Kind::areas: return 0;
        case intake::Kind::places:
        case intake::Kind::calendar: return 1;
        case intake::Kind::exposures: return 2;
        default: return 3;
    }
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

// The file of a list that was written for Atalaya and stands beside its source.toml; "" of a source that is fetched.
fs::path brought_along(const intake::Source& source) {
    for (const auto& file : source.files) {
        if (file.find('*') == std::string::npos && fs::exists(source.folder / file))
            return source.folder / file;
    }
    return {};
}

// What lies in areas can be read only once the areas are known: else every row would be of nowhere, and
// every comuna would later have had no fact. A layer that no source draws (totals by police section) is
// known by its names alone.
void refuse_without_areas(const Catalogue& catalogue, const intake::Source& source,
                          const std::vector<Areas>& known, const fs::path& path) {
    const auto is_known = [&](const std::string& layer) {
        return std::any_of(known.begin(), known.end(), [&](const Areas& areas) {
            return std::find(areas.layer.words.begin(), areas.layer.words.end(), layer) !=
                   areas.layer.words.end();
        });
    };
    std::vector<std::string> layers;
    for (const auto& area : source.areas) layers.push_back(area.layer);
    if (source.kind == intake::Kind::exposures) layers.push_back(source.exposure.layer);
    for (const auto& layer : layers) {
        const auto drawn = std::find_if(
            catalogue.sources.begin(), catalogue.sources.end(),
            [&](const auto& s) { return s.kind == intake::Kind::areas && s.shape.layer == layer; });
        const auto* of = catalogue.city.layer(layer);
        if (drawn == catalogue.sources.end() || !of || of->optional || is_known(layer)) continue;
        if (const auto list = brought_along(*drawn); !list.empty())
            throw Error{
                Fault::bad_input,
                message("{}: its rows name areas of the layer {}, and none is known yet. Their list comes "
                        "with the program: ingest it first, or together with this file: {}",
                        path.filename().string(), layer, list.string())};
        throw Error{Fault::bad_input,
                    message("{}: its rows name areas of the layer {}, and none is known yet. Ingest {} "
                            "first, or together with it ({})",
                            path.filename().string(), layer, drawn->id,
                            fmt::format("{}", fmt::join(drawn->files, ", ")))};
    }
}

bool meet(const geo::Box& a, const geo::Box& b) {
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

// Areas in the sea, or with longitude and latitude exchanged, would hold no point and say nothing of it.
void refuse_misplaced(const Catalogue& catalogue, const Batch& batch) {
    std::vector<geo::Box> boxes;
    for (const auto& source : catalogue.sources) {
        const auto& [west, south, east, north] = source.place.box;
        if (east - west < 180) boxes.push_back({west, south, east, north});
    }
    const auto in_any = [&](const geo::Box& box) {
        return std::any_of(boxes.begin(), boxes.end(), [&](const auto& one) { return meet(one, box); });
    };
    std::size_t outside = 0, exchanged = 0;
    for (std::size_t i = 0; i < batch.areas.size(); ++i) {
        if (batch.areas.geometry[i].empty()) continue;  // known by name alone
        const auto box = geo::box_of(geo::parse_geojson_geometry(batch.areas.geometry[i]));
        if (in_any(box)) continue;
        ++outside;
        exchanged += in_any({box.south, box.west, box.north, box.east}) ? 1 : 0;
    }
    if (boxes.empty() || 2 * outside <= batch.areas.size()) return;
    const auto& [west, south, east, north] = boxes.front();
    throw Error{
        Fault::bad_input,
        message(
            "{}: {} of {} areas lie outside of longitudes {} to {} and latitudes {} to {}, where the city's "
            "facts are.{}",
            batch.file_name, outside, batch.areas.size(), west, east, south, north,
            2 * exchanged > outside
                ? message(" Longitude and latitude are exchanged: GeoJSON has the longitude first.")
                : message(" Is it the file of another place, or in metres? Export it in degrees (WGS 84)."))};
}

// Where no row can be used the file is not what the descriptor says: a vintage of nothing would hide it.
void refuse_all_rejected(const Batch& batch) {
    if (batch.read == 0 || batch.accepted + batch.duplicate > 0) return;
    std::map<std::string, std::int64_t> rows;
    for (const auto& reject : batch.rejects) ++rows[reject.reason];
    const auto most = std::max_element(rows.begin(), rows.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto first = std::find_if(batch.rejects.begin(), batch.rejects.end(),
                                    [&](const auto& reject) { return reject.reason == most->first; });
    throw Error{
        Fault::bad_input,
        message("{}: expected rows that can be used; of {} none can. {} of them for {}, the first in row "
                "{}, column \"{}\", which says \"{}\". Is it the file that source.toml of {} describes?",
                batch.file_name, batch.read, most->second, most->first, first->line, first->column,
                first->found, batch.source)};
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

[[noreturn]] void nobody_claims(const Catalogue& catalogue, const fs::path& path) {
    std::string expected;
    for (const auto& source : catalogue.sources) {
        if (source.files.empty()) continue;
        expected += "\n  " + source.id + ":";
        for (const auto& glob : source.files) expected += " " + glob;
    }
    throw Error{Fault::bad_input, message("no source of {} expects a file called {}. They expect:{}",
                                          catalogue.city.name, path.filename().string(), expected)};
}

// Whether other bytes came under the name of a known delivery after it.
bool is_superseded(const Batch& known, const std::vector<store::Run>& runs) {
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (run->source == known.source && run->file_name == known.file_name)
            return run->delivery != known.delivery;
    }
    return false;
}

// Each file once more for every source that reads it beside the one that claims it.
void add_second_readers(const Catalogue& catalogue, std::vector<Claimed>& files) {
    std::vector<Claimed> again;
    for (const auto& file : files) {
        for (const auto& source : catalogue.sources) {
            if (source.beside == file.source->id) again.push_back({file.path, &source});
        }
    }
    files.insert(files.end(), again.begin(), again.end());
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

// Those of them that are of facts which are known: each batch is told of its own.
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
        intake::Seen seen;
        for (const auto& [line, key] : read[i].unlisted) {
            if (!known.contains(key) || accepted.contains(key)) continue;
            seen.at(line);
            refused[batches[i].delivery].push_back(key);
        }
        intake::report(batches[i].findings, label_unlisted_now, seen);
    }
    return refused;
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

Found find_sources(const Catalogue& catalogue, const std::vector<fs::path>& paths) {
    Found found;
    for (const auto& path : paths) {
        if (fs::is_directory(path)) {
            auto inside = intake::look_through(path, catalogue.sources);
            for (auto& file : inside.files) found.files.push_back({file.path, file.source});
            for (const auto& name : inside.unclaimed) {
                // The folder itself may be a part of what a source names: delitos/ of delitos/*.csv.
                if (const auto* source = claimed_by(catalogue, path / name)) {
                    found.files.push_back({path / name, source});
                } else {
                    found.unclaimed.push_back(name);
                }
            }
            continue;
        }
        if (!fs::exists(path))
            throw Error{Fault::missing,
                        message("expected a file or folder, found none at {}. Check the name and the folder",
                                path.string())};
        const auto* source = claimed_by(catalogue, path);
        if (!source) nobody_claims(catalogue, path);
        found.files.push_back({path, source});
    }
    add_second_readers(catalogue, found.files);
    std::stable_sort(found.files.begin(), found.files.end(), [](const Claimed& a, const Claimed& b) {
        return rank(a.source->kind) < rank(b.source->kind);
    });
    return found;
}

std::vector<ReadDelivery> read_deliveries(const Catalogue& catalogue, const std::vector<Claimed>& files,
                                          const std::vector<Areas>& known_areas,
                                          const std::vector<store::Run>& known_runs, Progress& progress,
                                          Repeats repeats, std::optional<Day> latest, PlacesKnown places,
                                          const ErasedBytes& erased) {
    std::vector<ReadDelivery> read;
    std::optional<AddressBook> book;
    std::vector<Areas> areas = known_areas;
    std::optional<intake::Gazetteer> gazetteer;
    progress.stage("read", files.size());
    for (const auto& file : files) {
        progress.check_interrupt();
        const auto start = std::chrono::steady_clock::now();
        const Digest digest = sha256_of_file(file.path);
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
        const bool known = named_twice || (readings > 0 && repeats == Repeats::skip);
        ReadDelivery delivery{.path = file.path, .known = known};
        const auto twin = erased.deliveries.find(digest);
        if (twin != erased.deliveries.end()) {
            delivery.erased = twin->second.erasure;
            delivery.erased_on = twin->second.on;
        }
        if (known) {
            delivery.batch.source = file.source->id;
            delivery.batch.recipe = recipe;
            delivery.batch.delivery = digest;
            delivery.batch.file_name = file.path.filename().string();
            delivery.superseded = readings > 0 && is_superseded(delivery.batch, known_runs);
        } else {
            refuse_without_areas(catalogue, *file.source, areas, file.path);
            if (!gazetteer) gazetteer.emplace(catalogue.city, areas);
            KnownAreas{catalogue.city, *gazetteer}.check(*file.source);
            if (asks && !book) {
                NoProgress quiet;
                book.emplace(places, *gazetteer, areas, quiet);
            }
            const intake::ReadOptions options{
                .latest = latest, .digest = digest, .geocoder = asks ? &book->geocoder() : nullptr};
            delivery.batch = delivery.erased.empty() ? read_or_refuse(catalogue, file, *gazetteer, options)
                                                     : read_twin(*file.source, catalogue.city, *gazetteer,
                                                                 file.path, twin->second, options);
            delivery.batch.recipe = recipe;
            delivery.unlisted = unlisted_rows(file, delivery.batch);
            if (file.source->kind == intake::Kind::places)
                places.add(*file.source, delivery.batch.file_name, digest, file.path);
            delivery.batch.reading = static_cast<int>(readings) + 1;
            if (file.source->kind == intake::Kind::areas) {
                areas.push_back(delivery.batch.areas);
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
    for (auto& delivery : read) {
        if (!delivery.known) store.deliveries().keep(delivery.path, delivery.batch.delivery);
        batches.push_back(std::move(delivery.batch));
    }
    const auto refused = tell_unlisted(store, read, batches);
    const auto published = store::publish(store, batches, on, progress, hook, "",
                                          withdrawals == Withdrawals::any ? all : a_fifth, refused);
    for (std::size_t i = 0; i < read.size(); ++i) read[i].batch = std::move(batches[i]);
    return published;
}

Ingested ingest(const fs::path& directory, const Share& share, const IngestRequest& request,
                Progress& progress) {
    Ingested answer;
    std::vector<Areas> areas;
    std::vector<store::Run> runs;
    PlacesKnown places;
    ErasedBytes erased;
    Found found;
    std::optional<Catalogue> known;
    {
        store::Store store{directory, store::Access::write,
                           progress};  // brings a killed publication in order first
        const std::string& city = store.city();
        known.emplace(read_catalogue(share, city));
        take_decisions(*known, store::label_decisions(store.records(), city));
        runs = store.records().runs(city);
        places = places_known(store, *known);
        if (const auto newest = store.newest())
            areas.push_back(store::areas(store.analytics(), {city, newest->no}));
        found = find_sources(*known, request.paths);
        std::vector<fs::path> given;
        for (const auto& file : found.files) given.push_back(file.path);
        erased = erased_among(store, given);
    }
    const Catalogue& catalogue = *known;
    if (found.files.empty())
        throw Error{
            Fault::missing,
            message("no source of {} claims any file there; `atalaya source list` says what they expect",
                    catalogue.city.name)};

    if (!request.picture.empty()) require_picture(request.picture, found.files.size());
    auto start = std::chrono::steady_clock::now();
    try {
        answer.deliveries = read_deliveries(catalogue, found.files, areas, runs, progress, request.repeats,
                                            request.on, std::move(places), erased);
    } catch (const RefusedFile& refused) {
        store::Store store{directory, store::Access::write, progress};
        keep_refusal(store, refused, request.received.value_or(request.on));
        throw;
    }
    answer.unclaimed = found.unclaimed;
    answer.read_seconds = seconds_since(start);

    start = std::chrono::steady_clock::now();
    if (!request.picture.empty()) tell_picture(request.picture, answer.deliveries);
    store::Store store{directory, store::Access::write, progress};
    if (!request.picture.empty()) store.deliveries().keep(request.picture);
    keep_codings(store, catalogue, answer.deliveries);
    answer.vintage =
        publish_deliveries(store, answer.deliveries, request.on, progress, {}, request.withdrawals);
    keep_days(store, answer.deliveries, request);
    answer.publish_seconds = seconds_since(start);
    return answer;
}

}  // namespace atalaya::service
