#include "service/finding_groups.hpp"

#include "finding_town.hpp"

namespace atalaya::service {
namespace {

class FindingGroups : public FindingTown {};

TEST_F(FindingGroups, AreOfOneCheckOfOneSourceWithHowManyAreInEachState) {
    publish(delivery("enero", {heaped(), disagrees("barrio"), disagrees("comuna")}), "2020-10-05");
    publish(delivery("febrero", {disagrees("barrio")}), "2020-11-05");
    publish(delivery("enero", {disagrees("comuna")}, "noon is unknown"), "2020-11-06");
    decide_finding(*store_, {all({.check = "area_disagrees", .state = "open"})[0].id, "waived", "Ana",
                             "se acepta", *parse_day("2020-11-07")});

    const auto groups = grouped(all());
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].check, "hour_zero_heaped");
    EXPECT_THAT(groups[0].in_state, testing::ElementsAre(0, 0, 1, 0));
    EXPECT_EQ(groups[0].mended, 1);
    EXPECT_EQ(groups[1].source, "policia");
    EXPECT_EQ(groups[1].findings, 2) << "that of the barrio is one in both files";
    EXPECT_EQ(groups[1].deliveries, 2);
    EXPECT_THAT(groups[1].in_state, testing::ElementsAre(1, 0, 0, 1));
    EXPECT_EQ(groups[1].first, "2020-10-05.1");
    EXPECT_EQ(groups[1].newest.vintage, "2020-11-06.1");
}

TEST(NoFindings, AreNoGroups) {
    EXPECT_TRUE(grouped({}).empty());
}

}  // namespace
}  // namespace atalaya::service
