// Counts of a period, in all or month by month.
#include <fmt/format.h>
#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "service/measures/break_notes.hpp"

namespace atalaya::service {

namespace {

// Those that the part asked of has; rows of no known area miss none that an area has.
std::vector<Gap> gaps_of(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    auto gaps = world.gaps(spec.indicator, territory, spec.period);
    const std::string offence = part_of(spec.part, "offence"), label = part_of(spec.part, "label"),
                      without = part_of(spec.part, "without");
    const auto is_asked = [&](const std::string& code) {
        if (!offence.empty()) return code == offence;
        if (label.empty()) return true;
        const auto colon = label.find(':');
        const auto& source = world.catalogue().source(label.substr(0, colon));
        return std::any_of(source.labels.begin(), source.labels.end(), [&](const auto& known) {
            return known.label_1 == label.substr(colon + 1) && source.id + ":" + known.code == code;
        });
    };
    const bool of_no_area = !without.empty() && without != "channel";
    std::erase_if(gaps, [&](const Gap& gap) {
        return gap.is_cell() && ((of_no_area && gap.slot != 0) || !is_asked(world.offences()[gap.offence]));
    });
    return gaps;
}

// Of one channel, or without a known one.
Figure count_of_channel(const Asked& asked, Figure figure) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const std::string channel = part_of(spec.part, "channel"), offence = part_of(spec.part, "offence");
    const auto& known = world.channels();
    if (world.channel_cells(spec.indicator).empty()) return cannot(std::move(figure), "no_channel");
    if (!channel.empty() && !world.channel_called(channel)) {
        throw Error{Fault::missing, message("channel: no source says \"{}\".{}", channel,
                                            intake::near_or_all(channel, known))};
    }
    Sum sum = world.sum_of_channel(spec.indicator, territory, spec.period, channel, offence);
    if (channel.empty()) {
        const Sum all = world.sum(spec.indicator, territory, spec.period, {}, offence);
        sum = {all.rows - sum.rows, all.units - sum.units, 0};
    }
    figure.value = figure.numerator = static_cast<double>(counted(indicator, sum));
    figure.records_in = sum.rows;
    return figure;
}

}  // namespace

Figure measure_count(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, indicator ? indicator->unit : "row");
    const std::string offence = part_of(spec.part, "offence"), label = part_of(spec.part, "label");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    if (!part_of(spec.part, "channel").empty() || part_of(spec.part, "without") == "channel") {
        note_gaps(figure, world, gaps_of(asked));
        note_events(figure, world, spec.period);
        note_breaks(figure, asked);
        return silent(asked, spec.period) ? cannot(std::move(figure), "no_data")
                                          : count_of_channel(asked, std::move(figure));
    }
    Sum sum;
    if (const std::string layer = part_of(spec.part, "without");
        !layer.empty()) {  // rows whose area of that layer is not known
        const auto* of = world.catalogue().city.layer(layer);
        sum = world.sum(spec.indicator, territory, spec.period);
        for (const auto* area : of ? world.layer(layer) : std::vector<const TerritoryInfo*>{}) {
            const Sum known = world.sum(spec.indicator, *area, spec.period);
            sum.rows -= known.rows;
            sum.units -= known.units;
        }
    } else if (label.empty()) {
        sum = world.sum(spec.indicator, territory, spec.period, {}, offence);
    } else {
        const auto colon = label.find(':');
        const auto& source = world.catalogue().source(label.substr(0, colon));
        for (const auto& known : source.labels) {
            if (known.label_1 != label.substr(colon + 1)) continue;
            const Sum one =
                world.sum(spec.indicator, territory, spec.period, {}, source.id + ":" + known.code);
            sum.rows += one.rows;
            sum.units += one.units;
        }
    }
    const auto gaps = gaps_of(asked);
    note_gaps(figure, world, gaps);
    note_events(figure, world, spec.period);
    note_breaks(figure, asked);
    if (silent(asked, spec.period)) return cannot(std::move(figure), "no_data");
    // "At least none" says nothing.
    if (sum.rows == 0 && hides_some(gaps)) return cannot(std::move(figure), "no_data");
    figure.value = static_cast<double>(counted(indicator, sum));
    figure.numerator = figure.value;
    figure.records_in = sum.rows;
    return figure;
}

Figure measure_monthly(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    const auto known = world.known_months(spec.indicator);
    const auto counts = world.monthly(spec.indicator, territory, spec.period, needed(asked).counts_units);
    const auto rows = world.monthly(spec.indicator, territory, spec.period, false);
    bool any = false, any_together = false;
    Month month = month_of(spec.period.first);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto count = counts[i];
        const bool together = world.cuts(spec.indicator, whole(month));
        const auto gaps = world.gaps(spec.indicator, territory, whole(month));
        const bool unknown = world.silent(spec.indicator, territory, holding(gaps, whole(month))) ||
                             (count == 0 && hides_some(gaps));
        const bool there =
            within(whole(month), known) && territory.extent.covers(whole(month)) && !together && !unknown;
        any_together = any_together || together;
        figure.series.push_back(
            {iso(month), there ? std::optional<double>{static_cast<double>(count)} : std::nullopt});
        any = any || there;
        figure.records_in += there ? rows[i] : 0;
        month = plus_months(month, 1);
    }
    auto gaps = world.gaps(spec.indicator, territory, spec.period);
    std::erase_if(gaps, [](const Gap& gap) { return !gap.is_cell(); });
    note_gaps(figure, world, gaps);
    if (!any) {
        figure.series.clear();
        return cannot(std::move(figure), any_together ? "counted_together" : "no_data");
    }
    return figure;
}

}  // namespace atalaya::service
