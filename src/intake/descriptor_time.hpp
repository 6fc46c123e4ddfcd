// What source.toml says of when facts were: [time], and how days and months are written.
#pragma once

#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// Whether its rows are facts that say days; else the month is the finest that is known of them.
bool knows_days(const Source& source);

enum class Known { days_or_months, days };

// The key "format", YYYY-MM-DD where it is left out.
DayFormat day_format(TomlTable& table, Known which = Known::days_or_months);

// Of incidents and counts; after [delivery], which says whether counts of more than a month can be kept. Error{bad_input}
// as TomlTable gives it.
void read_time(Source& source, TomlTable table);

}  // namespace atalaya::intake
