#include "service/bulletin/feasts.hpp"

#include <algorithm>

namespace atalaya::service {

Day easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return std::chrono::local_days{std::chrono::year{year} / month / day};
}

std::vector<FeastDay> feasts_of(const intake::City& city, Month month) {
    std::vector<FeastDay> found;
    const int year = static_cast<int>(month.year());
    for (const auto& feast : city.feasts) {
        const std::chrono::year_month_day date = std::chrono::year{year} / feast.month / feast.day;
        if (!feast.easter && !date.ok()) continue;  // 29 February
        const Day day = feast.easter ? easter_sunday(year) + std::chrono::days{*feast.easter}
                                     : Day{std::chrono::local_days{date}};
        if (month_of(day) == month) found.push_back({day, &feast});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const FeastDay& a, const FeastDay& b) { return a.day < b.day; });
    return found;
}

}  // namespace atalaya::service
