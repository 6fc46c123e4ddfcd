#include "store/rollup.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "store/fact_rows.hpp"

namespace atalaya::store {
namespace {

// One column of a cell, as a number 0 .. size-1 that keeps the column's order.
struct Axis {
    enum class Kind { text, small, month, weekday, hour_known, delay };
    std::string name;
    Kind kind = Kind::text;
    const StoredColumn* column = nullptr;
    std::int64_t lowest = 0;
    std::uint64_t size = 0;
};

struct Plan {
    std::string table;
    std::vector<Axis> axes;
    bool units = false;
    const StoredColumn* only = nullptr;  // rows count whose value here is at least this
    std::int64_t least = 0;
    bool only_years = false;  // whether facts of which the year alone is known are in it
};

bool counts_none(const Plan& plan) {
    return plan.only && (plan.only->rows == 0 || (plan.only->width == 0 && plan.only->base < plan.least));
}

// Months since year 0, and the day of the week; entries come sorted by day.
class Calendar {
  public:
    void look_up(std::int64_t day) {
        if (day == day_) return;
        day_ = day;
        const auto at = day_at(static_cast<std::int32_t>(day));
        const auto month = month_of(at);
        month_ =
            static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
        weekday_ = weekday_of(at);
    }
    std::int64_t month() const { return month_; }
    std::int64_t weekday() const { return weekday_; }

  private:
    std::int64_t day_ = nothing<std::int64_t>;
    std::int64_t month_ = 0, weekday_ = 0;
};

// Sums by cell number: open addressing, never more than half full.
class CellSums {
  public:
    struct Cell {
        std::uint64_t key = 0;
        std::int64_t delta = 0, units = 0;
    };

    void add(std::uint64_t key, std::int64_t delta, std::int64_t units) {
        auto& cell = cells_[slot_of(key)];
        cell.delta += delta;
        cell.units += units;
    }
    // Hands the cells that are not nothing to `out`, by key, and starts again.
    void move_to(std::vector<Cell>& out) {
        std::erase_if(cells_, [](const Cell& c) { return c.delta == 0 && c.units == 0; });
        std::sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) { return a.key < b.key; });
        out.insert(out.end(), cells_.begin(), cells_.end());
        cells_.clear();
        last_ = 0;
        std::fill(slots_.begin(), slots_.end(), empty);
    }

  private:
    static constexpr std::uint32_t empty = ~0U;

    std::uint32_t slot_of(std::uint64_t key) {
        if (!cells_.empty() && cells_[last_].key == key) return last_;
        if (2 * (cells_.size() + 1) > slots_.size()) grow();
        auto at = home_of(key);
        while (slots_[at] != empty && cells_[slots_[at]].key != key) at = (at + 1) & (slots_.size() - 1);
        if (slots_[at] == empty) {
            slots_[at] = static_cast<std::uint32_t>(cells_.size());
            cells_.push_back({key, 0, 0});
        }
        return last_ = slots_[at];
    }
    std::size_t home_of(std::uint64_t key) const {
        key *= 0x9E3779B97F4A7C15U;
        return (key ^ key >> 32) & (slots_.size() - 1);
    }
    void grow() {
        slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), empty);
        for (std::uint32_t i = 0; i < cells_.size(); ++i) {
            auto at = home_of(cells_[i].key);
            while (slots_[at] != empty) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = i;
        }
    }

    std::vector<Cell> cells_;
    std::vector<std::uint32_t> slots_;
    std::uint32_t last_ = 0;
};

