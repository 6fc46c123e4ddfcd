#include "service/world.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

int month_index(Month month) {
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

Month month_at(int index) {
    return Month{std::chrono::year{index / 12}, std::chrono::month{static_cast<unsigned>(index % 12 + 1)}};
}

namespace {

// "2" before "10", "b" after "10".
bool natural_less(const std::string& a, const std::string& b) {
    const auto x = whole_number(a), y = whole_number(b);
    if (x && y) return *x < *y;
    if (x.has_value() != y.has_value()) return x.has_value();
    return a < b;
}

// Numbers for texts, in order of first use; 0 is "".
class Names {
  public:
    explicit Names(std::vector<std::string>& names) : names_{names} {
        if (names_.empty()) names_.emplace_back();
        for (std::size_t i = 0; i < names_.size(); ++i)
            index_.emplace(names_[i], static_cast<std::uint16_t>(i));
    }
    std::uint16_t of(const std::string& name) {
        const auto [at, added] = index_.emplace(name, static_cast<std::uint16_t>(names_.size()));
        if (added) {
            expects(names_.size() < 0xFFFF, "World: fewer than 65,535 areas, sources and offences each");
            names_.push_back(name);
        }
        return at->second;
    }
    // The number of each word of a column.
    std::vector<std::uint16_t> of(const Coded& column) {
        std::vector<std::uint16_t> numbers;
        for (const auto& word : column.words) numbers.push_back(of(word));
        return numbers;
    }

  private:
    std::vector<std::string>& names_;
    std::unordered_map<std::string, std::uint16_t> index_;
};

// Which indicators each "source:code" counts in.
std::unordered_map<std::string, const std::vector<std::string>*> indicators_by_offence(
    const Catalogue& catalogue) {
    std::unordered_map<std::string, const std::vector<std::string>*> map;
    for (const auto& source : catalogue.sources) {
        for (const auto& label : source.labels) map.emplace(source.id + ":" + label.code, &label.indicators);
    }
    return map;
}

// The month in a name such as "2024-12.csv"; none when there is none.
std::optional<Month> month_in(std::string_view name) {
    for (std::size_t i = 0; i + 7 <= name.size(); ++i) {
        if (const auto month = parse_month(name.substr(i, 7))) return month;
    }
    return {};
}

int index_of_day(const Days& days, std::size_t row) {
    return month_index(month_of(day_at(days.since_epoch[row])));
}

}  // namespace

std::shared_ptr<const World> World::load(store::Store& store, const Catalogue& catalogue,
                                         const std::string& wanted) {
    const store::Vintage vintage = store.vintage(wanted);
    auto world = std::shared_ptr<World>{new World};
    world->catalogue_ = &catalogue;
    world->vintage_ = vintage.id;
    world->vintage_no_ = vintage.no;
    world->published_on_ = vintage.published_on;
    for (const auto& known : store.vintages()) {
        if (known.no < vintage.no) world->previous_ = known.id;
    }

    const store::At at{store.city(), vintage.no};
    Names sources{world->sources_}, offences{world->offences_};
    Names areas[5] = {Names{world->areas_[0]}, Names{world->areas_[1]}, Names{world->areas_[2]},
                      Names{world->areas_[3]}, Names{world->areas_[4]}};
    const auto counts_in = indicators_by_offence(catalogue);
    const auto indicators_of = [&](const std::string& offence) -> const std::vector<std::string>& {
        static const std::vector<std::string> none;
        const auto found = counts_in.find(offence);
        return found == counts_in.end() ? none : *found->second;
    };
    const auto saw_month = [&](std::uint16_t source, int month) {
        const Period span = whole(month_at(month));
        const auto [known, added] = world->source_months_.emplace(source, span);
        if (added) return;
        known->second.first = std::min(known->second.first, span.first);
        known->second.past_end = std::max(known->second.past_end, span.past_end);
    };

    const auto months = store::month_counts(store.analytics(), at);
    {
        const auto source = sources.of(months.source), offence = offences.of(months.offence);
        const auto a2 = areas[2].of(months.area_2), a3 = areas[3].of(months.area_3),
                   a4 = areas[4].of(months.area_4);
        for (std::size_t i = 0; i < months.size(); ++i) {
            const MonthCell cell{
                index_of_day(months.month, i),
                {0, 0, a2[months.area_2.codes[i]], a3[months.area_3.codes[i]], a4[months.area_4.codes[i]]},
                source[months.source.codes[i]],
                offence[months.offence.codes[i]],
                months.rows[i],
                months.units[i]};
            saw_month(cell.source, cell.month);
            world->cells_[""].push_back(cell);
            for (const auto& indicator : indicators_of(months.offence[i]))
                world->cells_[indicator].push_back(cell);
        }
    }
    const auto tallies = store::tallies(store.analytics(), at);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        MonthCell cell{index_of_day(tallies.month, i),
                       {},
                       sources.of(tallies.source[i]),
                       offences.of(tallies.category[i]),
                       tallies.count[i],
                       tallies.count[i]};
        for (std::size_t slot = 1; slot <= 4; ++slot)
            cell.area[slot] = areas[slot].of(tallies.area[slot - 1][i]);
        saw_month(cell.source, cell.month);
        for (const auto& indicator : indicators_of(tallies.category[i]))
            world->cells_[indicator].push_back(cell);
    }

    for (const auto& [number, months_seen] : world->source_months_) {
        const auto& source = catalogue.source(world->sources_[number]);
        std::set<std::string> filled{""};
        for (const auto& label : source.labels)
            filled.insert(label.indicators.begin(), label.indicators.end());
        for (const auto& indicator : filled) world->fills_[indicator].push_back(number);
    }
    for (auto& [indicator, numbers] : world->fills_) {
        std::sort(numbers.begin(), numbers.end(),
                  [&](auto a, auto b) { return world->sources_[a] < world->sources_[b]; });
    }

    const auto hours = store::hour_counts(store.analytics(), at);
    for (std::size_t i = 0; i < hours.size(); ++i) {
        const HourCell cell{index_of_day(hours.month, i),
                            hours.weekday[i],
                            hours.hour[i],
                            {0, 0, areas[2].of(hours.area_2[i]), areas[3].of(hours.area_3[i]), 0},
                            sources.of(hours.source[i]),
                            offences.of(hours.offence[i]),
                            hours.rows[i]};
        for (const auto& indicator : indicators_of(hours.offence[i]))
            world->hours_[indicator].push_back(cell);
    }
    const auto quality = store::quality_counts(store.analytics(), at);
    for (std::size_t i = 0; i < quality.size(); ++i) {
        world->quality_.push_back({index_of_day(quality.month, i), sources.of(quality.source[i]),
                                   quality.located[i], quality.hour_known[i] != 0, quality.rows[i]});
    }

    world->territories_.push_back({{}, catalogue.city.name, 0, {}, ""});
    const auto known_areas = store::areas(store.analytics(), at);
    for (std::size_t i = 0; i < known_areas.size(); ++i) {
        const auto* layer = catalogue.city.layer(known_areas.layer[i]);
        if (!layer) continue;
        areas[layer->slot].of(known_areas.code[i]);
        world->territories_.push_back({{known_areas.layer[i], known_areas.code[i]},
                                       known_areas.name[i],
                                       layer->slot,
                                       {known_areas.parent_layer[i], known_areas.parent[i]},
                                       known_areas.geometry[i]});
    }
    // Areas that only rows name (totals by police section without a map) are territories too.
    for (const auto& layer : catalogue.city.layers) {
        for (const auto& code : world->areas_[static_cast<std::size_t>(layer.slot)]) {
            const Territory territory{layer.id, code};
            if (!code.empty() && !world->has(territory))
                world->territories_.push_back({territory, code, layer.slot, {}, ""});
        }
    }

    const auto exposures = store::exposures(store.analytics(), at);
    for (std::size_t i = 0; i < exposures.size(); ++i) {
        world->exposures_.push_back({{exposures.exposures.layer[i], exposures.exposures.area[i]},
                                     exposures.exposures.kind[i],
                                     exposures.exposures.year[i],
                                     exposures.exposures.value[i],
                                     exposures.source[i]});
    }
    for (const auto& run : store.records().runs(store.city())) {
        if (run.vintage_no > vintage.no) continue;
        Receipt receipt{run.source,
                        run.file_name,
                        run.id,
                        run.delivery,
                        run.vintage_no,
                        "",
                        run.read,
                        run.accepted,
                        run.rejected,
                        run.duplicate,
                        {},
                        {}};
        for (const auto& count : store.records().reject_counts(store.city(), run.id)) {
            receipt.reasons.push_back({count.reason, count.column, count.rows});
        }
        for (const auto& kept : store.records().findings(store.city(), run.id))
            receipt.findings.push_back(kept.finding);
        for (const auto& known : store.vintages()) {
            if (known.no == run.vintage_no) receipt.vintage = known.id;
        }
        const auto source = std::find_if(catalogue.sources.begin(), catalogue.sources.end(),
                                         [&](const auto& s) { return s.id == run.source; });
        if (source != catalogue.sources.end() && source->month_in_name) {
            if (const auto month = month_in(run.file_name))
                saw_month(sources.of(run.source), month_index(*month));
        }
        world->receipts_.push_back(std::move(receipt));
    }
    return world;
}

