#include "linkage/blocking.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"
#include "linkage/key.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using Keys = std::vector<std::uint64_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

const Permit one = Permit::within({"a", "d"});
const Permit two = Permit::between({"a", "d"}, {"b", "d"});

Pairs pairs_of(const Blocks& blocks) {
    Pairs pairs;
    blocks.each_pair([&](std::uint32_t a, std::uint32_t b) { pairs.emplace_back(a, b); });
    return pairs;
}

// Every two records that share a key of any pass.
Pairs slow_twin(Sizes sizes, const std::vector<Pass>& passes) {
    Pairs pairs;
    for (std::uint32_t a = 0; a < sizes.all(); ++a) {
        for (std::uint32_t b = a + 1; b < sizes.all(); ++b) {
            if (sizes.second > 0 && (a >= sizes.first || b < sizes.first)) continue;
            const bool met = std::ranges::any_of(passes, [&](const Pass& pass) {
                return pass.keys[a] != no_key && pass.keys[a] == pass.keys[b];
            });
            if (met) pairs.emplace_back(a, b);
        }
    }
    return pairs;
}

std::vector<Pass> random_passes(stats::Random& random, std::size_t records) {
    std::vector<Pass> passes;
    for (auto n = random.below(5); n > 0; --n) {
        Pass pass{"p", {}};
        for (std::size_t i = 0; i < records; ++i) pass.keys.push_back(random.below(6));  // 0 is no key
        passes.push_back(pass);
    }
    return passes;
}

std::string refusal(const std::vector<Pass>& passes, std::uint32_t records, std::size_t most) {
    try {
        Blocks{one, {records, 0}, passes, most};
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        return error.what();
    }
    return "";
}

TEST(Blocks, RecordsOfOneKeyArePairs) {
    const std::vector<Pass> passes{{"name", Keys{7, 8, 7, no_key, no_key, 7}}};
    EXPECT_THAT(pairs_of(Blocks(one, {6, 0}, passes)),
                UnorderedElementsAre(std::pair{0u, 2u}, std::pair{0u, 5u}, std::pair{2u, 5u}));
}

