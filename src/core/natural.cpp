#include "core/natural.hpp"

#include <algorithm>

namespace atalaya {
namespace {

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

// The digits at the beginning of a text, taken off it.
std::string_view take_number(std::string_view& text) {
    const auto end =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const auto digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::string_view without_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const auto whole_a = a, whole_b = b;
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto x = without_zeros(take_number(a)), y = without_zeros(take_number(b));
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            continue;
        }
        if (is_digit(a.front()) != is_digit(b.front())) return is_digit(a.front());
        if (a.front() != b.front())
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() != b.empty()) return a.empty();
    if (whole_a.size() != whole_b.size()) return whole_a.size() < whole_b.size();
    return whole_a < whole_b;
}

}  // namespace atalaya
