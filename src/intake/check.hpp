// Rows of cells checked into a batch, one consumer for each kind of source. A consumer fills
// the batch it was given; finish() is called once, after the last part.
#pragma once

#include <memory>
#include <span>

#include "core/incident.hpp"
#include "geo/area.hpp"
#include "intake/city.hpp"
#include "intake/gazetteer.hpp"
#include "intake/read.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

namespace quality {
struct ToldOf;
}

class Checker : public RowConsumer {
  public:
    // Duplicates, findings, canonical columns; read = accepted + rejected + duplicate after it.
    virtual void finish() = 0;
};

// What a checker needs to know; all of it outlives the checker.
struct CheckAgainst {
    const Source& source;
    const Gazetteer& gazetteer;
    const ReadOptions& options;
    std::string file;             // what messages call the delivery
    const Zone* clock = nullptr;  // the city's; instants of others are brought to it (instants.hpp)
};

std::unique_ptr<Checker> incident_checker(const CheckAgainst& against, Batch& batch);
std::unique_ptr<Checker> tally_checker(const CheckAgainst& against, Batch& batch);
std::unique_ptr<Checker> exposure_checker(const CheckAgainst& against, Batch& batch);

// `country` is the city's (ISO 3166-1 alpha-2).
std::unique_ptr<Checker> calendar_checker(const CheckAgainst& against, std::string country, Batch& batch);

// What findings about the source's rows call things by.
quality::ToldOf told_of(const CheckAgainst& against);

// Rows that [only] leaves to other cities. All of a file may be: a small town has months without a fact.
void report_elsewhere(Batch& batch, const Source& source, std::int64_t rows);

// Areas come as features on WGS 84, not rows.
void check_areas(const Source& source, const City& city, std::span<const geo::Feature> features,
                 const std::string& file, Batch& batch);

// Reject reasons. A screen has a sentence for each.
namespace reason {
inline constexpr const char* row_broken = "row_broken";      // more or fewer cells than the head
inline constexpr const char* quote_broken = "quote_broken";  // text after a closing quote
inline constexpr const char* key_missing = "key_missing";
inline constexpr const char* day_missing = "day_missing";
inline constexpr const char* day_impossible = "day_impossible";  // not a day of that form, or of the calendar
inline constexpr const char* day_too_early = "day_too_early";    // before earliest_day
inline constexpr const char* day_future = "day_future";          // after ReadOptions::latest
inline constexpr const char* offence_missing = "offence_missing";
inline constexpr const char* offence_unknown = "offence_unknown";
inline constexpr const char* units_impossible = "units_impossible";  // not a whole number from 1 to 100,000
inline constexpr const char* count_impossible = "count_impossible";
inline constexpr const char* area_unknown = "area_unknown";  // exposures, areas
inline constexpr const char* year_impossible = "year_impossible";
inline constexpr const char* cell_doubtful = "cell_doubtful";  // of a PDF: where or what it is, is not sure
inline constexpr const char* month_impossible = "month_impossible";  // exposures
inline constexpr const char* shape_missing = "shape_missing";
inline constexpr const char* name_missing = "name_missing";          // calendars: a holiday without a name
inline constexpr const char* place_incomplete = "place_incomplete";  // places: no name, number or position
}  // namespace reason

// As many rows on one point are where a source puts what it cannot place: its own door.
inline constexpr std::uint32_t heap_of_points = 101;

