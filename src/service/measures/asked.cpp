#include "service/measures/asked.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {

bool within(Period inner, const std::optional<Period>& outer) {
    return outer && outer->first <= inner.first && inner.past_end <= outer->past_end;
}

std::string part_of(std::string_view part, std::string_view key) {
    for (const auto piece : split(part, ';')) {
        if (piece.substr(0, key.size()) == key && piece.substr(key.size(), 1) == "=")
            return std::string{piece.substr(key.size() + 1)};
    }
    return {};
}

Figure start(const Asked& asked, std::string unit) {
    Figure figure;
    figure.spec = asked.spec;
    figure.unit = std::move(unit);
    for (const auto source : asked.world.sources_of(asked.spec.indicator))
        figure.sources.push_back(asked.world.sources()[source]);
    const auto& extent = asked.territory.extent;
    if (extent.as_of_a_map && extent.codes.size() > 1)
        figure.notes.push_back("adds_up:" + join(extent.codes, "+"));
    return figure;
}

Figure cannot(Figure figure, std::string reason) {
    figure.value.reset();
    figure.low.reset();
    figure.high.reset();
    figure.reason = std::move(reason);
    return figure;
}

const Indicator& needed(const Asked& asked) {
    if (asked.indicator) return *asked.indicator;
    throw Error{
        Fault::usage,
        message("figure: the measure {} is of an indicator; name one (`atalaya indicators` lists them)",
                asked.spec.measure)};
}

std::int64_t counted(const Indicator* indicator, const Sum& sum) {
    return indicator && indicator->counts_units ? sum.units : sum.rows;
}

void note_gaps(Figure& figure, const World& world, const std::vector<Gap>& gaps) {
    std::map<std::string, int> unsaid;
    for (const auto& gap : gaps) {
        if (gap.is_cell()) {
            ++unsaid[world.sources()[gap.source]];
            continue;
        }
        figure.notes.push_back(
            "coverage:" + gap.declared->source +
            (gap.declared->layer.empty() ? "" : ":" + gap.declared->layer + ":" + gap.declared->area));
    }
    for (const auto& [source, cells] : unsaid)
        figure.notes.push_back("unsaid:" + source + ":" + std::to_string(cells));
}

bool any_unsaid(const std::vector<Gap>& gaps) {
    return std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.is_cell(); });
}

bool hides_some(const std::vector<Gap>& gaps) {
    return std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) {
        return gap.is_cell() || gap.slot != 0 || (gap.declared->first && gap.declared->last);
    });
}

void note_events(Figure& figure, const World& world, Period period) {
    for (const auto* event : events_touching(world, period)) {
        const std::string note = "event:" + event->id;
        if (std::find(figure.notes.begin(), figure.notes.end(), note) == figure.notes.end())
            figure.notes.push_back(note);
    }
}

std::vector<Gap> holding(std::vector<Gap> gaps, Period period) {
    std::erase_if(gaps, [&](const Gap& gap) {
        return period.first < gap.period.first || gap.period.past_end < period.past_end;
    });
    return gaps;
}

bool silent(const Asked& asked, Period period) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    return world.silent(spec.indicator, territory,
                        holding(world.gaps(spec.indicator, territory, period), period));
}

bool without_place(const Asked& asked) {
    const auto slot = static_cast<std::size_t>(asked.territory.slot);
    if (slot == 0) return false;
    const auto& cells = asked.world.cells(asked.spec.indicator);
    return !cells.empty() && std::none_of(cells.begin(), cells.end(),
                                          [&](const MonthCell& cell) { return cell.area[slot] != 0; });
}

Ordinary ordinary_months(const World& world, const Indicator& indicator, const TerritoryInfo& territory,
                         Month before) {
    Ordinary months;
    const auto known = world.known_months(indicator.id);
    if (!known || known->first >= first_day(before)) return months;
    const Period span{known->first, std::min(known->past_end, first_day(before))};
    months.first = month_of(span.first);
    for (const auto count : world.monthly(indicator.id, territory, span, indicator.counts_units)) {
        months.counts.push_back(static_cast<double>(count));
    }
    const auto broken =
        breaks_inside(world, indicator.id, territory, span.first, first_day(plus_months(before, 1)));
    for (std::size_t i = 0; i < months.counts.size(); ++i) {
        const Period month = whole(plus_months(months.first, static_cast<int>(i)));
        const bool old =
            std::any_of(broken.begin(), broken.end(), [&](const auto* b) { return month.first < b->day; });
        months.usable.push_back(!old && territory.extent.covers(month) && !world.cuts(indicator.id, month) &&
                                events_touching(world, month).empty() &&
                                world.gaps(indicator.id, territory, month).empty());
    }
    return months;
}

}  // namespace atalaya::service
