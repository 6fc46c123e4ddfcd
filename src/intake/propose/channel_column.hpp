// By which way facts came: a telephone line, a desk, a round.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// [channel]: a column of that name with 2 to 60 words.
void take_channel(Choosing& choosing);

}  // namespace atalaya::intake
