// Cities in which nothing ever changes: how often does the test, and the printed
// label, say that something did? docs/campaigns.md holds the figures of the whole
// campaign; ATALAYA_CAMPAIGN=null-cities runs it, ctest a hundredth of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "stats/conclusive.hpp"
#include "stats/dispersion.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

constexpr std::uint64_t seed = 20201231;
// Monthly means of the fifteen indicators, rare to frequent.
constexpr double means[] = {25, 30, 35, 40, 50, 60, 75, 90, 110, 140, 180, 250, 400, 700, 1500};

bool whole_campaign() {
    const char* wish = std::getenv("ATALAYA_CAMPAIGN");
    return wish && std::string_view{wish} == "null-cities";
}

struct Tally {
    int cities = 0, tests = 0, significant = 0, labels = 0, tables_with_label = 0;

    double test_alone() const { return 100.0 * significant / tests; }
    double printed() const { return 100.0 * labels / (15.0 * cities); }
    double tables() const { return 100.0 * tables_with_label / cities; }
};

// One city: `history` months to learn phi from, and the month that is compared with
// the same month of the year before.
void add_city(Tally& tally, double phi, int history, std::uint64_t number) {
    const Month first = std::chrono::year{2012} / std::chrono::January;
    std::vector<Comparison> table;
    for (std::size_t k = 0; k < std::size(means); ++k) {
        Random random{seed, stream_of(fmt::format("{}/{}/{}/{}", phi, history, number, k))};
        std::vector<double> counts;
        for (int i = 0; i <= history; ++i) {
            const double season = 1 + 0.25 * std::sin((i + static_cast<double>(k)) * 2 * M_PI / 12);
            counts.push_back(static_cast<double>(random.negative_binomial(means[k] * season, phi)));
        }
        const auto now = static_cast<std::size_t>(history);
        const auto dispersion = estimate_dispersion(first, std::span{counts}.first(now),
                                                    std::vector<bool>(now, true), phi_of_property);
        table.push_back({.change = compare(counts[now], 1, counts[now - 12], 1, dispersion)});
        if (table.back().change.p) {
            ++tally.tests;
            tally.significant += *table.back().change.p < 0.05;
        }
    }
    int conclusive = 0;
    for (const auto& found : label(table)) conclusive += found.verdict == Verdict::conclusive;
    tally.labels += conclusive;
    tally.tables_with_label += conclusive > 0;
    ++tally.cities;
}

}  // namespace

TEST(NullCities, TheTestAloneErrsInFourToSixOfAHundredAndThePrintedLabelInFiveAtMost) {
    const int cities = whole_campaign() ? 20'000 : 200;
    fmt::print("seed {}, {} cities of 15 indicators a row\n", seed, cities);
    fmt::print("phi months  test alone %  rows labelled %  tables with a label %\n");
    for (const double phi : {1.0, 1.4, 2.0, 4.0}) {
        for (const int history : {24, 36, 60}) {
            Tally tally;
            for (int i = 0; i < cities; ++i) add_city(tally, phi, history, static_cast<std::uint64_t>(i));
            fmt::print("{:3} {:6} {:13.2f} {:16.2f} {:22.2f}\n", phi, history, tally.test_alone(),
                       tally.printed(), tally.tables());
            // A hundredth of the campaign is wider by its own chance: three standard errors.
            const double slack = whole_campaign() ? 0 : 3 * std::sqrt(5 * 95.0 / tally.tests);
            const double table_slack = whole_campaign() ? 0 : 3 * std::sqrt(5 * 95.0 / cities);
            // Two years leave ten degrees of freedom: there the test may be shy, not rash.
            if (history >= 36) {
                EXPECT_GE(tally.test_alone(), 4 - slack) << phi << " " << history;
            }
            EXPECT_LE(tally.test_alone(), 6 + slack) << phi << " " << history;
            EXPECT_LE(tally.printed(), 5) << phi << " " << history;
            EXPECT_LE(tally.tables(), 5 + table_slack) << phi << " " << history;
        }
    }
}
