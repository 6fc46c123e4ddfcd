#include "render/xlsx_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace atalaya::render {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The first number in a text as its digits, without leading zeros, and how many of them
// stand after its last point or comma.
struct Printed {
    std::string digits;
    int after_mark = 0;
};

// Thousands may be parted by point, comma or blanks of any width.
Printed first_number(std::string_view text) {
    Printed found;
    std::size_t since_digit = 0;  // bytes; a separator has at most 3 (U+202F)
    bool marked = false;
    for (const char c : text) {
        if (is_digit(c)) {
            found.digits += c;
            if (marked) ++found.after_mark;
            since_digit = 0;
        } else if (!found.digits.empty()) {
            const bool separates = c == '.' || c == ',' || static_cast<unsigned char>(c) >= 0x80;
            if (!separates || ++since_digit > 3) break;
            marked = c == '.' || c == ',';
            found.after_mark = 0;
        }
    }
    found.digits.erase(0, found.digits.find_first_not_of('0'));
    return found;
}

bool has_digits(double value, int decimals, const std::string& digits) {
    const double scaled = std::round(std::abs(value) * std::pow(10, decimals));
    return scaled < 1e15 && (scaled == 0 ? "" : fmt::format("{:.0f}", scaled)) == digits;
}

// The decimals at which `value` is printed so; three digits after a mark may be thousands.
std::optional<int> decimals_of(double value, const Printed& printed) {
    if (has_digits(value, printed.after_mark, printed.digits)) return printed.after_mark;
    if (printed.after_mark == 3 && has_digits(value, 0, printed.digits)) return 0;
    return {};
}

std::string with_decimals(int decimals) {
    return decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
}

}  // namespace

std::string number_format(double value, std::string_view printed) {
    const Printed number = first_number(printed);
    const bool percent = printed.find('%') != std::string_view::npos;

    std::string format;
    if (const auto decimals = decimals_of(value, number)) {
        format = with_decimals(*decimals) + (percent ? "\" %\"" : "");
    } else if (const auto shared = percent ? decimals_of(value * 100, number) : std::nullopt) {
        format = with_decimals(*shared) + "%";
    } else {
        return "General";
    }
    return printed.starts_with('+') ? fmt::format("+{0};-{0};{0}", format) : format;
}

std::string in_parentheses(std::string_view printed) {
    const auto open = printed.find('('), close = printed.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    return std::string{printed.substr(open + 1, close - open - 1)};
}

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

}  // namespace atalaya::render
