// What a table is: a row for each fact, counts of facts, or numbers to divide by.
#pragma once

#include "intake/propose/amounts.hpp"

namespace atalaya::intake {

// "kind", from which columns there are. Makes the counts of a table of areas without offences its residents.
void choose_kind(Choosing& choosing, const TimeColumns& when, const WideRun& wide, Amounts& amounts);

}  // namespace atalaya::intake
