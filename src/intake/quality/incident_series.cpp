#include "intake/quality/incident_series.hpp"

#include <algorithm>
#include <limits>

#include "core/only_year.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr int most_months = 400;

// Counts of words by points, flat.
class Grid {
  public:
    Grid(std::size_t words, std::size_t points) : points_{points}, counts_(words * points, 0) {}

    void add(std::uint32_t word, std::size_t point) { ++counts_[word * points_ + point]; }
    // Calls `each(word, counts)` of the words that have enough, but for "".
    template <class Each>
    void each(const std::vector<std::string>& words, const Each& each) const {
        for (std::size_t w = 1; w < words.size(); ++w) {
            const auto begin = counts_.begin() + static_cast<std::ptrdiff_t>(w * points_);
            std::vector<double> counts(begin, begin + static_cast<std::ptrdiff_t>(points_));
            if (sum_of(counts) >= fewest_facts) each(words[w], std::move(counts));
        }
    }

  private:
    std::size_t points_;
    std::vector<std::int32_t> counts_;
};

// The month of each day from `low` to `high`, from 0.
std::vector<std::uint16_t> months_of(std::int32_t low, std::int32_t high, Month first) {
    std::vector<std::uint16_t> month;
    for (auto day = low; day <= high; ++day)
        month.push_back(static_cast<std::uint16_t>(months_between(first, month_of(day_at(day)))));
    return month;
}

}  // namespace

IncidentSeries incident_series(const Incidents& incidents) {
    IncidentSeries series;
    const auto& days = incidents.day.since_epoch;
    auto low = std::numeric_limits<std::int32_t>::max(), high = std::numeric_limits<std::int32_t>::min();
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (is_only_year(incidents, i)) continue;
        low = std::min(low, days[i]);
        high = std::max(high, days[i]);
    }
    if (low > high) return series;
    const Month first = month_of(day_at(low));
    const int last = months_between(first, month_of(day_at(high)));
    if (last >= most_months) return series;
    const auto month = months_of(low, high, first);
    const auto months = static_cast<std::size_t>(last) + 1,
               weeks = static_cast<std::size_t>(high - low) / 7 + 1;
    const bool whole = (high - low + 1) % 7 == 0;

    series.city.first = series.offences.first = first;
    auto& city = series.city.of[{"", ""}];
    city.resize(months);
    Grid offences{incidents.offence.words.size(), months};
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (is_only_year(incidents, i)) continue;
        const auto at = month[static_cast<std::size_t>(days[i] - low)];
        offences.add(incidents.offence.codes[i], at);
        ++city[at];
    }
    offences.each(incidents.offence.words, [&](const std::string& offence, std::vector<double> counts) {
        series.offences.of[{offence, ""}] = std::move(counts);
    });
    for (std::size_t slot = 0; slot < incidents.area.size(); ++slot) {
        const Coded& area = incidents.area[slot];
        series.areas[slot].first = first;
        series.weekly_areas[slot].first = low;
        if (area.words.size() < 3 || area.codes.size() != days.size()) continue;
        Grid by_month{area.words.size(), months}, by_week{area.words.size(), weeks};
        for (std::size_t i = 0; i < days.size(); ++i) {
            if (is_only_year(incidents, i)) continue;
            const auto day = static_cast<std::size_t>(days[i] - low);
            by_month.add(area.codes[i], month[day]);
            if (has_day(incidents, i)) by_week.add(area.codes[i], day / 7);
        }
        by_month.each(area.words, [&](const std::string& code, std::vector<double> counts) {
            series.areas[slot].of[{"", code}] = std::move(counts);
        });
        by_week.each(area.words, [&](const std::string& code, std::vector<double> counts) {
            if (!whole) counts.pop_back();
            series.weekly_areas[slot].of[code] = std::move(counts);
        });
    }
    return series;
}

}  // namespace atalaya::intake::quality
