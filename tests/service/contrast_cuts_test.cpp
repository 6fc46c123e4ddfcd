#include "service/contrast_cuts.hpp"

#include <array>

#include "caba.hpp"
#include "service/contrast.hpp"

namespace atalaya::service {
namespace {

std::int64_t rows(const std::vector<MonthCell>& cells, int year) {
    std::int64_t all = 0;
    for (const auto& cell : cells)
        if (static_cast<int>(month_at(cell.month).year()) == year) all += cell.rows;
    return all;
}

TEST(ContrastCuts, NightsAndDaysAreAllOfTheKnownHours) {
    const World& world = marejada().worlds->at("");
    ASSERT_TRUE(tells_times(world, "robo", TimePart::Of::hours));
    const auto night = cells_of_times(world, "robo", std::array{TimePart{TimePart::Of::hours, 20, 6}});
    const auto day = cells_of_times(world, "robo", std::array{TimePart{TimePart::Of::hours, 6, 20}});
    std::int64_t known = 0;
    for (const auto& cell : world.hour_cells("robo"))
        if (cell.hour >= 0 && static_cast<int>(month_at(cell.month).year()) == 2024) known += cell.rows;
    EXPECT_GT(rows(night, 2024), 0);
    EXPECT_EQ(rows(night, 2024) + rows(day, 2024), known);
    const auto whole_week = cells_of_times(world, "robo", std::array{TimePart{TimePart::Of::days, 0, 6}});
    EXPECT_EQ(rows(whole_week, 2024), world.sum("robo", world.territory({}), *parse_period("2024")).rows);
}

// The part that is said is what is counted; the number of all of it is told as such.
TEST(ContrastCuts, AClaimOfTheNightIsHeldAgainstTheNight) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    const auto night =
        rows(cells_of_times(world, "robo", std::array{TimePart{TimePart::Of::hours, 20, 6}}), 2024);
    const auto all = world.sum("robo", world.territory({}), *parse_period("2024")).rows;
    const auto told = contrast(*town.store, *town.worlds, "",
                               {.text = "hubo " + std::to_string(night) + " robos de noche en 2024"});
    ASSERT_TRUE(told.with_cut.has_value());
    EXPECT_EQ(told.with_cut->value, static_cast<double>(night));
    ASSERT_FALSE(told.agree.empty());
    ASSERT_EQ(told.agree[0].departures.size(), 1U);
    EXPECT_EQ(told.agree[0].departures[0].which, "hours:20-6");

    const auto uncut = contrast(*town.store, *town.worlds, "",
                                {.text = "hubo " + std::to_string(all) + " robos de noche en 2024"});
    ASSERT_FALSE(uncut.agree.empty());
    EXPECT_EQ(uncut.agree[0].departures[0].what, "uncut");
    EXPECT_EQ(uncut.agree[0].departures.size(), 1U);
}

// What is tried with the part and without it is still one vintage, and one that differs in either is not the same.
TEST(ContrastCuts, AnEarlierVintageCountsOnce) {
    Town& town = marejada();
    const auto same = [&](const std::string& text) {
        return contrast(*town.store, *town.worlds, "", {.text = text}).same_vintages;
    };
    const auto whole = same("hubo 100 robos en junio de 2023");
    ASSERT_GT(whole, 3);
    EXPECT_EQ(same("hubo 100 robos de noche en junio de 2023"), whole);
    for (const std::string month : {"julio", "septiembre"})
        EXPECT_LE(same("hubo 100 robos los lunes en " + month + " de 2024"),
                  same("hubo 100 robos en " + month + " de 2024"))
            << month;
}

TEST(ContrastCuts, TheNightsOfTheWeekendAreBothAtOnce) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    std::int64_t both = 0;
    for (const auto& cell : world.hour_cells("robo"))
        if (static_cast<int>(month_at(cell.month).year()) == 2024 && cell.weekday >= 5 &&
            (cell.hour >= 20 || (cell.hour >= 0 && cell.hour < 6)))
            both += cell.rows;
    ASSERT_GT(both, 0);
    const auto told = contrast(*town.store, *town.worlds, "",
                               {.text = "hubo 100 robos de noche los fines de semana en 2024"});
    ASSERT_TRUE(told.with_cut.has_value());
    EXPECT_EQ(told.with_cut->now, static_cast<double>(both));
    EXPECT_EQ(told.with_cut->departures.at(0).which, "hours:20-6 days:5-6");
}

// Nothing tells of a part of a month, and no number of the whole one is offered for it.
TEST(ContrastCuts, APartOfAMonthIsCountedNowhere) {
    Town& town = marejada();
    for (const auto* text : {"hubo 100 robos a fin de mes en agosto de 2024",
                             "los robos bajaron 40 % en la segunda quincena de agosto de 2024"}) {
        const auto told = contrast(*town.store, *town.worlds, "", {.text = text});
        ASSERT_EQ(told.cuts.size(), 1U) << text;
        EXPECT_FALSE(told.cuts[0].can_be_tried()) << text;
        EXPECT_TRUE(told.agree.empty() && told.nearest.empty()) << text;
        EXPECT_EQ(told.tried, 0) << text;
    }
}

