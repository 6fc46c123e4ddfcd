#include "service/expected.hpp"

#include "late_town.hpp"
#include "render/plain.hpp"
#include "service/bulletin/late_sources.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/correspondence/letters.hpp"
#include "service/document.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* police = "marejada-policia";

// Years 2020 and 2021; the deliveries of September to December 2021 came by the 5th of the month after, those of the
// police for November and December never.
TEST(ExpectedDeliveries, ASourceIsOnTimeOnItsDueDayAndLateTheDayAfter) {
    auto& town = late_police();
    EXPECT_FALSE(state_on(town, police, "2021-12-04").late());
    const auto late = state_on(town, police, "2021-12-05");
    ASSERT_EQ(late.missing.size(), 1U);
    EXPECT_EQ(late.missing[0].days_late, 1);
    EXPECT_EQ(iso(late.missing[0].period), "2021-11");
    EXPECT_EQ(iso(late.missing[0].due), "2021-12-04");
    EXPECT_FALSE(state_on(town, "marejada-hospital", "2021-12-05").late());
}

TEST(ExpectedDeliveries, EachMissingPeriodHasItsOwnDays) {
    auto& town = late_police();
    const auto state = state_on(town, police, "2022-01-20");
    ASSERT_EQ(state.missing.size(), 2U);
    EXPECT_EQ(state.missing[0].days_late, 47);  // from 4 December
    EXPECT_EQ(state.missing[1].days_late, 16);  // from 4 January
    EXPECT_THAT(state.missing[1].months, ElementsAre(*parse_month("2021-12")));
    EXPECT_EQ(iso(*state.last_told), "2021-10");
    EXPECT_EQ(iso(*state.last_delivery), "2021-11-05");
    EXPECT_EQ(iso(state.awaited->period), "2021-11") << "the oldest first";
    EXPECT_EQ(state.owed, 24);
    EXPECT_EQ(state.told, 22);
}

TEST(ExpectedDeliveries, BeforeTheFirstVintageNothingHasCome) {
    auto& town = late_police();
    const auto state = state_on(town, police, "2021-01-06");
    EXPECT_FALSE(state.last_delivery);
    EXPECT_FALSE(state.usual);
    EXPECT_THAT(state.missing, IsEmpty()) << "what was never sent and has no first month is not late yet";
    town.catalogue.city.expected[0].from = *parse_month("2020-11");
    const auto since = state_on(town, police, "2021-01-06");
    town.catalogue.city.expected[0].from.reset();
    ASSERT_EQ(since.missing.size(), 2U);
    EXPECT_EQ(since.missing[0].days_late, 33);  // due on 4 December
    EXPECT_EQ(since.missing[1].days_late, 2);
}

TEST(ExpectedDeliveries, AQuarterIsMissingWhileAMonthOfItIs) {
    auto& town = late_police();
    town.catalogue.city.expected[0].cadence = "quarterly";
    const auto due = state_on(town, police, "2022-01-04"), late = state_on(town, police, "2022-01-05");
    town.catalogue.city.expected[0].cadence = "";
    EXPECT_FALSE(due.late()) << "November is not owed before the quarter's end";
    ASSERT_EQ(late.missing.size(), 1U);
    EXPECT_EQ(late.missing[0].period, *parse_period("2021-10-01/2021-12-31"));
    EXPECT_THAT(late.missing[0].months, ElementsAre(*parse_month("2021-11"), *parse_month("2021-12")));
}

// What is declared absent between two months is owed and said in the letter; what is declared to have ended is not.
TEST(ExpectedDeliveries, WhatTheCityDeclaresAbsentIsOwedUnlessTheSourceEnded) {
    auto& town = late_police();
    auto& coverage = town.catalogue.city.coverage;
    const intake::Words what{"El sistema viejo se perdió.", "O sistema velho se perdeu.",
                             "The old system was lost."};
    coverage.push_back({police, "", "", *parse_day("2021-11-01"), *parse_day("2021-11-30"), what});
    const auto state = state_on(town, police, "2022-01-20");
    const auto letters = letters_due_on({state}, {}, *parse_day("2022-01-20"));
    const auto page =
        render::plain_text(letter_page(Stationery{town.catalogue, "es"}, state, letters.at(0)), 2000);
    ASSERT_EQ(state.missing.size(), 2U);
    EXPECT_TRUE(state.missing[0].declared_absent());
    coverage.back().last.reset();  // it ended
    const auto ended = state_on(town, police, "2022-01-20");
    coverage.pop_back();
    EXPECT_EQ(state.late_since(), &state.missing[1]) << "December, of which nothing is declared";
    EXPECT_EQ(iso(state.awaited->period), "2021-12");
    EXPECT_EQ(state.owed, 24);
    EXPECT_EQ(state.told, 22);
    EXPECT_THAT(page, testing::HasSubstr("Además, un período no llegó entero."));
    EXPECT_THAT(page, testing::HasSubstr("4 de diciembre de 2021  no llegó"));
    EXPECT_THAT(
        page, testing::HasSubstr("Del 1 de noviembre de 2021 al 30 de noviembre de 2021: El sistema viejo se "
                                 "perdió."));
    EXPECT_FALSE(ended.late());
    EXPECT_TRUE(ended.missing.empty());
    EXPECT_FALSE(ended.awaited);
}

