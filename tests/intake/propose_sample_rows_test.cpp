#include "intake/propose/sample_rows.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

const Quotes no_quotes;

Sample kept(std::size_t most, int rows) {
    RowKeeper keeper{most};
    for (int i = 0; i < rows; ++i) {
        const std::string number = std::to_string(i);
        keeper.add(std::vector<std::string_view>{number, "x"});
    }
    return std::move(keeper).sample({"n", "x"});
}

}  // namespace

TEST(ProposeSampleRows, AShortTableIsKeptWhole) {
    const Sample sample = kept(10, 10);
    ASSERT_EQ(sample.rows(), 10u);
    EXPECT_EQ(sample.at(9, 0), "9");
}

TEST(ProposeSampleRows, OfALongOneEveryNthRowIsAndTheCountIsThatOfTheFile) {
    const Sample sample = kept(10, 1000);
    EXPECT_EQ(sample.rows_in_file, 1000);
    EXPECT_LE(sample.rows(), 10u);
    EXPECT_GT(sample.rows(), 5u);
    for (std::size_t row = 0; row < sample.rows(); ++row)
        EXPECT_EQ(sample.at(row, 0), std::to_string(row * 128));
}

TEST(ProposeSampleRows, WideTablesKeepFewerRows) {
    EXPECT_EQ(rows_to_keep(1), rows_kept);
    EXPECT_EQ(rows_to_keep(4000), cells_kept / 4000);
}

TEST(ProposeSampleRows, WhatAReaderHandsOnIsTaken) {
    SampleTaker taker;
    taker.head({"a", "b"});
    for (int part = 0; part < 2; ++part) {
        auto rows = taker.new_part();
        rows->row(std::vector<std::string_view>{"1", "dos"}, no_quotes);
        rows->row(std::vector<std::string_view>{"3"}, no_quotes);
        taker.take(std::move(rows), 1);
    }
    const Sample sample = std::move(taker).sample();
    ASSERT_EQ(sample.rows(), 4u);
    EXPECT_EQ(sample.at(2, 1), "dos");
    EXPECT_EQ(sample.at(3, 0), "3");
    EXPECT_EQ(sample.at(3, 1), "");
}

}  // namespace atalaya::intake