// So many that keys are sorted digit by digit.
TEST(Blocks, ManyPairsComeInTheOrderOfTheirKeys) {
    stats::Random random{3};
    Pass pass{"many", {}};
    for (int i = 0; i < 6'000; ++i)
        pass.keys.push_back(random.below(4) == 0 ? no_key : key_of({std::to_string(random.below(3'000))}));
    std::vector<std::pair<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>>> expected;
    for (const auto& [a, b] : slow_twin({6'000, 0}, {pass})) expected.push_back({pass.keys[a], {a, b}});
    std::ranges::sort(expected);
    const auto pairs = pairs_of(Blocks(one, {6'000, 0}, std::vector<Pass>{pass}));
    ASSERT_EQ(pairs.size(), expected.size());
    ASSERT_GT(pairs.size(), 2'000u);
    for (std::size_t k = 0; k < pairs.size(); ++k) ASSERT_EQ(pairs[k], expected[k].second) << k;
}

TEST(Blocks, APairOfSeveralPassesIsGivenOnce) {
    const std::vector<Pass> passes{{"name", Keys{7, 7, 9}}, {"day", Keys{1, 1, 1}}};
    const Blocks blocks{one, {3, 0}, passes};
    EXPECT_THAT(pairs_of(blocks),
                UnorderedElementsAre(std::pair{0u, 1u}, std::pair{0u, 2u}, std::pair{1u, 2u}));
    EXPECT_EQ(blocks.pairs_at_most(), 4u);
}

TEST(Blocks, OfTwoSourcesOnlyOneOfEachIsAPair) {
    const std::vector<Pass> passes{{"name", Keys{7, 7, 7, 7, 8}}};
    EXPECT_THAT(
        pairs_of(Blocks(two, {2, 3}, passes)),
        UnorderedElementsAre(std::pair{0u, 2u}, std::pair{0u, 3u}, std::pair{1u, 2u}, std::pair{1u, 3u}));
}

TEST(Blocks, EqualTheirSlowTwin) {
    stats::Random random{63};
    for (int round = 0; round < 300; ++round) {
        Sizes sizes{static_cast<std::uint32_t>(random.below(25)), 0};
        if (round % 2 == 1) sizes.second = static_cast<std::uint32_t>(1 + random.below(25));
        const auto passes = random_passes(random, sizes.all());
        auto pairs = pairs_of(Blocks{sizes.second > 0 ? two : one, sizes, passes});
        std::ranges::sort(pairs);
        ASSERT_EQ(pairs, slow_twin(sizes, passes)) << "round " << round;
    }
}

TEST(Blocks, ItsPartsMakeUpTheWholeInOrder) {
    stats::Random random{64};
    for (const std::size_t n : {1u, 2u, 5u, 64u}) {
        const auto passes = random_passes(random, 60);
        const Blocks blocks{one, {60, 0}, passes};
        Pairs pairs;
        const auto parts = blocks.parts(n);
        EXPECT_LE(parts.size(), n);
        for (const auto part : parts)
            blocks.each_pair(part, [&](std::uint32_t a, std::uint32_t b) { pairs.emplace_back(a, b); });
        EXPECT_EQ(pairs, pairs_of(blocks));
    }
}

TEST(Blocks, ALargeBlockIsSplitByItsFinerKeyAndThatIsSaid) {
    const std::vector<Pass> passes{{"surname", Keys{7, 7, 7, 7, 7, 9, 9}, Keys{1, 1, 2, 2, no_key, 1, 2}}};
    const Blocks blocks{one, {7, 0}, passes, 3};
    EXPECT_THAT(pairs_of(blocks),
                UnorderedElementsAre(std::pair{0u, 1u}, std::pair{2u, 3u}, std::pair{5u, 6u}));
    ASSERT_EQ(blocks.split().size(), 1u);
    EXPECT_EQ(blocks.split()[0], (SplitBlock{"surname", 0, 5, 2, 8}));
    EXPECT_EQ(told(blocks.split()[0]).english(),
              "Pass \"surname\": the block of record 0 has 5 records and was split in 2; 8 pairs are not "
              "compared by this pass.");
}

TEST(Blocks, WhatASplitGivesUpAnotherPassMayFind) {
    const std::vector<Pass> passes{{"surname", Keys{7, 7, 7}, Keys{1, 1, 2}}, {"day", Keys{4, no_key, 4}}};
    EXPECT_THAT(pairs_of(Blocks(one, {3, 0}, passes, 2)),
                UnorderedElementsAre(std::pair{0u, 1u}, std::pair{0u, 2u}));
}

TEST(Blocks, ALargeBlockThatCannotBeSplitIsRefusedInWords) {
    EXPECT_EQ(refusal({{"surname", Keys{5, 7, 7, 7}}}, 4, 2),
              "Pass \"surname\": the block of record 1 has 3 records, more than 2. Give the pass a key that "
              "tells more, or a finer one to split large blocks by.");
    EXPECT_EQ(refusal({{"surname", Keys{7, 7, 7, 7}, Keys{1, 1, 1, 2}}}, 4, 2),
              "Pass \"surname\": the block of record 0 has 4 records, and 3 after it was split by the finer "
              "key, more than 2. Give the pass keys that tell more.");
}

// However many share a key within a source, there is nothing to compare when the other has none.
TEST(Blocks, ABlockOfOneSourceOfTwoIsNeverTooLarge) {
    const std::vector<Pass> passes{{"surname", Keys{7, 7, 7, 7, 8}}};
    EXPECT_THAT(pairs_of(Blocks(two, {4, 1}, passes, 2)), IsEmpty());
}

TEST(Blocks, MayBeOfNothing) {
    EXPECT_THAT(pairs_of(Blocks(one, {0, 0}, {})), IsEmpty());
    EXPECT_THAT(pairs_of(Blocks(one, {3, 0}, {})), IsEmpty());
    EXPECT_THAT(Blocks(one, {3, 0}, {}).parts(4), IsEmpty());
}

TEST(Sizes, TellHowManyPairsCouldBeCompared) {
    EXPECT_EQ((Sizes{5, 0}.pairs()), 10);
    EXPECT_EQ((Sizes{5, 3}.pairs()), 15);
}

}  // namespace
}  // namespace atalaya::linkage
