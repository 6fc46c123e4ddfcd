// How the file is written: type, encoding, separator, head, decimal sign, what says nothing.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// [format] type, and encoding where the file does not say it itself.
void choose_file_format(Choosing& choosing);
// All of [format] of a table.
void choose_format(Choosing& choosing);

}  // namespace atalaya::intake
