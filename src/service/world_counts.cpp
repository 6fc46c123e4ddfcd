// Sums over the months and the territories of a world, and what is missing from them.
#include <algorithm>

#include "core/text.hpp"
#include "service/world.hpp"

namespace atalaya::service {

namespace {

// Which number a territory's code has in its slot; none matches nothing.
std::optional<std::uint16_t> number_of(const std::vector<std::string>& codes, const std::string& code) {
    const auto found = std::find(codes.begin(), codes.end(), code);
    if (found == codes.end() || code.empty()) return {};
    return static_cast<std::uint16_t>(found - codes.begin());
}

// The cells of a territory: all those of the city, those of its code, or of the codes that its land had.
class Here {
  public:
    Here(const TerritoryInfo& territory, const std::vector<std::string>& codes)
        : slot_{static_cast<std::size_t>(territory.slot)} {
        for (const auto& code : territory.extent.codes) {
            if (const auto number = number_of(codes, code)) numbers_.push_back(*number);
        }
    }
    bool nowhere() const { return slot_ != 0 && numbers_.empty(); }
    bool operator()(const MonthCell& cell) const {
        return slot_ == 0 || cell.area[slot_] == numbers_.front() ||
               (numbers_.size() > 1 &&
                std::find(numbers_.begin() + 1, numbers_.end(), cell.area[slot_]) != numbers_.end());
    }

  private:
    std::size_t slot_;
    std::vector<std::uint16_t> numbers_;
};

bool left_out(const MonthCell& cell, const std::vector<Gap>& gaps) {
    return std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
        return gap.source == cell.source && (gap.offence == 0 || gap.offence == cell.offence) &&
               (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
    });
}

}  // namespace

Sum World::sum(std::string_view indicator, const TerritoryInfo& territory, Period period,
               const std::vector<Gap>& gaps, std::string_view offence) const {
    const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
    std::optional<std::uint16_t> only;
    if (!offence.empty()) only = number_of(offences_, std::string{offence});
    Sum sum;
    if (here.nowhere() || (!offence.empty() && !only)) return sum;
    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    for (const auto& cell : cells(indicator)) {
        if (cell.month < first || cell.month + cell.months > past) continue;
        if (!here(cell)) continue;
        if (only && cell.offence != *only) continue;
        if (left_out(cell, gaps)) {
            sum.left_out += cell.rows;
            continue;
        }
        sum.rows += cell.rows;
        sum.units += cell.units;
    }
    return sum;
}

std::optional<std::uint16_t> World::channel_called(std::string_view name) const {
    const std::string wanted = folded(name);
    const auto found = std::find_if(channels_.begin() + 1, channels_.end(),
                                    [&](const std::string& known) { return folded(known) == wanted; });
    if (found == channels_.end()) return {};
    return static_cast<std::uint16_t>(found - channels_.begin());
}

Sum World::sum_of_channel(std::string_view indicator, const TerritoryInfo& territory, Period period,
                          std::string_view channel, std::string_view offence) const {
    const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
    std::optional<std::uint16_t> of_channel, only;
    if (!channel.empty()) of_channel = channel_called(channel);
    if (!offence.empty()) only = number_of(offences_, std::string{offence});
    Sum sum;
    if (here.nowhere() || (!channel.empty() && !of_channel) || (!offence.empty() && !only)) return sum;
    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    for (const auto& [cell, came_by] : channel_cells(indicator)) {
        if (cell.month < first || cell.month + cell.months > past) continue;
        if (!here(cell)) continue;
        if ((of_channel && came_by != *of_channel) || (only && cell.offence != *only)) continue;
        sum.rows += cell.rows;
        sum.units += cell.units;
    }
    return sum;
}

std::vector<std::int64_t> World::monthly(std::string_view indicator, const TerritoryInfo& territory,
                                         Period period, bool units, const std::vector<Gap>& gaps) const {
    const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    std::vector<std::int64_t> months(static_cast<std::size_t>(std::max(0, past - first)));
    if (here.nowhere()) return months;
    for (const auto& cell : cells(indicator)) {
        if (cell.months > 1 || cell.month < first || cell.month >= past || !here(cell) ||
            left_out(cell, gaps))
            continue;
        months[static_cast<std::size_t>(cell.month - first)] += units ? cell.units : cell.rows;
    }
    return months;
}