Axis axis(const Segment& segment, const std::string& name) {
    if (name == "month" || name == "weekday" || name == "hour_known") {
        Axis out{name, Axis::Kind::weekday, nullptr, 0, 7};
        if (name == "hour_known") out = {name, Axis::Kind::hour_known, nullptr, 0, 2};
        // Years 0 to 9999; odd numbers are of the facts of no known month.
        if (name == "month") out = {name, Axis::Kind::month, nullptr, 0, 240'000};
        return out;
    }
    const auto& column = segment.column("entry", name);
    if (name == "delay") return {name, Axis::Kind::delay, &column, 0, longest_delay + 1};
    if (column.type == SegmentColumn::Type::text) {
        return {name, Axis::Kind::text, &column, 0, std::max<std::uint64_t>(1, column.words.size())};
    }
    return {name, Axis::Kind::small, &column, -128, 256};
}

Plan plan_of(const Segment& segment, std::string_view table) {
    std::vector<std::string> names;
    if (table == "month_cell") names = {"source", "offence", "basis", "month", "area_2", "area_3", "area_4"};
    if (table == "hour_count")
        names = {"source", "offence", "month", "weekday", "hour", "known", "area_2", "area_3"};
    if (table == "quality_count") names = {"source", "month", "located", "hour_known"};
    if (table == "channel_count")
        names = {"source", "offence", "channel", "month", "area_2", "area_3", "area_4"};
    if (table == "delay_count") names = {"source", "offence", "month", "delay"};
    expects(!names.empty(), "rollup_of is asked for a rollup");
    Plan plan{std::string{table}, {}, table == "month_cell" || table == "channel_count"};
    plan.only_years = plan.units;
    if (table == "channel_count") plan.only = &segment.column("entry", "channel"), plan.least = 1;
    if (table == "delay_count") plan.only = &segment.column("entry", "delay");
    for (const auto& name : names) plan.axes.push_back(axis(segment, name));
    return plan;
}

struct Row {
    std::size_t at;
    std::int64_t hour;
    bool only_year;
};

std::uint64_t ordinal(const Axis& axis, const Row& row, const Calendar& calendar) {
    switch (axis.kind) {
        case Axis::Kind::month:
            return 2 * static_cast<std::uint64_t>(calendar.month()) + (row.only_year ? 1 : 0);
        case Axis::Kind::weekday: return static_cast<std::uint64_t>(calendar.weekday());
        case Axis::Kind::hour_known: return row.hour >= 0 ? 1 : 0;
        case Axis::Kind::delay:
            return static_cast<std::uint64_t>(std::min<std::int64_t>((*axis.column)[row.at], longest_delay));
        default: break;
    }
    const auto number = static_cast<std::uint64_t>((*axis.column)[row.at] - axis.lowest);
    if (number >= axis.size)
        throw Error{Fault::corrupt,
                    message("a segment has a value out of range in {}. Run verify", axis.name)};
    return number;
}

std::vector<CellSums::Cell> sums_of(const Segment& segment, const Plan& plan) {
    if (counts_none(plan)) return {};
    std::uint64_t cells = 1;
    for (const auto& axis : plan.axes) {
        expects(!__builtin_mul_overflow(cells, axis.size, &cells),
                "the cells of a rollup can be numbered in 64 bits");
    }
    const auto &sign = segment.column("entry", "sign"), &day = segment.column("entry", "day");
    const auto &units = segment.column("entry", "units"), &hour = segment.column("entry", "hour");
    const auto& known = segment.column("entry", "known");
    // Entries are in order of day, so a month is summed and done with: its cells stay near.
    std::vector<CellSums::Cell> out;
    CellSums sums;
    Calendar calendar;
    std::int64_t month = -1;
    for (std::size_t row = 0; row < sign.rows; ++row) {
        calendar.look_up(day[row]);
        if (calendar.month() != month) sums.move_to(out);
        month = calendar.month();
        if (plan.only && (*plan.only)[row] < plan.least) continue;
        const Row at{row, hour[row], is_only_year(known[row])};
        if (at.only_year && !plan.only_years) continue;
        std::uint64_t key = 0;
        for (const auto& axis : plan.axes) key = key * axis.size + ordinal(axis, at, calendar);
        sums.add(key, sign[row], plan.units ? sign[row] * units[row] : 0);
    }
    sums.move_to(out);
    return out;
}

// The column of an axis, from the cells' numbers. `divisor` is the size of all axes after it.
Cells column_of(const Axis& axis, const std::vector<CellSums::Cell>& cells, std::uint64_t divisor) {
    std::vector<std::int64_t> values;
    values.reserve(cells.size());
    for (const auto& cell : cells)
        values.push_back(static_cast<std::int64_t>(cell.key / divisor % axis.size) + axis.lowest);
    if (axis.kind == Axis::Kind::text) return text_column(*axis.column, values);
    if (axis.kind == Axis::Kind::delay) return std::vector<std::int32_t>(values.begin(), values.end());
    if (axis.kind != Axis::Kind::month) return std::vector<std::int8_t>(values.begin(), values.end());
    Days months;
    for (const auto value : values) {
        const auto months_on = static_cast<int>(value / 2);
        const auto month = std::chrono::year{months_on / 12} / (months_on % 12 + 1);
        const Day first = first_day(month);
        months.since_epoch.push_back(since_epoch(value % 2 == 0 ? first : cell_of_only_year(first)));
    }
    return months;
}

}  // namespace

bool is_rollup(std::string_view table) {
    return table == "month_cell" || table == "hour_count" || table == "quality_count" ||
           table == "channel_count" || table == "delay_count";
}

Table rollup_of(const Segment& segment, std::string_view table) {
    const Plan plan = plan_of(segment, table);
    const auto cells = sums_of(segment, plan);
    Table out{plan.table, {}};
    out.columns.push_back({"city", repeated(segment.header().city, cells.size())});
    out.columns.push_back(
        {"vintage_no", std::vector<std::int64_t>(cells.size(), segment.header().vintage_no)});
    std::uint64_t divisor = std::accumulate(plan.axes.begin(), plan.axes.end(), std::uint64_t{1},
                                            [](std::uint64_t all, const Axis& a) { return all * a.size; });
    for (const auto& axis : plan.axes) {
        divisor /= axis.size;
        out.columns.push_back({axis.name, column_of(axis, cells, divisor)});
    }
    std::vector<std::int64_t> delta, units;
    for (const auto& cell : cells) {
        delta.push_back(cell.delta);
        units.push_back(cell.units);
    }
    out.columns.push_back({"delta", std::move(delta)});
    if (plan.units) out.columns.push_back({"units", std::move(units)});
    return out;
}

}  // namespace atalaya::store
