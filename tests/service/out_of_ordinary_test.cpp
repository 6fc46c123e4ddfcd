// What the monthly bulletin does where the ordinary way is closed: after a break, in a town too small for a
// map, before a month that an event will touch.
#include <gmock/gmock.h>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "support.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

bool has_map(const render::Document& document) {
    return block_of<render::Picture>(document, "M1") != nullptr;
}

// The border of theft and robbery moved on 1 March 2023, and a bridge carries what came before it: in March 2024 twelve
// months are set against the twelve before, with the sign that says so.
TEST(OutOfOrdinary, AYearAfterABreakTerritoriesAreComparedOverItsBridge) {
    Town& town = marejada();
    const auto compared = [&](const char* month) {
        const auto bulletin = monthly_bulletin(*town.worlds, {.month = *parse_month(month)});
        const auto* sheet = block_of<render::Sheet>(bulletin.document, "T3");
        std::string said;
        if (!sheet) return said;
        for (const auto& column : sheet->columns) said += column.heading + "\n";
        for (const auto& note : sheet->notes) said += render::plain(note) + "\n";
        return said;
    };
    const auto words = render::Words::load(find_share().data / "bulletins" / "mensual", "es");
    const auto by_month = words.say("T3.change_month"), by_twelve = words.say("T3.change_twelve");
    ASSERT_NE(by_month, by_twelve);
    EXPECT_THAT(compared("2024-03"), HasSubstr(by_twelve));
    EXPECT_THAT(compared("2024-03"), Not(HasSubstr(by_month)));
    EXPECT_THAT(compared("2024-03"), HasSubstr("‡"));
    EXPECT_THAT(compared("2023-01"), HasSubstr(by_twelve));
    EXPECT_THAT(compared("2023-01"), Not(HasSubstr("‡")));
}

// With some hundred robberies a year barrios seldom lie beyond chance; a map would then colour noise.
TEST(OutOfOrdinary, ASmallTownHasAMapOnlyWhereABarrioLiesBeyondChance) {
    Town& town = simulated("puerto-calmo");
    int without = 0;
    for (const char* month : {"2024-03", "2024-06", "2024-09", "2024-12"}) {
        const Month ends = *parse_month(month);
        const std::string twelve = iso(plus_months(ends, -11)) + "-01/" +
                                   iso(months_ending(ends, 12).past_end - std::chrono::days{1});
        bool beyond = false;
        for (const auto* barrio : town.worlds->at("").layer("barrio")) {
            const Figure ratio =
                town.figure("robo", "ratio", barrio->territory.text(), twelve, "", "", "layer=barrio");
            for (const auto& note : ratio.notes)
                beyond = beyond || (note.starts_with("position:") && note != "position:within");
        }
        EXPECT_EQ(has_map(monthly_bulletin(*town.worlds, {.month = ends}).document), beyond) << month;
        without += beyond ? 0 : 1;
    }
    EXPECT_GT(without, 0);
    EXPECT_TRUE(has_map(monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document));
}

// The strike goes on in November 2024: its range is that of a month that it will not be.
TEST(OutOfOrdinary, ARangeWithinAnEventSaysThatTheMonthWillNotBeCommon) {
    Town& town = marejada();
    const auto expecting = [&](const char* month, const char* vintage) {
        return text_of(
            monthly_bulletin(*town.worlds, {.month = *parse_month(month), .vintage = vintage}).document);
    };
    EXPECT_THAT(expecting("2024-10", "2024-11-05.1"), HasSubstr("si fuera un mes común"));
    EXPECT_THAT(expecting("2024-08", "2024-09-05.1"), Not(HasSubstr("si fuera un mes común")));
    EXPECT_THAT(expecting("2024-08", "2024-09-05.1"), HasSubstr("lo esperable es entre"));
}

// Two robberies a day, one in the two months of a lockdown, eight from 2021 on; without a layer in which a row lies.
class Lockdown {
  public:
    Lockdown() : written_{"villa-cerrada"} {
        const std::string words = WrittenCity::words;
        written_.city("\"limites\", \"hechos\"",
                      WrittenCity::layer(2, "barrio") +
                          "[[events]]\nid = \"encierro\"\nfirst = \"2020-04-01\"\nlast = \"2020-05-31\"\n"
                          "ordinary_year = 2019\nwhat = " +
                          words + "\n");
        written_.source("limites", "areas", "geojson",
                        "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string rows = "id,dia,tipo\n";
        int id = 0;
        for (Day day = *parse_day("2018-01-01"); day < *parse_day("2021-09-01");
             day += std::chrono::days{1}) {
            const bool shut = day >= *parse_day("2020-04-01") && day <= *parse_day("2020-05-31");
            const int n = shut ? 1 : day >= *parse_day("2021-01-01") ? 8 : 2;
            for (int i = 0; i < n; ++i) rows += std::to_string(++id) + "," + iso(day) + ",Robo\n";
        }
        town_ = &written_.publish(
            {written_.file("limites.geojson",
                           R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                           R"({"cod":"norte"},"geometry":null}]})"),
             written_.file("hechos.csv", rows)});
    }
    std::string said(const char* month, std::string_view section) const {
        return text_of(monthly_bulletin(*town_->worlds, {.month = *parse_month(month)}).document, section);
    }

  private:
    WrittenCity written_;
    Town* town_;
};

// 240 in April 2021, 30 in April 2020, 60 in April 2019: +700 % of which a part is the lockdown, +300 % against an
// ordinary month.
TEST(OutOfOrdinary, AMonthComparedWithAnEventStandsBesideTheOrdinaryYearToo) {
    const Lockdown city;
    const std::string april = city.said("2021-04", "resumen");
    EXPECT_THAT(april, HasSubstr("que alcanza a abril de 2020, el mes con que se compara"));
    EXPECT_THAT(april, HasSubstr("Frente a abril de 2019, un mes común: robo con violencia o intimidación a "
                                 "personas +300"));
    EXPECT_THAT(city.said("2021-08", "resumen"), Not(HasSubstr("un mes común")));
}

TEST(OutOfOrdinary, ARangeThatFailedIsNotWhatIsToBeExpected) {
    const Lockdown city;
    EXPECT_THAT(city.said("2021-08", "que-esperar"), HasSubstr("pero acertó 0 de los últimos 6 meses"));
    EXPECT_THAT(city.said("2021-08", "que-esperar"), Not(HasSubstr("lo esperable es")));
    EXPECT_THAT(city.said("2019-12", "que-esperar"), HasSubstr("lo esperable es entre"));
}

TEST(OutOfOrdinary, WhereNoRowHasAPlaceThereIsASentenceAndNoEmptyTable) {
    const Lockdown city;
    EXPECT_THAT(city.said("2021-08", "robos-y-hurtos"), HasSubstr("la fuente no dice en qué"));
    EXPECT_THAT(city.said("2021-08", "robos-y-hurtos"), Not(HasSubstr("Ningún territorio")));
}

}  // namespace
}  // namespace atalaya::service
