// Tallies, and cells without a number, as differences to what is known; exposures and areas as they came.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "store/told_counts.hpp"
#include "store/vintage_files.hpp"

namespace atalaya::store {
namespace {

using CountsBySource = std::map<std::string, CountsOfSource>;

// The cells that differ, with the difference under the name of `value`.
template <class Difference>
Table cell_table(std::string_view name, std::string_view value, const CountsBySource& by_source,
                 Difference difference) {
    CellColumns cells;
    std::vector<std::int64_t> values;
    for (const auto& [source, counts] : by_source) {
        for (const auto& [cell, counted] : counts.cells()) {
            const std::int64_t differs = difference(counted);
            if (differs == 0) continue;
            cells.push(source, cell);
            values.push_back(differs);
        }
    }
    Table table{std::string{name}, std::move(cells).columns()};
    table.columns.push_back({std::string{value}, std::move(values)});
    return table;
}

// Of a cell given twice in a vintage the later batch's value stays.
Table exposure_table(const std::vector<const Batch*>& batches) {
    using Key = std::tuple<std::string, std::string, std::string, std::int32_t, std::int8_t>;
    std::map<Key, std::pair<std::string, std::int64_t>> cells;
    for (const auto* batch : batches) {
        const auto& e = batch->exposures;
        for (std::size_t row = 0; row < e.size(); ++row) {
            cells[{e.layer[row], e.area[row], e.kind[row], e.year[row], e.month_of(row)}] = {batch->source,
                                                                                             e.value[row]};
        }
    }
    Coded source, layer, area, kind;
    std::vector<std::int32_t> year;
    std::vector<std::int8_t> month;
    std::vector<std::int64_t> value;
    for (const auto& [key, given] : cells) {
        source.push(given.first);
        layer.push(std::get<0>(key));
        area.push(std::get<1>(key));
        kind.push(std::get<2>(key));
        year.push_back(std::get<3>(key));
        month.push_back(std::get<4>(key));
        value.push_back(given.second);
    }
    return {"exposure",
            {{"source", source},
             {"layer", layer},
             {"area", area},
             {"kind", kind},
             {"year", year},
             {"month", month},
             {"value", value}}};
}

// Of a layer given twice in a vintage the later batch's areas stay.
Table area_table(const std::vector<const Batch*>& batches) {
    std::map<std::string, const Batch*> last;
    for (const auto* batch : batches) {
        for (std::size_t row = 0; row < batch->areas.size(); ++row) last[batch->areas.layer[row]] = batch;
    }
    Coded source, layer, code, name, parent_layer, parent, geometry;
    Days valid_from;
    for (const auto& [wanted, batch] : last) {
        const auto& areas = batch->areas;
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < areas.size(); ++row) {
            if (areas.layer[row] == wanted) rows.push_back(row);
        }
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return std::tie(areas.code[a], areas.valid_from.since_epoch[a]) <
                   std::tie(areas.code[b], areas.valid_from.since_epoch[b]);
        });
        for (const auto row : rows) {
            source.push(batch->source);
            layer.push(wanted);
            code.push(areas.code[row]);
            name.push(areas.name[row]);
            parent_layer.push(areas.parent_layer[row]);
            parent.push(areas.parent[row]);
            valid_from.since_epoch.push_back(areas.valid_from.since_epoch[row]);
            geometry.push(areas.geometry[row]);
        }
    }
    return {"area",
            {{"source", source},
             {"layer", layer},
             {"code", code},
             {"name", name},
             {"parent_layer", parent_layer},
             {"parent", parent},
             {"valid_from", valid_from},
             {"geometry", geometry}}};
}

// Each source's counts with those that the batches tell of it.
CountsBySource counts_after(const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
                            std::map<std::string, std::vector<CountReading>>& readings,
                            const std::set<Digest>& anew, CountsTaken& taken) {
    CountsBySource by_source;
    for (const auto* batch : batches) {
        const auto counts = by_source.try_emplace(batch->source, batch->source, segments).first;
        if (batch->tallies.size() == 0 && !counts->second.knows(batch->delivery)) continue;
        if (!taken.kept_as_sum && counts->second.sum_holds(batch->delivery)) taken.kept_as_sum = batch;
        readings[batch->source].push_back(reading_of(*batch));
    }
    for (auto& [source, its] : readings) by_source.at(source).take(its, anew, taken.lost);
    return by_source;
}

}  // namespace

std::vector<Table> other_tables(const std::vector<const Batch*>& batches,
                                const std::vector<Segment>& segments, const std::set<Digest>& anew,
                                CountsTaken& taken) {
    std::map<std::string, std::vector<CountReading>> readings;
    const auto counts = counts_after(batches, segments, readings, anew, taken);
    std::vector<Table> tables{
        cell_table("tally", "delta", counts,
                   [](const CountsOfSource::Counted& of) { return of.now.count - of.before.count; }),
        exposure_table(batches), area_table(batches)};
    auto unsaid = cell_table("unsaid", "sign", counts, [](const CountsOfSource::Counted& of) {
        return static_cast<std::int64_t>(of.now.unsaid) - static_cast<std::int64_t>(of.before.unsaid);
    });
    if (unsaid.rows() > 0) tables.push_back(std::move(unsaid));
    if (!readings.empty()) tables.push_back(told_table(readings, batches));
    return tables;
}

}  // namespace atalaya::store