std::vector<Gap> World::gaps(std::string_view indicator, const TerritoryInfo& territory, Period period,
                             std::optional<Period> against) const {
    std::vector<Gap> found;
    const auto overlaps = [](Period a, Period b) { return a.first < b.past_end && b.first < a.past_end; };
    for (const auto* known_gap : coverage()) {
        const auto& declared = *known_gap;
        const Period span{declared.first.value_or(Day::min()),
                          declared.last ? *declared.last + std::chrono::days{1} : Day::max()};
        if (!overlaps(span, period) && !(against && overlaps(span, *against))) continue;
        for (const auto source : sources_of(indicator)) {
            if (sources_[source] != declared.source) continue;
            Gap gap{source, 0, 0, span, &declared};
            if (!declared.layer.empty()) {
                const auto* layer = catalogue_->city.layer(declared.layer);
                if (!layer) continue;
                gap.slot = layer->slot;
                const auto number = number_of(areas_[static_cast<std::size_t>(layer->slot)], declared.area);
                if (!number) continue;
                gap.area = *number;
            }
            // Only what the territory has rows of can be missing from it.
            const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
            if (here.nowhere()) continue;
            const bool touches =
                std::any_of(cells(indicator).begin(), cells(indicator).end(),
                            [&](const MonthCell& cell) { return left_out(cell, {gap}) && here(cell); });
            if (touches) found.push_back(gap);
        }
    }
    const auto unsaid = unsaid_.find(indicator);
    if (unsaid == unsaid_.end()) return found;
    const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
    if (here.nowhere()) return found;
    for (const auto& cell : unsaid->second) {
        if (!here(cell)) continue;
        const Gap gap = gap_of(cell);
        if (overlaps(gap.period, period) || (against && overlaps(gap.period, *against))) found.push_back(gap);
    }
    return found;
}

// Of the finest area that the cell names.
Gap World::gap_of(const MonthCell& unsaid) const {
    Gap gap{.source = unsaid.source,
            .period = months_from(month_at(unsaid.month), unsaid.months),
            .offence = unsaid.offence};
    std::size_t finest = 0;
    for (const auto& layer : catalogue_->city.layers) {
        const auto slot = static_cast<std::size_t>(layer.slot);
        if (unsaid.area[slot] == 0) continue;
        std::size_t above = 1;
        for (const auto* of = catalogue_->city.layer(layer.parent); of; ++above)
            of = catalogue_->city.layer(of->parent);
        if (above <= finest) continue;
        finest = above;
        gap.slot = layer.slot;
        gap.area = unsaid.area[slot];
    }
    return gap;
}

bool World::reaches(const std::string& source, const TerritoryInfo& territory) const {
    const auto is_named = [&](const TerritoryInfo& of) {
        return std::any_of(catalogue_->city.coverage.begin(), catalogue_->city.coverage.end(),
                           [&](const auto& declared) {
                               return declared.source == source && declared.on_no_day() &&
                                      Territory{declared.layer, declared.area} == of.territory;
                           });
    };
    for (const TerritoryInfo* of = &territory; of->slot != 0; of = &this->territory(of->parent)) {
        if (is_named(*of)) return true;
        if (!has(of->parent)) break;
    }
    return is_named(this->territory({}));
}

bool World::tells_of(std::string_view indicator, const TerritoryInfo& territory) const {
    const auto slot = static_cast<std::size_t>(territory.slot);
    const auto filled = sources_of(indicator);
    if (slot == 0 || filled.empty()) return true;
    return std::any_of(filled.begin(), filled.end(), [&](std::uint16_t source) {
        const auto of = named_.find(source);
        if (of == named_.end() || of->second[slot].size() < 2) return false;  // it names no area of the layer
        const auto& named = of->second[slot];
        const auto is_named = [&](const std::string& code) {
            const auto number = number_of(areas_[slot], code);
            return number && *number < named.size() && named[*number];
        };
        const auto& codes = territory.extent.codes;
        return std::any_of(codes.begin(), codes.end(), is_named) || reaches(sources_[source], territory);
    });
}

bool World::silent(std::string_view indicator, const TerritoryInfo& territory,
                   const std::vector<Gap>& gaps) const {
    if (gaps.empty()) return false;
    const Here here{territory, areas_[static_cast<std::size_t>(territory.slot)]};
    if (here.nowhere()) return false;
    bool any = std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.is_cell(); });
    for (const auto& cell : cells(indicator)) {
        if (!here(cell)) continue;
        if (!left_out(cell, gaps)) return false;
        any = true;
    }
    return any;
}

}  // namespace atalaya::service
