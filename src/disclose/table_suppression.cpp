#include "disclose/table_suppression.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/error.hpp"

namespace atalaya::disclose {

std::string_view code(Cell cell) {
    constexpr std::array<std::string_view, 3> names{"shown", "primary", "secondary"};
    return names[static_cast<std::size_t>(cell)];
}

std::size_t SuppressedTable::index(const std::vector<std::size_t>& place) const {
    std::size_t at = 0;
    for (std::size_t d = 0; d < parts_.size(); ++d) at = at * (parts_[d] + 1) + place[d];
    return at;
}

std::vector<std::size_t> SuppressedTable::place(std::size_t index) const {
    std::vector<std::size_t> out(parts_.size());
    for (std::size_t d = parts_.size(); d-- > 0; index /= parts_[d] + 1) out[d] = index % (parts_[d] + 1);
    return out;
}

class Suppressing {
  public:
    Suppressing(const PlainTable& table, Count minimum, bool hide_zeros)
        : minimum_{minimum}, least_{hide_zeros ? 0 : 1} {
        out_.parts_ = table.parts;
        std::size_t cells = 1;
        for (const auto parts : table.parts) cells *= parts + 1;
        out_.cells_.resize(cells);
        fill(table);
        for (auto& cell : out_.cells_) {
            if (least_ <= cell.count && cell.count < minimum_) cell.state = Cell::primary;
        }
    }

    SuppressedTable run() && {
        for (std::size_t i = 0; i < out_.cells_.size(); ++i) {
            if (out_.cells_[i].state == Cell::primary) cover(i);
        }
        show_what_is_not_needed();
        bound();
        return std::move(out_);
    }

  private:
    struct Corner {
        std::size_t cell;
        int sign;
    };
    using Box = std::vector<Corner>;
    struct Covered {
        std::size_t cell;
        Box box;
    };

    bool is_total(std::size_t dimension, std::size_t at) const { return at == out_.parts_[dimension]; }

    void fill(const PlainTable& table) {
        std::vector<std::size_t> place(table.parts.size(), 0);
        for (const Count count : table.counts) {
            add(place, 0, count);
            for (std::size_t d = place.size(); d-- > 0;) {
                if (++place[d] < table.parts[d]) break;
                place[d] = 0;
            }
        }
    }
    // To the cell and to each total over it.
    void add(std::vector<std::size_t>& place, std::size_t dimension, Count count) {
        if (dimension == place.size()) {
            out_.cells_[out_.index(place)].count += count;
            return;
        }
        add(place, dimension + 1, count);
        const auto part = std::exchange(place[dimension], out_.parts_[dimension]);
        add(place, dimension + 1, count);
        place[dimension] = part;
    }

    Box box_between(const std::vector<std::size_t>& here, const std::vector<std::size_t>& there) const {
        Box box;
        const std::size_t dimensions = here.size();
        for (std::size_t corner = 0; corner < std::size_t{1} << dimensions; ++corner) {
            auto place = here;
            int sign = 1;
            for (std::size_t d = 0; d < dimensions; ++d) {
                if ((corner >> d & 1u) == 0) continue;
                place[d] = there[d];
                if (!is_total(d, here[d]) && !is_total(d, there[d])) sign = -sign;
            }
            box.push_back({out_.index(place), sign});
        }
        return box;
    }

    bool may_move(const Corner& corner, int by) const {
        const auto& cell = out_.cells_[corner.cell];
        const Count moved = cell.count + corner.sign * by;
        if (cell.state == Cell::primary) return least_ <= moved && moved < minimum_;
        return cell.count > 0 && moved >= minimum_;
    }
    bool covers(const Box& box) const {
        for (const int by : {1, -1}) {
            if (std::ranges::all_of(box, [&](const Corner& corner) { return may_move(corner, by); }))
                return true;
        }
        return false;
    }

    // Cells hidden anew, their sum.
    std::pair<std::size_t, Count> cost(const Box& box) const {
        std::pair<std::size_t, Count> sum{};
        for (const auto& [cell, sign] : box) {
            if (out_.cells_[cell].state != Cell::shown) continue;
            ++sum.first;
            sum.second += out_.cells_[cell].count;
        }
        return sum;
    }

    // The cheapest box that covers a cell; of those that are hidden already when nothing new may be.
    std::optional<Box> best_box(std::size_t of, bool hidden_only) const {
        const auto here = out_.place(of);
        std::optional<Box> best;
        std::pair<std::size_t, Count> best_cost{};
        for (std::size_t other = 0; other < out_.cells_.size(); ++other) {
            const auto there = out_.place(other);
            bool apart = true;
            for (std::size_t d = 0; d < here.size(); ++d) apart = apart && here[d] != there[d];
            if (!apart || (hidden_only && out_.cells_[other].state == Cell::shown)) continue;
            auto box = box_between(here, there);
            const auto its = cost(box);
            if ((hidden_only && its.first > 0) || (best && its >= best_cost) || !covers(box)) continue;
            best = std::move(box);
            best_cost = its;
            if (its.first == 0) break;  // nothing is cheaper
        }
        return best;
    }

