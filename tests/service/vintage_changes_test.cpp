// A month that only the later of two vintages tells of is no correction of a 0.
#include "service/vintage_changes.hpp"

#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(VintageChanges, ANewMonthIsToldWholeAndACorrectionCellByCell) {
    WrittenCity written{"aldea"};
    written.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
    written.source("hechos", "incidents", "csv",
                   "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n"
                   "[offence]\ncolumns = [\"tipo\"]\n");
    written.codes("hechos",
                  "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                  "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
    const auto first = written.file("hechos.csv", "id,dia,tipo\n1,2020-01-05,Robo\n2,2020-01-06,Robo\n");
    const auto second = written.file("hechos.txt",
                                     "id,dia,tipo\n2,2020-01-06,Hurto\n3,2020-02-06,Robo\n"
                                     "4,2020-02-07,Hurto\n5,2020-03-01,Hurto\n");
    auto& town = written.publish({first}, {second});
    const auto &before = town.worlds->at(town.vintages.front().id), &after = town.worlds->at("");
    const auto cells = [&](std::int64_t from, std::int64_t to) {
        return store::vintage_diff(town.store->analytics(), "aldea", from, to);
    };

    const auto forward = changes_of(cells(1, 2), before, after);
    ASSERT_EQ(forward.corrected.size(), 2U) << "one robbery of January is a theft";
    for (const auto& cell : forward.corrected) EXPECT_EQ(iso(cell.month), "2020-01");
    ASSERT_EQ(forward.whole.size(), 1U);
    EXPECT_TRUE(forward.whole[0].came);
    EXPECT_EQ(forward.whole[0].source, "hechos");
    EXPECT_THAT(forward.whole[0].months, ElementsAre(*parse_month("2020-02"), *parse_month("2020-03")));
    EXPECT_EQ(forward.whole[0].facts, 3);
    EXPECT_EQ(forward.whole[0].cells, 3);

    const auto back = changes_of(cells(2, 1), after, before);
    EXPECT_EQ(back.corrected.size(), 2U);
    ASSERT_EQ(back.whole.size(), 1U);
    EXPECT_FALSE(back.whole[0].came);
    EXPECT_EQ(back.whole[0].facts, 3);
    EXPECT_THAT(changes_of({}, before, after).whole, IsEmpty());
}

// Months of two zones; the second sheet corrects one, has a number for one that had none and none for another, and brings a month.
TEST(VintageChanges, CountsAreToldCellByCellToo) {
    WrittenCity written{"planilla"};
    written.city(R"("zonas", "hojas")", WrittenCity::layer(2, "zona"));
    written.source("zonas", "areas", "geojson",
                   "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
    const auto zones = written.file("zonas.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"cod":"a"},"geometry":null},
        {"type":"Feature","properties":{"cod":"b"},"geometry":null}]})");
    written.source("hojas", "tallies", "csv",
                   "missing = [\"S/D\"]\n[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = "
                   "\"YYYYMM\" }\n[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n"
                   "[area.zona]\ncolumn = \"zona\"\n");
    written.codes("hojas", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    const auto first = written.file(
        "hojas.csv",
        "mes,zona,tipo,n\n2020-01,a,Robo,20\n2020-01,b,Robo,S/D\n2020-02,a,Robo,7\n2020-02,b,Robo,8\n");
    const auto second = written.file(
        "hojas.txt",
        "mes,zona,tipo,n\n2020-01,a,Robo,25\n2020-01,b,Robo,4\n2020-02,a,Robo,7\n2020-02,b,Robo,S/D\n"
        "2020-03,a,Robo,3\n2020-03,b,Robo,2\n");
    auto& town = written.publish({zones, first}, {second});
    const auto &before = town.worlds->at(town.vintages.front().id), &after = town.worlds->at("");
    const auto told = [&](std::int64_t from, std::int64_t to) {
        std::vector<std::string> out;
        const bool forward = from < to;
        const auto changes = changes_of(store::vintage_diff(town.store->analytics(), "planilla", from, to),
                                        forward ? before : after, forward ? after : before);
        for (const auto& cell : changes.corrected)
            out.push_back(iso(cell.month) + " " + cell.area_2 + " " +
                          (cell.unsaid_before ? "none" : std::to_string(cell.before)) + " " +
                          (cell.unsaid_after ? "none" : std::to_string(cell.after)) + " by " +
                          std::to_string(cell.causes.at(0).delta));
        for (const auto& of : changes.whole)
            out.push_back((of.came ? "came " : "went ") + iso(of.months.at(0)) + " " +
                          std::to_string(of.facts) + " in " + std::to_string(of.cells));
        return out;
    };
    EXPECT_THAT(told(1, 2), ElementsAre("2020-01 a 20 25 by 5", "2020-01 b none 4 by 4",
                                        "2020-02 b 8 none by -8", "came 2020-03 5 in 2"));
    EXPECT_THAT(told(2, 1), ElementsAre("2020-01 a 25 20 by -5", "2020-01 b 4 none by -4",
                                        "2020-02 b none 8 by 8", "went 2020-03 5 in 2"));
    EXPECT_THAT(told(2, 2), IsEmpty());
}

}  // namespace
}  // namespace atalaya::service
