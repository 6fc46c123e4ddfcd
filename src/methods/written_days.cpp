#include "methods/written_days.hpp"

#include <fmt/format.h>

#include "core/day.hpp"
#include "core/text.hpp"

namespace atalaya::methods {

namespace {

struct Written {
    std::int64_t one{}, two{}, year{};
    std::string_view time;  // "" or " 9:05"
};

std::optional<std::int64_t> digits(std::string_view text, std::size_t most) {
    const bool plain = !text.empty() && text.size() <= most &&
                       text.find_first_not_of("0123456789") == std::string_view::npos;
    return plain ? whole_number(text) : std::nullopt;
}

std::optional<Written> written(std::string_view text) {
    text = trimmed(text);
    const auto first = text.find_first_of("/-.");
    if (first == std::string_view::npos) return {};
    const auto second = text.find(text[first], first + 1);
    if (second == std::string_view::npos) return {};
    const auto one = digits(text.substr(0, first), 2),
               two = digits(text.substr(first + 1, second - first - 1), 2),
               year = digits(text.substr(second + 1, 4), 4);
    const auto time = text.size() > second + 5 ? text.substr(second + 5) : std::string_view{};
    if (!one || !two || !year || *year < 1000 || (!time.empty() && time[0] != ' ' && time[0] != 'T'))
        return {};
    return Written{*one, *two, *year, time};
}

// "02:30:00" of "2024-06-14T02:30:00Z"; "" of a text that says no clock, or another one.
std::string_view hour_of_greenwich(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 17 || text[4] != '-' || (text[10] != 'T' && text[10] != ' ')) return {};
    const auto clock = text.substr(11), hour = clock.substr(0, clock.find_first_not_of("0123456789:."));
    const auto zone = clock.substr(hour.size());
    const bool greenwich = zone == "Z" || zone == "z" ||
                           (zone.size() > 2 && (zone[0] == '+' || zone[0] == '-') &&
                            zone.find_first_not_of("0:", 1) == zone.npos);
    return greenwich ? hour : std::string_view{};
}

}  // namespace

std::optional<std::size_t> first_by_greenwich(const Texts& cells) {
    for (std::size_t row = 0; row < cells.size(); ++row)
        if (hour_of_greenwich(cells[row]).find_first_not_of("0:.") != std::string_view::npos) return row;
    return {};
}

std::optional<std::string> iso_of_written(std::string_view text, DayOrder order) {
    const auto found = written(text);
    if (!found) return {};
    const auto [day, month] =
        order == DayOrder::day_first ? std::pair{found->one, found->two} : std::pair{found->two, found->one};
    auto out = fmt::format("{:04}-{:02}-{:02}", found->year, month, day);
    if (!parse_day(out)) return {};
    if (!found->time.empty()) {
        const auto clock = trimmed(found->time.substr(1));
        out += fmt::format(" {}{}", clock.find(':') == 1 ? "0" : "", clock);
    }
    return out;
}

OrderOfDays order_of_days(const Texts& cells) {
    OrderOfDays out;
    bool differ = false;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const auto found = written(cells[row]);
        if (!found) continue;
        if (!out.first) out.first = row;
        differ |= found->one != found->two;
        if (found->one > 12 && found->two <= 12) out.order = DayOrder::day_first;
        if (found->two > 12 && found->one <= 12) out.order = DayOrder::month_first;
        if (out.order) return out;
    }
    if (out.first && !differ) out.order = DayOrder::day_first;
    return out;
}

Texts with_plain_days(const Texts& cells, DayOrder order) {
    Texts out;
    for (const auto& cell : cells) out.push_back(iso_of_written(cell, order).value_or(cell));
    return out;
}

}  // namespace atalaya::methods