    void cover(std::size_t cell) {
        auto box = best_box(cell, false);
        if (!box) {
            out_.bare_.push_back(cell);
            return;
        }
        for (const auto& corner : *box) {
            auto& state = out_.cells_[corner.cell].state;
            if (state == Cell::shown) state = Cell::secondary;
        }
        covered_.push_back({cell, std::move(*box)});
    }

    static bool stands_on(const Box& box, std::size_t cell) {
        return std::ranges::any_of(box, [&](const Corner& corner) { return corner.cell == cell; });
    }

    // Largest first: what is worth most to a reader.
    void show_what_is_not_needed() {
        std::vector<std::size_t> secondary;
        for (std::size_t i = 0; i < out_.cells_.size(); ++i) {
            if (out_.cells_[i].state == Cell::secondary) secondary.push_back(i);
        }
        std::ranges::stable_sort(secondary,
                                 [&](auto a, auto b) { return out_.cells_[a].count > out_.cells_[b].count; });
        for (const auto cell : secondary) {
            out_.cells_[cell].state = Cell::shown;
            if (!covered_otherwise(cell)) out_.cells_[cell].state = Cell::secondary;
        }
        // A secondary cell that is in no box any more is shown.
        for (const auto cell : secondary) {
            const bool used =
                std::ranges::any_of(covered_, [&](const Covered& one) { return stands_on(one.box, cell); });
            if (!used) out_.cells_[cell].state = Cell::shown;
        }
    }

    // Whether all that stood on the cell stands without it; then it does.
    bool covered_otherwise(std::size_t cell) {
        std::vector<std::pair<std::size_t, Box>> others;
        for (std::size_t i = 0; i < covered_.size(); ++i) {
            if (!stands_on(covered_[i].box, cell)) continue;
            auto box = best_box(covered_[i].cell, true);
            if (!box) return false;
            others.emplace_back(i, std::move(*box));
        }
        for (auto& [i, box] : others) covered_[i].box = std::move(box);
        return true;
    }

    // Along every line, parts less their total are 0: what the others leave for each.
    void bound() {
        for (auto& cell : out_.cells_) {
            const bool shown = cell.state == Cell::shown;
            cell.low = shown ? cell.count : least_;
            cell.high = shown ? cell.count : std::optional<Count>{};
        }
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t i = 0; i < out_.cells_.size(); ++i) {
                if (out_.cells_[i].state == Cell::shown) continue;
                for (std::size_t d = 0; d < out_.parts_.size(); ++d) moved = narrow(i, d) || moved;
            }
        }
    }

    bool narrow(std::size_t of, std::size_t dimension) {
        auto place = out_.place(of);
        const bool total = is_total(dimension, place[dimension]);
        Count others_low = 0;
        std::optional<Count> others_high = 0;
        for (std::size_t part = 0; part < out_.parts_[dimension]; ++part) {
            if (part == place[dimension]) continue;
            auto there = place;
            there[dimension] = part;
            const auto& cell = out_.at(there);
            others_low += cell.low;
            others_high = others_high && cell.high ? std::optional{*others_high + *cell.high} : std::nullopt;
        }
        auto& cell = out_.cells_[of];
        Count low = others_low;
        auto high = others_high;
        if (!total) {
            auto there = place;
            there[dimension] = out_.parts_[dimension];
            const auto& sum = out_.at(there);
            low = others_high ? sum.low - *others_high : std::numeric_limits<Count>::min();
            high = sum.high ? std::optional{*sum.high - others_low} : std::nullopt;
        }
        const bool higher = low > cell.low, lower = high && (!cell.high || *high < *cell.high);
        if (higher) cell.low = low;
        if (lower) cell.high = high;
        return higher || lower;
    }

    Count minimum_, least_;
    SuppressedTable out_;
    std::vector<Covered> covered_;
};

SuppressedTable suppress(const PlainTable& table, Count minimum, bool hide_zeros) {
    std::size_t cells = 1;
    for (const auto parts : table.parts) {
        expects(parts >= 1, "suppress: a part along each dimension");
        cells *= parts;
    }
    expects(1 <= table.parts.size() && table.parts.size() <= most_dimensions,
            "suppress: one to three dimensions");
    expects(table.counts.size() == cells, "suppress: one count for each place");
    expects(std::ranges::all_of(table.counts, [](Count count) { return count >= 0; }),
            "suppress: counts of 0 or more");
    expects(minimum >= 1, "suppress: a minimum of 1 or more");
    return Suppressing{table, minimum, hide_zeros}.run();
}

}  // namespace atalaya::disclose
