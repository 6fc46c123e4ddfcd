#include "render/xlsx_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace atalaya::render {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of the first number in a text, whatever parts its thousands and decimals
// (point, comma, blanks of any width), without leading zeros.
std::string first_digits(std::string_view text) {
    std::string digits;
    std::size_t since_digit = 0;  // bytes; a separator has at most 3 (U+202F)
    for (const char c : text) {
        if (is_digit(c)) {
            digits += c;
            since_digit = 0;
        } else if (!digits.empty()) {
            const bool separates = c == '.' || c == ',' || static_cast<unsigned char>(c) >= 0x80;
            if (!separates || ++since_digit > 3) break;
        }
    }
    const auto start = digits.find_first_not_of('0');
    return start == std::string::npos ? "" : digits.substr(start);
}

// Decimals at which `value` has these digits, 0 to 4.
std::optional<int> decimals_of(double value, const std::string& digits) {
    for (int decimals = 0; decimals <= 4; ++decimals) {
        const double scaled = std::round(std::abs(value) * std::pow(10, decimals));
        if (scaled < 1e15 && (scaled == 0 ? "" : fmt::format("{:.0f}", scaled)) == digits) return decimals;
    }
    return {};
}

std::string with_decimals(int decimals) {
    return decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
}

}  // namespace

std::string number_format(double value, std::string_view printed) {
    const std::string digits = first_digits(printed);
    const bool percent = printed.find('%') != std::string_view::npos;

    std::string format;
    if (const auto decimals = decimals_of(value, digits)) {
        format = with_decimals(*decimals) + (percent ? "\" %\"" : "");
    } else if (const auto shared = percent ? decimals_of(value * 100, digits) : std::nullopt) {
        format = with_decimals(*shared) + "%";
    } else {
        return "General";
    }
    return printed.starts_with('+') ? fmt::format("+{0};-{0};{0}", format) : format;
}

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

}  // namespace atalaya::render
