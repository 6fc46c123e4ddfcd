// A source without a column of hours, whose days carry them ("2020-08-03 22:15"): what asks how many hours are known, and what
// counts a part of the day, goes by what the rows say.
#include "service/bulletin/mensual.hpp"

#include "document.hpp"
#include "service/contrast.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

// Three years and a month of ten robberies a month: six at ten at night, four of a day alone. Another source tells all its hours.
class HoursWithinDays : public testing::Test {
  protected:
    HoursWithinDays() {
        written_.city("\"hechos\", \"luces\"", WrittenCity::layer(2, "barrio"));
        for (const std::string id : {"hechos", "luces"})
            written_.source(
                id, "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                "[offence]\ncolumns = [\"tipo\"]\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        written_.codes("luces", "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
        std::string facts = "id,dia,tipo\n", lights = facts;
        int id = 0;
        for (Month month = *parse_month("2018-01"); month < *parse_month("2021-02");
             month = plus_months(month, 1)) {
            for (int i = 0; i < 10; ++i) {
                const auto day = std::to_string(++id) + "," + iso(first_day(month));
                facts += day + (i < 6 ? " 22:15" : "") + ",Robo\n";
                lights += day + " 09:30,Hurto\n";
            }
        }
        town_ = &written_.publish({written_.file("hechos.csv", facts), written_.file("luces.csv", lights)});
    }
    WrittenCity written_{"aldea"};
    Town* town_;
};

TEST_F(HoursWithinDays, TheTableOfIndicatorsTellsThem) {
    const auto document =
        monthly_bulletin(*town_->worlds, {.month = *parse_month("2020-08"), .vintage = town_->newest()})
            .document;
    const auto* table = block_of<render::Sheet>(document, "T1");
    ASSERT_NE(table, nullptr);
    // 4 of the 20 of August.
    EXPECT_EQ(table->rows.back().at(1).value, 20);
}

TEST_F(HoursWithinDays, TheQuestionIsOfTheSourceThatLacksThem) {
    const auto sheet = ficha(*town_->worlds, {.bulletin = "ficha",
                                              .territory = "ciudad",
                                              .month = *parse_month("2020-08"),
                                              .vintage = town_->newest()});
    const auto text = text_of(sheet.document);
    EXPECT_THAT(text, HasSubstr("¿Por qué el 40\u00A0% de los registros de «x» llega sin hora?"));
}

TEST_F(HoursWithinDays, AClaimOfTheNightIsHeldAgainstThem) {
    const auto told = contrast(*town_->store, *town_->worlds, "", {.text = "hubo 72 robos de noche en 2020"});
    ASSERT_TRUE(told.with_cut.has_value());
    EXPECT_EQ(told.with_cut->value, 72);
    ASSERT_FALSE(told.agree.empty());
    EXPECT_EQ(told.agree[0].departures.at(0).which, "hours:20-6");
}

}  // namespace
}  // namespace atalaya::service
