#include "service/due.hpp"

#include <algorithm>

#include "service/feasts.hpp"

namespace atalaya::service {

namespace {

int months_of(std::string_view cadence) {
    return cadence == "yearly" ? 12 : cadence == "quarterly" ? 3 : 1;
}

}  // namespace

std::string cadence_of(const intake::Source& source, const intake::Expected& expected) {
    const std::string& said = expected.cadence.empty() ? source.cadence : expected.cadence;
    if (said == "once") return "";
    return said == "yearly" || said == "quarterly" ? said : "monthly";
}

Period period_of(std::string_view cadence, Month month) {
    const int months = months_of(cadence);
    const int before = (static_cast<int>(static_cast<unsigned>(month.month())) - 1) % months;
    return months_ending(plus_months(month, months - 1 - before), months);
}

bool closes(std::string_view cadence, Month month) {
    return period_of(cadence, month).past_end == whole(month).past_end;
}

bool is_business_day(const intake::City& city, Day day) {
    constexpr int saturday = 5;
    if (weekday_of(day) >= saturday) return false;
    const auto feasts = feasts_of(city, month_of(day));
    return std::none_of(feasts.begin(), feasts.end(),
                        [&](const FeastDay& feast) { return feast.day == day; });
}

Day due_day(const intake::City& city, const intake::Expected& expected, Period period) {
    const Day last = period.past_end - std::chrono::days{1};
    if (!expected.business) return last + std::chrono::days{expected.due_days};
    Day day = last;
    for (int counted = 0; counted < expected.due_days;) {
        day += std::chrono::days{1};
        counted += is_business_day(city, day) ? 1 : 0;
    }
    return day;
}

int letters_due(const intake::Expected& expected, Day due, Day day) {
    const auto late = (day - due).count();
    return static_cast<int>(std::count_if(expected.letters.begin(), expected.letters.end(),
                                          [&](int after) { return after <= late; }));
}

}  // namespace atalaya::service
