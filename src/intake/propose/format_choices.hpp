// How the file is written: type, encoding, separator, head, decimal sign, what says nothing.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// [format]. Gives the decimal sign.
char choose_format(Choosing& choosing);

}  // namespace atalaya::intake
