#include "store/verify.hpp"

#include <set>

#include "core/error.hpp"
#include "store/pictures.hpp"
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

void verify_deliveries(Store& store, Progress& progress, Verified& out) {
    std::set<Digest> deliveries;
    for (const auto& run : store.records().runs(store.city())) deliveries.insert(run.delivery);
    deliveries.merge(pictures(store.records(), store.city()));
    if (!has_key(store, out)) return;
    progress.stage("deliveries", deliveries.size());
    for (const auto& delivery : deliveries) {
        whole(out, Damage::Where::delivery, delivery.hex(),
              message("restore its box from a backup, or ingest the source's file again"),
              [&] { store.deliveries().read(delivery, [](std::string_view) {}); });
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
    const auto before = out.damages.size();
    progress.stage("segments", vintages.size());
    for (const auto& vintage : vintages) {
        verify_file(store.segments().segment(vintage.id), vintage.segment, out);
        verify_file(store.segments().place(vintage.id), vintage.place, out);
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
    // With a damaged segment there is nothing to compare the analytics store with.
    if (segments_whole) verify_analytics(store, progress, out);
    return out;
}

}  // namespace atalaya::store
