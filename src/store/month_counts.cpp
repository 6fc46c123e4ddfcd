// The cube of months. Its rows come as codes, in no order, and are added up here: a radix sort of numbered cells takes
// a fifth of what an engine takes to group and order seven texts.
#include <algorithm>

#include "core/error.hpp"
#include "store/integer_columns.hpp"
#include "store/questions.hpp"
#include "store/radix_order.hpp"
#include "store/sql.hpp"
#include "store/word_labels.hpp"

namespace atalaya::store {
namespace {

namespace ask = sql::analytics::query;

constexpr std::size_t axes = 7, month_axis = 3;

// The values of a column that occur, in their order, and the place of each among them by its distance to the lowest.
struct Axis {
    std::vector<std::int32_t> values;
    std::vector<std::uint32_t> places;
    std::int32_t lowest{};

    std::uint32_t place_of(std::int32_t value) const {
        return places[static_cast<std::size_t>(value - lowest)];
    }
};

// `held` is told the lowest and the highest value before any memory is asked for them.
template <class Less, class Held>
Axis axis_of(const std::vector<std::int32_t>& column, Less less, Held held) {
    Axis out;
    if (column.empty()) return out;
    const auto [low, high] = std::minmax_element(column.begin(), column.end());
    held(*low, *high);
    out.lowest = *low;
    out.places.resize(static_cast<std::size_t>(*high - *low) + 1, 0);
    for (const auto value : column) out.places[static_cast<std::size_t>(value - out.lowest)] = 1;
    for (std::size_t i = 0; i < out.places.size(); ++i)
        if (out.places[i] != 0) out.values.push_back(out.lowest + static_cast<std::int32_t>(i));
    std::sort(out.values.begin(), out.values.end(), less);
    for (std::size_t i = 0; i < out.values.size(); ++i)
        out.places[static_cast<std::size_t>(out.values[i] - out.lowest)] = static_cast<std::uint32_t>(i);
    return out;
}

// The number of each row's cell: cells in the order of their axes' values, the first axis first.
std::vector<std::uint64_t> numbered(const std::array<Axis, axes>& of, const IntegerColumns& rows) {
    std::vector<std::uint64_t> keys(rows.codes.front().size(), 0);
    std::uint64_t cells = 1;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const std::uint64_t size = std::max<std::size_t>(1, of[axis].values.size());
        expects(!__builtin_mul_overflow(cells, size, &cells),
                "the cells of a cube can be numbered in 64 bits");
        if (size == 1) continue;
        const auto& column = rows.codes[axis];
        for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = keys[i] * size + of[axis].place_of(column[i]);
    }
    return keys;
}

}  // namespace

MonthCounts month_counts(AnalyticsStore& store, const At& at, Period months) {
    const auto rows = integer_columns(store.database(), ask::month_cells,
                                      {at.city, at.vintage_no, months.first, months.past_end}, axes, 2);
    const auto &deltas = rows.amounts[0], &all_units = rows.amounts[1];
    const WordLabels word{store, at.city};
    std::array<Axis, axes> of;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const auto& column = rows.codes[axis];
        of[axis] = axis == month_axis ? axis_of(column, std::less<>{}, [](auto, auto) {})
                                      : axis_of(
                                            column, [&](auto a, auto b) { return word[a] < word[b]; },
                                            [&](auto low, auto high) {  // Error{corrupt} where no text has it
                                                static_cast<void>(word[low]), static_cast<void>(word[high]);
                                            });
    }
    MonthCounts out;
    const std::array<Coded*, axes> texts{&out.source, &out.offence, &out.basis, nullptr,
                                         &out.area_2, &out.area_3,  &out.area_4};
    std::array<std::vector<std::uint32_t>, axes> codes;  // of an axis's values, in the answer's own words
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!texts[axis]) continue;
        for (const auto value : of[axis].values) codes[axis].push_back(texts[axis]->code_of(word[value]));
    }
    const auto keys = numbered(of, rows);
    const auto order = radix_order(keys);
    std::vector<std::uint32_t> cells;  // a row of each
    cells.reserve(order.size());
    for (std::size_t first = 0, past = 0; first < order.size(); first = past) {
        std::int64_t delta = 0, units = 0;
        for (; past < order.size() && keys[order[past]] == keys[order[first]]; ++past) {
            delta += deltas[order[past]];
            units += all_units[order[past]];
        }
        if (delta == 0 && units == 0) continue;
        cells.push_back(order[first]);
        out.rows.push_back(delta);
        out.units.push_back(units);
    }
    out.month.since_epoch.resize(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        out.month.since_epoch[i] = rows.codes[month_axis][cells[i]];
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!texts[axis]) continue;
        auto& to = texts[axis]->codes;
        to.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            to[i] = codes[axis][of[axis].place_of(rows.codes[axis][cells[i]])];
    }
    return out;
}

}  // namespace atalaya::store
