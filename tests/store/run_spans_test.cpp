#include "store/run_spans.hpp"

#include <gtest/gtest.h>

#include "store/publish.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

Period days(const char* first, const char* past_end) {
    return {*parse_day(first), *parse_day(past_end)};
}

TEST(RunSpans, OfFactsAreFromTheFirstDayToTheLast) {
    EXPECT_EQ(span_of(batch_of({{"2", "2020-08-20"}, {"1", "2020-02-29"}}, "a")),
              days("2020-02-29", "2020-08-21"));
    EXPECT_FALSE(span_of(Batch{})) << "such as limits";
}

TEST(RunSpans, OfCountsAndPopulationsAreOfWholeMonthsAndYears) {
    Batch counts;
    counts.tallies.month.since_epoch = {since_epoch(*parse_day("2020-11-01"))};
    counts.tallies.months = {3};
    counts.tallies.count = {5};
    EXPECT_EQ(span_of(counts), days("2020-11-01", "2021-02-01"));

    Batch residents;
    residents.exposures.year = {2022, 2021};
    residents.exposures.value = {1, 2};
    EXPECT_EQ(span_of(residents), days("2021-01-01", "2023-01-01"));
    residents.exposures.month = {3, 12};
    EXPECT_EQ(span_of(residents), days("2021-12-01", "2022-04-01"));
}

class KeptSpans : public OnBothPairs {};

TEST_P(KeptSpans, AreThoseOfEachReadingOfACity) {
    Store store{make()};
    NoProgress quiet;
    publish(store, {batch_of({{"1", "2020-08-15"}}, "a")}, *parse_day("2020-10-05"), quiet);
    const auto kept = run_spans(store.records(), "caba");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.begin()->first, store.records().runs("caba").front().id);
    EXPECT_EQ(kept.begin()->second, days("2020-08-15", "2020-08-16"));
    EXPECT_TRUE(run_spans(store.records(), "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, KeptSpans, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
