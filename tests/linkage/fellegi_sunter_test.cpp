#include "linkage/fellegi_sunter.hpp"

#include <gmock/gmock.h>
#include <cmath>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using Counts = std::vector<std::int64_t>;

const std::vector<std::string> names{"first", "last", "day"};

constexpr auto differ = static_cast<std::size_t>(Level::differ);
constexpr auto near = static_cast<std::size_t>(Level::close);
constexpr auto exact = static_cast<std::size_t>(Level::exact);

Model fit_all(const Counts& counts, const std::vector<std::string>& fields) {
    return fit(counts, fields, background_of(counts, fields.size()));
}

std::string refusal(const Counts& counts, const std::vector<std::string>& fields) {
    try {
        fit_all(counts, fields);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    return "";
}

// What a known model makes of n pairs, to the nearest pair: EM must find the model in it.
Counts counts_of(const Model& truth, double n) {
    Counts counts(patterns(truth.fields.size()));
    for (std::size_t p = 0; p < counts.size(); ++p) {
        double match = truth.lambda, other = 1 - truth.lambda;
        for (std::size_t k = 0; k < truth.fields.size(); ++k) {
            const auto level = static_cast<std::size_t>(level_of(static_cast<Pattern>(p), k));
            match *= truth.fields[k].m[level];
            other *= truth.fields[k].u[level];
        }
        counts[p] = std::llround(n * (match + other));
    }
    return counts;
}

// m and u of `missing` as shares too: a tenth of the pairs lack the field, whatever they are.
Model known_model() {
    const FieldModel name{{0.045, 0.135, 0.72, 0.1}, {0.873, 0.018, 0.009, 0.1}};
    const FieldModel day{{0.02, 0.08, 0.9, 0}, {0.95, 0.04, 0.01, 0}};
    return {.lambda = 0.02, .fields = {name, name, day}};
}

void expect_known(const Model& model) {
    EXPECT_NEAR(model.lambda, 0.02, 1e-6);
    for (const std::size_t k : {0u, 1u}) {
        EXPECT_NEAR(model.fields[k].m[exact], 0.8, 1e-5);
        EXPECT_NEAR(model.fields[k].m[near], 0.15, 1e-5);
        EXPECT_NEAR(model.fields[k].u[exact], 0.01, 1e-5);
        EXPECT_NEAR(model.fields[k].u[near], 0.02, 1e-5);
    }
    EXPECT_NEAR(model.fields[2].m[exact], 0.9, 1e-5);
    EXPECT_NEAR(model.fields[2].u[differ], 0.95, 1e-5);
}

TEST(FellegiSunter, FindsTheModelThatMadeThePairs) {
    const Model model = fit_all(counts_of(known_model(), 1e10), names);
    expect_known(model);
    EXPECT_THAT(model.notes, IsEmpty());
}

// The pairs that share nothing are never looked at; what is known of all pairs stands for them.
TEST(FellegiSunter, FindsTheSameModelInBlocks) {
    auto counts = counts_of(known_model(), 1e10);
    const auto all = background_of(counts, 3);
    counts[0] = 0;                            // all fields differ
    counts[at_level(Level::missing, 0)] = 0;  // or are not there
    counts[at_level(Level::missing, 1)] = 0;
    counts[at_level(Level::missing, 0) | at_level(Level::missing, 1)] = 0;
    const Model model = fit(counts, names, all);
    // Of the matches (0.045 + 0.1)^2 x 0.02 share nothing, one in 2,400, and are not found.
    EXPECT_NEAR(model.lambda, 0.02, 0.02 * 2 / 1'000);
    EXPECT_NEAR(model.fields[0].u[exact], 0.01, 1e-5);
    EXPECT_NEAR(model.fields[2].u[exact], 0.01, 2e-5);
    EXPECT_NEAR(model.fields[2].m[exact], 0.9, 1e-3);
}

TEST(FellegiSunter, WeightsAreBitsAndPosteriorsFollowBayes) {
    const Model model = known_model();
    EXPECT_NEAR(model.fields[2].weight(Level::exact), std::log2(90), 1e-12);
    EXPECT_EQ(model.fields[2].weight(Level::missing), 0);
    const Pattern pattern =
        at_level(Level::exact, 2) | at_level(Level::missing, 0) | at_level(Level::missing, 1);
    EXPECT_NEAR(model.weight(pattern), std::log2(90), 1e-12);
    EXPECT_NEAR(model.posterior(model.weight(pattern)), 0.02 * 0.9 / (0.02 * 0.9 + 0.98 * 0.01), 1e-12);
    EXPECT_NEAR(model.posterior(0), 0.02, 1e-15);
    EXPECT_EQ(model.posterior(5000), 1);
    EXPECT_EQ(model.posterior(-5000), 0);
}

// Two fields, the EM of the textbooks written out with plain loops, from another start.
TEST(FellegiSunter, EqualsItsSlowTwin) {
    stats::Random random{65};
    Counts counts(patterns(3));
    std::vector<std::array<int, 4>> cells;
    for (int x = 0; x < 2; ++x)
        for (int y = 0; y < 2; ++y)
            for (int z = 0; z < 2; ++z) {
                const int n = x + y + z == 3   ? 300 + static_cast<int>(random.below(50))
                              : x + y + z == 2 ? 40 + static_cast<int>(random.below(20))
                              : x + y + z == 1 ? 400 + static_cast<int>(random.below(200))
                                               : 20'000;
                cells.push_back({x, y, z, n});
                Pattern pattern = 0;
                const int agrees[] = {x, y, z};
                for (std::size_t k = 0; k < 3; ++k)
                    pattern |= at_level(agrees[k] ? Level::exact : Level::differ, k);
                counts[pattern] = n;
            }
    double lambda = 0.1, m[3] = {0.8, 0.8, 0.8}, u[3] = {0.2, 0.2, 0.2};
    for (int round = 0; round < 5000; ++round) {
        double matches = 0, all = 0, agree_m[3] = {}, agree_u[3] = {};
        for (const auto& cell : cells) {
            double a = lambda, b = 1 - lambda;
            for (int k = 0; k < 3; ++k) {
                a *= cell[k] ? m[k] : 1 - m[k];
                b *= cell[k] ? u[k] : 1 - u[k];
            }
            const double z = a / (a + b), n = cell[3];
            matches += n * z;
            all += n;
            for (int k = 0; k < 3; ++k) {
                agree_m[k] += cell[k] * n * z;
                agree_u[k] += cell[k] * n * (1 - z);
            }
        }
        lambda = matches / all;
        for (int k = 0; k < 3; ++k) {
            m[k] = agree_m[k] / matches;
            u[k] = agree_u[k] / (all - matches);
        }
    }
    const Model model = fit_all(counts, names);
    EXPECT_NEAR(model.lambda, lambda, 1e-10);
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(model.fields[k].m[exact], m[k], 1e-9);
        EXPECT_NEAR(model.fields[k].u[exact], u[k], 1e-9);
    }
}

TEST(FellegiSunter, NoPairsIsAnAnswerInWords) {
    EXPECT_THAT(refusal(Counts(patterns(3)), names), HasSubstr("there is no pair to compare"));
}

TEST(FellegiSunter, PairsThatAllCompareAlikeAreAnAnswerInWords) {
    Counts counts(patterns(3));
    counts[at_level(Level::exact, 0) | at_level(Level::exact, 1) | at_level(Level::exact, 2)] = 50;
    EXPECT_THAT(refusal(counts, names), HasSubstr("compare alike in every field"));
}

TEST(FellegiSunter, PairsAmongWhichThereIsNoMatchAreAnAnswerInWords) {
    Counts counts(patterns(2));
    counts[at_level(Level::missing, 0)] = 1'000;
    counts[at_level(Level::differ, 0)] = 1'000;
    EXPECT_THAT(refusal(counts, {"first", "last"}), HasSubstr("none looks like a match"));
}

// Nearly all pairs agree and a few do not: the rare group is not that of the matches.
TEST(FellegiSunter, ARareGroupThatAgreesLessIsNotTakenForMatches) {
    Counts counts(patterns(2));
    counts[at_level(Level::exact, 0) | at_level(Level::exact, 1)] = 100'000;
    counts[at_level(Level::differ, 0) | at_level(Level::differ, 1)] = 100;
    EXPECT_THAT(refusal(counts, {"first", "last"}), HasSubstr("does not agree more than the other"));
}

// Two fields that agree independently: there is no second group, and EM creeps towards none.
TEST(FellegiSunter, WhatDoesNotSettleIsSaid) {
    Counts counts(patterns(2));
    counts[0] = 81'000;
    counts[at_level(Level::exact, 0)] = counts[at_level(Level::exact, 1)] = 9'000;
    counts[at_level(Level::exact, 0) | at_level(Level::exact, 1)] = 1'000;
    const Model model = fit_all(counts, {"first", "last"});
    ASSERT_EQ(model.notes.size(), 1u);
    EXPECT_THAT(model.notes[0].english(), HasSubstr("still moved after 20000 rounds"));
    EXPECT_LT(model.posterior(model.weight(at_level(Level::exact, 0) | at_level(Level::exact, 1))), 0.01);
}

TEST(FellegiSunter, AFieldThatNeverVariesSaysNothing) {
    auto truth = known_model();
    truth.fields.push_back({{0, 0, 1, 0}, {0, 0, 1, 0}});  // always equal
    truth.fields.push_back({{0, 0, 0, 1}, {0, 0, 0, 1}});  // never there
    const Model model = fit_all(counts_of(truth, 1e10), {"first", "last", "day", "city", "alias"});
    expect_known(model);
    for (const std::size_t k : {3u, 4u}) {
        for (const Level level : {Level::differ, Level::close, Level::exact, Level::missing})
            EXPECT_EQ(model.fields[k].weight(level), 0);
    }
    ASSERT_EQ(model.notes.size(), 2u);
    EXPECT_EQ(model.notes[0].english(), "\"city\" compares alike in every pair and says nothing.");
    EXPECT_EQ(model.notes[1].english(), "\"alias\" is missing in every pair and says nothing.");
}

// Every probability is one, whatever is counted: no NaN, no infinite weight.
TEST(FellegiSunter, NeverAnswersWithWhatIsNoNumber) {
    stats::Random random{66};
    int answered = 0, refused = 0;
    for (int round = 0; round < 300; ++round) {
        Counts counts(patterns(2));
        for (auto n = random.below(6); n > 0; --n)
            counts[random.below(counts.size())] = static_cast<std::int64_t>(random.below(1'000));
        try {
            const Model model = fit_all(counts, {"first", "last"});
            ++answered;
            EXPECT_TRUE(model.lambda > 0 && model.lambda <= 1);
            for (std::size_t p = 0; p < counts.size(); ++p) {
                const double weight = model.weight(static_cast<Pattern>(p));
                ASSERT_LE(std::abs(weight), 80);
                ASSERT_TRUE(model.posterior(weight) >= 0 && model.posterior(weight) <= 1);
            }
        } catch (const Error& error) {
            ++refused;
            EXPECT_EQ(error.fault(), Fault::bad_input);
        }
    }
    EXPECT_GT(answered, 50);
    EXPECT_GT(refused, 5);
}

}  // namespace
}  // namespace atalaya::linkage
