#include "stats/conclusive.hpp"

#include <gtest/gtest.h>

using namespace atalaya::stats;

// Benjamini & Hochberg 1995, table of section 4: the fifteen p-values of the
// thrombolysis trial, of which their procedure at 5 % finds the first four.
TEST(BenjaminiHochberg, FindsTheFourOfThePaper) {
    const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < q.size(); ++i) EXPECT_EQ(q[i] <= 0.05, i < 4) << i;
    EXPECT_DOUBLE_EQ(q[0], 0.0015);
    EXPECT_DOUBLE_EQ(q[3], 0.0095 * 15 / 4);
}

TEST(BenjaminiHochberg, KeepsTheOrderThatWasGiven) {
    const double p[] = {0.04, 0.001, 0.03};
    const auto q = benjamini_hochberg(p);
    EXPECT_DOUBLE_EQ(q[0], 0.04);
    EXPECT_DOUBLE_EQ(q[1], 0.003);
    EXPECT_DOUBLE_EQ(q[2], 0.04);
    EXPECT_TRUE(benjamini_hochberg({}).empty());
}

TEST(Label, NamesTheReasonOfEachRow) {
    std::vector<Comparison> table(8);
    table[0].change = compare(200, 1, 100, 1);
    table[1].change = compare(104, 1, 100, 1);
    table[2].change = compare(103'000, 1, 100'000, 1);  // sure, and small
    table[3].change = compare(19, 1, 3, 1);
    table[4].change = compare(9, 1, 0, 1);
    table[5] = {.change = compare(200, 1, 100, 1), .crosses_break = true};
    table[6] = {.change = compare(200, 1, 100, 1), .coverage_differs = true};
    table[7].has_data = false;

    const auto labels = label(table);
    const Reason reasons[] = {
        Reason::none,    Reason::not_significant, Reason::too_small,        Reason::small_base,
        Reason::no_base, Reason::break_between,   Reason::coverage_differs, Reason::no_data};
    for (std::size_t i = 0; i < table.size(); ++i) {
        EXPECT_EQ(labels[i].reason, reasons[i]) << i;
        const auto verdict = i == 0  ? Verdict::conclusive
                             : i < 5 ? Verdict::inconclusive
                                     : Verdict::not_compared;
        EXPECT_EQ(labels[i].verdict, verdict) << i;
        EXPECT_EQ(labels[i].q.has_value(), i < 3) << i;
    }
    EXPECT_EQ(code(labels[2].reason), "too_small");
    EXPECT_EQ(code(labels[5].verdict), "not_compared");
}

TEST(Label, OneStrongFindingAmongManyQuietRowsIsHeldToTheTable) {
    std::vector<Comparison> alone(1), crowd(15);
    alone[0].change = crowd[0].change = compare(131, 1, 100, 1);  // p = 0.041
    for (std::size_t i = 1; i < crowd.size(); ++i) crowd[i].change = compare(101, 1, 100, 1);
    EXPECT_EQ(label(alone)[0].verdict, Verdict::conclusive);
    EXPECT_EQ(label(crowd)[0].verdict, Verdict::inconclusive);
}

TEST(Label, RowsThatAreNotComparedDoNotDilute) {
    std::vector<Comparison> table(15);
    table[0].change = compare(131, 1, 100, 1);
    for (std::size_t i = 1; i < table.size(); ++i) {
        table[i] = {.change = compare(101, 1, 100, 1), .crosses_break = true};
    }
    EXPECT_EQ(label(table)[0].verdict, Verdict::conclusive);
    EXPECT_TRUE(label({}).empty());
}
