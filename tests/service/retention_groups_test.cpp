#include "service/retention_groups.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

DueItem item(const char* source, Kept kept, const char* what, const char* due, std::int64_t count,
             const char* hold = "") {
    return {
        .source = source, .kept = kept, .what = what, .due = *parse_day(due), .count = count, .hold = hold};
}

TEST(RetentionGroups, AreOfOneSourceAndKindAndOfWhatIsDueOrNot) {
    const std::vector<DueItem> items{item("a", Kept::positions, "2019-01", "2020-01-08", 2),
                                     item("a", Kept::texts, "a.csv", "2020-02-01", 3),
                                     item("a", Kept::positions, "2019-02", "2020-02-09", 4),
                                     item("a", Kept::positions, "2019-02", "2020-02-10", 1, "h-1"),
                                     item("b", Kept::positions, "2019-02", "2020-02-11", 5),
                                     item("a", Kept::positions, "2019-03", "2020-03-09", 6)};
    const auto groups = grouped(items, *parse_day("2020-03-01"));
    ASSERT_EQ(groups.size(), 5U);
    EXPECT_EQ(groups[0].items, 2);
    EXPECT_EQ(groups[0].count, 6);
    EXPECT_EQ(iso(groups[0].first), "2020-01-08");
    EXPECT_EQ(iso(groups[0].last), "2020-02-09");
    EXPECT_EQ(groups[0].only, "");
    EXPECT_EQ(groups[1].only, "a.csv");
    EXPECT_EQ(groups[2].hold, "h-1");
    EXPECT_EQ(groups[3].source, "b");
    EXPECT_FALSE(groups[4].is_due);
    EXPECT_EQ(groups[4].count, 6);
}

TEST(RetentionGroups, OfNothingAreNone) {
    EXPECT_TRUE(grouped(std::span<const DueItem>{}, *parse_day("2020-03-01")).empty());
}

}  // namespace
}  // namespace atalaya::service