const std::vector<MonthCell>& World::cells(std::string_view indicator) const {
    static const std::vector<MonthCell> none;
    const auto found = cells_.find(indicator);
    return found == cells_.end() ? none : found->second;
}

const std::vector<HourCell>& World::hour_cells(std::string_view indicator) const {
    static const std::vector<HourCell> none;
    const auto found = hours_.find(indicator);
    return found == hours_.end() ? none : found->second;
}

std::vector<std::uint16_t> World::sources_of(std::string_view indicator) const {
    const auto found = fills_.find(indicator);
    return found == fills_.end() ? std::vector<std::uint16_t>{} : found->second;
}

std::optional<Period> World::known_months_of_source(std::uint16_t source) const {
    const auto found = source_months_.find(source);
    if (found == source_months_.end()) return {};
    return found->second;
}

std::optional<Period> World::known_months(std::string_view indicator) const {
    std::optional<Period> span;
    for (const auto source : sources_of(indicator)) {
        const auto of_source = known_months_of_source(source);
        if (!of_source) continue;
        if (!span) {
            span = of_source;
        } else {
            span->first = std::min(span->first, of_source->first);
            span->past_end = std::max(span->past_end, of_source->past_end);
        }
    }
    return span;
}

std::optional<Month> World::last_month() const {
    std::optional<Month> last;
    for (const auto& [source, span] : source_months_) {
        const Month end = plus_months(month_of(span.past_end), -1);
        if (!last || end > *last) last = end;
    }
    return last;
}

