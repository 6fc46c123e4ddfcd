// Facts, by the delivery that told each last.
//
// A segment keeps in `fact_told`, of each of its deliveries of facts, the place that the delivery has among those of its
// source, the incidents that it told or withdrew (as ranges of their numbers) and the months of which it says all there
// is. A delivery that is read again, whatever made it read otherwise, keeps its place: it changes only what no later one
// told or withdrew, and adds nothing to a month of which a later one says all. Only one that is to count anew goes to the
// end. What a former reading told and the new one does not is as with any delivery: withdrawn where it covers months.
//
// Of a segment written before there was `fact_told` its entries are those of its delivery, or of the first where it has
// several of a source; which rows came unchanged is not known of it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.hpp"
#include "core/incident.hpp"
#include "core/table.hpp"
#include "store/known_incidents.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// What one delivery told.
struct FactTelling {
    std::int32_t input{};  // its number among the batches of the vintage
    std::int32_t place{};
    std::vector<std::int64_t> incidents;  // numbers, in any order
    std::set<std::int32_t> months;        // as month_index() counts; none where it covers none
};

class TellersOfSource {
  public:
    // O(rows of `fact_told`, and of entries of segments without it).
    TellersOfSource(std::string source, const std::vector<Segment>& segments);

    // Gives each known incident the place of the delivery that told or withdrew it last. O(known + ranges x log known).
    void tell(std::vector<KnownIncident>& known) const;

    // The place of a delivery that is read: its own, or the next.
    std::int32_t take(const Digest& delivery, bool anew);
    // That it says all there is of some months, in place of what it said before.
    void covers(std::int32_t place, std::set<std::int32_t> months) { months_[place] = std::move(months); }

    bool is_last(std::int32_t place) const { return place == last_; }
    // Whether a delivery after that place says all there is of a month. O(deliveries after it).
    bool covered_after(std::int32_t place, std::int32_t month) const;

  private:
    struct Range {
        std::int64_t first, past;
        std::int32_t place;
    };

    void read(const Segment& segment);
    void read_without(const Segment& segment);

    std::string source_;
    std::map<Digest, std::int32_t> places_;
    std::map<std::int32_t, std::set<std::int32_t>> months_;  // by place
    std::vector<Range> told_;
    std::int32_t last_ = 0;
};

// The table `fact_told` of a vintage: by source, what its batches told.
Table told_facts_table(std::map<std::string, std::vector<FactTelling>> tellings);

}  // namespace atalaya::store
