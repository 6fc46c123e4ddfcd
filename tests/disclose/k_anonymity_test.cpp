#include "disclose/k_anonymity.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::disclose {
namespace {

using Column = std::vector<std::string>;

// Eight records of Franconi & Polettini 2004, shipped with sdcMicro: f_k and F_k as published.
TEST(KAnonymity, TheEightRecordsOfTheManual) {
    const std::vector<Column> keys{{"1", "1", "1", "3", "4", "4", "6", "1"},
                                   {"2", "2", "2", "3", "3", "3", "2", "2"},
                                   {"5", "1", "1", "1", "1", "1", "1", "5"},
                                   {"1", "1", "1", "5", "4", "1", "5", "1"}};
    const double weights[] = {18, 45.5, 39, 17, 541, 8, 5, 92};
    const auto of = anonymity(keys, weights, {});
    const std::int64_t sample[] = {2, 2, 2, 1, 1, 1, 1, 2};
    const double population[] = {110, 84.5, 84.5, 17, 541, 8, 5, 110};
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_EQ(of[i].sample, sample[i]) << i;
        EXPECT_DOUBLE_EQ(of[i].population, population[i]) << i;
        EXPECT_EQ(of[i].diversity, 0);
    }
}

// Of one record with weight 2: p = 1/2, the mean of 1/F for F geometric is (p / (1 - p)) log(1 / p) = log 2.
TEST(KAnonymity, TheRiskOfAUniqueRecordByHand) {
    EXPECT_NEAR(individual_risk(1, 2), std::log(2.0), 1e-14);
    EXPECT_NEAR(individual_risk(2, 4), 1 - std::log(2.0), 1e-14);
    EXPECT_DOUBLE_EQ(individual_risk(4, 4), 0.25);
}

// The mean of 1 / F, term by term: F - f is negative binomial.
double mean_of_inverse(std::int64_t f, double population) {
    const double p = static_cast<double>(f) / population, q = 1 - p;
    long double term = std::pow(static_cast<long double>(p), f), sum = 0;
    for (long k = 0; k < 2'000'000; ++k) {
        sum += term / static_cast<long double>(f + k);
        term *=
            static_cast<long double>(q) * static_cast<long double>(f + k) / static_cast<long double>(k + 1);
        if (k > 50 && term < 1e-25L * sum) break;
    }
    return static_cast<double>(sum);
}

TEST(KAnonymity, TheRiskIsTheMeanOfOneOverThePopulation) {
    for (const std::int64_t f : {1, 2, 3, 5, 10, 40, 200}) {
        for (const double more : {1.0001, 1.01, 1.2, 1.5, 1.9, 1.999, 2.001, 3.0, 10.0, 60.0}) {
            const double population = static_cast<double>(f) * more;
            const double expected = mean_of_inverse(f, population);
            EXPECT_NEAR(individual_risk(f, population), expected, 1e-9 * expected)
                << f << " of " << population;
        }
    }
}

// Against whoever compares every two records.
TEST(KAnonymity, IsWhatComparingEveryTwoRecordsFinds) {
    stats::Random random{610};
    for (int round = 0; round < 30; ++round) {
        const std::size_t n = 1 + random.below(60);
        std::vector<Column> keys(3, Column(n));
        Column sensitive(n);
        std::vector<double> weights(n);
        for (std::size_t i = 0; i < n; ++i) {
            for (auto& key : keys)
                key[i] = random.chance(0.1) ? "" : std::string(1, static_cast<char>('a' + random.below(3)));
            sensitive[i] = std::string(1, static_cast<char>('p' + random.below(3)));
            weights[i] = 1 + static_cast<double>(random.below(9));
        }
        const auto of = anonymity(keys, weights, sensitive);
        for (std::size_t i = 0; i < n; ++i) {
            std::int64_t sample = 0;
            double population = 0;
            std::string held;
            for (std::size_t j = 0; j < n; ++j) {
                if (keys[0][i] != keys[0][j] || keys[1][i] != keys[1][j] || keys[2][i] != keys[2][j])
                    continue;
                ++sample;
                population += weights[j];
                if (held.find(sensitive[j]) == std::string::npos) held += sensitive[j];
            }
            EXPECT_EQ(of[i].sample, sample);
            EXPECT_DOUBLE_EQ(of[i].population, population);
            EXPECT_EQ(of[i].diversity, static_cast<std::int64_t>(held.size()));
        }
    }
}

}  // namespace
}  // namespace atalaya::disclose
