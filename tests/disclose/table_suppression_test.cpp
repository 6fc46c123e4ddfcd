#include "disclose/table_suppression.hpp"

#include <gtest/gtest.h>

#include <set>

#include "stats/random.hpp"

namespace atalaya::disclose {
namespace {

// Of all cells with totals, row by row: '.' shown, 'P' primary, 's' secondary.
std::string picture(const SuppressedTable& table) {
    std::string out;
    const auto width = table.parts().back() + 1;
    for (std::size_t i = 0; i < table.cells().size(); ++i) {
        if (i > 0 && i % width == 0) out += '/';
        out += ".Ps"[static_cast<int>(table.cells()[i].state)];
    }
    return out;
}

// The table of the case privacy_kanonymity_dp: 3 and 2 follow from their rows until 7 and 9 go with them.
TEST(TableSuppression, TwoSmallCellsOfOneColumnTakeTheCheapestColumnWithThem) {
    const auto table = suppress({{2, 3}, {12, 3, 7, 5, 2, 9}}, 5);
    EXPECT_TRUE(table.bare().empty());
    EXPECT_EQ(picture(table), ".Ps./.Ps./....");
    EXPECT_EQ(table.at({0, 3}).count, 22);
    EXPECT_EQ(table.at({2, 3}).count, 38);
    EXPECT_EQ(table.at({0, 1}).low, 1);
    EXPECT_EQ(table.at({0, 1}).high, 4);  // 5 in the column, at least 1 in the other row
    EXPECT_EQ(table.at({0, 2}).low, 6);
    EXPECT_EQ(table.at({0, 2}).high, 9);
}

TEST(TableSuppression, NothingSmallHidesNothing) {
    EXPECT_EQ(picture(suppress({{2, 2}, {5, 6, 0, 9}}, 5)), ".../.../...");
    EXPECT_EQ(picture(suppress({{3}, {0, 0, 0}}, 5)), "....");
}

TEST(TableSuppression, ASmallTotalIsHiddenToo) {
    const auto table = suppress({{3}, {0, 2, 0}}, 5);
    EXPECT_EQ(picture(table), ".P.P");
    EXPECT_TRUE(table.bare().empty());
}

// Below 2 and above 0 there is 1 alone: that it is hidden says what it is.
TEST(TableSuppression, WhatNothingCoversIsTold) {
    const auto table = suppress({{1}, {1}}, 2);
    EXPECT_EQ(table.bare(), (std::vector<std::size_t>{0, 1}));
}

TEST(TableSuppression, ZerosAreHiddenWhenAsked) {
    const auto table = suppress({{3}, {0, 9, 8}}, 3, true);
    EXPECT_EQ(table.at({0}).state, Cell::primary);
    EXPECT_EQ(table.at({0}).low, 0);
    EXPECT_EQ(picture(table), "P.s.");
}

// Whoever knows the rule and the kind of each cell tries every table that could have been printed so.
class Outsider {
  public:
    Outsider(const SuppressedTable& table, Count minimum, Count least)
        : table_{table}, minimum_{minimum}, least_{least}, possible_(table.cells().size()) {
        for (std::size_t i = 0; i < table.cells().size(); ++i) {
            const auto place = table.place(i);
            bool total = false;
            for (std::size_t d = 0; d < place.size(); ++d) total = total || place[d] == table.parts()[d];
            if (total) continue;
            inner_.push_back(i);
            auto& sums = counted_in_.emplace_back();
            for (std::size_t over = 0; over < std::size_t{1} << place.size(); ++over) {
                std::size_t at = 0;
                for (std::size_t d = 0; d < place.size(); ++d)
                    at = at * (table.parts()[d] + 1) + (over >> d & 1u ? table.parts()[d] : place[d]);
                sums.push_back(at);
            }
        }
        tried_.resize(table.cells().size());
        fill(0);
    }
    const std::set<Count>& possible(std::size_t cell) const { return possible_[cell]; }

