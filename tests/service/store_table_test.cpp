// How tables out of the store are asked for; what they hold is told by tests/cli/method-store.txt.
#include "service/store_table.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

using namespace atalaya;
using namespace atalaya::service;

TEST(StoreTables, AreAskedForByTerritoryByMonthOrBoth) {
    const auto areas =
        parse_store_table("store:robo?by=barrio&from=2019-01&until=2019-12&territory=comuna:1");
    EXPECT_EQ(areas.indicator, "robo");
    EXPECT_EQ(areas.layer, "barrio");
    EXPECT_EQ(areas.form, StoreForm::areas);
    EXPECT_EQ(iso(*areas.from), "2019-01");
    EXPECT_EQ(iso(*areas.until), "2019-12");
    EXPECT_EQ(areas.territory, "comuna:1");
    const auto months = parse_store_table("store:robo?by=month&as-of=2020-01-05.1&breaks=cross");
    EXPECT_EQ(months.layer, "");
    EXPECT_EQ(months.form, StoreForm::months);
    EXPECT_TRUE(months.cross_breaks);
    EXPECT_EQ(months.vintage, "2020-01-05.1");
    const auto both = parse_store_table("store:robo?by=barrio,month");
    EXPECT_EQ(both.layer, "barrio");
    EXPECT_EQ(both.form, StoreForm::area_months);
    EXPECT_EQ(parse_store_table("store:robo?by=fact").form, StoreForm::facts);
    EXPECT_EQ(parse_store_table("store:robo?by=hexagon").form, StoreForm::hexagons);
    EXPECT_EQ(parse_store_table("store:robo").form, std::nullopt) << "as the table of the method is of";
}

TEST(StoreTables, AnythingElseIsAUsageError) {
    for (const char* wrong : {"store:", "store:?by=month", "store:robo?", "store:robo?by", "store:robo?by=",
                              "store:robo?from=2019", "store:robo?by=barrio,year", "store:robo?by=fact,month",
                              "store:robo?breaks=join", "store:robo?hasta=2019-12",
                              "store:robo?by=barrio&by=comuna", "store:robo?until=2019-12&to=2019-11"}) {
        try {
            parse_store_table(wrong);
            ADD_FAILURE() << wrong;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::usage) << wrong;
        }
    }
    EXPECT_TRUE(is_store_table("store:robo"));
    EXPECT_FALSE(is_store_table("robo.csv"));
}
