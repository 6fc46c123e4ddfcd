// Which columns write the address of a fact: looked up where a row has no point.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// Of the texts that a column says, by rows: which are written as an address is ("Mitre 1234", "Av. Sur y Paso", "Ruta 8 km
// 20"). Those that say no place (geocode/no_place.hpp) are in neither count.
double share_of_addresses(const Facts& column);

// [place] address of incidents, with its number, crossing and area where columns of their own say them. Always asked
// about: an address may be that of a person, and streets to look it up in are another source.
void take_address(Choosing& choosing);

}  // namespace atalaya::intake
