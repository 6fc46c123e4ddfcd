// A look at an XLSX workbook.
#pragma once

#include "intake/propose/look.hpp"

namespace atalaya::intake {

bool is_workbook(const OpenFile& file);

// Of the sheet with the most cells; the head may have several rows, and notes may follow the table.
Look look_at_workbook(const OpenFile& file, Progress& progress);

}  // namespace atalaya::intake
