// What forms hold in place of an address: that nobody knows it ("S/D", "no consta"), or a kind of place that is
// everywhere ("en la vía pública", "domicilio particular"). In Spanish, Portuguese and English.
#pragma once

#include <string_view>

namespace atalaya::geocode {

// The whole text, however written; "Vía Pública 123" and "Plaza S/D" say something. O(n).
bool says_no_place(std::string_view text);

}  // namespace atalaya::geocode
