// The order in which people count: "Zona 2" before "Zona 10".
#pragma once

#include <string_view>

namespace atalaya {

// Whether `a` comes before `b`: runs of digits are compared as the numbers that they are, however long, all else by bytes; of
// equal numbers the one written shorter ("7" before "07"). A text that begins with a digit comes before one that does not.
// A strict weak order, total over texts. O(length).
bool natural_less(std::string_view a, std::string_view b);

}  // namespace atalaya