TEST(ExpectedDeliveries, TheUsualRowsAreThoseOfTheTwelveMonthsBefore) {
    auto& town = late_police();
    const World& world = town.worlds->at("");
    const auto source = static_cast<std::uint16_t>(
        std::find(world.sources().begin(), world.sources().end(), police) - world.sources().begin());
    std::map<int, std::int64_t> rows;
    for (const auto& cell : world.cells("")) {
        if (cell.source == source) rows[cell.month] += cell.rows;
    }
    const int last = month_index(*parse_month("2021-10"));
    std::int64_t fewest = rows.at(last - 1), most = fewest;
    for (int month = last - 12; month < last; ++month) {
        fewest = std::min(fewest, rows.at(month));
        most = std::max(most, rows.at(month));
    }
    const auto usual = *state_on(town, police, "2022-01-20").usual;
    EXPECT_EQ(iso(usual.period), "2021-10");
    EXPECT_EQ(usual.rows, rows.at(last));
    EXPECT_EQ(usual.fewest, fewest);
    EXPECT_EQ(usual.most, most);
    EXPECT_EQ(usual.of, 12);
}

TEST(ExpectedDeliveries, ADeliveryCameOnTheDayThatIsTold) {
    auto& town = late_police();
    std::map<Digest, Day> arrivals;
    for (const auto& receipt : town.worlds->at("").receipts()) {
        if (receipt.source == police) arrivals[receipt.delivery] = *parse_day("2021-11-03");
    }
    const Day on = *parse_day("2022-01-20");
    const auto states = expected_deliveries(town.catalogue, &town.worlds->at(""), on, arrivals);
    EXPECT_EQ(iso(*states.at(0).last_delivery), "2021-11-03");
}

TEST(ExpectedDeliveries, TheBulletinCountsWhoIsLateAndNeverAZero) {
    auto& town = late_police();
    const auto on_time = town.figure("", "on_time", "ciudad", "2021-12");
    EXPECT_EQ(*on_time.denominator, 7);
    EXPECT_EQ(*on_time.value, 6);
    const auto robbery = town.figure("robo", "count", "ciudad", "2021-12");
    EXPECT_FALSE(robbery.value);
    EXPECT_EQ(robbery.reason, "no_data");

    const std::string said = [&] {
        std::string text;
        const auto document = monthly_bulletin(*town.worlds, {.month = *parse_month("2021-12")}).document;
        for (const auto& section : document.sections) {
            if (section.id != "calidad-y-cambios") continue;
            for (const auto& block : section.blocks) {
                if (const auto* paragraph = std::get_if<render::Paragraph>(&block))
                    text += render::plain(paragraph->text) + "\n";
            }
        }
        return text;
    }();
    EXPECT_THAT(said, testing::HasSubstr("6 de 7 fuentes a tiempo."));
    EXPECT_THAT(
        said, testing::HasSubstr("No entregó: Hechos registrados por la policía de Villa Marejada, última 31 "
                                 "de octubre de 2021; venció el 4 de enero de 2022, 1 día antes del corte."));
    for (const auto* post : {"Oficina de estadística", "Jefatura", "marejada.invalid"})
        EXPECT_THAT(said, testing::Not(testing::HasSubstr(post))) << "posts are for letters";
}

