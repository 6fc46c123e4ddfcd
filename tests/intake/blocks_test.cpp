#include "intake/blocks.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::intake {
namespace {

// A title merged over all columns of a sheet is in each heading: the message has to be one that a person reads.
TEST(Blocks, AHeadOfThousandsOfColumnsIsNotQuotedWhole) {
    Source source;
    source.id = "papel";
    source.format.header_at = "DELITO";
    source.wide.months = true;
    source.wide.name = "mes";
    const std::vector<std::string> head(10'000, "DELITO");
    const std::vector<Page> pages{
        {.name = "2024", .rows = {{1, head, {}}, {2, {"Robo", "Norte"}, {}}}, .spreads = {}}};
    try {
        blocks_of(source, "papel.xlsx", pages);
        FAIL() << "a head without months was taken";
    } catch (const Error& error) {
        const std::string told = error.what();
        EXPECT_NE(told.find("expected columns of numbers"), std::string::npos) << told.substr(0, 200);
        EXPECT_LT(told.size(), 1'000u);
    }
}

}  // namespace
}  // namespace atalaya::intake
