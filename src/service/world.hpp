// All that the figures of one city are computed from at one vintage, in memory: the
// monthly counts of each indicator, exposures, territories, breaks, events and
// coverage. Loaded with a handful of queries; after that, figures are arithmetic.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/incident.hpp"
#include "service/catalogue.hpp"
#include "service/extent.hpp"
#include "service/reconciliation.hpp"
#include "service/territory.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

// Months since January of year 0: months as array indices.
int month_index(Month month);
Month month_at(int index);

// The rows of one indicator in one cell of the month rollup.
struct MonthCell {
    std::int32_t month{};                 // month_index
    std::array<std::uint16_t, 5> area{};  // by slot 1..4, index into World::area_codes(slot); 0 none
    std::uint16_t source{};               // index into World::sources()
    std::uint16_t offence{};              // index into World::offences()
    std::int64_t rows{};
    std::int64_t units{};
    std::int32_t months = 1;  // from `month` on, that are counted together
};

// The same of one channel.
struct ChannelCell {
    MonthCell cell;
    std::uint16_t channel{};  // index into World::channels(); never 0
};

// Incidents by the days from the fact to its registration.
struct DelayCell {
    std::int32_t month{};  // of the fact
    std::uint16_t source{}, offence{};
    std::int32_t delay{};  // store::longest_delay stands for itself and more
    std::int64_t rows{};
};

// A part of a source that was absent during a span: as declared or noticed, or one cell of counts of which the source
// says that it has no number.
struct Gap {
    std::uint16_t source{};
    int slot{};
    std::uint16_t area{};  // 0 for the whole source
    Period period;
    const intake::Gap* declared{};  // none of such a cell
    std::uint16_t offence{};        // of such a cell; else 0, for all

    bool is_cell() const { return declared == nullptr; }
};

struct Exposure {
    std::int64_t value{};
    int year{};
    int month{};       // 0: of the year
    bool old = false;  // more than five years from the period
    std::string source;
    bool interpolated = false;  // estimated from areas that cut across this one, as the city declares
};

// Rows and units of a sum, and what was left out of it.
struct Sum {
    std::int64_t rows{}, units{};
    std::int64_t left_out{};
};

struct TerritoryInfo {
    Territory territory;
    std::string name;
    int slot{};  // 0 for the city
    Territory parent;
    std::string geometry;  // GeoJSON, "" when unknown
    Extent extent{};       // whose rows are its own, and of which days
};

struct HourCell {
    std::int32_t month{};
    std::int8_t weekday{}, hour{};  // hour -1 unknown
    std::array<std::uint16_t, 5> area{};
    std::uint16_t source{}, offence{};
    std::int64_t rows{};
};

struct QualityCell {
    std::int32_t month{};
    std::uint16_t source{};
    std::int8_t located{};
    bool hour_known{};
    std::int64_t rows{};
};

// Persons of one month by one category of one attribute: "edad-18-29" of "age".
struct AttributeCell {
    std::int32_t month{};
    std::uint16_t source{};
    std::uint16_t category{};  // index into World::offences()
    std::int64_t persons{};
    std::int32_t months = 1;  // from `month` on, that are counted together
};

// One delivery as it was read last, and why rows of it were not used.
struct Receipt {
    std::string source, file_name, run;
    Digest delivery;
    std::int64_t vintage_no{};
    std::string vintage;
    std::int64_t read{}, accepted{}, rejected{}, duplicate{};
    struct Reason {
        std::string reason, column;
        std::int64_t rows{};
    };
    std::vector<Reason> reasons;  // most first
    std::vector<Finding> findings;
    std::string came{};  // the vintage of its first reading
};

class World {
  public:
    // `vintage` "" is the newest. Throws Error{missing} when it is not published.
    static std::shared_ptr<const World> load(store::Store& store, const Catalogue& catalogue,
                                             const std::string& vintage);

    // With the crosswalks that were in force at the vintage: those of the newest reading of each source by then.
    const Catalogue& catalogue() const { return *catalogue_; }
    const std::string& vintage() const { return vintage_; }
    std::int64_t vintage_no() const { return vintage_no_; }
    Day published_on() const { return published_on_; }
    // The vintage before this one, "" for the first.
    const std::string& previous_vintage() const { return previous_; }

