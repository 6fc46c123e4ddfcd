// What the families of measures share: what each is handed, how a figure begins, ends
// without a value and carries its notes. For service/measures only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/figure.hpp"
#include "service/measures.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// What every measure is handed.
struct Asked {
    Worlds& worlds;
    const World& world;
    const FigureSpec& spec;
    const TerritoryInfo& territory;
    const Indicator* indicator;  // none for figures about the data themselves
};

bool within(Period inner, const std::optional<Period>& outer);

// The value after "key=" in "key=value;key=value"; "" when the part has no such key.
std::string part_of(std::string_view part, std::string_view key);

Figure start(const Asked& asked, std::string unit);

Figure cannot(Figure figure, std::string reason);

const Indicator& needed(const Asked& asked);

std::int64_t counted(const Indicator* indicator, const Sum& sum);

// "coverage:SOURCE" or "coverage:SOURCE:LAYER:AREA" for each, and "unsaid:SOURCE:N" for the cells without a number.
void note_gaps(Figure& figure, const World& world, const std::vector<Gap>& gaps);

// Whether a count of it has a cell without a number among the gaps.
bool any_unsaid(const std::vector<Gap>& gaps);

// Whether there may have been what a count has not: in a cell without a number, or in an area or a time of which a source
// sent nothing. A source that ended, or had not begun, hides nothing of those that count on.
bool hides_some(const std::vector<Gap>& gaps);

void note_events(Figure& figure, const World& world, Period period);

// The gaps that hold the whole of a period.
std::vector<Gap> holding(std::vector<Gap> gaps, Period period);

// Nobody who counts here sent anything of the period: what looks like zero is no data.
bool silent(const Asked& asked, Period period);

// The indicator has rows, and none of them says an area of the territory's layer: what looks like zero is a
// source that gives no place.
bool without_place(const Asked& asked);

// What a revision is since; none for the first vintage. Throws Error{usage} for a later one.
const World* earlier_of(const Asked& asked);

// Months of a series that tell what is ordinary: not within an event, a gap of coverage, or before a break.
struct Ordinary {
    Month first{};
    std::vector<double> counts;
    std::vector<bool> usable;
};
Ordinary ordinary_months(const World& world, const Indicator& indicator, const TerritoryInfo& territory,
                         Month before);

// Of a map that no sum of areas tells: the rows by their points, where the shape is that of the map and at least 85 % of
// the city's rows have a point (Ratcliffe 2004); nothing where that cannot be asked.
std::optional<Figure> counted_by_points(const Asked& asked);

// One function a measure; measures.hpp says what each is.
Figure measure_count(const Asked& asked);
Figure measure_monthly(const Asked& asked);
Figure measure_weekly(const Asked& asked);
Figure measure_change(const Asked& asked);
Figure measure_bridge(const Asked& asked);
Figure measure_bridged(const Asked& asked);
Figure measure_rate(const Asked& asked);
Figure measure_expected(const Asked& asked);
Figure measure_expected_monthly(const Asked& asked);
Figure measure_expected_weekly(const Asked& asked);
Figure measure_hits(const Asked& asked);
Figure measure_compared(const Asked& asked);
Figure measure_comparable(const Asked& asked);
Figure measure_ratio(const Asked& asked);
Figure measure_share(const Asked& asked);
Figure measure_busiest(const Asked& asked);
Figure measure_repeated(const Asked& asked);
Figure measure_hot(const Asked& asked);
Figure measure_still_hot(const Asked& asked);
Figure measure_hours(const Asked& asked);
Figure measure_aoristic(const Asked& asked);
Figure measure_parts_of_day(const Asked& asked);
Figure measure_unknown_hours(const Asked& asked);
Figure measure_located(const Asked& asked);
Figure measure_rows(const Asked& asked);
Figure measure_on_time(const Asked& asked);
Figure measure_resolved(const Asked& asked);
Figure measure_revision(const Asked& asked);
Figure measure_causes(const Asked& asked);
Figure measure_delay(const Asked& asked);
Figure measure_registered(const Asked& asked);
Figure measure_delay_curve(const Asked& asked);
Figure measure_residents(const Asked& asked);
Figure measure_reconciled(const Asked& asked);
Figure measure_by_attribute(const Asked& asked);

}  // namespace atalaya::service
