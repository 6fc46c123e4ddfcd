// Days of which a source that is expected by the week or by the day sent nothing. They are gaps of coverage of the whole
// source, as if declared: what was not sent is no zero.
//
// A period without any row did not come, unless the source has `empty_months` and told of a later day. Of a period with rows
// the last days did not come when they have none and cannot be empty: of the same weekdays of the twelve weeks before
// that have some row (8 of them at least) none is empty, and p <= 1e-6, p the chance of none at all where days are as those (chance_of_zero). Feasts
// of the city at the end of such days may be empty. Of a source with a fact now and then no end is missed: nobody could tell.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "intake/city.hpp"
#include "store/days_told.hpp"

namespace atalaya::service {

struct Catalogue;
class World;

// The days with facts of each source that is expected by the week or by the day, as the world knows them; asks the ledger
// once for each. Empty where `world` is nullptr.
std::map<std::string, store::DayRows> days_told(store::Store& store, const Catalogue& catalogue,
                                                const World* world);

// How many days of the period have a row.
int days_with_rows(const store::DayRows& told, Period period);

// Its last days, where they did not come though others of it did. O(days).
std::optional<Period> missing_end(const intake::City& city, const store::DayRows& told, Period period);

// What the source had not told of by a day, from what is expected first on, of the periods of the cadence and of the days
// before `by`; days in a row are one gap. Not what [[coverage]] declares, nor months that somebody said to be true zeros.
// O(days of the source).
std::vector<intake::Gap> silent_days(const intake::City& city, const intake::Expected& expected,
                                     std::string_view cadence, const store::DayRows& told, Day by,
                                     const std::set<Month>& true_zeros);

// The first period that is owed: the first that begins in the month that the city says, else that of the first row.
// None for a source of which neither is known.
std::optional<Period> first_owed(const intake::Expected& expected, std::string_view cadence,
                                 const store::DayRows& told);

}  // namespace atalaya::service
