#include "intake/number_written.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace atalaya::intake {
namespace {

using Groups = std::vector<std::size_t>;  // how many digits stand together, in order

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_of_a_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

bool looks_like_a_day(const Groups& groups) {
    static const std::array<Groups, 8> days{
        {{4, 2, 2}, {2, 2, 4}, {1, 2, 4}, {2, 1, 4}, {1, 1, 4}, {2, 2, 2}, {4, 2}, {2, 4}}};
    return std::ranges::find(days, groups) != days.end();
}

// Digits from `at` on until another letter or sign.
std::size_t group_at(std::string_view cell, std::size_t at) {
    std::size_t size = 0;
    while (at + size < cell.size() && is_digit(cell[at + size])) ++size;
    return size;
}

// How the number is grouped when it is written at `at`; none when it is not.
std::optional<Groups> written_at(std::string_view digits, std::string_view cell, std::size_t at) {
    Groups groups;
    std::size_t seen = 0;
    while (true) {
        const std::size_t group = group_at(cell, at);
        if (group == 0 || seen + group > digits.size() ||
            cell.substr(at, group) != digits.substr(seen, group))
            return {};
        groups.push_back(group);
        seen += group;
        at += group;
        if (seen == digits.size()) break;
        if (at == cell.size()) return {};
        const char sign = cell[at++];
        const bool between =
            sign == ' ' || sign == '-' || sign == '/' || (sign == '.' && group_at(cell, at) == 3);
        if (!between) return {};
    }
    if (at < cell.size() && is_of_a_word(cell[at])) return {};
    return groups;
}

}  // namespace

bool number_written_in(std::string_view digits, std::string_view folded_cell) {
    if (digits.empty()) return false;
    for (auto at = folded_cell.find(digits.front()); at != std::string_view::npos;
         at = folded_cell.find(digits.front(), at + 1)) {
        if (at > 0 && is_of_a_word(folded_cell[at - 1])) continue;
        const auto groups = written_at(digits, folded_cell, at);
        if (groups && !looks_like_a_day(*groups)) return true;
    }
    return false;
}

}  // namespace atalaya::intake
