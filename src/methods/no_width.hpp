// Intervals without width: of data in which nothing varies each formula gives one figure from low to high, as if it were certain. The
// answer says so, whatever the method.
#pragma once

#include "methods/method.hpp"

namespace atalaya::methods {

// The remark "no_width" where a table has limits (`low` and `high`, or names that end so) and none of its rows any width; a row of
// no limits does not count.
std::optional<Note> no_width(const Result& result);

}  // namespace atalaya::methods
