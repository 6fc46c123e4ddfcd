#include "store/told_counts.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/day.hpp"
#include "core/months_alone.hpp"

namespace atalaya::store {
namespace {

constexpr const char* area_names[] = {"area_1", "area_2", "area_3", "area_4"};

// Calls `each(cell, row)` of the rows of a source in a segment's table of cells.
template <class Each>
void each_cell(const Segment& segment, std::string_view table, const std::string& source, Each each) {
    if (segment.rows(table) == 0) return;
    const auto column = [&](std::string_view name) -> const StoredColumn& {
        return segment.column(table, name);
    };
    const auto &sources = column("source"), &category = column("category"), &channel = column("channel"),
               &month = column("month"), &months = column("months");
    std::array<const StoredColumn*, 4> areas;
    for (std::size_t a = 0; a < 4; ++a) areas[a] = &column(area_names[a]);
    for (std::size_t row = 0; row < sources.rows; ++row) {
        if (sources.word(row) != source) continue;
        TallyCell cell{std::string{category.word(row)},
                       std::string{channel.word(row)},
                       static_cast<std::int32_t>(month[row]),
                       static_cast<std::int32_t>(months[row]),
                       {}};
        for (std::size_t a = 0; a < 4; ++a) cell.area[a] = areas[a]->word(row);
        each(cell, row);
    }
}

// Calls `each(cell, difference)` of what a segment changes of a source's counts: numbers, and whether there is one.
template <class Number, class Unsaid>
void each_difference(const Segment& segment, const std::string& source, Number number, Unsaid unsaid) {
    each_cell(segment, "tally", source, [&](const TallyCell& cell, std::size_t row) {
        number(cell, segment.column("tally", "delta")[row]);
    });
    each_cell(segment, "unsaid", source, [&](const TallyCell& cell, std::size_t row) {
        unsaid(cell, segment.column("unsaid", "sign")[row] > 0);
    });
}

// The readings of a source that a segment keeps. `delivery` and the rest of a reading stand in each row of its cells; one
// that tells nothing has a row of no month.
std::vector<CountReading> readings_in(const Segment& segment, const std::string& source) {
    std::map<std::int64_t, CountReading> by_place;
    each_cell(segment, "told", source, [&](const TallyCell& cell, std::size_t row) {
        const auto value = [&](std::string_view name) { return segment.column("told", name)[row]; };
        auto& reading = by_place[value("place")];
        reading.delivery = segment.header().inputs.at(static_cast<std::size_t>(value("input"))).delivery;
        reading.place = value("place");
        reading.covers = value("covers") != 0 ? Covers::months : Covers::rows;
        if (cell.months > 0) reading.cells[cell] = {value("count"), value("unsaid") != 0};
    });
    std::vector<CountReading> out;
    for (auto& [place, reading] : by_place) out.push_back(std::move(reading));
    return out;
}

// Each month of a cell, by its first day.
template <class Visit>
void each_month(const TallyCell& cell, Visit visit) {
    const Month first = month_of(day_at(cell.month));
    for (int n = 0; n < cell.months; ++n) visit(since_epoch(first_day(plus_months(first, n))));
}

template <class Readings>
auto place_of(Readings& readings, const Digest& delivery) {
    return std::ranges::find_if(readings,
                                [&](const auto& placed) { return placed.second.delivery == delivery; });
}

}  // namespace

void CellColumns::push(const std::string& source, const TallyCell& cell) {
    sources_.push(source);
    category_.push(cell.category);
    channel_.push(cell.channel);
    month_.since_epoch.push_back(cell.month);
    months_.push_back(cell.months);
    for (std::size_t a = 0; a < 4; ++a) area_[a].push(cell.area[a]);
}

std::vector<Column> CellColumns::columns() && {
    std::vector<Column> all{{"source", std::move(sources_)},
                            {"category", std::move(category_)},
                            {"channel", std::move(channel_)},
                            {"month", std::move(month_)},
                            {"months", std::move(months_)}};
    for (std::size_t a = 0; a < 4; ++a) all.push_back({area_names[a], std::move(area_[a])});
    return all;
}

CountReading reading_of(const Batch& batch) {
    const auto& tallies = batch.tallies;
    CountReading out{batch.delivery, 0, batch.covers, {}};
    for (std::size_t row = 0; row < tallies.size(); ++row) {
        TallyCell cell{tallies.category[row],
                       tallies.channel[row],
                       tallies.month.since_epoch[row],
                       tallies.months_of(row),
                       {}};
        for (std::size_t a = 0; a < 4; ++a) cell.area[a] = tallies.area[a][row];
        auto& told = out.cells[std::move(cell)];
        if (tallies.count[row] == nothing<std::int64_t>)
            told.unsaid = true;
        else
            told.count += tallies.count[row];
    }
    return out;
}

CountsOfSource::CountsOfSource(const std::string& source, const std::vector<Segment>& segments) {
    for (const auto& segment : segments) {
        auto told = readings_in(segment, source);
        for (auto& reading : told) {
            std::erase_if(readings_,
                          [&](const auto& known) { return known.second.delivery == reading.delivery; });
            readings_[reading.place] = std::move(reading);
        }
        each_difference(
            segment, source,
            [&](const TallyCell& cell, std::int64_t delta) { cells_[cell].before.count += delta; },
            [&](const TallyCell& cell, bool unsaid) { cells_[cell].before.unsaid = unsaid; });
        if (!told.empty()) continue;
        bool changes = false;
        each_difference(
            segment, source,
            [&](const TallyCell& cell, std::int64_t delta) {
                sum_[cell].count += delta;
                changes = true;
            },
            [&](const TallyCell& cell, bool unsaid) {
                sum_[cell].unsaid = unsaid;
                changes = true;
            });
        for (const auto& input : segment.header().inputs)
            if (changes && input.source == source) summed_.insert(input.delivery);
    }
    for (auto& [cell, counted] : cells_) counted.now = counted.before;
}

bool CountsOfSource::knows(const Digest& delivery) const {
    return place_of(readings_, delivery) != readings_.end();
}

void CountsOfSource::put(const CountReading& reading, Withdrawn* lost) {
    if (reading.covers == Covers::months) {
        std::set<std::int32_t> months, lengths;
        MonthsAlone seen;
        for (const auto& [cell, told] : reading.cells) seen.saw(month_of(day_at(cell.month)), cell.months);
        for (const auto& [cell, told] : reading.cells) {
            lengths.insert(cell.months);
            if (seen.is_of_no_month(month_of(day_at(cell.month)), cell.months)) continue;
            each_month(cell, [&](std::int32_t month) { months.insert(month); });
        }
        for (auto& [cell, counted] : cells_) {
            bool touched = false;
            each_month(cell, [&](std::int32_t month) { touched = touched || months.contains(month); });
            if (!touched) continue;
            const bool stays = reading.cells.contains(cell), comparable = lengths.contains(cell.months);
            if (lost && comparable) lost->known += counted.now.count;
            if (stays) continue;
            if (lost && comparable) lost->withdrawn += counted.now.count;
            counted.now = {};
        }
    }
    for (const auto& [cell, told] : reading.cells) cells_[cell].now = told;
}

void CountsOfSource::take_all_again(const std::set<Digest>& fresh, Withdrawn& lost) {
    for (auto& [cell, counted] : cells_) counted.now = {};
    for (const auto& [cell, told] : sum_) cells_[cell].now = told;
    for (const auto& [place, reading] : readings_)
        put(reading, fresh.contains(reading.delivery) ? &lost : nullptr);
}

void CountsOfSource::take(std::vector<CountReading>& readings, const std::set<Digest>& anew,
                          Withdrawn& lost) {
    bool again = false;
    std::set<Digest> fresh;
    for (auto& reading : readings) {
        const auto known = place_of(readings_, reading.delivery);
        reading.place = readings_.empty() ? 1 : readings_.rbegin()->first + 1;
        if (known != readings_.end()) {
            again = true;
            if (!anew.contains(reading.delivery)) reading.place = known->first;
            if (reading.cells.empty()) {
                for (const auto& [cell, told] : known->second.cells) {
                    lost.known += told.count;
                    lost.withdrawn += told.count;
                }
            }
            readings_.erase(known);
        }
        fresh.insert(reading.delivery);
        readings_[reading.place] = reading;
    }
    if (again) return take_all_again(fresh, lost);
    for (const auto& reading : readings) put(reading, &lost);
}

Table told_table(const std::map<std::string, std::vector<CountReading>>& readings,
                 const std::vector<const Batch*>& batches) {
    const auto input_of = [&](const std::string& source, const Digest& delivery) {
        const auto found = std::ranges::find_if(batches, [&](const Batch* batch) {
            return batch->source == source && batch->delivery == delivery;
        });
        return static_cast<std::int32_t>(found - batches.begin());
    };
    CellColumns cells;
    std::vector<std::int32_t> input;
    std::vector<std::int64_t> place, count;
    std::vector<std::int8_t> covers, unsaid;
    const TallyCell no_cell{"", "", 0, 0, {}};
    for (const auto& [source, its] : readings) {
        for (const auto& reading : its) {
            const auto number = input_of(source, reading.delivery);
            const auto add = [&](const TallyCell& cell, const Told& told) {
                cells.push(source, cell);
                input.push_back(number);
                place.push_back(reading.place);
                covers.push_back(reading.covers == Covers::months ? 1 : 0);
                count.push_back(told.count);
                unsaid.push_back(told.unsaid ? 1 : 0);
            };
            for (const auto& [cell, told] : reading.cells) add(cell, told);
            if (reading.cells.empty()) add(no_cell, {});
        }
    }
    Table told{"told", std::move(cells).columns()};
    told.columns.push_back({"input", std::move(input)});
    told.columns.push_back({"place", std::move(place)});
    told.columns.push_back({"covers", std::move(covers)});
    told.columns.push_back({"count", std::move(count)});
    told.columns.push_back({"unsaid", std::move(unsaid)});
    return told;
}

}  // namespace atalaya::store
