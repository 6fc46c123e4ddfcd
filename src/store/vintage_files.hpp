// Writing the two files of a vintage from what was worked out.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"
#include "core/incident.hpp"
#include "store/ledger.hpp"
#include "store/segment.hpp"
#include "store/tombstones.hpp"

namespace atalaya::store {

struct VintageName {
    std::string city;
    std::string id;
    std::int64_t no{};
};

// Of which days each delivery told when it was read for a vintage (number, source, delivery).
using ReadingSpans = std::map<std::tuple<std::int64_t, std::string, Digest>, Period>;

// Of what was counted in the months of deliveries that cover them, what they count no more: of deliveries before, and of one
// that is published with them and came first.
struct Withdrawn {
    std::int64_t withdrawn{}, known{};
};

// Tables besides the incidents: `tally`, `exposure`, `area`, and `unsaid` where it has a row. Adds to `lost`.
std::vector<Table> other_tables(const std::vector<const Batch*>& batches,
                                const std::vector<Segment>& segments, const ReadingSpans& spans,
                                Withdrawn& lost);

// Counts read again otherwise than before, and a delivery of the same months that came in the same vintage and is not read
// again: whose a cell of these months was is then not known. None where there are no such two. O(batches x segments).
struct CameTogether {
    const Batch* batch{};
    std::int64_t vintage_no{};
    Digest other;
};
std::optional<CameTogether> told_together(const std::vector<const Batch*>& batches,
                                          const std::vector<Segment>& segments, const ReadingSpans& spans);

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
