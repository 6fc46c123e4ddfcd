// Filling a world from the stores: each kind of thing with one question, then numbered.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/error.hpp"
#include "core/months_alone.hpp"
#include "core/only_year.hpp"
#include "core/text.hpp"
#include "service/days_not_sent.hpp"
#include "service/due.hpp"
#include "service/ended_series.hpp"
#include "service/groupings.hpp"
#include "service/interpolation.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_domains.hpp"
#include "service/readings.hpp"
#include "service/silence.hpp"
#include "service/silent_days.hpp"
#include "service/uncounted.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"
#include "store/former_areas.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

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

int index_of_day(const Days& days, std::size_t row) {
    return month_index(month_of(day_at(days.since_epoch[row])));
}

}  // namespace

class WorldLoader {
  public:
    WorldLoader(store::Store& store, const Catalogue& catalogue, const store::Vintage& vintage, World& world)
        : store_{store},
          catalogue_{catalogue},
          vintage_{vintage},
          world_{world},
          at_{store.city(), vintage.no},
          counts_in_{indicators_by_offence(catalogue)} {
        for (const auto& one : catalogue.indicators)
            if (is_grouping(one)) groupings_.insert(one.id);
    }

    void load() {
        name();
        months();
        tallies();
        unsaid();
        spans();
        fills();
        channels();
        name_channels();
        delays();
        hours();
        quality();
        reconciled();
        territories();
        exposures();
        interpolations();
        receipts();
        silence();
        ends();
    }

  private:
    // A pair of records is a link: what either was read under counts as much as what its source says now.
    void reconciled() {
        if (catalogue_.city.reconciliations.empty()) return;
        const KeptDomains domains{store_};
        for (const auto& declared : catalogue_.city.reconciliations)
            linkage::Permit::between(domains.source(catalogue_.source(declared.primary)),
                                     domains.source(catalogue_.source(declared.other)));
        world_.reconciled_ = reconcile(store_.analytics(), catalogue_, at_);
    }
    void name() {
        world_.catalogue_ = &catalogue_;
        world_.vintage_ = vintage_.id;
        world_.vintage_no_ = vintage_.no;
        world_.published_on_ = vintage_.published_on;
        for (const auto& known : store_.vintages()) {
            named_.emplace(known.no, known.id);
            if (known.no < vintage_.no) world_.previous_ = known.id;
        }
    }

    const std::vector<std::string>& indicators_of(const std::string& offence) const {
        static const std::vector<std::string> none;
        const auto found = counts_in_.find(offence);
        return found == counts_in_.end() ? none : *found->second;
    }

    // What only a total over national lists counts is in no indicator.
    bool counts_in_an_indicator(const std::string& category) const {
        return std::ranges::any_of(indicators_of(category),
                                   [&](const std::string& id) { return !groupings_.contains(id); });
    }

    void saw_month(std::uint16_t source, int month, std::int64_t rows) {
        world_.months_told_[source][month] += rows;
        const Period span = whole(month_at(month));
        const auto [known, added] = world_.source_months_.emplace(source, span);
        if (added) return;
        known->second.first = std::min(known->second.first, span.first);
        known->second.past_end = std::max(known->second.past_end, span.past_end);
    }

    void saw_months(const MonthCell& cell) {
        alone_[cell.source].saw(month_at(cell.month), cell.months);
        if (cell.months == 1)
            saw_month(cell.source, cell.month, cell.rows);
        else
            together_[{cell.source, cell.month, cell.months}] += cell.rows;
    }

    // Once all cells are known: what is of no month says nothing about any.
    void spans() {
        for (const auto& [of, rows] : together_) {
            const auto& [source, first, months] = of;
            if (alone_[source].is_of_no_month(month_at(first), months)) continue;
            saw_month(source, first, rows);
            for (int month = 1; month < months; ++month) saw_month(source, first + month, 0);
            world_.source_spans_[source].push_back(months_from(month_at(first), months));
        }
    }

    void saw_areas(const MonthCell& cell) {
        auto& slots = world_.named_[cell.source];
        for (std::size_t slot = 1; slot < slots.size(); ++slot) {
            auto& named = slots[slot];
            if (named.size() <= cell.area[slot]) named.resize(cell.area[slot] + 1U);
            named[cell.area[slot]] = true;
        }
    }

