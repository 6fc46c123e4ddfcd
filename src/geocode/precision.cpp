#include "geocode/precision.hpp"

#include <array>
#include <limits>

namespace atalaya::geocode {

std::string_view code(Precision precision) {
    constexpr std::array<std::string_view, precisions> names = {
        "exact", "interpolated", "crossing", "landmark", "block", "street", "area", "none"};
    return names[static_cast<std::size_t>(precision)];
}

std::string_view code(Reason reason) {
    constexpr std::array<std::string_view, reasons> names = {
        "found",         "empty",        "protected_place", "ambiguous",
        "uncertain",     "unknown_name", "unknown_number",  "unknown_crossing",
        "unknown_block", "no_number",    "no_position"};
    return names[static_cast<std::size_t>(reason)];
}

ErrorRange usual_error(Precision precision) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    constexpr std::array<double, precisions> high = {20, 80, 60, 150, 100, 2'000, 3'000, endless};
    return {{0}, {high[static_cast<std::size_t>(precision)]}};
}

bool is_hit(Precision precision) {
    return precision < Precision::street;
}

}  // namespace atalaya::geocode
