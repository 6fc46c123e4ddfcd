// An open finding that hours pile up is told beside the figure of the hours and among what is not known.
#include "service/bulletin/heaped_hours.hpp"

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/findings.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Every day of 2019 and 2020 a robbery at an hour that goes round the day, and `at_eight` more at 8.
class Desks {
  public:
    explicit Desks(int at_eight) : written_{"aldea"} {
        written_.city(R"("limites", "hechos")", WrittenCity::layer(2, "barrio"));
        written_.source("limites", "areas", "geojson",
                        "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "hour = { column = \"hora\" }\n[offence]\ncolumns = "
                        "[\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string rows = "id,dia,hora,tipo,cod\n";
        int id = 0, days = 0;
        for (Day day = *parse_day("2019-01-01"); day < *parse_day("2021-01-01");
             day += std::chrono::days{1}) {
            const int round = days++ * 5 % 24;
            for (int i = 0; i <= at_eight; ++i)
                rows += std::to_string(++id) + "," + iso(day) + "," + std::to_string(i == 0 ? round : 8) +
                        ",Robo,norte\n";
        }
        town_ = &written_.publish(
            {written_.file("limites.geojson",
                           R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                           R"({"cod":"norte"},"geometry":null}]})"),
             written_.file("hechos.csv", rows)});
    }
    Desk desk() const { return Desk{*town_->worlds, {.month = *parse_month("2020-12")}}; }
    render::Document bulletin() const {
        return monthly_bulletin(*town_->worlds, {.month = *parse_month("2020-12")}).document;
    }
    Town& town() const { return *town_; }

  private:
    WrittenCity written_;
    Town* town_;
};

std::string notes_of(const render::Picture& picture) {
    std::string text;
    for (const auto& note : picture.notes) text += render::plain(note) + "\n";
    return text;
}

TEST(HeapedHours, AreToldWhereTheHoursAreDrawn) {
    const Desks desks{2};
    EXPECT_THAT(heaped_hours(desks.desk(), "robo"), ElementsAre("x"));
    const auto document = desks.bulletin();
    const auto* picture = block_of<render::Picture>(document, "C3");
    ASSERT_TRUE(picture);
    EXPECT_THAT(notes_of(*picture), HasSubstr("hay horas que reúnen muchas más filas"));
    EXPECT_THAT(text_of(document, "calidad-y-cambios"), HasSubstr("horas que se amontonan"));
}

TEST(HeapedHours, AreNoLongerToldOnceExplained) {
    const Desks desks{2};
    for (const auto& finding : findings(*desks.town().store, {.check = "hours_heaped"}))
        decide_finding(*desks.town().store, {.id = finding.id,
                                             .state = "explained",
                                             .author = "Ana",
                                             .reason = "a las 8 abre la comisaría",
                                             .on = *parse_day("2021-02-01")});
    EXPECT_TRUE(heaped_hours(desks.desk(), "robo").empty());
}

TEST(HeapedHours, AreNoneWhereTheDayIsEven) {
    const Desks desks{0};
    EXPECT_TRUE(heaped_hours(desks.desk()).empty());
    EXPECT_THAT(text_of(desks.bulletin()), Not(HasSubstr("se amontonan")));
}

}  // namespace
}  // namespace atalaya::service