bool World::has(const Territory& wanted) const {
    return std::any_of(territories_.begin(), territories_.end(),
                       [&](const auto& t) { return t.territory == wanted; });
}

const TerritoryInfo& World::territory(const Territory& wanted) const {
    const auto found = std::find_if(territories_.begin(), territories_.end(),
                                    [&](const auto& t) { return t.territory == wanted; });
    if (found != territories_.end()) return *found;
    std::vector<std::string> names;
    for (const auto& known : territories_) names.push_back(known.territory.text());
    const std::string near = nearest(wanted.text(), names);
    throw Error{
        Fault::missing,
        message("territory: {} is not known at vintage {}{} `atalaya territories` lists them.", wanted.text(),
                vintage_, near.empty() ? verbatim(".") : message("; did you mean {}?", near))};
}

std::vector<const TerritoryInfo*> World::layer(std::string_view layer) const {
    std::vector<const TerritoryInfo*> found;
    for (const auto& known : territories_) {
        if (known.territory.layer == layer) found.push_back(&known);
    }
    std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        return natural_less(a->territory.code, b->territory.code);
    });
    return found;
}

namespace {

// Which number a territory's code has in its slot; none matches nothing.
std::optional<std::uint16_t> number_of(const std::vector<std::string>& codes, const std::string& code) {
    const auto found = std::find(codes.begin(), codes.end(), code);
    if (found == codes.end() || code.empty()) return {};
    return static_cast<std::uint16_t>(found - codes.begin());
}

bool left_out(const MonthCell& cell, const std::vector<Gap>& gaps) {
    return std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
        return gap.source == cell.source &&
               (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
    });
}

}  // namespace

