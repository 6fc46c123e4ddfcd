#include "store/vintage_diff.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/only_year.hpp"
#include "store/sql.hpp"
#include "store/word_labels.hpp"

namespace atalaya::store {

namespace {

// The same change as one sees it who goes back to the earlier vintage.
void turn_back(CellChange& cell) {
    std::swap(cell.before, cell.after);
    std::swap(cell.unsaid_before, cell.unsaid_after);
    std::reverse(cell.causes.begin(), cell.causes.end());
    for (auto& cause : cell.causes) cause.delta = -cause.delta;
}

std::vector<CellChange> changed_facts(AnalyticsStore& store, std::string_view city, const Values& between) {
    struct Added {
        std::string source, offence, basis, area_2, area_3, area_4;
        Day month{};
        std::int64_t before{}, after{}, vintage_no{}, delta{};

        auto cell() const { return std::tie(source, offence, basis, month, area_3, area_2, area_4); }
    };
    const WordLabels words{store, std::string{city}};
    auto added =
        store.database().collect(sql::analytics::query::changed_cells, between, [&](const Row& row) -> Added {
            return {words[row.integer(0)],
                    words[row.integer(1)],
                    words[row.integer(2)],
                    words[row.integer(4)],
                    words[row.integer(5)],
                    words[row.integer(6)],
                    row.day(3),
                    row.integer(7),
                    row.integer(8),
                    row.integer(9),
                    row.integer(10)};
        });
    std::sort(added.begin(), added.end(), [](const Added& a, const Added& b) {
        return std::tuple_cat(a.cell(), std::tie(a.vintage_no)) <
               std::tuple_cat(b.cell(), std::tie(b.vintage_no));
    });
    std::vector<CellChange> out;
    for (std::size_t i = 0; i < added.size(); ++i) {
        const auto& one = added[i];
        if (i == 0 || added[i - 1].cell() != one.cell())
            out.push_back({one.source,
                           one.offence,
                           one.basis,
                           month_of(one.month),
                           one.area_2,
                           one.area_3,
                           one.area_4,
                           one.before,
                           one.after,
                           {}});
        out.back().months = months_of_cell(one.month);
        out.back().causes.push_back({one.vintage_no, one.delta});
    }
    return out;
}

std::vector<CellChange> changed_counts(AnalyticsStore& store, const Values& between) {
    struct Added {
        CellChange cell;  // without its causes
        CellChange::Cause cause;
    };
    const auto key = [](const CellChange& cell) {
        return std::tie(cell.source, cell.offence, cell.channel, cell.month, cell.months, cell.area_1,
                        cell.area_2, cell.area_3, cell.area_4);
    };
    auto added = store.database().collect(
        sql::analytics::query::changed_tallies, between, [](const Row& row) -> Added {
            CellChange cell;
            cell.source = row.text(0);
            cell.offence = row.text(1);
            cell.channel = row.text(2);
            cell.month = month_of(row.day(3));
            cell.months = static_cast<int>(row.integer(4));
            std::string* areas[] = {&cell.area_1, &cell.area_2, &cell.area_3, &cell.area_4};
            for (std::size_t slot = 0; slot < 4; ++slot) *areas[slot] = row.text(5 + slot);
            cell.before = row.integer(9);
            cell.after = row.integer(10);
            cell.unsaid_before = row.integer(11) > 0;
            cell.unsaid_after = row.integer(12) > 0;
            return {std::move(cell), {row.integer(13), row.integer(14)}};
        });
    std::sort(added.begin(), added.end(), [&](const Added& a, const Added& b) {
        return std::tuple_cat(key(a.cell), std::tie(a.cause.vintage_no)) <
               std::tuple_cat(key(b.cell), std::tie(b.cause.vintage_no));
    });
    std::vector<CellChange> out;
    for (auto& [cell, cause] : added) {
        if (out.empty() || key(out.back()) != key(cell)) out.push_back(std::move(cell));
        out.back().causes.push_back(cause);
    }
    return out;
}

}  // namespace

std::vector<CellChange> vintage_diff(AnalyticsStore& store, std::string_view city, std::int64_t from,
                                     std::int64_t to) {
    const Values between{std::string{city}, std::min(from, to), std::max(from, to)};
    auto out = changed_facts(store, city, between);
    std::ranges::move(changed_counts(store, between), std::back_inserter(out));
    if (from > to) std::for_each(out.begin(), out.end(), turn_back);
    return out;
}

}  // namespace atalaya::store
