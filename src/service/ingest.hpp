// From files on a disk to a published vintage.
//
// Files are read in child processes before the stores are opened, then kept
// encrypted by digest, then published together as one vintage: all of it or none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/incident.hpp"
#include "core/progress.hpp"
#include "intake/row_keys.hpp"
#include "service/address_book.hpp"
#include "service/catalogue.hpp"
#include "service/claimed_files.hpp"
#include "service/erased_bytes.hpp"
#include "service/wanting_areas.hpp"
#include "store/publish.hpp"

namespace atalaya::service {

// A delivery that was read, and where it lies until it is kept.
struct ReadDelivery {
    Batch batch;
    std::filesystem::path path;
    double seconds{};
    bool known = false;  // the same bytes were read with the same recipe before, or stand among the files
                         // twice: not read again
    std::string erased;  // the erasure that took its bytes away, "" none: what is read is its redacted twin
    Day erased_on{};
    std::vector<intake::RowKey>
        unlisted;             // rows refused for a label that no list holds, where rows have keys
    bool mended = false;      // known, and read again: areas came that its last reading was in want of
    bool anew = false;        // known, and read again because it is to count as if it came now
    bool waits = false;       // no row counts until its labels have codes (usable_file.hpp)
    bool superseded = false;  // known, and a file of the same name and source came after it: read it again
                              // with Repeats::count to go back to what it says
    std::int64_t future_come =
        0;  // known: its rows that were refused as to come and are not any more (future_rows.hpp)
};

// What to do with bytes that were read before with the same recipe: nothing, or let them count again.
enum class Repeats { skip, count };

// How files are read, and what is known already.
struct ReadWith {
    Repeats repeats = Repeats::skip;
    std::optional<Day> latest;  // rows of a later day are rejected
    PlacesKnown places;  // addresses are looked up in these, and in files of kind "places" among those read
    ErasedBytes erased;
    WantingAreas wanting;
};

// Reads the files. Of one that was erased the twin is read in its place, and Error{conflict} says when it was erased
// where there is none. `known_areas` are those of the store; areas among the files add to them. What addresses were
// looked up in is a part of the recipe. A known file whose last reading wanted areas is read again when areas came since
// or are among these. Throws Error{bad_input} also for files that cannot be used (usable_file.hpp): as RefusedFile,
// like all that a reader refuses.
std::vector<ReadDelivery> read_deliveries(const Catalogue& catalogue, const std::vector<Claimed>& files,
                                          const std::vector<Areas>& known_areas,
                                          const std::vector<store::Run>& known_runs, Progress& progress,
                                          ReadWith how = {});

// What a file that cannot be used throws: the same Error, with the file.
class RefusedFile : public atalaya::Error {
  public:
    RefusedFile(const Error& why, const Claimed& claimed)
        : atalaya::Error{why}, path{claimed.path}, source{claimed.source->id} {}
    std::filesystem::path path;
    std::string source;
};

// Whether deliveries may withdraw more than a fifth of what is known of their months (store/publish.hpp).
enum class Withdrawals { few, any };

// Keeps and publishes what was read, as one vintage. A fact that is known and of which a row now says a label that no list
// holds keeps what it was, and is not withdrawn; the batch gets a finding of those.
inline constexpr const char* label_unlisted_now =
    "label_unlisted_now";  // {"lines"}: facts that stay as they were
store::PublishedVintage publish_deliveries(store::Store& store, std::vector<ReadDelivery>& read, Day on,
                                           Progress& progress, const store::KillHook& hook = {},
                                           Withdrawals withdrawals = Withdrawals::few);

struct Ingested {
    std::vector<ReadDelivery> deliveries;
    std::vector<std::string> unclaimed;
    store::PublishedVintage vintage;
    double read_seconds{}, publish_seconds{};
};

// The whole of it on a data directory. Throws what reading and publishing throw; nothing is published then, and a file
// that could not be used is on record as refused (service/correspondence/refusals). With a picture: Error{usage} unless
// there is one file, Error{bad_input} when it is no picture (JPEG, PNG, WebP, HEIC, TIFF or PDF by its first bytes),
// Error{conflict} when the file was received before.
struct IngestRequest {
    std::vector<std::filesystem::path> paths;
    Day on{};
    Withdrawals withdrawals = Withdrawals::few;
    Repeats repeats = Repeats::skip;
    std::filesystem::path picture;  // that the one file was typed from, kept with it; "" none
    std::optional<Day> received;  // the day the files came, where it is not `on`: kept with each new delivery
    // Told before any is read, with no store open and nothing done, of how many bytes the files are whose length no known
    // delivery has. It need not return (core/large_pages.hpp).
    std::function<void(std::uintmax_t)> about_to_read;
};
Ingested ingest(const std::filesystem::path& directory, const Share& share, const IngestRequest& request,
                Progress& progress);

}  // namespace atalaya::service
