#include "intake/row_feed.hpp"

#include <gmock/gmock.h>

#include "rows_seen.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string fed(int rows, int threads, RowsSeen& seen) {
    NoProgress quiet;
    RowFeed feed{seen, quiet, threads, "x.parquet"};
    feed.head({"n", "text"});
    for (int i = 0; i < rows; ++i) {
        feed.cell(std::to_string(i));
        feed.cell(std::string(100, 'x'));
        if (!feed.end_row(static_cast<double>(i) / rows, 0)) break;
    }
    feed.finish();
    return seen.text();
}

TEST(RowFeed, RowsArriveInOrderWhateverTheThreads) {
    RowsSeen one, four;
    EXPECT_EQ(fed(100'000, 1, one), fed(100'000, 4, four));
    EXPECT_EQ(one.lines.size(), 100'001u);
    EXPECT_GT(four.parts, 2u) << "more than a block";
    EXPECT_EQ(four.lines[99'999].substr(0, 6), "99998|");
}

TEST(RowFeed, NoRowsAreAHeadAlone) {
    RowsSeen seen;
    EXPECT_EQ(fed(0, 2, seen), "n|text\n");
    EXPECT_EQ(seen.parts, 0u);
}

TEST(RowFeed, NothingIsTakenAfterTheTablesEnd) {
    RowsSeen seen;
    seen.stop_after = 10;
    fed(200'000, 3, seen);
    EXPECT_EQ(seen.parts, 1u);
    EXPECT_EQ(seen.lines.size(), 11u);
}

TEST(RowFeed, ARowOfTooMuchTextIsRefused) {
    RowsSeen seen;
    NoProgress quiet;
    RowFeed feed{seen, quiet, 1, "x.parquet"};
    feed.head({"a"});
    EXPECT_THAT(refusal([&] { feed.cell(std::string(2 << 20, 'x')); }),
                HasSubstr("x.parquet, data row 1: expected at most 1024 KiB in a row"));
}

TEST(RowFeed, NumbersInTheFewestDigits) {
    EXPECT_EQ(number_text(15), "15");
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(-56.087509), "-56.087509");
    EXPECT_EQ(number_text(1'000'000), "1000000");
    EXPECT_EQ(number_text(7654321.123456789), "7654321.123456789");
    EXPECT_EQ(number_text(-0.0), "0");
    EXPECT_EQ(number_text(std::nan("")), "");
    EXPECT_EQ(number_text(INFINITY), "");
}

}  // namespace
}  // namespace atalaya::intake
