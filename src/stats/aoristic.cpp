#include "stats/aoristic.hpp"

#include <algorithm>

namespace atalaya::stats {

namespace {

constexpr std::int64_t minutes_an_hour = 60, minutes_a_week = hours_a_week * minutes_an_hour;
constexpr std::int64_t first_monday = 4 * 24 * minutes_an_hour;  // 1970-01-05

// Minutes since the last Monday 00:00.
std::int64_t minute_of_week(std::int64_t minute) {
    const std::int64_t since = (minute - first_monday) % minutes_a_week;
    return since < 0 ? since + minutes_a_week : since;
}

// Minutes by hour of two weeks on end, since an interval may pass from one into the next. Hours that are wholly within
// are entered where they begin and end, and added up once.
class Fortnight {
  public:
    // `minutes` < a week, from minute `start` of the first week on; each minute weighs `each`.
    void add(std::int64_t start, std::int64_t minutes, double each) {
        const std::int64_t end = start + minutes;
        const std::int64_t first = start / minutes_an_hour, last = end / minutes_an_hour;
        if (first == last) {
            at(parts_, first) += static_cast<double>(minutes) * each;
            return;
        }
        at(parts_, first) += static_cast<double>((first + 1) * minutes_an_hour - start) * each;
        at(parts_, last) += static_cast<double>(end - last * minutes_an_hour) * each;
        at(steps_, first + 1) += minutes_an_hour * each;
        at(steps_, last) -= minutes_an_hour * each;
    }
    void fold(std::array<double, hours_a_week>& week, double every_hour) const {
        double within = 0;
        for (std::size_t hour = 0; hour < parts_.size(); ++hour) {
            within += steps_[hour];
            week[hour % hours_a_week] += parts_[hour] + std::max(0.0, within);  // rounding may pass below
        }
        for (auto& weight : week) weight += every_hour;
    }

  private:
    using Hours = std::array<double, 2 * hours_a_week + 1>;
    static double& at(Hours& hours, std::int64_t hour) { return hours[static_cast<std::size_t>(hour)]; }
    Hours parts_{}, steps_{};
};

}  // namespace

AoristicWeek aoristic_week(std::span<const MinuteSpan> spans) {
    AoristicWeek week;
    Fortnight hours;
    double every_hour = 0;  // of intervals of whole weeks
    for (const auto& [from, past] : spans) {
        if (past < from) {
            ++week.reversed;
            continue;
        }
        ++week.events;
        const std::int64_t minutes = past - from, start = minute_of_week(from);
        if (minutes == 0) {
            hours.add(start, 1, 1);
            continue;
        }
        const double each = 1 / static_cast<double>(minutes);
        if (minutes > minutes_a_week) ++week.longer;
        every_hour += static_cast<double>(minutes / minutes_a_week * minutes_an_hour) * each;
        if (const auto rest = minutes % minutes_a_week; rest > 0) hours.add(start, rest, each);
    }
    hours.fold(week.weight, every_hour);
    return week;
}

}  // namespace atalaya::stats
