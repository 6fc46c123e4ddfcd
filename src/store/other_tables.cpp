// Tallies, and cells without a number, as differences to what is known; exposures and areas as they came.
#include <algorithm>
#include <compare>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "store/vintage_files.hpp"

namespace atalaya::store {
namespace {

struct TallyCell {
    std::string category, channel;
    std::int32_t month = 0, months = 1;
    std::array<std::string, 4> area;
    friend auto operator<=>(const TallyCell&, const TallyCell&) = default;
};

struct Counted {
    std::int64_t before = 0;  // as the segments have it
    std::int64_t now = 0;     // after the batches so far
    // Whether a part of it has no number, likewise.
    bool unsaid_before = false, unsaid_now = false;
};
using Counts = std::map<TallyCell, Counted>;

constexpr const char* area_names[] = {"area_1", "area_2", "area_3", "area_4"};

// Calls `each(cell, value)` of the rows of a source in a segment's table of cells.
template <class Each>
void each_cell(const Segment& segment, std::string_view table, std::string_view value,
               const std::string& source, Each each) {
    if (segment.rows(table) == 0) return;
    const auto column = [&](std::string_view name) -> const StoredColumn& {
        return segment.column(table, name);
    };
    const auto &sources = column("source"), &month = column("month"), &months = column("months"),
               &values = column(value);
    for (std::size_t row = 0; row < sources.rows; ++row) {
        if (sources.word(row) != source) continue;
        TallyCell cell{std::string{column("category").word(row)},
                       std::string{column("channel").word(row)},
                       static_cast<std::int32_t>(month[row]),
                       static_cast<std::int32_t>(months[row]),
                       {}};
        for (std::size_t a = 0; a < 4; ++a) cell.area[a] = column(area_names[a]).word(row);
        each(cell, values[row]);
    }
}

Counts known_counts(const std::string& source, const std::vector<Segment>& segments) {
    Counts out;
    for (const auto& segment : segments) {
        each_cell(segment, "tally", "delta", source, [&](const TallyCell& cell, std::int64_t delta) {
            auto& counted = out[cell];
            counted.before += delta;
            counted.now = counted.before;
        });
        each_cell(segment, "unsaid", "sign", source, [&](const TallyCell& cell, std::int64_t sign) {
            auto& counted = out[cell];
            counted.unsaid_before = counted.unsaid_now = sign > 0;
        });
    }
    return out;
}

// Each month of a cell, by its first day.
template <class Visit>
void each_month(const TallyCell& cell, Visit visit) {
    const Month first = month_of(day_at(cell.month));
    for (int n = 0; n < cell.months; ++n) visit(since_epoch(first_day(plus_months(first, n))));
}

// Adds to `lost` what it takes away of cells as long as its own; longer and shorter ones give way to those of the same months.
void take(Counts& counts, const Tallies& tallies, Covers covers, Withdrawn& lost) {
    struct Sent {
        std::int64_t count = 0;
        bool unsaid = false;
    };
    std::map<TallyCell, Sent> sent;
    std::set<std::int32_t> months;
    for (std::size_t row = 0; row < tallies.size(); ++row) {
        TallyCell cell{tallies.category[row],
                       tallies.channel[row],
                       tallies.month.since_epoch[row],
                       tallies.months_of(row),
                       {}};
        for (std::size_t a = 0; a < 4; ++a) cell.area[a] = tallies.area[a][row];
        each_month(cell, [&](std::int32_t month) { months.insert(month); });
        auto& of = sent[std::move(cell)];
        if (tallies.count[row] == nothing<std::int64_t>)
            of.unsaid = true;
        else
            of.count += tallies.count[row];
    }
    std::set<std::int32_t> lengths;
    for (const auto& [cell, of] : sent) lengths.insert(cell.months);
    for (auto& [cell, counted] : counts) {
        bool touched = false;
        each_month(cell, [&](std::int32_t month) { touched = touched || months.contains(month); });
        if (covers == Covers::rows || !touched) continue;
        const bool stays = sent.contains(cell), comparable = lengths.contains(cell.months);
        if (comparable) lost.known += counted.now;
        if (stays) continue;
        if (comparable) lost.withdrawn += counted.now;
        counted.now = 0, counted.unsaid_now = false;
    }
    for (const auto& [cell, of] : sent) {
        auto& counted = counts[cell];
        counted.now = of.count;
        counted.unsaid_now = of.unsaid;
    }
}

std::set<Digest> deliveries_of(const std::vector<const Batch*>& batches, const std::string& source) {
    std::set<Digest> out;
    for (const auto* batch : batches)
        if (batch->source == source) out.insert(batch->delivery);
    return out;
}

// Of what the deliveries of a segment that are not read again told; none when of one of them that is not known.
std::optional<std::vector<Period>> told_by_others(const Segment& segment, const std::string& source,
                                                  const std::set<Digest>& read_again,
                                                  const ReadingSpans& spans) {
    std::vector<Period> told;
    for (const auto& input : segment.header().inputs) {
        if (input.source != source || read_again.contains(input.delivery)) continue;
        const auto span = spans.find({segment.header().vintage_no, source, input.delivery});
        if (span == spans.end()) return {};
        told.push_back(span->second);
    }
    return told;
}

bool overlap(Period one, Period other) {
    return one.first < other.past_end && other.first < one.past_end;
}

// A delivery that is read again, with another source.toml say, says all that it says: cells that its former reading alone
// brought are no more. Of a month that another delivery of the source told of in the same vintage it is not known whose a
// cell was; they stay.
void leave_former_readings(Counts& counts, const std::string& source,
                           const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
                           const ReadingSpans& spans) {
    const auto read_again = deliveries_of(batches, source);
    std::set<TallyCell> theirs;
    for (const auto& segment : segments) {
        const auto others = told_by_others(segment, source, read_again, spans);
        const auto alone = [&](const TallyCell& cell) {
            const Period months = months_from(month_of(day_at(cell.month)), cell.months);
            return others &&
                   std::ranges::none_of(*others, [&](Period told) { return overlap(told, months); });
        };
        const auto see = [&](const TallyCell& cell, std::int64_t) {
            if (alone(cell))
                theirs.insert(cell);
            else
                theirs.erase(cell);
        };
        each_cell(segment, "tally", "delta", source, see);
        each_cell(segment, "unsaid", "sign", source, see);
    }
    for (const auto& cell : theirs) {
        auto& counted = counts[cell];
        counted.now = 0;
        counted.unsaid_now = false;
    }
}

using CountsBySource = std::map<std::string, Counts>;

CountsBySource counts_after(const std::vector<const Batch*>& batches, const std::vector<Segment>& segments,
                            const ReadingSpans& spans, Withdrawn& lost) {
    CountsBySource by_source;
    for (const auto* batch : batches) {
        if (batch->tallies.size() == 0) continue;
        const auto [counts, fresh] = by_source.try_emplace(batch->source);
        if (fresh) {
            counts->second = known_counts(batch->source, segments);
            leave_former_readings(counts->second, batch->source, batches, segments, spans);
        }
        take(counts->second, batch->tallies, batch->covers, lost);
    }
    return by_source;
}

// The cells that differ, with the difference under the name of `value`.
template <class Difference>
Table cell_table(std::string_view name, std::string_view value, const CountsBySource& by_source,
                 Difference difference) {
    Coded sources, category, channel;
    Days month;
    std::vector<std::int32_t> months;
    std::array<Coded, 4> area;
    std::vector<std::int64_t> values;
    for (const auto& [source, counts] : by_source) {
        for (const auto& [cell, counted] : counts) {
            const std::int64_t differs = difference(counted);
            if (differs == 0) continue;
            sources.push(source);
            category.push(cell.category);
            channel.push(cell.channel);
            month.since_epoch.push_back(cell.month);
            months.push_back(cell.months);
            for (std::size_t a = 0; a < 4; ++a) area[a].push(cell.area[a]);
            values.push_back(differs);
        }
    }
    return {std::string{name},
            {{"source", sources},
             {"category", category},
             {"channel", channel},
             {"month", month},
             {"months", months},
             {"area_1", area[0]},
             {"area_2", area[1]},
             {"area_3", area[2]},
             {"area_4", area[3]},
             {std::string{value}, values}}};
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

// The segment that a delivery of the source was read for last; none where it is new.
const Segment* read_last_for(const Batch& batch, const std::vector<Segment>& segments) {
    const Segment* last = nullptr;
    for (const auto& segment : segments) {
        if (std::ranges::any_of(segment.header().inputs, [&](const SegmentInput& input) {
                return input.source == batch.source && input.delivery == batch.delivery &&
                       input.recipe != batch.recipe;
            }))
            last = &segment;
    }
    return last;
}

}  // namespace

std::optional<CameTogether> told_together(const std::vector<const Batch*>& batches,
                                          const std::vector<Segment>& segments, const ReadingSpans& spans) {
    for (const auto* batch : batches) {
        const auto* segment = batch->tallies.size() == 0 ? nullptr : read_last_for(*batch, segments);
        if (!segment) continue;
        const auto no = segment->header().vintage_no;
        const auto its = spans.find({no, batch->source, batch->delivery});
        if (its == spans.end()) continue;
        const auto read_again = deliveries_of(batches, batch->source);
        for (const auto& input : segment->header().inputs) {
            if (input.source != batch->source || read_again.contains(input.delivery)) continue;
            const auto other = spans.find({no, batch->source, input.delivery});
            if (other != spans.end() && overlap(its->second, other->second))
                return CameTogether{batch, no, input.delivery};
        }
    }
    return {};
}

std::vector<Table> other_tables(const std::vector<const Batch*>& batches,
                                const std::vector<Segment>& segments, const ReadingSpans& spans,
                                Withdrawn& lost) {
    const auto counts = counts_after(batches, segments, spans, lost);
    std::vector<Table> tables{
        cell_table("tally", "delta", counts, [](const Counted& of) { return of.now - of.before; }),
        exposure_table(batches), area_table(batches)};
    auto unsaid = cell_table("unsaid", "sign", counts, [](const Counted& of) {
        return static_cast<std::int64_t>(of.unsaid_now) - static_cast<std::int64_t>(of.unsaid_before);
    });
    if (unsaid.rows() > 0) tables.push_back(std::move(unsaid));
    return tables;
}

}  // namespace atalaya::store
