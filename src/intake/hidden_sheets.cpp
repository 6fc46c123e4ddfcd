#include "intake/hidden_sheets.hpp"

#include <algorithm>

#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

bool is_asked_for(const Format& format, std::string_view sheet, bool hidden) {
    return std::any_of(format.sheets.begin(), format.sheets.end(), [&](const std::string& glob) {
        const bool whole = glob.find_first_of("*?") == std::string::npos;
        return (whole || !hidden) && matches(folded(glob), folded(sheet));
    });
}

void tell_hidden_sheets(const Source& source, const OpenFile& file, std::vector<Finding>& findings) {
    std::int64_t left_out = 0;
    JsonWriter json;
    json.object().key("sheets").array();
    for (const auto& sheet : Workbook{file}.hidden_sheets()) {
        if (is_asked_for(source.format, sheet, true) || !is_asked_for(source.format, sheet, false)) continue;
        json.text(sheet);
        ++left_out;
    }
    json.end().end();
    if (left_out > 0) findings.push_back({sheet_hidden, left_out, json.str()});
}

}  // namespace atalaya::intake
