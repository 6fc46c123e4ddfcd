// Which entries a vintage adds: batches against what is known of their sources.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "store/known_incidents.hpp"
#include "store/segment.hpp"
#include "store/told_facts.hpp"

namespace atalaya::store {

struct Entry {
    std::int64_t incident_no = 0;
    RowAt at;
    std::int32_t version = 0;
    std::int8_t sign = 0;
};

struct WorkedOut {
    std::vector<Entry> entries;                   // as they came to be
    std::map<std::string, KnownIncidents> known;  // by source; the new ones are the dictionary's
    std::int64_t added = 0, revised = 0, withdrawn = 0, unchanged = 0;
    std::map<std::string, std::vector<FactTelling>> told;  // by source, what each batch told
    // Of the revised by deliveries that are not among those read before: to a day more than two months away.
    std::int64_t moved = 0;
    // About each batch, what only the known facts of its source show (told_twice.hpp). Parallel to the batches.
    std::vector<std::optional<Finding>> noticed;
};

// See publish.hpp for the rules. Batches are taken in their order; `read_before` are deliveries that a run has read, and
// those in `anew` count as if they came now.
WorkedOut work_out(const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
                   const std::map<Digest, std::vector<IncidentKey>>& refused,
                   const std::set<Digest>& read_before, const std::set<Digest>& anew);

// By incident, version and sign: the order of the .place file.
void sort_by_incident(std::vector<Entry>& entries);

}  // namespace atalaya::store
