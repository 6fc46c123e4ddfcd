// Writing the two files of a vintage from what was worked out.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/incident.hpp"
#include "store/ledger.hpp"
#include "store/segment.hpp"
#include "store/told_counts.hpp"
#include "store/tombstones.hpp"

namespace atalaya::store {

struct VintageName {
    std::string city;
    std::string id;
    std::int64_t no{};
};

// What became of counts: how much is taken away, and a batch whose former reading is in a segment that keeps no reading.
struct CountsTaken {
    Withdrawn lost{};
    const Batch* kept_as_sum = nullptr;
};

// Tables besides the incidents: `tally`, `exposure`, `area`, `unsaid` where it has a row and `told` where counts came.
// Deliveries of counts that are read again keep their place, but for those in `anew`.
std::vector<Table> other_tables(const std::vector<const Batch*>& batches,
                                const std::vector<Segment>& segments, const std::set<Digest>& anew,
                                CountsTaken& taken);

class VintageFiles {
  public:
    VintageFiles(VintageName name, const std::vector<const Batch*>& batches,
                 const std::vector<Segment>& segments);

    // Positions of the versions that the batches bring, but of incidents that were erased. Entries in the order of
    // sort_by_incident.
    Digest write_place(const std::filesystem::path& path, const std::vector<Entry>& entries,
                       const Tombstones& erased) const;
    // The rest. Takes the entries' and the known incidents' memory with it as it goes.
    Digest write_segment(const std::filesystem::path& path, WorkedOut worked_out,
                         const std::vector<Table>& others) const;

  private:
    SegmentHeader header() const;
    // The places of the versions that begin here, which these batches brought, and of which something holds.
    std::vector<std::uint32_t> begun_where(const std::vector<Entry>& entries,
                                           bool (*holds)(const Incidents&, std::size_t)) const;
    const Incidents& incidents_of(const Entry& entry) const;
    void write_spans(SegmentWriter& writer, const std::vector<Entry>& entries,
                     const std::vector<std::uint32_t>& spanned) const;

    VintageName name_;
    const std::vector<const Batch*>& batches_;
    const std::vector<Segment>& segments_;
};

}  // namespace atalaya::store
