#include "geo/feature_rows.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"

namespace atalaya::geo {
namespace {

using testing::ElementsAre;

constexpr std::string_view three = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"b":1.0,"a":null},"geometry":{"type":"Point","coordinates":[-58.4,-34.6]}},
{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[]}},
{"type":"Feature","properties":{"c":true,"b":[1, 2]},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]})";

TEST(FeatureRows, NamesAreThoseOfAllInTheirOrder) {
    const FeatureRows rows{three, 100};
    EXPECT_THAT(rows.names(), ElementsAre("b", "a", "c"));
    EXPECT_EQ(rows.size(), 3u);
}

TEST(FeatureRows, CellsAreTextAndOnlyPointsHaveAPlace) {
    std::vector<std::string> seen;
    std::vector<bool> placed;
    FeatureRows{three, 100}.each([&](const auto& cells, auto point) {
        seen.push_back(cells[0] + "|" + cells[1] + "|" + cells[2]);
        placed.push_back(point.has_value());
        return true;
    });
    EXPECT_THAT(seen, ElementsAre("1||", "||", "[1,2]||true"));
    EXPECT_THAT(placed, ElementsAre(true, false, false));
}

TEST(FeatureRows, NoMoreNamesThanAreWanted) {
    EXPECT_THAT(FeatureRows(three, 2).names(), ElementsAre("b", "a"));
}

TEST(FeatureRows, EachEndsWhenItIsTold) {
    int times = 0;
    FeatureRows{three, 100}.each([&](const auto&, auto) { return ++times < 2; });
    EXPECT_EQ(times, 2);
}

TEST(FeatureRows, APointWithoutAPlaceIsRefused) {
    const FeatureRows rows{
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}}]})",
        100};
    EXPECT_THROW(rows.each([](const auto&, auto) { return true; }), Error);
}

}  // namespace
}  // namespace atalaya::geo