Sum World::sum(std::string_view indicator, const TerritoryInfo& territory, Period period,
               const std::vector<Gap>& gaps, std::string_view offence) const {
    const auto slot = static_cast<std::size_t>(territory.slot);
    const auto area =
        slot == 0 ? std::optional<std::uint16_t>{} : number_of(areas_[slot], territory.territory.code);
    std::optional<std::uint16_t> only;
    if (!offence.empty()) only = number_of(offences_, std::string{offence});
    Sum sum;
    if ((slot != 0 && !area) || (!offence.empty() && !only)) return sum;
    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    for (const auto& cell : cells(indicator)) {
        if (cell.month < first || cell.month >= past) continue;
        if (slot != 0 && cell.area[slot] != *area) continue;
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

std::vector<std::int64_t> World::monthly(std::string_view indicator, const TerritoryInfo& territory,
                                         Period period, bool units, const std::vector<Gap>& gaps) const {
    const auto slot = static_cast<std::size_t>(territory.slot);
    const auto area =
        slot == 0 ? std::optional<std::uint16_t>{} : number_of(areas_[slot], territory.territory.code);
    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    std::vector<std::int64_t> months(static_cast<std::size_t>(std::max(0, past - first)));
    if (slot != 0 && !area) return months;
    for (const auto& cell : cells(indicator)) {
        if (cell.month < first || cell.month >= past || (slot != 0 && cell.area[slot] != *area) ||
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
    for (const auto& declared : catalogue_->city.coverage) {
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
            const auto slot = static_cast<std::size_t>(territory.slot);
            const auto own = slot == 0 ? std::optional<std::uint16_t>{}
                                       : number_of(areas_[slot], territory.territory.code);
            const bool touches =
                std::any_of(cells(indicator).begin(), cells(indicator).end(), [&](const MonthCell& cell) {
                    return left_out(cell, {gap}) && (slot == 0 || (own && cell.area[slot] == *own));
                });
            if (touches) found.push_back(gap);
        }
    }
    return found;
}

bool World::silent(std::string_view indicator, const TerritoryInfo& territory,
                   const std::vector<Gap>& gaps) const {
    if (gaps.empty()) return false;
    const auto slot = static_cast<std::size_t>(territory.slot);
    const auto own =
        slot == 0 ? std::optional<std::uint16_t>{} : number_of(areas_[slot], territory.territory.code);
    if (slot != 0 && !own) return false;
    bool any = false;
    for (const auto& cell : cells(indicator)) {
        if (slot != 0 && cell.area[slot] != *own) continue;
        if (!left_out(cell, gaps)) return false;
        any = true;
    }
    return any;
}

std::optional<Exposure> World::exposure(const TerritoryInfo& territory, std::string_view kind,
                                        Period period) const {
    const int middle = static_cast<int>(
        std::chrono::year_month_day{period.first + std::chrono::days{period.days() / 2}}.year());
    // The city's own figure, or, of the same year, the sum over a layer that covers it.
    struct Known {
        std::int64_t value{};
        std::string source;
    };
    std::map<int, Known> by_year;
    for (const auto& row : exposures_) {
        if (row.kind == kind && row.territory == territory.territory)
            by_year[row.year] = {row.value, row.source};
    }
    if (by_year.empty() && territory.slot == 0) {
        for (const auto& layer : catalogue_->city.layers) {
            std::map<int, Known> sums;
            std::map<int, std::int64_t> counts;
            for (const auto& row : exposures_) {
                if (row.kind == kind && row.territory.layer == layer.id) {
                    sums[row.year].value += row.value;
                    sums[row.year].source = row.source;
                    ++counts[row.year];
                }
            }
            const auto areas = static_cast<std::int64_t>(this->layer(layer.id).size());
            for (const auto& [year, sum] : sums) {
                if (counts[year] == areas) by_year.emplace(year, sum);
            }
        }
    }
    std::optional<Exposure> best;
    for (const auto& [year, known] : by_year) {
        const int distance = std::abs(year - middle);
        if (known.value > 0 && (!best || distance < std::abs(best->year - middle)))
            best = Exposure{known.value, year, distance > 5, known.source};
    }
    return best;
}

}  // namespace atalaya::service