// Section 5 of Villa Marejada sent nothing from 5 February to 21 April 2024, while the others did.
TEST(ExpectedDeliveries, WhatAnAreaDidNotSendIsOwedAndTheSourceIsNotLate) {
    auto& town = marejada();
    const auto known = state_on(town, police, "2024-04-06");
    ASSERT_EQ(known.missing.size(), 2U);
    EXPECT_EQ(iso(known.missing[0].period), "2024-02");
    EXPECT_THAT(known.missing[1].in_part, ElementsAre(*parse_month("2024-03")));
    ASSERT_EQ(known.missing[1].holes.size(), 1U);
    EXPECT_EQ(known.missing[1].holes[0]->area, "5");
    EXPECT_EQ(known.told, known.owed - 2);
    EXPECT_FALSE(known.late()) << "it delivered; one of its sections is missing";
    EXPECT_EQ(known.missing_in_part().size(), 1U) << "one hole, though two months have it";
    EXPECT_EQ(iso(known.awaited->period), "2024-04") << "what comes next, not what came in part";
    EXPECT_FALSE(state_on(town, "marejada-hospital", "2024-04-06").late());

    const auto letters = letters_due_on({known}, {}, *parse_day("2024-04-08"));
    ASSERT_EQ(letters.size(), 1U);
    const auto page =
        render::plain_text(letter_page(Stationery{town.catalogue, "es"}, known, letters.front()), 2000);
    EXPECT_THAT(page,
                testing::HasSubstr("«Hechos registrados por la policía de Villa Marejada» entrega, pero 2 "
                                   "períodos no llegaron enteros."));
    EXPECT_THAT(page,
                testing::HasSubstr("Falta de lo que llegó: la sección 5 no envió datos, del 5 de febrero "
                                   "de 2024 al 21 de abril de 2024."));
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("venció hace"))) << "nothing is late";
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("Además")));
}

// The same months with one more that never came: the letter opens with what is late and adds what came in part.
TEST(ExpectedDeliveries, WhatIsLateIsToldApartFromWhatCameInPart) {
    auto& town = marejada();
    auto state = state_on(town, police, "2024-04-06");
    const Month never = *parse_month("2024-01");
    state.missing.insert(state.missing.begin(), {whole(never), {never}, *parse_day("2024-02-04"), 62});
    EXPECT_EQ(state.late_since()->days_late, 62);
    const auto letters = letters_due_on({state}, {}, *parse_day("2024-04-08"));
    const auto page =
        render::plain_text(letter_page(Stationery{town.catalogue, "es"}, state, letters.at(0)), 2000);
    EXPECT_THAT(page, testing::HasSubstr("Falta una entrega de «Hechos registrados por la policía de Villa "
                                         "Marejada»; venció hace 62 días."));
    EXPECT_THAT(page, testing::HasSubstr("Además, 2 períodos no llegaron enteros."));
    EXPECT_THAT(page, testing::HasSubstr("5 de abril de 2024    llegó en parte"));
}

TEST(ExpectedDeliveries, ASourceWithAHoleInTheMonthIsNotOnTime) {
    auto& town = marejada();
    auto& expected = town.catalogue.city.expected;
    ASSERT_EQ(expected[0].source, police);
    const int agreed = std::exchange(expected[0].due_days, 4);  // the cut is on the fifth
    const auto on_time = town.figure("", "on_time", "ciudad", "2024-03", "2024-04-05.1");
    EXPECT_EQ(*on_time.denominator, 7);
    EXPECT_EQ(*on_time.value, 6);
    EXPECT_EQ(*town.figure("", "on_time", "ciudad", "2024-06", "2024-07-05.1").value, 7);

    Desk desk{*town.worlds, {.month = *parse_month("2024-03"), .vintage = "2024-04-05.1"}};
    const auto late = late_sources(desk);
    expected[0].due_days = agreed;
    ASSERT_EQ(late.size(), 1U);
    EXPECT_EQ(late[0].source->id, police);
    EXPECT_EQ(late[0].holes.size(), 1U);
}

// Without a day agreed there is no "on time": the sentence and T1 say which sources have the month.
TEST(ExpectedDeliveries, WhereNoDayIsAgreedNobodyIsOnTime) {
    auto& town = late_police();
    const auto agreed = std::exchange(town.catalogue.city.expected, {});
    const auto document = monthly_bulletin(*town.worlds, {.month = *parse_month("2021-12")}).document;
    town.catalogue.city.expected = agreed;
    const std::string said = text_of(document, "calidad-y-cambios");
    EXPECT_THAT(said, testing::HasSubstr("6 de 8 fuentes con el mes completo; sin plazo acordado"));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("fuentes a tiempo")));
    const auto* table = block_of<render::Sheet>(document, "T1");
    ASSERT_TRUE(table);
    EXPECT_TRUE(std::ranges::any_of(table->rows, [](const auto& row) {
        return render::plain(row.front().text) == "Calidad del dato: fuentes con el mes completo";
    }));
}

}  // namespace
}  // namespace atalaya::service
