#include "intake/clock_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "intake/check.hpp"
#include "intake/counted.hpp"

namespace atalaya::intake {

namespace {

namespace chr = std::chrono;

// The days within which clocks were changed, between two days: few, and asked of every row.
class DaysOfChange {
  public:
    DaysOfChange(const Zone& zone, std::int32_t first, std::int32_t last)
        : first_{first}, changed_(static_cast<std::size_t>(last - first + 1), false) {
        for (const auto& change : zone.changes()) {
            const auto from = day(change.first()), past = day(change.past() - chr::minutes{1});
            for (auto d = std::max(from, first); d <= std::min(past, last); ++d)
                changed_[static_cast<std::size_t>(d - first_)] = true;
        }
    }
    bool holds(std::int32_t day) const { return changed_[static_cast<std::size_t>(day - first_)]; }

  private:
    static std::int32_t day(WallTime time) {
        return static_cast<std::int32_t>(chr::floor<chr::days>(time).time_since_epoch().count());
    }
    std::int32_t first_;
    std::vector<bool> changed_;
};

std::string iso_minute(chr::minutes since_epoch, const char* after) {
    const auto day = chr::floor<chr::days>(since_epoch);
    const auto left = (since_epoch - day).count();
    return fmt::format("{}T{:02}:{:02}{}", iso(Day{day}), left / 60, left % 60, after);
}

struct Doubtful {
    Seen rows;
    std::optional<std::pair<WallTime, Shown>> first;

    void at(std::int32_t line, WallTime hour, const Shown& shown) {
        rows.at(line);
        if (!first) first.emplace(hour, shown);
    }
    void tell(const char* check, const Zone& zone, const std::string& tzdata, Batch& batch) const {
        report(batch.findings, check, rows, [&](JsonWriter& json) {
            // The middle of the hour was asked; its beginning is what is told.
            const auto begins = [](Instant at) { return at.time_since_epoch() - chr::minutes{30}; };
            json.key("zone").text(zone.name()).key("tzdata").text(tzdata);
            json.key("first").text(iso_minute(first->first.time_since_epoch(), ""));
            json.key("earlier").text(iso_minute(begins(first->second.earlier), "Z"));
            json.key("later").text(iso_minute(begins(first->second.later), "Z"));
        });
    }
};

}  // namespace

void tell_clock_changes(const Zone& zone, const std::string& tzdata, Batch& batch) {
    const Incidents& rows = batch.incidents;
    const auto& days = rows.day.since_epoch;
    if (days.empty()) return;
    const auto [least, most] = std::minmax_element(days.begin(), days.end());
    const DaysOfChange changed{zone, *least, *most};
    Doubtful skipped, repeated;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows.hour[i] < 0 || !changed.holds(days[i])) continue;
        const WallTime hour{chr::days{days[i]} + chr::hours{rows.hour[i]}};
        const Shown shown = zone.when(hour + chr::minutes{30});
        if (shown.times == Shown::Times::never) skipped.at(rows.line[i], hour, shown);
        if (shown.times == Shown::Times::twice) repeated.at(rows.line[i], hour, shown);
    }
    skipped.tell(finding::hour_skipped, zone, tzdata, batch);
    repeated.tell(finding::hour_repeated, zone, tzdata, batch);
}

}  // namespace atalaya::intake