    // The cells that count in an indicator; empty when no source fills it. "" is every
    // incident, whatever it counts in.
    const std::vector<MonthCell>& cells(std::string_view indicator) const;
    const std::vector<HourCell>& hour_cells(std::string_view indicator) const;
    // Of the rows that say a channel, and of those whose delay is known. ("": of every incident.)
    const std::vector<ChannelCell>& channel_cells(std::string_view indicator) const;
    const std::vector<DelayCell>& delay_cells(std::string_view indicator) const;
    // As most rows write each; 0 is "". One is found by any spelling: case, accents and blanks aside.
    const std::vector<std::string>& channels() const { return channels_; }
    std::optional<std::uint16_t> channel_called(std::string_view name) const;
    const std::vector<QualityCell>& quality() const { return quality_; }
    // What is known of the persons that an indicator counts, in the whole city; in no total.
    const std::vector<AttributeCell>& attributes(std::string_view indicator) const;
    // The lists that the city declares to be of the same facts, held against each other.
    const std::vector<ReconciledLists>& reconciled() const { return reconciled_; }
    const std::vector<std::string>& sources() const { return sources_; }
    const std::vector<std::string>& offences() const { return offences_; }
    const std::vector<std::string>& area_codes(int slot) const {
        return areas_[static_cast<std::size_t>(slot)];
    }

    // First and last month with rows of any source of the indicator; none without rows.
    std::optional<Period> known_months(std::string_view indicator) const;
    std::optional<Period> known_months_of_source(std::uint16_t source) const;
    std::optional<Period> known_months_of_source(std::string_view id) const;
    // Every month that a source tells of (month_index), with its rows or the sum of its totals; 0 for a month that
    // only the name of a file tells of. Empty for a source that sent nothing.
    const std::map<int, std::int64_t>& months_told(std::string_view source) const;
    // Whether a source of the indicator counts together months of which only some are in the period: what is in
    // the period is then not known.
    bool cuts(std::string_view indicator, Period period) const;
    bool source_cuts(std::string_view id, Period period) const;
    // The last month that any source tells of, row by row or in totals, and that was over when the vintage was
    // published; where none was, the last of all.
    std::optional<Month> last_month() const;

    // Throws Error{missing} naming near territories when there is none of that name. "cisp:22@2013" is the land that
    // cisp:22 had on the first day of 2013 (a month or a day may be said instead), as far as other maps can tell it.
    const TerritoryInfo& territory(const Territory& wanted) const;
    bool has(const Territory& wanted) const;
    // Territories of a layer in natural order of their codes (2 before 10); of a code that gave way to another for
    // the same land, the newest alone. With a period, those that were there in all of it.
    std::vector<const TerritoryInfo*> layer(std::string_view layer) const;
    std::vector<const TerritoryInfo*> layer(std::string_view layer, Period period) const;
    // The declared changes of a layer that were known when the vintage was published, by day.
    std::vector<const intake::AreaChange*> area_changes(std::string_view layer) const;

    // Sum over whole months inside `period`, leaving out what lies in `gaps`. What is counted together of
    // several months is in it where all of them are.
    // O(cells of the indicator).
    Sum sum(std::string_view indicator, const TerritoryInfo& territory, Period period,
            const std::vector<Gap>& gaps = {}, std::string_view offence = {}) const;
    // The same of rows that came by one channel; of all that say one when `channel` is "". No gaps.
    Sum sum_of_channel(std::string_view indicator, const TerritoryInfo& territory, Period period,
                       std::string_view channel = {}, std::string_view offence = {}) const;
    // One value a month of `period`, gaps left out; what is counted of several months together is in none.
    std::vector<std::int64_t> monthly(std::string_view indicator, const TerritoryInfo& territory,
                                      Period period, bool units, const std::vector<Gap>& gaps = {}) const;
    // Gaps of coverage of the indicator's sources that touch the territory in either period; then one for each cell
    // without a number in them. O(cells of the indicator x gaps declared + cells without a number).
    std::vector<Gap> gaps(std::string_view indicator, const TerritoryInfo& territory, Period period,
                          std::optional<Period> against = {}) const;
    // Whether all that the territory ever has of the indicator lies in these gaps, as gaps() gives them for it: a zero
    // of it there is silence.
    bool silent(std::string_view indicator, const TerritoryInfo& territory,
                const std::vector<Gap>& gaps) const;

