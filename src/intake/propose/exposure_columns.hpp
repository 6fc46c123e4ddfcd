// Numbers that rates divide by: of which area, of which year.
#pragma once

#include "intake/propose/amounts.hpp"

namespace atalaya::intake {

// [exposure]. `amounts.residents` is not null.
void choose_exposure(Choosing& choosing, const TimeColumns& when, const Amounts& amounts);

}  // namespace atalaya::intake
