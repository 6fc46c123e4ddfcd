#include "methods/marked_number.hpp"

#include <algorithm>
#include <string>

#include "core/text.hpp"

namespace atalaya::methods {

namespace {

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
}

// "12345", or "12.345" with the mark between every three digits.
bool is_whole(std::string_view text, char between) {
    if (!text.contains(between)) return digits(text);
    const auto groups = split(text, between);
    return digits(groups.front()) && groups.front().size() <= 3 && groups.front().front() != '0' &&
           std::all_of(groups.begin() + 1, groups.end(),
                       [](std::string_view group) { return group.size() == 3 && digits(group); });
}

}  // namespace

std::optional<double> marked_number(std::string_view text, DecimalMark mark) {
    const char before = mark == DecimalMark::point ? '.' : ',',
               between = mark == DecimalMark::point ? ',' : '.';
    const auto unsigned_part = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
    const auto decimals = unsigned_part.find(before);
    if (!is_whole(unsigned_part.substr(0, decimals), between)) return {};
    if (decimals != std::string_view::npos && !digits(unsigned_part.substr(decimals + 1))) return {};
    std::string plain{text};
    std::erase(plain, between);
    std::ranges::replace(plain, before, '.');
    return decimal_number(plain);
}

}  // namespace atalaya::methods
