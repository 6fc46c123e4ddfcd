// Counts that sources send, by the delivery that told them.
//
// A segment keeps beside its differences (`tally`, `unsaid`) all that each of its deliveries of counts told (`told`), with the
// place that the delivery has among those of its source. What is known of a source is what its deliveries tell one after
// the other, each by its last reading, in the order in which they came: a delivery read again, whatever made it read
// otherwise, keeps its place, so that a former reading leaves nothing and a later correction stays. Only one that is to
// count anew goes to the end. Segments written before there was `told` are one sum that precedes all readings.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/incident.hpp"
#include "core/table.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

struct TallyCell {
    std::string category, channel;
    std::int32_t month = 0, months = 1;
    std::array<std::string, 4> area;
    friend auto operator<=>(const TallyCell&, const TallyCell&) = default;
};

// Cells of sources as the columns of a table, row by row.
class CellColumns {
  public:
    void push(const std::string& source, const TallyCell& cell);
    // source, category, channel, month, months, area_1 .. area_4.
    std::vector<Column> columns() &&;

  private:
    Coded sources_, category_, channel_;
    Days month_;
    std::vector<std::int32_t> months_;
    std::array<Coded, 4> area_;
};

struct Told {
    std::int64_t count = 0;
    bool unsaid = false;  // a part of it has no number
};

// What one delivery tells by its last reading.
struct CountReading {
    Digest delivery;
    std::int64_t place{};
    Covers covers = Covers::rows;
    std::map<TallyCell, Told> cells;
};

// What a batch tells; rows of one cell are summed. O(rows log rows).
CountReading reading_of(const Batch& batch);

// Of what was counted in the months of deliveries that cover them, what they count no more: of deliveries before, and of one
// that is published with them and came first.
struct Withdrawn {
    std::int64_t withdrawn{}, known{};
};

// What is known of a source's counts, before and after the batches of a vintage.
class CountsOfSource {
  public:
    struct Counted {
        Told before, now;
    };

    // O(rows of the source in the segments).
    CountsOfSource(const std::string& source, const std::vector<Segment>& segments);

    bool knows(const Digest& delivery) const;
    // Whether a delivery was read for a segment that does not keep what it told, and for none since that does.
    bool sum_holds(const Digest& delivery) const { return summed_.contains(delivery) && !knows(delivery); }

    // Takes the readings of a vintage, in the order of its batches, and gives each its place. Adds to `lost` what it takes
    // away of cells as long as its own (longer and shorter ones give way to those of the same months), and all of a
    // delivery that tells nothing any more. O(cells), and of all readings where one was read before.
    void take(std::vector<CountReading>& readings, const std::set<Digest>& anew, Withdrawn& lost);

    const std::map<TallyCell, Counted>& cells() const { return cells_; }

  private:
    void put(const CountReading& reading, Withdrawn* lost);
    void take_all_again(const std::set<Digest>& fresh, Withdrawn& lost);

    std::map<TallyCell, Counted> cells_;
    std::map<TallyCell, Told> sum_;  // of the segments without `told`
    std::set<Digest> summed_;
    std::map<std::int64_t, CountReading> readings_;  // by place
};

// The table `told` of a vintage: by source, what its batches told. A reading of nothing has a row of 0 months.
Table told_table(const std::map<std::string, std::vector<CountReading>>& readings,
                 const std::vector<const Batch*>& batches);

}  // namespace atalaya::store
