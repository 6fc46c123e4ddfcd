// What is left in the files of positions of those that were erased: tombstone(incident_no, erasure) in the `.place` of
// the vintage that numbered the incident. No version of such an incident has a position in any file, nor gets one when
// it is published again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/record_store.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

using Tombstones = std::map<std::int64_t, std::string>;  // incident -> erasure

// Those of the published vintages. O(tombstones).
Tombstones tombstones(const SegmentFolder& segments, const std::vector<Vintage>& vintages);

// A file of positions written anew beside the old one (delivery_twin.hpp: staged), durably.
struct StagedPlace {
    std::int64_t vintage_no{};
    std::string vintage;
    Digest before, since;
    std::int64_t positions{};  // that are gone
};

// Of these incidents (in order, each once) those that have a position, once for each that they have; in order.
std::vector<std::int64_t> placed_among(const SegmentFolder& segments, const std::vector<Vintage>& vintages,
                                       const std::vector<std::int64_t>& incidents);

// Stages the files of all vintages that have a position of one of them, or numbered one that has no tombstone yet.
std::vector<StagedPlace> stage_places(const SegmentFolder& segments, const std::vector<Vintage>& vintages,
                                      const std::vector<std::int64_t>& incidents, const std::string& erasure);

// The digest that the file of positions of each vintage has now, by number.
std::map<std::int64_t, Digest> place_digests(RecordStore& records, std::string_view city,
                                             const std::vector<Vintage>& vintages);

}  // namespace atalaya::store
