#include "linkage/slip.hpp"

#include <algorithm>

namespace atalaya::linkage {

bool within_one_slip(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    a.remove_prefix(at);
    b.remove_prefix(at);
    if (a.size() < b.size()) return a == b.substr(1);
    if (a.size() < 2) return true;
    if (a.substr(1) == b.substr(1)) return true;
    return a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
}

bool may_be_one_day(std::string_view a, std::string_view b) {
    if (within_one_slip(a, b)) return true;
    const auto is_day = [](std::string_view text) {
        return text.size() == 10 && text[4] == '-' && text[7] == '-';
    };
    return is_day(a) && is_day(b) && a.substr(0, 5) == b.substr(0, 5) && a.substr(5, 2) == b.substr(8) &&
           a.substr(8) == b.substr(5, 2);
}

}  // namespace atalaya::linkage
