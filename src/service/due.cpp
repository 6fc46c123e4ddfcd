#include "service/due.hpp"

#include <algorithm>
#include <array>

#include "service/feasts.hpp"

namespace atalaya::service {

namespace {

constexpr std::string_view weekly = "weekly", daily = "daily";

int months_of(std::string_view cadence) {
    return cadence == "yearly" ? 12 : cadence == "quarterly" ? 3 : 1;
}

// 0 Monday .. 6 Sunday, on which its weeks close.
int closing_day(std::string_view cadence) {
    constexpr std::array<std::string_view, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
    const auto named =
        std::find(names.begin(), names.end(), cadence.substr(std::min(cadence.size(), weekly.size() + 1)));
    return named == names.end() ? 6 : static_cast<int>(named - names.begin());
}

}  // namespace

std::string cadence_of(const intake::Source& source, const intake::Expected& expected) {
    const std::string& said = expected.cadence.empty() ? source.cadence : expected.cadence;
    if (said == "once") return "";
    if (by_days(said) && source.kind != intake::Kind::incidents) return "monthly";
    return said;
}

bool by_days(std::string_view cadence) {
    return cadence == daily || cadence.starts_with(weekly);
}

std::string name_of_cadence(std::string_view cadence) {
    return std::string{cadence.substr(0, cadence.find(':'))};
}

Period period_of(std::string_view cadence, Day day) {
    if (cadence == daily) return {day, day + std::chrono::days{1}};
    if (cadence.starts_with(weekly)) {
        const Day last = day + std::chrono::days{(closing_day(cadence) - weekday_of(day) + 7) % 7};
        return {last - std::chrono::days{6}, last + std::chrono::days{1}};
    }
    const int months = months_of(cadence);
    const Month month = month_of(day);
    const int before = (static_cast<int>(static_cast<unsigned>(month.month())) - 1) % months;
    return months_ending(plus_months(month, months - 1 - before), months);
}

bool closes(std::string_view cadence, Month month) {
    return by_days(cadence) || period_of(cadence, first_day(month)).past_end == whole(month).past_end;
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
