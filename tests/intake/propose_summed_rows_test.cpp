#include "intake/propose/summed_rows.hpp"

#include <gmock/gmock.h>

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

// Six numbers, each `n` but for the last, which is `last`.
Numbers row(std::int64_t n, std::int64_t last) {
    return {n, n, n, n, n, last};
}
std::vector<bool> sums(const std::vector<Numbers>& rows) {
    return summed_rows(rows, std::vector<bool>(rows.size(), false));
}

TEST(ProposeSummedRows, ARowIsASumOfThoseAboveItAsFarUpAsItTakes) {
    EXPECT_THAT(sums({row(9, 9), row(2, 3), row(4, 1), row(6, 4)}), ElementsAre(false, false, false, true));
    EXPECT_THAT(sums({row(2, 3), row(4, 1), row(6, 5)}), ElementsAre(false, false, false))
        << "one off by one";
}

TEST(ProposeSummedRows, SumsAreNotAddedUpAgain) {
    EXPECT_THAT(sums({row(2, 3), row(4, 1), row(6, 4), row(1, 1), row(2, 2), row(3, 3), row(9, 7)}),
                ElementsAre(false, false, true, false, false, true, true));
}

TEST(ProposeSummedRows, ARowLikeTheOneAboveOrOfFewNumbersIsNone) {
    EXPECT_THAT(sums({row(0, 0), row(5, 5), row(5, 5)}), ElementsAre(false, false, false));
    EXPECT_THAT(sums({{1, 0, 0, 1, 0, 0}, {0, 1, 1, 0, 0, 0}, {1, 1, 1, 1, 0, 0}}),
                ElementsAre(false, false, false));
}

TEST(ProposeSummedRows, WhatIsBlankIsNeitherHeldNorAdded) {
    const Numbers blank{2, {}, 2, 2, 2, 2, 2};
    EXPECT_THAT(sums({blank, {3, 3, 3, 3, 3, 3, 3}, {5, {}, 5, 5, 5, 5, 5}}),
                ElementsAre(false, false, true));
}

}  // namespace
}  // namespace atalaya::intake
