// Counts of a year or of half a year: they answer questions about all of their months, and no other.
#include <gmock/gmock.h>

#include <cmath>

#include "service/bulletin/mensual.hpp"
#include "service/contrast.hpp"
#include "service/document.hpp"
#include "service/revisions.hpp"
#include "support.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Peru as its samples have it: 2021 in one count, and the first half of 2022.
Town& peru() {
    auto& town = towns()["peru, samples"];
    if (town) return *town;
    town = std::make_unique<Town>("peru");
    const auto put = [&](const char* sample, const char* as) {
        fs::create_directories(town->files);
        fs::copy_file(source_folder() / "sources" / sample, town->files / as);
        return town->files / as;
    };
    town->deliveries = {
        {put("peru-distritos-fiscales/distritos-fiscales.geojson", "distritos-fiscales.geojson"),
         put("peru-mpfn-delitos/sample.csv", "mpfn_delitos_2021.csv")}};
    town->publish_all();
    return *town;
}

TEST(CountedTogether, AnswersForPeriodsThatHoldAllOfTheMonths) {
    EXPECT_EQ(peru().figure("robo", "count", "ciudad", "2021").value, 15);
    EXPECT_EQ(peru().figure("robo", "count", "distrito:lima-centro", "2021").value, 15);
    EXPECT_EQ(peru().figure("robo", "count", "distrito:cusco", "2021").value, 0);
    EXPECT_EQ(peru().figure("homicidio_doloso", "count", "ciudad", "2022-01-01/2022-06-30").value, 9);
    EXPECT_EQ(peru().figure("robo", "count", "ciudad", "2021-01-01/2022-06-30").value, 15);
}

TEST(CountedTogether, NoMonthOfThemIsMadeUp) {
    for (const char* period :
         {"2021-01", "2021-12", "2021-01-01/2021-06-30", "2021-07-01/2022-06-30", "2022-01"}) {
        const Figure figure = peru().figure("robo", "count", "ciudad", period);
        EXPECT_EQ(figure.value, std::nullopt) << period;
        EXPECT_EQ(figure.reason, "counted_together") << period;
    }
    const Figure monthly = peru().figure("robo", "monthly", "ciudad", "2021");
    EXPECT_TRUE(monthly.series.empty());
    EXPECT_EQ(monthly.reason, "counted_together");
    const Figure change =
        peru().figure("robo", "change", "ciudad", "2022-01-01/2022-06-30", "", "2021-01-01/2021-06-30");
    EXPECT_EQ(change.reason, "counted_together");
}

// Of its year of 2021 it is known that nobody was killed, and of no month of it.
TEST(CountedTogether, TheSectionOnLethalViolenceTellsTheTwelveMonths) {
    const auto december = monthly_bulletin(*peru().worlds, {.month = *parse_month("2021-12")}).document;
    const auto year = peru().figure("homicidio_doloso", "count", "ciudad", "2021");
    ASSERT_TRUE(year.value);
    EXPECT_THAT(text_of(december, "violencia-letal"),
                HasSubstr("sin dato en diciembre de 2021; " + std::to_string(std::llround(*year.value)) +
                          " en 12 meses."));
}

// In December of 2021 nothing is known of the month, and twelve months are.
TEST(CountedTogether, BulletinsSayWhyTheMonthIsNotThere) {
    const auto notes_of = [](const render::Document& document) {
        std::string text;
        for (const auto& note : block_of<render::Sheet>(document, "T1")->notes)
            text += render::plain(note) + "\n";
        return text;
    };
    const BulletinRequest december{.month = *parse_month("2021-12")};
    EXPECT_THAT(notes_of(monthly_bulletin(*peru().worlds, december).document),
                HasSubstr("Mes sin dato: la fuente da estos meses sumados con otros"));
    EXPECT_THAT(text_of(ficha(*peru().worlds, {.bulletin = "ficha", .month = december.month}).document),
                HasSubstr("Mes sin dato: la fuente lo da sumado con otros"));
    const BulletinRequest other{.month = *parse_month("2024-12")};
    EXPECT_THAT(notes_of(monthly_bulletin(*marejada().worlds, other).document),
                Not(HasSubstr("Mes sin dato")));
    EXPECT_THAT(text_of(ficha(*marejada().worlds, {.bulletin = "ficha", .month = other.month}).document),
                Not(HasSubstr("Mes sin dato")));
}

TEST(CountedTogether, WhatIsAfterThemIsNoDataAndNotAZero) {
    EXPECT_EQ(peru().figure("robo", "count", "ciudad", "2022").reason, "no_data")
        << "half of it is not known";
    EXPECT_EQ(peru().figure("robo", "count", "ciudad", "2023").reason, "no_data");
}