  private:
    void fill(std::size_t k) {
        if (k == inner_.size()) return keep();
        const auto& cell = table_.cells()[inner_[k]];
        const bool primary = cell.state == Cell::primary;
        Count from = cell.count, to = cell.count;
        if (primary) from = least_, to = minimum_ - 1;
        if (cell.state == Cell::secondary) from = minimum_, to = cell.count + 2;
        for (tried_[inner_[k]] = from; tried_[inner_[k]] <= to; ++tried_[inner_[k]]) fill(k + 1);
    }
    void keep() {
        auto sums = std::vector<Count>(tried_.size());
        for (std::size_t k = 0; k < inner_.size(); ++k) {
            for (const auto at : counted_in_[k]) sums[at] += tried_[inner_[k]];
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto& cell = table_.cells()[i];
            if (cell.state == Cell::shown && sums[i] != cell.count) return;
            if (cell.state == Cell::primary && (sums[i] < least_ || sums[i] >= minimum_)) return;
            if (cell.state == Cell::secondary && sums[i] < minimum_) return;
        }
        for (std::size_t i = 0; i < sums.size(); ++i) possible_[i].insert(sums[i]);
    }

    const SuppressedTable& table_;
    Count minimum_, least_;
    std::vector<std::size_t> inner_;
    std::vector<std::vector<std::size_t>> counted_in_;  // the cells that each inner one is part of
    std::vector<Count> tried_;
    std::vector<std::set<Count>> possible_;
};

TEST(TableSuppression, NoHiddenCellHasASingleValueThatThePageAllows) {
    stats::Random random{506};
    int hidden = 0, bare = 0;
    const std::vector<std::vector<std::size_t>> shapes{{2}, {4}, {2, 2}, {2, 3}, {3, 2}, {2, 2, 2}};
    for (int round = 0; round < 600; ++round) {
        PlainTable plain{.parts = shapes[random.below(shapes.size())], .counts = {}};
        std::size_t cells = 1;
        for (const auto parts : plain.parts) cells *= parts;
        for (std::size_t i = 0; i < cells; ++i) plain.counts.push_back(static_cast<Count>(random.below(9)));
        const Count minimum = 3 + static_cast<Count>(random.below(2));
        const bool zeros = random.chance(0.2);
        const auto table = suppress(plain, minimum, zeros);
        bare += !table.bare().empty();
        if (!table.bare().empty()) continue;
        const Outsider outsider{table, minimum, zeros ? 0 : 1};
        for (std::size_t i = 0; i < table.cells().size(); ++i) {
            const auto& cell = table.cells()[i];
            if (cell.state == Cell::shown) {
                EXPECT_FALSE((zeros ? 0 : 1) <= cell.count && cell.count < minimum);
                continue;
            }
            ++hidden;
            EXPECT_GT(outsider.possible(i).size(), 1u) << "round " << round << " cell " << i;
            for (const Count value : outsider.possible(i)) {
                EXPECT_GE(value, cell.low) << "round " << round << " cell " << i;
                EXPECT_TRUE(!cell.high || value <= *cell.high) << "round " << round << " cell " << i;
            }
        }
    }
    EXPECT_GT(hidden, 1'000);
    EXPECT_LT(bare, 60);
}

// What is hidden does not depend on the order of the parts.
TEST(TableSuppression, IsTheSameTableTurned) {
    const auto table = suppress({{2, 3}, {12, 3, 7, 5, 2, 9}}, 5),
               turned = suppress({{3, 2}, {12, 5, 3, 2, 7, 9}}, 5);
    for (std::size_t i = 0; i <= 2; ++i) {
        for (std::size_t j = 0; j <= 3; ++j) EXPECT_EQ(table.at({i, j}).state, turned.at({j, i}).state);
    }
}

}  // namespace
}  // namespace atalaya::disclose
