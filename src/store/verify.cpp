#include "store/verify.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "store/delivery_twin.hpp"
#include "store/erase.hpp"
#include "store/pictures.hpp"
#include "store/tombstones.hpp"
#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

// Without its key no delivery can be looked at: that is one thing to say, not one a delivery.
bool has_key(Store& store, Verified& out) {
    try {
        store.deliveries();
        return true;
    } catch (const Error& error) {
        if (error.fault() == Fault::conflict) {
            out.notes.push_back(message("the deliveries were not looked at: {}", error.message()));
        } else {
            out.damages.push_back({Damage::Where::delivery, "delivery.key", "", "", error.message(),
                                   message("restore the key from a backup")});
        }
        return false;
    }
}

// The erasure that is recorded and not carried out to its end, "" none.
std::string half_done(Store& store) {
    const auto under_way = erasing(store.folder());
    const bool recorded = !under_way.empty() && is_recorded(store.records(), store.city(), under_way);
    return recorded ? under_way : "";
}

// Where the bytes are that such an erasure has not put in place yet.
std::filesystem::path placed_or_staged(Store& store, const std::filesystem::path& path) {
    const std::filesystem::path next{path.string() + std::string{staged}};
    return std::filesystem::exists(next) && !half_done(store).empty() ? next : path;
}

std::filesystem::path box_of(Store& store, const Digest& delivery) {
    return placed_or_staged(store, store.deliveries().path_of(delivery));
}

// The bytes as received must be gone, and what stands for them be what was recorded.
void verify_twin(Store& store, const std::filesystem::path& box, const ErasedDelivery& recorded,
                 Verified& out) {
    const auto found = twin_in(box);
    if (!found)
        throw Error{Fault::corrupt, message("it was erased ({}), and its bytes are there", recorded.erasure)};
    if (*found != recorded.twin.value_or(Digest{}))
        throw Error{Fault::corrupt,
                    message("another twin is there than the one that was recorded ({})", recorded.erasure)};
    const auto on = [&](const Erasure& one) { return one.id == recorded.erasure; };
    const auto all = erasures(store.records(), store.city());
    const auto erasure = std::find_if(all.begin(), all.end(), on);
    const std::string day = erasure == all.end() ? "" : iso(erasure->on);
    const bool in_place = box == store.deliveries().path_of(recorded.delivery);
    if (recorded.twin && in_place) store.deliveries().read(recorded.delivery, [](std::string_view) {});
    const auto name = recorded.delivery.hex().substr(0, 12);
    out.notes.push_back(recorded.twin ? message("delivery {}: a redacted twin since {}, erasure {}", name,
                                                day, recorded.erasure)
                                      : message("delivery {}: nothing of it is kept since {}, erasure {}",
                                                name, day, recorded.erasure));
}

void verify_deliveries(Store& store, Progress& progress, Verified& out) {
    std::set<Digest> deliveries;
    for (const auto& run : store.records().runs(store.city())) deliveries.insert(run.delivery);
    deliveries.merge(pictures(store.records(), store.city()));
    if (!has_key(store, out)) return;
    progress.stage("deliveries", deliveries.size());
    const auto erased = twins(store.records(), store.city());
    for (const auto& delivery : deliveries) {
        const auto twin = erased.find(delivery);
        const auto repair = twin == erased.end()
                                ? message("restore its box from a backup, or ingest the source's file again")
                                : message("restore its box from a backup made after the erasure");
        whole(out, Damage::Where::delivery, delivery.hex(), repair, [&] {
            const auto box = box_of(store, delivery);
            if (twin != erased.end()) return verify_twin(store, box, twin->second, out);
            if (twin_in(box))
                throw Error{Fault::corrupt, message("a redacted twin is there, and no erasure is recorded")};
            store.deliveries().read(delivery, [](std::string_view) {});
        });
        progress.check_interrupt();
        progress.advance(static_cast<std::uint64_t>(++out.deliveries));
    }
}

void verify_file(const std::filesystem::path& path, const Digest& published, Verified& out) {
    whole(out, Damage::Where::segment, path.filename().string(), message("restore the file from a backup"),
          [&] {
              const auto found = sha256_of_file(path);
              if (found == published) return;
              throw Error{Fault::corrupt, message("its SHA-256 is {} and was {} when it was published",
                                                  found.hex(), published.hex())};
          });
}

// True when all segments are as they were published.
bool verify_segments(Store& store, Progress& progress, Verified& out) {
    const auto vintages = store.records().vintages(store.city());
    auto places = place_digests(store.records(), store.city(), vintages);
    const auto before = out.damages.size();
    progress.stage("segments", vintages.size());
    for (const auto& vintage : vintages) {
        verify_file(store.segments().segment(vintage.id), vintage.segment, out);
        verify_file(placed_or_staged(store, store.segments().place(vintage.id)), places[vintage.no], out);
        progress.check_interrupt();
        progress.advance(static_cast<std::uint64_t>(++out.segments));
    }
    return out.damages.size() == before;
}

}  // namespace

Message Damage::message() const {
    const auto place = [&] {
        switch (where) {
            case Where::delivery: return atalaya::message("delivery: {}", what);
            case Where::segment: return atalaya::message("segment: {}", what);
            case Where::records: return atalaya::message("record store: {}", what);
            case Where::analytics: return atalaya::message("analytics store: {}", what);
        }
        return verbatim(what);
    };
    return atalaya::message(
        "{}{}{}: {}; to do: {}", place(), key.empty() ? verbatim("") : atalaya::message(", row {}", key),
        column.empty() ? verbatim("") : atalaya::message(", column {}", column), found, repair);
}

Verified verify(Store& store, Progress& progress) {
    Verified out;
    whole(out, Damage::Where::records, "delivery", message("restore the record store from a backup"),
          [&] { verify_deliveries(store, progress, out); });
    bool segments_whole = false;
    whole(out, Damage::Where::records, "vintage", message("restore the record store from a backup"),
          [&] { segments_whole = verify_segments(store, progress, out); });
    whole(out, Damage::Where::records, "delivery", message("restore the record store from a backup"),
          [&] { verify_strays(store, out); });
    verify_records(store, progress, out);
    // With a damaged segment there is nothing to compare the analytics store with, nor while it is to be made anew.
    const auto half = half_done(store);
    if (!half.empty())
        out.notes.push_back(message(
            "the erasure {} is recorded and not carried out to its end; the next command that writes does it",
            half));
    if (segments_whole && half.empty()) verify_analytics(store, progress, out);
    return out;
}

}  // namespace atalaya::store
