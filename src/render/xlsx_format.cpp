#include "render/xlsx_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace atalaya::render {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// How many bytes of a mark between digits `text` begins with: a point, a comma or a no-break or
// thin blank; 0 for none.
std::size_t mark_length(std::string_view text) {
    for (const std::string_view mark : {".", ",", "\u00A0", "\u202F", "\u2009"}) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

// The first number in a text as its digits, without leading zeros, how many of them stand
// after its last point or comma, and where it ends.
struct Printed {
    std::string digits;
    int after_mark = 0;
    std::size_t end = 0;
};

Printed first_number(std::string_view text) {
    Printed found;
    std::size_t at = 0;
    while (at < text.size() && !is_digit(text[at])) ++at;
    bool marked = false;
    while (at < text.size()) {
        if (is_digit(text[at])) {
            found.digits += text[at++];
            found.end = at;
            if (marked) ++found.after_mark;
            continue;
        }
        const std::size_t mark = mark_length(text.substr(at));
        if (mark == 0 || at + mark == text.size() || !is_digit(text[at + mark])) break;
        marked = mark == 1;
        found.after_mark = 0;
        at += mark;
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

// What stands behind the number, as a number format says it: all but an interval in parentheses.
std::string behind(std::string_view text) {
    text = text.substr(0, text.find(" ("));
    if (text.empty() || text.find('"') != std::string_view::npos) return {};
    return fmt::format("\"{}\"", text);
}

}  // namespace

std::string number_format(double value, std::string_view printed) {
    const Printed number = first_number(printed);
    const bool percent = printed.find('%') != std::string_view::npos;

    std::string format;
    if (const auto decimals = decimals_of(value, number)) {
        format = with_decimals(*decimals) + behind(printed.substr(number.end));
    } else if (const auto shared = percent ? decimals_of(value * 100, number) : std::nullopt) {
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