TEST(CountedTogether, NoMonthOfThemIsAZeroOfAClaim) {
    const auto asked = [](const char* text) {
        return contrast(*peru().store, *peru().worlds, "", {.text = text});
    };
    EXPECT_FALSE(asked("7 robos en diciembre de 2021").ours_computable);
    EXPECT_FALSE(asked("los robos subieron 40 % en enero de 2022").ours_computable);
    EXPECT_EQ(asked("15 robos en 2021").ours.now, 15);
}

TEST(CountedTogether, RevisionsAreToldByTheirSpans) {
    const auto triangle = revision_triangle(*peru().store, peru().catalogue, "peru-mpfn-delitos", "");
    std::vector<std::string> spans;
    for (const auto& row : triangle.months)
        spans.push_back(iso(row.span) + " " + std::to_string(row.known.back()));
    EXPECT_THAT(spans, ElementsAre("2021 64", "2022-01-01/2022-06-30 10"));
}

// Of 2019 three months are here, and five robberies of which nobody knows the month.
class MonthsThatNobodyKnows : public testing::Test {
  protected:
    void SetUp() override {
        written_.city("\"cuentas\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
        written_.source(
            "cuentas", "tallies", "csv",
            "[delivery]\ncovers = \"months\"\n[time]\nmonth = { year = \"anio\", month = \"mes\", "
            "unknown = \"99\" }\n[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n");
        written_.codes("cuentas", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    }
    std::filesystem::path file(const std::string& name, const std::string& rows) const {
        return written_.file("cuentas." + name, "anio,mes,tipo,n\n" + rows);
    }
    static std::string year(int from, int to) {
        std::string rows;
        for (int month = from; month <= to; ++month) rows += "2019," + std::to_string(month) + ",Robo,10\n";
        return rows;
    }
    WrittenCity written_{"aldea"};
};

TEST_F(MonthsThatNobodyKnows, AreInTheTotalOfTheirYearAndInNoMonth) {
    Town& town = written_.publish({file("a.csv", year(1, 12) + "2019,99,Robo,5\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").value, 125);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01").value, 10);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01-01/2019-06-30").value, 60);
    const Figure monthly = town.figure("robo", "monthly", "ciudad", "2019");
    double sum = 0;
    for (const auto& month : monthly.series) sum += month.value.value_or(0);
    EXPECT_EQ(sum, 120);
}

TEST_F(MonthsThatNobodyKnows, AreInNoMonthOfAClaimEither) {
    Town& town = written_.publish({file("a.csv", year(1, 12) + "2019,99,Robo,5\n")});
    EXPECT_EQ(contrast(*town.store, *town.worlds, "", {.text = "15 robos en enero de 2019"}).ours.now, 10);
    EXPECT_EQ(contrast(*town.store, *town.worlds, "", {.text = "125 robos en 2019"}).ours.now, 125);
}

TEST_F(MonthsThatNobodyKnows, TellNothingOfMonthsThatDidNotCome) {
    Town& town = written_.publish({file("a.csv", year(1, 3) + "2019,99,Robo,5\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-03").value, 10);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-04").reason, "no_data");
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").reason, "no_data");
}

TEST_F(MonthsThatNobodyKnows, AreReplacedByTheNextFileOfTheirYearWhichLeavesOtherMonthsAlone) {
    Town& town = written_.publish({file("a.csv", year(1, 6) + "2019,99,Robo,5\n")},
                                  {file("b.csv", year(7, 12) + "2019,99,Robo,7\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01").value, 10);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").value, 127);
}

class FactsOfNoMonth : public testing::Test {
  protected:
    void SetUp() override { source(""); }
    void source(const std::string& delivery) {
        written_.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
        written_.source(
            "hechos", "incidents", "csv",
            delivery +
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { year = \"anio\", month "
                "= \"mes\", day = \"dia\", unknown = \"99|sin mes\" }\n[offence]\ncolumns = "
                "[\"tipo\"]\n[units]\ncolumn = \"victimas\"\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    }
    std::filesystem::path file(const std::string& name, const std::string& rows) const {
        return written_.file("hechos." + name, "id,anio,mes,dia,tipo,victimas\n" + rows);
    }
    static std::string year(int from, int to) {
        std::string rows;
        for (int month = from; month <= to; ++month) {
            const std::string m = std::to_string(month);
            rows += "d" + m + ",2019," + m + ",5,Robo,2\n";
        }
        return rows;
    }
    WrittenCity written_{"aldea"};
};

TEST_F(FactsOfNoMonth, AreInTheTotalOfTheirYearAndInNoMonth) {
    Town& town =
        written_.publish({file("a.csv", year(1, 12) + "x,2019,99,99,Robo,1\ny,2019,Sin mes,,Robo,3\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").value, 14);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01").value, 1) << "never January";
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01-01/2019-11-30").value, 11);
    const Figure monthly = town.figure("robo", "monthly", "ciudad", "2019");
    double sum = 0;
    for (const auto& month : monthly.series) sum += month.value.value_or(0);
    EXPECT_EQ(sum, 12);
    const auto triangle = revision_triangle(*town.store, town.catalogue, "hechos", "");
    EXPECT_EQ(triangle.months.size(), 13) << "twelve months, and the year";
}

// No weekday, hour or position is told of them: the figures of these say how many they left out.
TEST(FactsOfNoMonthLeftOut, AreToldByFiguresOfHoursAndOfWhatIsKnown) {
    WrittenCity written{"aldea"};
    written.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
    written.source(
        "hechos", "incidents", "csv",
        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { year = \"anio\", month = \"mes\", "
        "day = \"dia\", unknown = \"99\" }\nhour = { column = \"hora\" }\n[offence]\ncolumns = "
        "[\"tipo\"]\n[place]\nlon = \"x\"\nlat = \"y\"\n");
    written.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string rows = "id,anio,mes,dia,hora,tipo,x,y\na,2019,99,99,,Robo,,\nb,2019,99,99,,Robo,,\n";
    for (int month = 1; month <= 12; ++month)
        rows += "d" + std::to_string(month) + ",2019," + std::to_string(month) + ",5,10,Robo,1,1\n";
    const auto& town = written.publish({written.file("hechos.csv", rows)});
    for (const char* measure : {"hours", "unknown_hours", "located"}) {
        const Figure year = town.figure("robo", measure, "ciudad", "2019");
        EXPECT_EQ(year.records_in, 12) << measure;
        EXPECT_EQ(year.records_out, 2) << measure;
        EXPECT_EQ(town.figure("robo", measure, "ciudad", "2019-03").records_out, 0) << measure;
    }
}

// The fifth of March is in the week that ends on the tenth; the fact of some day of March is in none.
TEST_F(FactsOfNoMonth, OfAnUnknownDayAreInTheirMonthAndInNoWeek) {
    Town& town = written_.publish({file("a.csv", year(1, 12) + "x,2019,3,99,Robo,1\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-03").value, 2);
    double sum = 0;
    for (const auto& week : town.figure("robo", "weekly", "ciudad", "2019-03").series)
        sum += week.value.value_or(0);
    EXPECT_EQ(sum, 1);
}

TEST(FactsOfMonths, HaveNoFigureOfWeeks) {
    WrittenCity written{"aldea"};
    written.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
    written.source("hechos", "incidents", "csv",
                   "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { year = \"anio\", month = "
                   "\"mes\" }\n[offence]\ncolumns = [\"tipo\"]\n");
    written.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string rows = "id,anio,mes,tipo\n";
    for (int month = 1; month <= 12; ++month)
        rows += "d" + std::to_string(month) + ",2019," + std::to_string(month) + ",Robo\n";
    Town& town = written.publish({written.file("hechos.csv", rows)});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-03").value, 1);
    EXPECT_EQ(town.figure("robo", "weekly", "ciudad", "2019-03").reason, "no_data");
}

TEST_F(FactsOfNoMonth, TellNothingOfMonthsThatDidNotCome) {
    Town& town = written_.publish({file("a.csv", year(2, 3) + "x,2019,99,99,Robo,1\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-03").value, 1);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01").reason, "no_data");
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").reason, "no_data");
}

TEST_F(FactsOfNoMonth, AreOfTheirMonthOnceItIsKnown) {
    Town& town = written_.publish({file("a.csv", year(1, 12) + "x,2019,99,99,Robo,1\n")},
                                  {file("b.csv", "x,2019,3,9,Robo,1\n")});
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").value, 13);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-03").value, 2);
}

TEST_F(FactsOfNoMonth, StayWhereAFileOfSomeMonthsIsSilentAndGoWithTheWholeYear) {
    source("[delivery]\ncovers = \"months\"\n");
    {
        Town& town = written_.publish({file("a.csv", year(1, 12) + "x,2019,99,99,Robo,1\n")},
                                      {file("b.csv", year(1, 1) + "e,2019,1,9,Robo,1\n")});
        EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019").value, 14);
        EXPECT_EQ(town.figure("robo", "count", "ciudad", "2019-01").value, 2);
    }
    Town& whole = written_.publish({file("a.csv", year(1, 12) + "x,2019,99,99,Robo,1\n")},
                                   {file("b.csv", year(1, 12) + "e,2019,1,9,Robo,1\n")});
    EXPECT_EQ(whole.figure("robo", "count", "ciudad", "2019").value, 13);
}

}  // namespace
}  // namespace atalaya::service
