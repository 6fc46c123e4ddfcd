#include "disclose/differencing.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <map>
#include <random>

namespace atalaya::disclose {
namespace {

using testing::ElementsAre;

constexpr Count minimum = 5;

TEST(Differencing, TheYearForAllIsTheLastThatEnded) {
    EXPECT_EQ(iso(year_for_all(*parse_month("2024-11"))), "2023");
    EXPECT_EQ(iso(year_for_all(*parse_month("2024-12"))), "2024");
    EXPECT_EQ(iso(year_for_all(*parse_month("2025-01"))), "2024");
}

TEST(Differencing, ACorrectionOfFewIsNotShownBesideWhatItCorrects) {
    const std::vector<std::vector<Count>> releases{{20, 30}, {20, 30}, {21, 30}, {25, 30}, {26, 35}};
    EXPECT_THAT(shown_releases(releases, minimum), ElementsAre(true, true, false, true, false))
        << "the last differs by one from the one shown before it";
    EXPECT_TRUE(shown_releases({}, minimum).empty());
}

// Killings of men and women of a town in three years, of which some come to be known a month late or two.
class ATown {
  public:
    static constexpr int months = 36, sexes = 2;

    explicit ATown(unsigned seed) {
        std::mt19937 draw{seed};
        std::poisson_distribution<Count> men{2.0}, women{0.7};
        for (int month = 0; month < months; ++month) {
            for (Count n = men(draw); n > 0; --n)
                facts_.push_back({month, 0, month + static_cast<int>(draw() % 3)});
            for (Count n = women(draw); n > 0; --n)
                facts_.push_back({month, 1, month + static_cast<int>(draw() % 3)});
        }
    }
    // Of the twelve months from `first`, as known at the end of `known`.
    std::vector<Count> twelve(int first, int known) const {
        std::vector<Count> counts(sexes);
        for (const auto& fact : facts_)
            counts[static_cast<std::size_t>(fact.sex)] +=
                fact.month >= first && fact.month < first + 12 && fact.known <= known;
        return counts;
    }

  private:
    struct Fact {
        int month, sex, known;
    };
    std::vector<Fact> facts_;
};

struct Table {
    int first;  // month
    std::vector<Count> counts;
};

// How many counts of fewer than the minimum a reader learns who keeps all tables and subtracts those that share months.
int learnt(const std::vector<Table>& published) {
    int found = 0;
    for (std::size_t a = 0; a < published.size(); ++a) {
        for (std::size_t b = a + 1; b < published.size(); ++b) {
            if (std::abs(published[a].first - published[b].first) >= 12) continue;
            for (std::size_t i = 0; i < published[a].counts.size(); ++i) {
                const Count left = std::abs(published[a].counts[i] - published[b].counts[i]);
                found += left > 0 && left < minimum;
            }
        }
    }
    return found;
}

TEST(Differencing, WhoeverSubtractsTwentyFourPublishedMonthsLearnsNothingOfAFew) {
    int learnt_of_windows = 0;
    for (unsigned seed = 1; seed <= 50; ++seed) {
        const ATown town{seed};
        std::vector<Table> windows, years;
        std::map<int, std::vector<std::vector<Count>>> releases;
        for (int month = 12; month < ATown::months; ++month) {
            windows.push_back({month - 11, town.twelve(month - 11, month)});
            const Period year = year_for_all(plus_months(*parse_month("2020-01"), month));
            const int first = months_between(*parse_month("2020-01"), month_of(year.first));
            auto& of_year = releases[first];
            of_year.push_back(town.twelve(first, month));
            if (shown_releases(of_year, minimum).back()) years.push_back({first, of_year.back()});
        }
        learnt_of_windows += learnt(windows);
        EXPECT_EQ(learnt(years), 0) << "seed " << seed;
        EXPECT_GE(years.size(), 2U) << "each year is told when it has ended";
    }
    EXPECT_GT(learnt_of_windows, 1'000) << "the attack works on windows that move";
}

}  // namespace
}  // namespace atalaya::disclose