    // Whether a source of the indicator tells of the territory: one of its rows, of whatever and whenever, names an
    // area of it, or the city declares that it reaches it ([[coverage]] reaches). Of the others no zero is known.
    bool tells_of(std::string_view indicator, const TerritoryInfo& territory) const;

    // Of the year nearest to the middle of the period, and of its months the nearest where it has some; none when there is no denominator.
    std::optional<Exposure> exposure(const TerritoryInfo& territory, std::string_view kind,
                                     Period period) const;

    // Deliveries up to the vintage, each once however often it was read, in the order in which they came.
    const std::vector<Receipt>& receipts() const { return receipts_; }

    // Sources (indices) that fill the indicator: those whose codes count in it and that have sent
    // rows, though none of them of this indicator, for then it is zero. By name.
    std::vector<std::uint16_t> sources_of(std::string_view indicator) const;

    // What the city declares, as far as it was known when the vintage was published: what began
    // later is not there.
    std::vector<const intake::Break*> breaks() const;
    std::vector<const intake::Event*> events() const;
    // After what is declared, the months in which a source has no row though it always has too many for a zero
    // (service/silence.hpp).
    std::vector<const intake::Gap*> coverage() const;

    // Whether a source has something of a period to deliver: not one that published once, nor one
    // that is declared to have ended before it, nor one whose cadence, where the city expects it, ends no
    // period with this one, nor before what is expected first.
    bool due(const intake::Source& source, Period period) const;
    // The last day on which what is due of the period is on time; none where the city says nothing of the source.
    std::optional<Day> due_on(const intake::Source& source, Period period) const;
    // Whether it is due, does not reach the period's end or has a hole in it (service/holes.hpp), and was to be here by
    // the vintage: on the due day itself a source is not late yet.
    bool late(const intake::Source& source, Period period) const;

  private:
    friend class WorldLoader;  // world_load.cpp
    World() = default;
    const Catalogue* catalogue_{};
    std::shared_ptr<const Catalogue> as_read_;  // what catalogue_ is, where crosswalks were others then
    std::string vintage_, previous_;
    std::int64_t vintage_no_{};
    Day published_on_{};
    std::vector<std::string> sources_, offences_, channels_;
    std::array<std::vector<std::string>, 5> areas_;
    std::map<std::string, std::vector<MonthCell>, std::less<>> cells_;
    std::map<std::string, std::vector<MonthCell>, std::less<>> unsaid_;  // cells without a number
    std::map<std::string, std::vector<HourCell>, std::less<>> hours_;
    std::map<std::string, std::vector<ChannelCell>, std::less<>> by_channel_;
    std::map<std::string, std::vector<DelayCell>, std::less<>> delays_;
    std::vector<QualityCell> quality_;
    std::map<std::string, std::vector<AttributeCell>, std::less<>> attributes_;
    std::vector<ReconciledLists> reconciled_;
    const TerritoryInfo& as_of_a_map(const Territory& wanted) const;
    std::vector<TerritoryInfo> territories_;
    mutable std::mutex asked_of_maps_;
    mutable std::map<Territory, TerritoryInfo> of_maps_;  // those that were asked for
    struct ExposureRow {
        Territory territory;
        std::string kind;
        int year{}, month{};  // month 0: of the year
        std::int64_t value{};
        std::string source;
        bool interpolated = false;
    };
    std::vector<ExposureRow> exposures_;
    std::map<std::uint16_t, Period> source_months_;
    std::map<std::uint16_t, std::map<int, std::int64_t>> months_told_;
    std::map<std::uint16_t, std::vector<Period>> source_spans_;  // of more than a month
    std::map<std::string, std::vector<std::uint16_t>, std::less<>> fills_;
    std::vector<Receipt> receipts_;
    Gap gap_of(const MonthCell& unsaid) const;
    bool reaches(const std::string& source, const TerritoryInfo& territory) const;
    std::map<std::uint16_t, std::array<std::vector<bool>, 5>> named_;  // by source, slot and area: in any row
    std::vector<intake::Gap> noticed_;
};

}  // namespace atalaya::service
