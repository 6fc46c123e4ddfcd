// What is known of one source's incidents before and while a vintage is worked out:
// every key ever published, its number, and its last version.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// Where the columns of a version are: a row of a batch (origin 0, 1, ...) or of the entries
// of an earlier segment (origin -1, -2, ...).
struct RowAt {
    std::int32_t origin = 0;
    std::uint32_t row = 0;
};

struct KnownIncident {
    IncidentKey key;
    std::uint64_t content = 0;  // hash of the last version
    std::int64_t no = 0;
    std::int32_t version = 0;  // the last; 0 when none yet
    std::int32_t ended = 0;    // the last version that a -1 ended
    RowAt at;                  // of the last version
    std::int32_t teller =
        0;  // the place of the delivery that told or withdrew it last (told_facts.hpp); 0 unknown

    bool live() const { return version > ended; }
};

class KnownIncidents {
  public:
    // Reads all segments, oldest first. O(their rows).
    KnownIncidents(std::string_view source, const std::vector<Segment>& segments, std::size_t expected_new);

    static constexpr std::uint32_t unknown = ~0U;
    // Place among all(), or unknown. Expected O(1).
    std::uint32_t find(const IncidentKey& key) const;
    // Says that `key` will be asked for soon, so that its place is in the cache by then.
    void fetch(const IncidentKey& key) const { __builtin_prefetch(&slots_[home_of(key)]); }
    std::uint32_t add(const IncidentKey& key, std::int64_t no);

    std::vector<KnownIncident>& all() { return known_; }
    // Those that this vintage adds are all()[first_new()...], in order of number.
    std::size_t first_new() const { return first_new_; }
    // After this nothing can be found any more.
    void forget_keys();

  private:
    void read_dictionary(std::string_view source, const std::vector<Segment>& segments);
    void read_entries(std::string_view source, const std::vector<Segment>& segments);
    std::size_t home_of(const IncidentKey& key) const {
        return static_cast<std::size_t>(key.low) & (slots_.size() - 1);
    }
    std::size_t slot_of(const IncidentKey& key) const;

    std::vector<KnownIncident> known_;
    std::vector<std::uint32_t> slots_;  // open addressing, at most half full
    std::size_t first_new_ = 0;
};

}  // namespace atalaya::store
