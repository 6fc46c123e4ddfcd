// From checked batches to a published vintage, in five steps:
//
//   1 the segment and its positions are written, fsynced and renamed into place
//   2 ONE transaction of the record store: runs, rejects, findings, the vintage.
//     This is the commit point: before it nothing was published, after it all was.
//   3 the segment is applied to the analytics store, 4 with its rollups, in one
//     transaction that also sets applied(city, vintage, segment)
//   5 the answer
//
// A process killed between any two leaves a store that open() brings in order.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "core/progress.hpp"
#include "store/data_directory.hpp"

namespace atalaya::store {

// Where a kill hook is called: after each of these and before what follows.
enum class PublishStep {
    worked_out,         // entries known, nothing written
    place_written,      // the .place is in place
    segment_written,    // the .seg too
    records_written,    // the record transaction is full but not committed
    recorded,           // committed
    analytics_written,  // the analytics transaction is full but not committed
    applied,            // committed
};
inline constexpr int publish_steps = 7;
// Keys of rows that a delivery has and that were refused, by delivery: what they say cannot be used, but the facts that they
// are of are there, and keep what is known of them.
using RefusedKeys = std::map<Digest, std::vector<IncidentKey>>;

using KillHook = std::function<void(PublishStep)>;

struct PublishedVintage {
    std::string id;  // "2020-10-05.1"
    std::int64_t no{};
    Digest segment;
    std::int64_t added{};      // incidents not known before
    std::int64_t revised{};    // known ones whose content changed
    std::int64_t withdrawn{};  // known ones that a delivery says are no more
    std::int64_t unchanged{};
    std::int64_t entries{};  // rows of the ledger
    std::int64_t tallies{}, exposures{}, areas{};
    bool published = true;  // false: every batch was a run already; `id` is the newest of theirs
};

// Publishes `batches` as one vintage, in their order. Batches that are a run already
// (same bytes, same recipe) are left out; when all are, nothing is published and the
// answer says in which vintage they are. A batch's incident keys must be unique.
//
// Entries. Against the incidents of that source known so far, a row whose key is new
// gives +1 (version 1); one whose content hash differs gives -1 of the live version,
// with all its columns, and +1 of the next; an equal one gives nothing. Under
// Covers::months what is live in a month that has a row and is absent from the batch
// gives -1, but for those whose row was refused (`refused`). A withdrawn key that comes back
// goes on with its number and next version. A delivery read again changes only what no later one of its source told or
// withdrew, and adds nothing to a month of which a later one says all (told_facts.hpp), unless it is in `anew`.
// Tallies: the difference to what is known, cell by cell; under Covers::months a known cell absent from a month that has a row goes
// to 0; cells without a number likewise, beside them. A delivery read again stands where it stood among those of its source, so that
// nothing of its former reading stays and what later ones say does; at the end if it is in `anew` (told_counts.hpp).
// Exposures and areas are written as they came; readers take the newest per (layer, area, kind, year), or per layer.
//
// The segment's bytes depend only on the earlier segments and the batches. O(n log n)
// of the source's known rows and the batch's; about 90 bytes of memory a row.
//
// `most_withdrawn` is the percentage of what is known of the deliveries' months, facts or counts, that may be withdrawn: beyond it,
// and from 20 on, nothing is published and Error{bad_input} says so, for a delivery that covers months and was cut short looks like
// that. Nor, unless it is 100, are counts read again whose former reading no segment keeps by itself.
//
// Batches get the findings that only what is known of their source shows (told_twice.hpp). Where half of the
// facts that are told again, and at least 20, would move by more than two months, nothing is published either
// unless `most_withdrawn` is 100: their key is used anew. Not so the facts of a delivery that was read before: its
// keys are those of the same rows, whose days another descriptor reads otherwise.
PublishedVintage publish(Store& store, std::vector<Batch>& batches, Day published_on, Progress& progress,
                         const KillHook& hook = {}, std::string_view note = "", int most_withdrawn = 100,
                         const RefusedKeys& refused = {}, const std::set<Digest>& anew = {});
PublishedVintage publish(Store& store, std::vector<Batch>&& batches, Day published_on, Progress& progress,
                         const KillHook& hook = {}, std::string_view note = "", int most_withdrawn = 100,
                         const RefusedKeys& refused = {}, const std::set<Digest>& anew = {});

}  // namespace atalaya::store