    // "" is every incident, whatever it counts in.
    template <class Cell>
    void give(std::map<std::string, std::vector<Cell>, std::less<>>& cells, const std::string& offence,
              const Cell& cell) {
        for (const auto& indicator : indicators_of(offence)) cells[indicator].push_back(cell);
    }

    // The cells of a question whose rows have source, offence, month, areas 2 to 4, rows and units.
    template <class Counts, class Take>
    void each_cell(const Counts& counts, Take take) {
        const auto source = sources_.of(counts.source), offence = offences_.of(counts.offence);
        const auto a2 = areas_[2].of(counts.area_2), a3 = areas_[3].of(counts.area_3),
                   a4 = areas_[4].of(counts.area_4);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            take(i, MonthCell{index_of_day(counts.month, i),
                              {0, 0, a2[counts.area_2.codes[i]], a3[counts.area_3.codes[i]],
                               a4[counts.area_4.codes[i]]},
                              source[counts.source.codes[i]],
                              offence[counts.offence.codes[i]],
                              counts.rows[i],
                              counts.units[i],
                              months_of_cell(day_at(counts.month.since_epoch[i]))});
        }
    }

    void months() {
        const auto counts = store::month_counts(store_.analytics(), at_);
        each_cell(counts, [&](std::size_t i, const MonthCell& cell) {
            if (cell.months == 1) saw_month(cell.source, cell.month, cell.rows);
            saw_areas(cell);
            world_.cells_[""].push_back(cell);
            give(world_.cells_, counts.offence[i], cell);
        });
    }

    void tallies() {
        const auto counts = store::tallies(store_.analytics(), at_);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            MonthCell cell{index_of_day(counts.month, i),
                           {},
                           sources_.of(counts.source[i]),
                           offences_.of(counts.category[i]),
                           counts.count[i],
                           counts.count[i],
                           counts.months[i]};
            for (std::size_t slot = 1; slot <= 4; ++slot)
                cell.area[slot] = areas_[slot].of(counts.area[slot - 1][i]);
            saw_months(cell);
            saw_areas(cell);
            give(world_.cells_, counts.category[i], cell);
            if (!counts_in_an_indicator(counts.category[i]))
                world_.cells_[std::string{uncounted_tallies}].push_back(cell);
            if (const auto& of = catalogue_.source(counts.source[i]).category.describes; !of.empty())
                world_.attributes_[of].push_back(
                    {cell.month, cell.source, cell.offence, cell.rows, cell.months});
            const auto channel = channel_of(counts.channel[i], counts.count[i]);
            if (channel != 0) give(world_.by_channel_, counts.category[i], ChannelCell{cell, channel});
        }
    }

    void unsaid() {
        const auto cells = store::unsaid(store_.analytics(), at_);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            MonthCell cell{.month = index_of_day(cells.month, i),
                           .source = sources_.of(cells.source[i]),
                           .offence = offences_.of(cells.category[i]),
                           .months = cells.months[i]};
            for (std::size_t slot = 1; slot <= 4; ++slot)
                cell.area[slot] = areas_[slot].of(cells.area[slot - 1][i]);
            saw_months(cell);
            saw_areas(cell);
            give(world_.unsaid_, cells.category[i], cell);
        }
    }

    // "LINEA 147" and "Línea 147" are one channel, as labels of kinds are.
    std::uint16_t channel_of(const std::string& written, std::int64_t rows) {
        const std::uint16_t channel = channels_.of(folded(written));
        spellings_[channel][written] += rows;
        return channel;
    }

    // Each channel is called what most rows call it, of equals the first in order.
    void name_channels() {
        for (const auto& [channel, spellings] : spellings_) {
            const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
            world_.channels_[channel] = std::max_element(spellings.begin(), spellings.end(), fewer)->first;
        }
    }

    void channels() {
        const auto counts = store::channel_counts(store_.analytics(), at_);
        each_cell(counts, [&](std::size_t i, const MonthCell& cell) {
            const ChannelCell of_channel{cell, channel_of(counts.channel[i], cell.rows)};
            world_.by_channel_[""].push_back(of_channel);
            give(world_.by_channel_, counts.offence[i], of_channel);
        });
    }

    void delays() {
        const auto counts = store::delay_counts(store_.analytics(), at_);
        const auto source = sources_.of(counts.source), offence = offences_.of(counts.offence);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const DelayCell cell{index_of_day(counts.month, i), source[counts.source.codes[i]],
                                 offence[counts.offence.codes[i]], counts.delay[i], counts.rows[i]};
            world_.delays_[""].push_back(cell);
            give(world_.delays_, counts.offence[i], cell);
        }
    }

    void hours() {
        const auto counts = store::hour_counts(store_.analytics(), at_);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            give(world_.hours_, counts.offence[i],
                 HourCell{index_of_day(counts.month, i),
                          counts.weekday[i],
                          counts.hour[i],
                          {0, 0, areas_[2].of(counts.area_2[i]), areas_[3].of(counts.area_3[i]), 0},
                          sources_.of(counts.source[i]),
                          offences_.of(counts.offence[i]),
                          counts.rows[i]});
        }
    }

    void quality() {
        const auto counts = store::quality_counts(store_.analytics(), at_);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            world_.quality_.push_back({index_of_day(counts.month, i), sources_.of(counts.source[i]),
                                       counts.located[i], counts.hour_known[i] != 0, counts.rows[i]});
        }
    }

    void territories() {
        world_.territories_.push_back({{}, catalogue_.city.name, 0, {}, ""});
        const auto known = store::areas(store_.analytics(), at_);
        for (std::size_t i = 0; i < known.size(); ++i) {
            const auto* layer = catalogue_.city.layer(known.layer[i]);
            if (!layer) continue;
            areas_[layer->slot].of(known.code[i]);
            world_.territories_.push_back({{known.layer[i], known.code[i]},
                                           known.name[i],
                                           layer->slot,
                                           {known.parent_layer[i], known.parent[i]},
                                           known.geometry[i]});
        }
        name_former_areas();
        // Areas that only rows name (totals by police section without a map) are territories too.
        for (const auto& layer : catalogue_.city.layers) {
            for (const auto& code : world_.areas_[static_cast<std::size_t>(layer.slot)]) {
                const Territory territory{layer.id, code};
                if (!code.empty() && !world_.has(territory))
                    world_.territories_.push_back({territory, code, layer.slot, {}, ""});
            }
        }
        for (auto& known : world_.territories_)
            known.extent = extent_of(world_.area_changes(known.territory.layer), known.territory.code);
    }

    // Areas that ended keep the name of the last map that had them: those that rows are of, and those that the city says
    // what became of.
    void name_former_areas() {
        for (const auto& former : store::former_areas(store_.analytics(), at_)) {
            const auto* layer = catalogue_.city.layer(former.layer);
            if (!layer || world_.has({former.layer, former.code})) continue;
            const auto changes = world_.area_changes(former.layer);
            const bool has_ended =
                std::ranges::any_of(changes, [&](const auto* change) { return change->takes(former.code); });
            const auto& counted = world_.areas_[static_cast<std::size_t>(layer->slot)];
            if (!has_ended && std::ranges::find(counted, former.code) == counted.end()) continue;
            areas_[static_cast<std::size_t>(layer->slot)].of(former.code);
            world_.territories_.push_back({{former.layer, former.code},
                                           former.name,
                                           layer->slot,
                                           {former.parent_layer, former.parent},
                                           ""});
        }
    }

    void exposures() {
        const auto known = store::exposures(store_.analytics(), at_);
        for (std::size_t i = 0; i < known.size(); ++i) {
            world_.exposures_.push_back({{known.exposures.layer[i], known.exposures.area[i]},
                                         known.exposures.kind[i],
                                         known.exposures.year[i],
                                         known.exposures.month_of(i),
                                         known.exposures.value[i],
                                         known.source[i]});
        }
    }

    // The denominators that the city wants estimated, of each year that their source tells; none of a layer
    // that has its own.
    void interpolations() {
        for (const auto& declared : catalogue_.city.interpolations) {
            std::set<int> years;
            bool own = false;
            for (const auto& row : world_.exposures_) {
                if (row.kind != declared.kind) continue;
                if (row.territory.layer == declared.from) years.insert(row.year);
                own = own || row.territory.layer == declared.to;
            }
            if (own || !drawn(declared.from) || !drawn(declared.to)) continue;
            if (!declared.units.empty() && !drawn(declared.units)) continue;
            for (const int year : years) estimate(declared, year);
        }
    }

    bool drawn(const std::string& layer) const {
        const auto areas = world_.layer(layer);
        return std::any_of(areas.begin(), areas.end(),
                           [](const auto* area) { return !area->geometry.empty(); });
    }

    void estimate(const intake::Interpolation& declared, int year) {
        const Period period{first_day(std::chrono::year{year} / 1),
                            first_day(std::chrono::year{year + 1} / 1)};
        const auto found = interpolate(world_, declared, period);
        for (const auto& area : found.areas)
            world_.exposures_.push_back({area.territory->territory, declared.kind, year, 0,
                                         std::llround(area.value), found.sources.front(), true});
    }

    Receipt receipt_of(const store::Run& run) {
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
        for (const auto& count : store_.records().reject_counts(store_.city(), run.id))
            receipt.reasons.push_back({count.reason, count.column, count.rows});
        for (const auto& kept : store_.records().findings(store_.city(), run.id))
            receipt.findings.push_back(kept.finding);
        receipt.vintage = named_.at(run.vintage_no);
        return receipt;
    }

    void receipts() {
        auto runs = store_.records().runs(store_.city());
        std::erase_if(runs, [&](const store::Run& run) { return run.vintage_no > vintage_.no; });
        see_names(runs);
        for (const auto& delivery : by_delivery(runs)) {
            world_.receipts_.push_back(receipt_of(delivery.last));
            world_.receipts_.back().came = named_.at(delivery.came);
        }
    }

    // A file whose name tells up to which month it goes tells of that month though no row is of it, where there may be none.
    void see_names(const std::vector<store::Run>& runs) {
        std::map<std::uint16_t, std::set<int>> named;
        for (const auto& run : runs) {
            const auto source = std::find_if(catalogue_.sources.begin(), catalogue_.sources.end(),
                                             [&](const auto& s) { return s.id == run.source; });
            if (source == catalogue_.sources.end() || !source->month_in_name) continue;
            if (const auto month = intake::month_told(run.file_name))
                named[sources_.of(run.source)].insert(month_index(*month));
        }
        for (const auto& [number, months] : named) {
            for (const int month :
                 empty_months(catalogue_.city, world_.sources_[number], world_.months_told_[number], months))
                saw_month(number, month, 0);
        }
    }

    void silence() {
        const auto zeros = true_zeros(store_, world_.receipts_);
        for (const auto& [number, told] : world_.months_told_) {
            const auto& source = world_.sources_[number];
            const auto of_source = zeros.find(source);
            const auto true_zeros = of_source == zeros.end() ? std::set<Month>{} : of_source->second;
            const auto* expected = catalogue_.city.expectation(source);
            const std::string cadence =
                expected ? cadence_of(catalogue_.source(source), *expected) : std::string{};
            auto gaps = by_days(cadence) ? silent_days(catalogue_.city, *expected, cadence,
                                                       store::days_told(store_.analytics(), at_, source),
                                                       vintage_.published_on, true_zeros)
                                         : silences(catalogue_.city, source, told, true_zeros);
            std::ranges::move(gaps, std::back_inserter(world_.noticed_));
        }
        std::ranges::move(days_not_sent(store_, catalogue_, at_, world_.receipts_),
                          std::back_inserter(world_.noticed_));
    }

    // Zeros at the end of a series, until somebody says that they are true.
    void ends() {
        const auto told = told_ends(store_, vintage_.no, world_.receipts_);
        std::ranges::for_each(told, [&](const ToldEnd& end) { see_confirmed(end); });
        for (const auto& end : told) {
            if (end.is_open) leave_unsaid(end);
        }
    }

    // Months in which every series of a source is 0 have no count: they were told where somebody says that they are zeros.
    void see_confirmed(const ToldEnd& end) {
        const auto number = sources_.of(end.source);
        const auto known = world_.source_months_.find(number);
        if (!end.confirmed_to || known == world_.source_months_.end()) return;
        const int past_end = month_index(month_of(known->second.past_end));
        for (int month = past_end; month <= month_index(*end.confirmed_to); ++month)
            saw_month(number, month, 0);
    }

    void leave_unsaid(const ToldEnd& end) {
        const auto& indicators = indicators_of(end.category);
        const auto number = sources_.of(end.source), offence = offences_.of(end.category);
        const auto known = world_.source_months_.find(number);
        if (indicators.empty() || known == world_.source_months_.end()) return;
        std::vector<MonthCell> cells;
        std::ranges::copy_if(
            world_.cells_[indicators.front()], std::back_inserter(cells),
            [&](const MonthCell& cell) { return cell.source == number && cell.offence == offence; });
        if (cells.empty()) return;
        const bool counts = catalogue_.source(end.source).kind == intake::Kind::tallies;
        const int last = month_index(month_of(known->second.past_end)) - 1;
        for (const auto& cell : zeros_at_ends(cells, counts, last)) {
            if (!end.confirmed_to || cell.month > month_index(*end.confirmed_to))
                give(world_.unsaid_, end.category, cell);
        }
    }

    // Whether a row may have the label: of a wide table that lists its columns, those alone are its labels. One that is
    // listed in codes.csv beside them (a total that is not read) never comes, and its absence is no zero.
    static bool has_column_for(const intake::Source& source, const intake::Label& label) {
        const auto& wide = source.wide;
        if (wide.columns.empty() || source.category.columns != std::vector{wide.name}) return true;
        return std::ranges::any_of(
            wide.columns, [&](const std::string& column) { return folded(column) == folded(label.label_1); });
    }
    bool has_cells(const std::string& indicator, std::uint16_t source) const {
        const auto found = world_.cells_.find(indicator);
        return found != world_.cells_.end() && std::ranges::any_of(found->second, [&](const MonthCell& cell) {
                   return cell.source == source;
               });
    }

    // Which sources fill each indicator, by name: those that have sent rows by now, of whatever it is.
    void fills() {
        for (const auto& [number, months] : world_.source_months_) {
            std::set<std::string> filled{""};
            const auto& source = catalogue_.source(world_.sources_[number]);
            for (const auto& label : source.labels) {
                for (const auto& indicator : label.indicators)
                    if (has_column_for(source, label) || has_cells(indicator, number))
                        filled.insert(indicator);
            }
            for (const auto& indicator : filled) world_.fills_[indicator].push_back(number);
        }
        for (auto& [indicator, numbers] : world_.fills_) {
            std::sort(numbers.begin(), numbers.end(),
                      [&](auto a, auto b) { return world_.sources_[a] < world_.sources_[b]; });
        }
    }

    store::Store& store_;
    const Catalogue& catalogue_;
    const store::Vintage& vintage_;
    World& world_;
    store::At at_;
    std::map<std::int64_t, std::string> named_;  // vintages by number
    std::unordered_map<std::string, const std::vector<std::string>*> counts_in_;
    std::set<std::string, std::less<>> groupings_;
    Names sources_{world_.sources_}, offences_{world_.offences_}, channels_{world_.channels_};
    std::map<std::uint16_t, std::map<std::string, std::int64_t>> spellings_;  // of channels, and their rows
    std::map<std::uint16_t, MonthsAlone> alone_;
    std::map<std::tuple<std::uint16_t, int, int>, std::int64_t>
        together_;  // rows by source, first month and how many are counted together
    std::array<Names, 5> areas_{Names{world_.areas_[0]}, Names{world_.areas_[1]}, Names{world_.areas_[2]},
                                Names{world_.areas_[3]}, Names{world_.areas_[4]}};
};

std::shared_ptr<const World> World::load(store::Store& store, const Catalogue& catalogue,
                                         const std::string& wanted) {
    const store::Vintage vintage = store.vintage(wanted);
    auto world = std::shared_ptr<World>{new World};
    world->as_read_ = catalogue_at(store, catalogue, vintage.no);
    WorldLoader{store, world->as_read_ ? *world->as_read_ : catalogue, vintage, *world}.load();
    return world;
}

}  // namespace atalaya::service
