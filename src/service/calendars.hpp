// Holidays from deliveries: sources of kind "calendar" add the days on which offices are closed to the feasts that a city
// declares, for what is due on a working day and for what a bulletin expects of the month to come.
#pragma once

#include "service/catalogue.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

// Reads the newest delivery of each calendar of the city and adds its days to `catalogue.city.feasts`; a day on which the
// city has a feast of its own keeps that name alone. Nothing where the city has no calendar, or none was delivered.
// O(rows). Throws Error{corrupt} where a kept delivery is not what it was.
void add_calendars(Catalogue& catalogue, store::Store& store);

}  // namespace atalaya::service