// Findings. Each has the rows it concerns and a JSON object; "lines" are the first few of them.
namespace finding {
inline constexpr const char* hour_zero_heaped =
    "hour_zero_heaped";  // {"share","before","after"}: of rows with an hour
inline constexpr const char* hour_unknown = "hour_unknown";
inline constexpr const char* hour_impossible = "hour_impossible";    // row kept, hour unknown
inline constexpr const char* hour_skipped = "hour_skipped";          // clock_changes.hpp
inline constexpr const char* hour_repeated = "hour_repeated";        // likewise
inline constexpr const char* interval_missing = "interval_missing";  // one of its ends, or both
inline constexpr const char* interval_impossible =
    "interval_impossible";  // no instants, past before from, or another day
inline constexpr const char* interval_months =
    "interval_months";  // in more than one month: the day is the source's
inline constexpr const char* registered_missing = "registered_missing";        // row kept, delay unknown
inline constexpr const char* registered_impossible = "registered_impossible";  // no day, or a day to come
inline constexpr const char* registered_before = "registered_before";          // before the fact
inline constexpr const char* position_missing = "position_missing";
inline constexpr const char* position_impossible = "position_impossible";  // not numbers
inline constexpr const char* position_zero = "position_zero";
inline constexpr const char* position_outside = "position_outside";  // of the box
inline constexpr const char* position_nowhere = "position_nowhere";  // in the box, in no area
inline constexpr const char* coordinates_swapped = "coordinates_swapped";
inline constexpr const char* area_disagrees = "area_disagrees";
inline constexpr const char* area_not_found = "area_not_found";  // a name that no area has
inline constexpr const char* area_missing = "area_missing";      // neither text nor point said one
inline constexpr const char* area_long_name = "area_long_name";  // exposures: long_names.hpp
inline constexpr const char* same_but_key = "same_but_key";      // beyond the first of each group
inline constexpr const char* key_repeated = "key_repeated";      // an earlier row gave way to a later one
inline constexpr const char* point_heaped = "point_heaped";      // heap_of_points rows on one point, or more
inline constexpr const char* months_missing = "months_missing";  // {"months":[...]} within the span
inline constexpr const char* months_silent = "months_silent";    // likewise, too many usual rows for a zero
inline constexpr const char* quote_within = "quote_within";      // a quote in a cell that began without; kept
inline constexpr const char* rows_deleted = "rows_deleted";      // of a shapefile: marked so, not read
inline constexpr const char* cell_added = "cell_added";          // tallies: a cell that came in several rows
inline constexpr const char* value_rounded = "value_rounded";    // exposures: had decimals, see rounded
inline constexpr const char* rows_elsewhere =
    "rows_elsewhere";  // {"column"}: not of this city, by [only]; not read
inline constexpr const char* thousands_lost = "thousands_lost";  // tallies: "1.096" was read as 1096
inline constexpr const char* total_open = "total_open";  // a printed total that its cells do not add up to
inline constexpr const char* no_data = "no_data";        // cells such as "S/D": no count, and no zero
// Those of quality/, each with its rule in a header of its name there.
inline constexpr const char* hours_heaped = "hours_heaped";
inline constexpr const char* days_heaped = "days_heaped";
inline constexpr const char* ends_in_zero = "ends_in_zero";  // tallies, one a category
// {"hits","rate","low","high","verdict","by_precision","by_reason"}: geocode/hit_rate.hpp, 95 %. No text of an
// address is in it, and protected ones are not counted.
inline constexpr const char* addresses_placed = "addresses_placed";
inline constexpr const char* addresses_unasked = "addresses_unasked";  // nothing to look them up in
inline constexpr const char* category_replaced = "category_replaced";  // tallies
inline constexpr const char* format_drift = "format_drift";            // one a column
inline constexpr const char* weekday_contradicts = "weekday_contradicts";
inline constexpr const char* coordinates_rounded = "coordinates_rounded";
inline constexpr const char* near_duplicate = "near_duplicate";
inline constexpr const char* level_shift = "level_shift";      // one a category, or an area
inline constexpr const char* code_reused = "code_reused";      // tallies, one a category; one a month of many
inline constexpr const char* series_gap = "series_gap";        // one a category, or a layer; one of many
inline constexpr const char* rule_broken = "rule_broken";      // one a rule, with every violation
inline constexpr const char* whole_not_met = "whole_not_met";  // exposures
inline constexpr const char* total_not_met = "total_not_met";  // exposures
inline constexpr const char* encoding_mixed = "encoding_mixed";  // separated values
// {"month","rise","fall","series":[...]}: in place of more level_shift of one month than anybody reads.
inline constexpr const char* level_shifts_together = "level_shifts_together";
inline constexpr const char* zero_lost = "zero_lost";  // lost_zeros.hpp; one of the column of labels
inline constexpr const char* spellings_alike = "spellings_alike";  // one a column, with every group
inline constexpr const char* blanks_around = "blanks_around";      // one a column, of some of its cells
// {"stated","own","at"}: the crs of the table `at` of the descriptor, which was taken, and the one that the file says.
inline constexpr const char* system_contradicted = "system_contradicted";
inline constexpr const char* address_repeated = "address_repeated";  // places: a door written again
}  // namespace finding

}  // namespace atalaya::intake
