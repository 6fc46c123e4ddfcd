#include "stats/matching.hpp"

#include <gmock/gmock.h>
#include <algorithm>
#include <limits>
#include <optional>

#include "stats/random.hpp"

namespace atalaya::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Facts = std::vector<ListedFact>;

// The rule as it is told: the nearest pair that is left, again and again. O(n m k).
std::vector<MatchedPair> slow_twin(const Facts& a, const Facts& b, int days) {
    std::vector<bool> a_taken(a.size()), b_taken(b.size());
    std::vector<MatchedPair> matched;
    for (;;) {
        std::optional<MatchedPair> best;
        for (std::size_t i = 0; i < a.size(); ++i) {
            for (std::size_t j = 0; j < b.size(); ++j) {
                const int apart = std::abs(a[i].day - b[j].day);
                const bool may_be =
                    !a_taken[i] && !b_taken[j] && a[i].area >= 0 && a[i].area == b[j].area && apart <= days;
                if (may_be && (!best || apart < best->days)) best = MatchedPair{i, j, apart};
            }
        }
        if (!best) break;
        a_taken[best->a] = b_taken[best->b] = true;
        matched.push_back(*best);
    }
    std::ranges::sort(matched, {}, &MatchedPair::a);
    return matched;
}

TEST(Matching, TheSameDayAndAreaAreOneFact) {
    EXPECT_THAT(match_lists(Facts{{10, 1}, {20, 2}}, Facts{{20, 2}, {10, 1}}, 0),
                ElementsAre(MatchedPair{0, 1, 0}, MatchedPair{1, 0, 0}));
}

TEST(Matching, AreasMustAgreeAndAnUnknownOneAgreesWithNothing) {
    EXPECT_THAT(match_lists(Facts{{10, 1}}, Facts{{10, 2}}, 3), IsEmpty());
    EXPECT_THAT(match_lists(Facts{{10, -1}}, Facts{{10, -1}}, 3), IsEmpty());
}

TEST(Matching, DaysMayDifferByAsManyAsAreTolerated) {
    EXPECT_THAT(match_lists(Facts{{10, 1}}, Facts{{13, 1}}, 3), ElementsAre(MatchedPair{0, 0, 3}));
    EXPECT_THAT(match_lists(Facts{{13, 1}}, Facts{{10, 1}}, 3), ElementsAre(MatchedPair{0, 0, 3}));
    EXPECT_THAT(match_lists(Facts{{10, 1}}, Facts{{14, 1}}, 3), IsEmpty());
}

// By hand: 3 and 2 are one day apart and go first; 0 is then two days from a fact that is taken.
TEST(Matching, TheNearestPairGoesFirstEvenWhenItLeavesTwoAlone) {
    EXPECT_THAT(match_lists(Facts{{0, 1}, {3, 1}}, Facts{{2, 1}, {6, 1}}, 3),
                ElementsAre(MatchedPair{1, 0, 1}));
}

TEST(Matching, AmongEquallyNearOnesTheFirstOfTheListGoesFirst) {
    EXPECT_THAT(match_lists(Facts{{10, 1}, {10, 1}}, Facts{{10, 1}}, 0), ElementsAre(MatchedPair{0, 0, 0}));
    EXPECT_THAT(match_lists(Facts{{10, 1}}, Facts{{11, 1}, {9, 1}}, 1), ElementsAre(MatchedPair{0, 0, 1}));
}

TEST(Matching, AnEmptyListMatchesNothing) {
    EXPECT_THAT(match_lists(Facts{}, Facts{{1, 1}}, 3), IsEmpty());
    EXPECT_THAT(match_lists(Facts{{1, 1}}, Facts{}, 3), IsEmpty());
    EXPECT_THROW(match_lists(Facts{}, Facts{}, -1), std::logic_error);
}

TEST(Matching, TheFastOneIsTheSlowOneOnRandomLists) {
    Random random{15'14'13, 1};
    const auto list = [&] {
        Facts facts(random.below(40));
        for (auto& fact : facts)
            fact = {static_cast<std::int32_t>(random.below(60)),
                    static_cast<std::int32_t>(random.below(4)) - 1};
        return facts;
    };
    std::size_t pairs = 0;
    for (int round = 0; round < 400; ++round) {
        const Facts a = list(), b = list();
        const int days = static_cast<int>(random.below(8));
        const auto fast = match_lists(a, b, days);
        ASSERT_EQ(fast, slow_twin(a, b, days)) << "round " << round;
        pairs += fast.size();
    }
    EXPECT_GT(pairs, 1'000u);
}

TEST(Matching, ExchangingTheListsGivesAsManyPairs) {
    Random random{3, 1};
    for (int round = 0; round < 50; ++round) {
        Facts a(20), b(20);
        for (auto* facts : {&a, &b}) {  // distinct days, so that no two pairs tie by place alone
            for (auto& fact : *facts) fact = {static_cast<std::int32_t>(random.below(100'000)), 1};
        }
        EXPECT_EQ(match_lists(a, b, 2'000).size(), match_lists(b, a, 2'000).size());
    }
}

}  // namespace
}  // namespace atalaya::stats
