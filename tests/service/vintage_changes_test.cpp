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

}  // namespace
}  // namespace atalaya::service
