#include "simulate/feed.hpp"

#include <gtest/gtest.h>

#include "simulate/written.hpp"

namespace atalaya::simulate {
namespace {

Day day(const char* text) {
    return parse_day(text).value();
}

Feed three_rows() {
    Feed feed{.source = "desk", .folder = "desk", .header = "n,day", .rows = {}};
    feed.rows.push_back({*parse_month("2024-01"), {{day("2024-01-10"), "1,2024-01-10"}}});
    feed.rows.push_back({*parse_month("2024-01"), {{day("2024-02-20"), "2,2024-01-31"}}});
    feed.rows.push_back(
        {*parse_month("2024-02"), {{day("2024-02-02"), "3,2024-02-02"}, {day("2024-03-03"), ""}}});
    return feed;
}

const Period first_quarter{day("2024-01-01"), day("2024-04-01")};

TEST(Feed, ADeliveryHoldsWhatWasKnownAtItsCut) {
    const Folder folder{"feed"};
    deliver(three_rows(), schedule(first_quarter, 3, 5), folder.path());
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-01.csv"), "n,day\n1,2024-01-10\n");
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-02.csv"), "n,day\n1,2024-01-10\n2,2024-01-31\n");
}

TEST(Feed, TheCutIsSomeDaysAfterTheMonth) {
    const auto deliveries = schedule(first_quarter, 3, 5);
    ASSERT_EQ(deliveries.size(), 3u);
    EXPECT_EQ(iso(deliveries[1].cut), "2024-03-05");
    EXPECT_TRUE(deliveries[0].first);
    EXPECT_FALSE(deliveries[1].first);
}

// Row 3 is taken back on 3 March, before the cut of February: no delivery ever holds it.
// With a month of its own still absent, nobody is told, and nobody knew it.
TEST(Feed, ReplayEndsWithWhatTheLastDeliveryOfEachMonthHolds) {
    const Folder folder{"feed"};
    const auto final = deliver(three_rows(), schedule(first_quarter, 3, 5), folder.path());
    EXPECT_EQ(final.rows, 2);
    EXPECT_EQ(final.lines, sha256("1,2024-01-10\n2,2024-01-31\n"));
}

TEST(Feed, MonthsOlderThanTheWindowAreNotSentAgain) {
    const Folder folder{"feed"};
    auto feed = three_rows();
    feed.months_resent = 1;
    const auto final = deliver(feed, schedule(first_quarter, 3, 5), folder.path());
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-02.csv"), "n,day\n");
    EXPECT_EQ(final.rows, 1) << "the row that came late for January was never sent";
}

TEST(Feed, TheFirstDeliveryCarriesAllTheHistory) {
    const Folder folder{"feed"};
    auto feed = three_rows();
    feed.months_resent = 1;
    deliver(feed, schedule(first_quarter, 1, 5), folder.path());
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-03.csv"), "n,day\n1,2024-01-10\n2,2024-01-31\n");
}

// Row 1 cannot be read at first: it is sent, counted as refused, and in nobody's final rows until it is mended.
TEST(Feed, ALineThatCannotBeReadIsSentAndNotKept) {
    const Folder folder{"feed"};
    auto feed = three_rows();
    feed.rows[0].versions = {{day("2024-01-10"), "1,2024-01-41", "day_impossible"},
                             {day("2024-02-25"), "1,2024-01-10"}};
    const auto once = deliver(feed, schedule({day("2024-01-01"), day("2024-02-01")}, 1, 5), folder.path());
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-01.csv"), "n,day\n1,2024-01-41\n");
    EXPECT_EQ(once.rows, 0);
    EXPECT_EQ(once.refused, (std::map<std::string, std::int64_t>{{"day_impossible", 1}}));

    const auto later = deliver(feed, schedule(first_quarter, 3, 5), folder.path());
    EXPECT_EQ(later.lines, sha256("1,2024-01-10\n2,2024-01-31\n"));
    EXPECT_EQ(later.refused.at("day_impossible"), 1);
}

TEST(Feed, Latin1IsOneByteALetter) {
    const Folder folder{"feed"};
    Feed feed{.source = "desk", .folder = "desk", .header = "día", .rows = {}};
    feed.latin1 = true;
    deliver(feed, schedule(first_quarter, 1, 5), folder.path());
    EXPECT_EQ(bytes_of(folder.path() / "desk/2024-03.csv"),
              "d\xED"
              "a\n");
}

}  // namespace
}  // namespace atalaya::simulate
