// Of which twelve months the kinds of facts and the persons of an indicator are told: those that end with the bulletin's,
// and for the public the calendar year that last ended, of which no other bulletin tells a part (decisions/0013).
#pragma once

#include <string>

#include "disclose/differencing.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

inline Period parts_year(const Desk& desk) {
    return desk.is_public() ? disclose::year_for_all(desk.month()) : desk.twelve();
}

// "12 meses hasta agosto de 2020", "año 2019".
inline std::string parts_year_text(const Desk& desk) {
    return desk.is_public() ? desk.say("span.year", {{"year", iso(parts_year(desk))}})
                            : desk.say("span.twelve", {{"month", desk.forms().month(desk.month())}});
}

}  // namespace atalaya::service
