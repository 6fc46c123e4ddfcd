#include "intake/quality/amount_forms.hpp"

#include <algorithm>

namespace atalaya::intake::quality {

void AmountForms::see(std::string_view text, std::int64_t line) {
    const auto at = text.find_first_of(".,");
    if (at == std::string_view::npos) return;
    Sign& sign = text[at] == '.' ? point_ : comma_;
    const auto whole = text.substr(0, at), rest = text.substr(at + 1);
    const bool thousand = !whole.empty() && whole.size() <= 3 && whole.front() != '0' && rest == "000";
    if (thousand)
        sign.doubtful.at(line);
    else if (rest.find_first_not_of("0123456789.,") == std::string_view::npos)
        sign.settled = true;
}

void AmountForms::add(const AmountForms& later, std::int64_t offset) {
    point_.doubtful.add(later.point_.doubtful, offset);
    comma_.doubtful.add(later.comma_.doubtful, offset);
    point_.settled = point_.settled || later.point_.settled;
    comma_.settled = comma_.settled || later.comma_.settled;
}

void AmountForms::tell(const std::string& column, std::vector<Finding>& findings) const {
    Seen seen;
    for (const auto* sign : {&point_, &comma_}) {
        if (!sign->settled) seen.add(sign->doubtful, 0);
    }
    std::ranges::sort(seen.lines);
    report(findings, finding::amount_doubtful, seen,
           [&](JsonWriter& json) { json.key("column").text(column); });
}

}  // namespace atalaya::intake::quality
