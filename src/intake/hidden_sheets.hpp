// Sheets of a workbook that are hidden, which may be last year's copy: one is read where [format] names it whole ("2021 (copia)"),
// not where only a pattern meets it ("20*"), and is then told as left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/incident.hpp"
#include "intake/descriptor.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

inline constexpr const char* sheet_hidden = "sheet_hidden";  // {"sheets":[...]}, in the workbook's order

// Whether [format] sheets asks for a sheet.
bool is_asked_for(const Format& format, std::string_view sheet, bool hidden);

// The finding of those that would have been read were they not hidden; none where there is none. Throws as Workbook.
void tell_hidden_sheets(const Source& source, const OpenFile& file, std::vector<Finding>& findings);

}  // namespace atalaya::intake
