#include "linkage/background.hpp"

#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

std::vector<std::string> random_names(std::uint64_t seed, std::size_t n) {
    stats::Random random{seed};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i) {
        std::string name;
        if (!random.chance(0.1)) {
            for (int k = 0; k < 3; ++k) name += static_cast<char>('a' + random.below(3));
        }
        names.push_back(name);
    }
    return names;
}

std::vector<Field> fields_of(std::uint64_t seed, std::size_t n) {
    std::vector<Field> fields;
    fields.push_back({"name", Column{random_names(seed, n)}, Measure::slip});
    fields.push_back({"other", Column{random_names(seed + 1, n)}, Measure::equal});
    return fields;
}

TEST(Background, OfFewPairsIsEveryOneOfThem) {
    const std::vector<Field> fields{
        {"name", Column{std::vector<std::string>{"ana", "ana", "ama", "", "luz"}}, Measure::slip}};
    const auto all = background(fields, {5, 0});
    EXPECT_EQ(all.pairs, 10);
    EXPECT_EQ(all.at_level[0], (std::array<double, levels>{3, 2, 1, 4}));
    const auto between = background(fields, {2, 3});
    EXPECT_EQ(between.pairs, 6);
    EXPECT_EQ(between.at_level[0], (std::array<double, levels>{2, 2, 0, 2}));
}

// Agreement and absence are exact whatever is drawn; closeness is within what chance allows.
TEST(Background, FromASampleIsThatOfAllPairs) {
    for (const Sizes sizes : {Sizes{600, 0}, Sizes{400, 200}}) {
        const auto fields = fields_of(67, sizes.all());
        const auto all = background(fields, sizes);
        const auto some = background(fields, sizes, 20'000);
        EXPECT_EQ(some.pairs, all.pairs);
        for (std::size_t k = 0; k < fields.size(); ++k) {
            const auto &exactly = all.at_level[k], &about = some.at_level[k];
            EXPECT_NEAR(about[2], exactly[2], 1e-6);
            EXPECT_NEAR(about[3], exactly[3], 1e-6);
            EXPECT_NEAR(about[1], exactly[1], 0.05 * exactly[1]);
            EXPECT_NEAR(about[0] + about[1], exactly[0] + exactly[1], 1e-6);
        }
        EXPECT_EQ(some.at_level[1][1], 0);  // nothing is close where only equality counts
    }
}

// A field whose values are close by their sound alone.
TEST(Background, FromASampleKnowsWhatSoundsTheSame) {
    auto fields = fields_of(69, 600);
    auto& field = fields[1];
    for (std::uint32_t id = 0; id <= field.column.distinct(); ++id)
        field.sounds.push_back(id == Column::missing ? 0 : 1 + id % 5);
    const auto all = background(fields, {600, 0}), some = background(fields, {600, 0}, 20'000);
    EXPECT_GT(all.at_level[1][1], 10'000);
    EXPECT_NEAR(some.at_level[1][1], all.at_level[1][1], 0.05 * all.at_level[1][1]);
}

TEST(Background, IsTheSameForTheSameSeedOnly) {
    const auto fields = fields_of(68, 600);
    EXPECT_EQ(background(fields, {600, 0}, 1'000, 5).at_level,
              background(fields, {600, 0}, 1'000, 5).at_level);
    EXPECT_NE(background(fields, {600, 0}, 1'000, 5).at_level,
              background(fields, {600, 0}, 1'000, 6).at_level);
}

TEST(Background, WhatTheSampleHasNotShownIsNotImpossible) {
    std::vector<std::string> numbers;  // no two of them one slip apart
    for (int i = 100; i < 600; ++i) numbers.push_back(std::to_string(i) + std::to_string(i));
    const std::vector<Field> fields{{"doc", Column{numbers}, Measure::slip}};
    const auto some = background(fields, {500, 0}, 100);
    EXPECT_NEAR(some.at_level[0][1], some.pairs * 0.5 / 101, 1e-6);
}

}  // namespace
}  // namespace atalaya::linkage
