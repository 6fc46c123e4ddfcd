#include "linkage/scan.hpp"

#include <gmock/gmock.h>

#include "linkage/background.hpp"
#include "linkage/frequency.hpp"
#include "linkage/key.hpp"
#include "linkage/matching.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

// Persons of whom some are written twice, one letter wrong. Record i and i + persons are one.
struct Lists {
    std::vector<Field> fields;
    std::vector<Pass> passes;
    std::uint32_t persons, copies;
};

std::string random_name(stats::Random& random) {
    static constexpr std::string_view syllables[] = {"ma", "ri", "lo", "pe", "gon", "za", "fer", "nan"};
    std::string name;
    for (int k = 0; k < 3; ++k) name += syllables[random.below(8)];
    return name;
}

std::string mistyped(stats::Random& random, std::string text) {
    if (random.chance(0.1)) text[random.below(text.size())] = static_cast<char>('a' + random.below(26));
    return text;
}

Lists made_up(std::uint32_t persons, std::uint32_t copies, std::uint64_t seed) {
    stats::Random random{seed};
    std::vector<std::string> first, last, number;
    for (std::uint32_t i = 0; i < persons; ++i) {
        first.push_back(random_name(random));
        last.push_back(random_name(random));
        number.push_back(std::to_string(1000 + random.below(9000)));
    }
    for (std::uint32_t i = 0; i < copies; ++i) {
        first.push_back(mistyped(random, first[i]));
        last.push_back(mistyped(random, last[i]));
        number.push_back(mistyped(random, number[i]));
    }
    Lists lists{.persons = persons, .copies = copies};
    lists.fields.push_back(
        {.name = "first", .column = Column{first}, .measure = Measure::jaro_winkler, .by_frequency = true});
    lists.fields.push_back(
        {.name = "last", .column = Column{last}, .measure = Measure::jaro_winkler, .by_frequency = true});
    lists.fields.push_back({"number", Column{number}, Measure::slip});
    for (const auto& field : lists.fields) {
        Pass pass{field.name, {}};
        for (std::uint32_t i = 0; i < field.column.size(); ++i)
            pass.keys.push_back(key_of({field.column.of(i)}));
        lists.passes.push_back(pass);
    }
    return lists;
}

const std::vector<std::string> names{"first", "last", "number"};

TEST(Scan, CountsEachPairOfTheBlocksOnce) {
    const Lists lists = made_up(200, 100, 71);
    const Blocks blocks{Permit::within({"a", "d"}), {300, 0}, lists.passes};
    std::vector<std::int64_t> slowly(patterns(3));
    blocks.each_pair([&](std::uint32_t a, std::uint32_t b) { ++slowly[compare(lists.fields, a, b)]; });
    EXPECT_EQ(count_patterns(blocks, lists.fields), slowly);
}

TEST(Scan, ItsAnswersDoNotDependOnTheThreads) {
    const Lists lists = made_up(1'000, 500, 72);
    const Blocks blocks{Permit::within({"a", "d"}), {1'500, 0}, lists.passes};
    const auto counts = count_patterns(blocks, lists.fields, 1);
    const Model model = fit(counts, names, background(lists.fields, blocks.sizes()));
    const auto likely = likely_pairs(blocks, lists.fields, model, 0.1, 1);
    EXPECT_GT(likely.size(), 300u);
    for (const int threads : {2, 3, 7}) {
        EXPECT_EQ(count_patterns(blocks, lists.fields, threads), counts);
        EXPECT_EQ(likely_pairs(blocks, lists.fields, model, 0.1, threads), likely);
    }
}

TEST(Scan, KeepsThePairsThatAreLikelyEnough) {
    const Lists lists = made_up(300, 100, 73);
    const Blocks blocks{Permit::within({"a", "d"}), {400, 0}, lists.passes};
    const Model model =
        fit(count_patterns(blocks, lists.fields), names, background(lists.fields, blocks.sizes()));
    const Frequencies frequencies{lists.fields, model};
    std::vector<ScoredPair> slowly;
    blocks.each_pair([&](std::uint32_t a, std::uint32_t b) {
        const Pattern pattern = compare(lists.fields, a, b);
        const double posterior =
            model.posterior(model.weight(pattern) + frequencies.more(lists.fields, pattern, a));
        if (posterior >= 0.3) slowly.push_back({a, b, posterior});
    });
    const auto likely = likely_pairs(blocks, lists.fields, model, 0.3);
    ASSERT_EQ(likely.size(), slowly.size());
    for (std::size_t i = 0; i < likely.size(); ++i) {
        EXPECT_EQ(std::pair(likely[i].a, likely[i].b), std::pair(slowly[i].a, slowly[i].b));
        EXPECT_NEAR(likely[i].posterior, slowly[i].posterior, 1e-12);
    }
}

// The whole way, with thresholds that know nothing of the truth. Of 1,000 written twice, every tenth field is mistyped.
TEST(Scan, TwoListsOfThePersonsAreLinkedOneToOne) {
    const Lists lists = made_up(2'000, 1'000, 74);
    const Blocks blocks{Permit::between({"a", "d"}, {"b", "d"}), {2'000, 1'000}, lists.passes};
    const Model model =
        fit(count_patterns(blocks, lists.fields), names, background(lists.fields, blocks.sizes()));
    EXPECT_NEAR(model.lambda, 1.0 / 2'000, 0.05 / 2'000);

    const auto decided = decide_one_to_one(likely_pairs(blocks, lists.fields, model, 0.1), {});
    const auto right =
        std::ranges::count_if(decided.links, [](const ScoredPair& pair) { return pair.b == pair.a + 2'000; });
    EXPECT_GE(right, 950);
    EXPECT_LE(static_cast<long>(decided.links.size()) - right, 10);
    std::set<std::uint32_t> seen;
    for (const auto& link : decided.links) {
        EXPECT_TRUE(seen.insert(link.a).second);
        EXPECT_TRUE(seen.insert(link.b).second);
    }
}

}  // namespace
}  // namespace atalaya::linkage