TEST(ContrastCuts, AShareOfTheWeekendIsOfTheWholeWeek) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    const auto part =
        rows(cells_of_times(world, "robo", std::array{TimePart{TimePart::Of::days, 5, 6}}), 2024);
    const auto all = rows(world.cells("robo"), 2024);
    const auto found = contrast(*town.store, *town.worlds, "",
                                {.text = "el 30 % de los robos de 2024 ocurrió en fin de semana"});
    ASSERT_TRUE(found.with_cut.has_value());
    EXPECT_EQ(found.with_cut->now, static_cast<double>(part));
    EXPECT_EQ(found.with_cut->before, static_cast<double>(all));
}

// "Con arma", "en moto": columns that no reading keeps, read from the kept deliveries; held against the publisher's rows.
TEST(ContrastCuts, OfBuenosAiresAColumnOfItsRowsIsCounted) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    Town& town = caba().town;
    const auto first = town.vintages.front().id;  // before the test corrected the file
    const auto armed = contrast(*town.store, *town.worlds, first,
                                {.text = "el 21,6 % de los robos de 2019 se cometió con armas"});
    ASSERT_TRUE(armed.with_cut.has_value());
    EXPECT_EQ(armed.with_cut->now, 13599);
    ASSERT_FALSE(armed.agree.empty());
    EXPECT_EQ(armed.agree[0].departures[0].which, "column:caba-delitos:uso_arma=SI");
    const auto unarmed =
        contrast(*town.store, *town.worlds, first, {.text = "hubo 10 robos sin armas en 2019"});
    ASSERT_TRUE(unarmed.with_cut.has_value());
    EXPECT_EQ(unarmed.with_cut->now, 62829 - 13599);
    const auto riding =
        contrast(*town.store, *town.worlds, first, {.text = "el 14,9 % de los robos de 2019 fue en moto"});
    EXPECT_EQ(riding.claim.indicator, "robo");
    EXPECT_EQ(riding.claim.part_indicator, "") << "how it was done, and no vehicle taken";
    ASSERT_TRUE(riding.with_cut.has_value());
    EXPECT_EQ(riding.with_cut->now, 9360);
}

// A word for the same thing as the label says, and one that means the indicator and how it was done besides.
TEST(ContrastCuts, AWordForTheSameThingIsItsLabel) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    std::int64_t in_shops = 0;
    for (const auto& cell : world.cells("hurto"))
        if (world.offences()[cell.offence] == "marejada-policia:hurto-comercio" &&
            static_cast<int>(month_at(cell.month).year()) == 2024)
            in_shops += cell.rows;
    ASSERT_GT(in_shops, 0);
    const auto told = contrast(*town.store, *town.worlds, "",
                               {.text = "hubo " + std::to_string(in_shops) + " hurtos en tiendas en 2024"});
    ASSERT_EQ(told.cuts.size(), 1U);
    EXPECT_EQ(told.cuts[0].by, ClaimCut::By::label);
    EXPECT_EQ(told.cuts[0].word, "tiendas");
    ASSERT_FALSE(told.agree.empty());
    EXPECT_EQ(told.agree[0].departures.at(0).which, "marejada-policia:hurto-comercio");
}

TEST(ContrastCuts, OfBuenosAiresRobbersOnMotorcyclesAreNotAllRobbers) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    Town& town = caba().town;
    const auto told = contrast(*town.store, *town.worlds, town.vintages.front().id,
                               {.text = "9.360 robos de motochorros en 2019"});
    EXPECT_EQ(told.claim.unread, std::vector<std::string>{"motochorros"});
    ASSERT_TRUE(told.with_cut.has_value());
    EXPECT_EQ(told.with_cut->now, 9360);
}

// Until 2019 the publisher writes 0 where nobody knows the hour: who counts rows takes them for midnight. Counted with awk.
TEST(ContrastCuts, OfBuenosAiresTheUnknownHoursAreOfferedAsMidnight) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    Town& town = caba().town;
    const auto told = contrast(*town.store, *town.worlds, town.vintages.front().id,
                               {.text = "en la comuna 14 hubo 1161 robos de madrugada en 2019"});
    ASSERT_TRUE(told.with_cut.has_value());
    EXPECT_EQ(told.with_cut->now, 640);
    ASSERT_FALSE(told.agree.empty());
    EXPECT_EQ(told.agree[0].departures.at(0).which, "hours:0-6+");
}

// The claim reads the column to learn its values, and each reading asks for its cells.
TEST(ContrastCuts, AColumnIsReadOnce) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    Town& town = caba().town;
    ColumnsTold columns{*town.store, town.worlds->at(town.vintages.front().id)};
    const auto& once = columns.of("robo", "caba-delitos", "uso_arma");
    ASSERT_TRUE(once.has_value());
    EXPECT_EQ(&columns.of("robo", "caba-delitos", "uso_arma"), &once);
    EXPECT_EQ(columns.of("robo", "caba-delitos", "uso_arma")->cells.size(), once->cells.size());
    EXPECT_FALSE(columns.of("robo", "caba-delitos", "no_hay").has_value());
}

}  // namespace
}  // namespace atalaya::service
