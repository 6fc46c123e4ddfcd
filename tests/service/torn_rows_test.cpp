#include "service/torn_rows.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

using namespace atalaya;
using namespace atalaya::service;

namespace {

// A table of so many whole rows, with torn ones.
intake::AnyTable of(std::size_t whole, std::vector<intake::TornRow> torn) {
    return {.file = "a.csv",
            .digest = {},
            .head = {"x", "y"},
            .columns = {std::vector<std::string>(whole, "1"), std::vector<std::string>(whole, "2")},
            .shapes = {},
            .torn = std::move(torn)};
}

std::string refused(const intake::AnyTable& file, const methods::TableSpec& table) {
    MethodInput input{.table = "events"};
    try {
        leave_out_torn(file, &table, input);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    return {};
}

const methods::TableSpec any_order{.name = "events", .columns = {}};
const methods::TableSpec series{.name = "events", .columns = {}, .order = methods::Order::fixed};

}  // namespace

TEST(TornRows, AreCountedAndTheFirstIsTold) {
    MethodInput input{.table = "events"};
    leave_out_torn(of(18, {{4, 3}, {9, 5}}), &any_order, input);
    ASSERT_EQ(input.left_out.size(), 1u);
    EXPECT_EQ(input.left_out[0].table, "events");
    EXPECT_EQ(input.left_out[0].reason, "torn");
    EXPECT_EQ(input.left_out[0].rows, 2);
    ASSERT_EQ(input.notes.size(), 1u);
    EXPECT_EQ(input.notes[0].code, "torn_at");
    const std::map<std::string, std::string> said{
        {"file", "a.csv"}, {"rows", "2"}, {"row", "4"}, {"cells", "3"}, {"columns", "2"}};
    EXPECT_EQ(input.notes[0].with, said);
}

TEST(TornRows, AFileWithoutSaysNothing) {
    MethodInput input{.table = "events"};
    leave_out_torn(of(3, {}), &series, input);
    EXPECT_TRUE(input.left_out.empty());
    EXPECT_TRUE(input.notes.empty());
}

TEST(TornRows, OfASeriesNoneMayBeLeftOut) {
    EXPECT_NE(refused(of(100, {{4, 3}}), series).find("a.csv, data row 4"), std::string::npos);
}

// As many as a file has whose decimal commas are not between quotes.
TEST(TornRows, MoreThanATenthOfTheFileAreNoFewMistakes) {
    EXPECT_EQ(refused(of(9, {{4, 3}}), any_order), "");
    EXPECT_NE(refused(of(8, {{4, 3}}), any_order).find("data row 4"), std::string::npos);
}
