#include "intake/coarse_day.hpp"

#include <algorithm>
#include <vector>

#include "core/only_year.hpp"
#include "core/text.hpp"

namespace atalaya::intake {

namespace {

using Parts = std::vector<std::string_view>;

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
bool is_nought(std::string_view text) {
    return text == "0" || text == "00";
}

// Without a clock of noughts, which a program puts after what it takes for a day.
std::string_view without_midnight(std::string_view text) {
    const auto clock = text.find_first_of(" T");
    if (clock == std::string_view::npos || clock + 1 == text.size()) return text;
    return text.find_first_not_of("0:.", clock + 1) == std::string_view::npos ? text.substr(0, clock) : text;
}

// Numbers with one sign between; none for what is anything else.
Parts parts_of(std::string_view text) {
    const auto at = text.find_first_of("-/.");
    if (at == std::string_view::npos) return is_number(text) ? Parts{text} : Parts{};
    Parts parts;
    for (const auto part : split(text, text[at])) {
        if (!is_number(part)) return {};
        parts.push_back(part);
    }
    return parts;
}

// Where the day of the month stands among three parts.
std::size_t place_of_day(DayFormat format, const Parts& parts) {
    if (parts.front().size() == 4) return 2;
    return format == DayFormat::month_day || format == DayFormat::month_day_short ? 1 : 0;
}

std::optional<When> year_alone(std::string_view text) {
    const auto january = text.size() == 4 ? day_of(text, "1", {}) : std::nullopt;
    if (!january) return {};
    return When{january->day, -1, only_year};
}

std::optional<When> month_alone(const Parts& parts) {
    const bool first = parts.front().size() == 4;
    const auto year = first ? parts.front() : parts.back(), month = first ? parts.back() : parts.front();
    if (year.size() != 4 || month.size() > 2) return {};
    return day_of(year, month, {});
}

std::optional<When> of_compact(std::string_view text) {
    if (!is_number(text)) return {};
    if (text.size() == 8 && text.ends_with("0000")) return year_alone(text.substr(0, 4));
    if (text.size() == 8 && !text.ends_with("00")) return {};
    if (text.size() != 8 && text.size() != 6) return year_alone(text);
    return day_of(text.substr(0, 4), text.substr(4, 2), {});
}

bool has_whole_year(std::string_view text) {
    const auto digits = text.find_first_of("0123456789");
    return digits != std::string_view::npos && digits + 4 <= text.size() && is_number(text.substr(digits, 4));
}

}  // namespace

std::optional<When> parse_coarse_day(std::string_view whole, DayFormat format) {
    if (format == DayFormat::year_month || format == DayFormat::month_name) return {};
    const auto text = without_midnight(whole);
    if (format == DayFormat::compact) return of_compact(text);
    Parts parts = parts_of(text);
    if (parts.empty()) return has_whole_year(text) ? parse_when(text, DayFormat::month_name) : std::nullopt;
    if (parts.size() == 3) {
        if (!is_nought(parts[place_of_day(format, parts)])) return {};
        std::erase_if(parts, is_nought);
    }
    if (parts.size() == 1) return year_alone(parts.front());
    return parts.size() == 2 ? month_alone(parts) : std::nullopt;
}

bool is_unknown_day(std::string_view text) {
    return text.empty() || is_nought(text) || text == "99";
}

}  // namespace atalaya::intake
