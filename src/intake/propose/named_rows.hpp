// Tables that hold nothing but a code and a name in each row: a list of areas ("sectores.csv"), or what the codes of
// another file mean. Their cells rarely tell which, so a person is asked.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// The column of names of such a table: called so, of words, with another text in each row. There are three columns at
// most and three rows at least, and every column says something else in each row. Null of any other table. O(columns).
const Facts* column_of_names(const Choosing& choosing);

}  // namespace atalaya::intake
