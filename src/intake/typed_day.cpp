#include "intake/typed_day.hpp"

namespace atalaya::intake {

std::optional<When> parse_typed_day(std::string_view text, DayFormat format) {
    const bool year_last = format == DayFormat::day_month || format == DayFormat::month_day ||
                           format == DayFormat::day_month_short;
    const bool year_first = text.size() >= 10 && text[4] == '-' &&
                            text.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
    return parse_when(text, year_last && year_first ? DayFormat::iso : format);
}

}  // namespace atalaya::intake
