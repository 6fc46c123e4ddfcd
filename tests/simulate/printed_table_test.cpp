#include "simulate/printed_table.hpp"

#include <gtest/gtest.h>

namespace atalaya::simulate {
namespace {

TEST(PrintedTable, AddsUpWhatIsKnownAndPrintsOneTotalWrong) {
    const PrintedTable table{.rows = {"a", "b"},
                             .columns = {"x", "y", "z"},
                             .cells = {{1, std::nullopt, 3}, {10, 20, 30}},
                             .wrong_row = 1};

    EXPECT_EQ(table.counts(), 5);
    EXPECT_EQ(table.total(), 64);
    const std::vector<std::vector<std::string>> printed = {
        {"1", "S/D", "3", "4"}, {"10", "20", "30", "61"}, {"11", "20", "33", "64"}};
    EXPECT_EQ(table.printed(), printed);
}

}  // namespace
}  // namespace atalaya::simulate
