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

// The weights of one event after another, each in pieces of the wall's minutes.
class Weighing {
  public:
    // An event that is known to the minute.
    void instant(std::int64_t minute) {
        ++week_.events;
        hours_.add(minute_of_week(minute), 1, 1);
    }
    // An event of so many minutes: piece() gives them all.
    void begin(std::int64_t minutes) {
        ++week_.events;
        if (minutes > minutes_a_week) ++week_.longer;
        each_ = 1 / static_cast<double>(minutes);
    }
    void piece(std::int64_t from, std::int64_t minutes) {
        every_hour_ += static_cast<double>(minutes / minutes_a_week * minutes_an_hour) * each_;
        if (const auto rest = minutes % minutes_a_week; rest > 0)
            hours_.add(minute_of_week(from), rest, each_);
    }
    void reversed() { ++week_.reversed; }
    void over_change() { ++week_.over_changes; }
    AoristicWeek done() {
        hours_.fold(week_.weight, every_hour_);
        return week_;
    }

  private:
    AoristicWeek week_;
    Fortnight hours_;
    double every_hour_ = 0;  // of whole weeks
    double each_ = 0;        // minute of the event
};

// What the clocks showed between two instants, piece by piece between their changes.
void weigh_passed(Weighing& weighing, const Zone& zone, Instant from, Instant past) {
    weighing.begin((past - from).count());
    const auto& changes = zone.changes();
    auto change = std::upper_bound(changes.begin(), changes.end(), from,
                                   [](Instant at, const ClockChange& one) { return at < one.at; });
    if (change != changes.end() && change->at < past) weighing.over_change();
    for (; from < past; ++change) {
        const bool last = change == changes.end() || change->at >= past;
        const Instant end = last ? past : change->at;
        weighing.piece(zone.wall(from).time_since_epoch().count(), (end - from).count());
        from = end;
        if (last) break;
    }
}

}  // namespace

AoristicWeek aoristic_week(std::span<const MinuteSpan> spans) {
    Weighing weighing;
    for (const auto& [from, past] : spans) {
        if (past < from) {
            weighing.reversed();
        } else if (past == from) {
            weighing.instant(from);
        } else {
            weighing.begin(past - from);
            weighing.piece(from, past - from);
        }
    }
    return weighing.done();
}

AoristicWeek aoristic_week(std::span<const MinuteSpan> spans, const Zone& zone) {
    Weighing weighing;
    const auto shown = [&](std::int64_t minute) { return zone.when(WallTime{std::chrono::minutes{minute}}); };
    for (const auto& [from, past] : spans) {
        if (past == from) {
            weighing.instant(from);
            continue;
        }
        const Instant begin = shown(from).earlier, end = shown(past).later;
        if (end <= begin)
            weighing.reversed();
        else
            weigh_passed(weighing, zone, begin, end);
    }
    return weighing.done();
}

}  // namespace atalaya::stats
