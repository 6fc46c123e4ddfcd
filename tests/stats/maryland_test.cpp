#include "stats/maryland.hpp"

#include <gtest/gtest.h>

using namespace atalaya::stats;

TEST(Maryland, TheDesignAloneDecides) {
    EXPECT_EQ(maryland_level({}), 1);
    EXPECT_EQ(maryland_level({.comparison = true, .comparable = true, .comparison_units = 9}), 1);
    EXPECT_EQ(maryland_level({.before_and_after = true}), 2);
    EXPECT_EQ(maryland_level({.before_and_after = true, .comparison = true, .comparison_units = 1}), 2);
    EXPECT_EQ(maryland_level(
                  {.before_and_after = true, .comparison = true, .comparable = true, .comparison_units = 1}),
              3);
    EXPECT_EQ(maryland_level({.before_and_after = true,
                              .comparison = true,
                              .comparable = true,
                              .treated_units = 4,
                              .comparison_units = 20,
                              .differences_controlled = true}),
              4);
    // One treated area against several, weighted into a control that moved alike before.
    EXPECT_EQ(maryland_level({.before_and_after = true,
                              .comparison = true,
                              .comparable = true,
                              .comparison_units = 20,
                              .differences_controlled = true}),
              4);
    EXPECT_EQ(maryland_level(
                  {.comparison = true, .treated_units = 10, .comparison_units = 10, .drawn_by_lot = true}),
              5);
    // A lot between two places is luck, not a design.
    EXPECT_EQ(
        maryland_level(
            {.before_and_after = true, .comparison = true, .comparison_units = 1, .drawn_by_lot = true}),
        2);
    EXPECT_EQ(maryland_key(3), "maryland.3");
}
