// Months in which a source has no row: no data where its months always have too many for a zero, a zero where they may
// have none, or where somebody says so.
#include "service/silence.hpp"

#include "aldea_town.hpp"
#include "render/plain.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/contrast.hpp"
#include "service/document.hpp"
#include "service/findings.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// Robberies, about 45 a month from 2019 to 2021 and none in May and June of 2020; thefts, 3 a month and none in May.
class Aldea {
  public:
    explicit Aldea(const std::string& rest = "")
        : written_{"aldea"},
          town{&publish_aldea(written_, rest, 2020, facts("Robo", 42, {"2020-05", "2020-06"}),
                              facts("Hurto", 3, {"2020-05"}))} {}

    Figure ask(const std::string& indicator, const std::string& measure, const std::string& period,
               const std::string& against = "") const {
        return town->figure(indicator, measure, std::string{"ciudad"}, period, std::string{}, against);
    }
    KnownFinding finding_of(const std::string& source, const std::string& check) const {
        const auto found = findings(*town->store, {.source = source, .check = check});
        return found.empty() ? KnownFinding{} : found.front();
    }
    void decide(const std::string& state) const {
        decide_finding(*town->store, {.id = finding_of("hechos", "months_silent").id,
                                      .state = state,
                                      .author = "Ana",
                                      .reason = "no hubo hechos",
                                      .on = *parse_day("2022-02-01")});
        town->worlds = std::make_unique<Worlds>(*town->store, town->catalogue);
    }

  private:
    static std::string facts(const char* label, int usual, const std::set<std::string>& without) {
        std::string rows = "id,dia,tipo,cod\n";
        int id = 0, turn = 0;
        for (Month month = *parse_month("2019-01"); month < *parse_month("2022-01");
             month = plus_months(month, 1)) {
            const int n = without.contains(iso(month)) ? 0 : usual + turn++ % 3 * usual / 12;
            for (int i = 0; i < n; ++i)
                rows += std::to_string(++id) + "," + iso(first_day(month)) + "," + label + ",norte\n";
        }
        return rows;
    }

    WrittenCity written_;

  public:
    Town* town;
};

TEST(Silence, AMonthWithoutRowsIsNoDataWhereAZeroCannotBe) {
    const Aldea aldea;
    for (const char* period : {"2020-05", "2020-06", "2020-05-01/2020-06-30"}) {
        const Figure figure = aldea.ask("robo", "count", period);
        EXPECT_FALSE(figure.value) << period;
        EXPECT_EQ(figure.reason, "no_data") << period;
        EXPECT_THAT(figure.notes, Contains("coverage:hechos")) << period;
    }
    EXPECT_TRUE(aldea.ask("robo", "count", "2020-07").value);
    const Figure monthly = aldea.ask("robo", "monthly", "2020");
    EXPECT_FALSE(monthly.series.at(4).value);
    EXPECT_FALSE(monthly.series.at(5).value);
    EXPECT_TRUE(monthly.series.at(6).value);
}

TEST(Silence, NothingIsComparedOrDividedAcrossIt) {
    const Aldea aldea;
    EXPECT_EQ(aldea.ask("robo", "change", "2020-05", "2019-05").reason, "no_data");
    EXPECT_EQ(aldea.ask("robo", "change", "2021-05", "2020-05").reason, "no_data");
    EXPECT_EQ(aldea.ask("robo", "change", "2021", "2020").reason, "no_data");
    EXPECT_TRUE(aldea.ask("robo", "change", "2021-05", "2019-05").value);
    EXPECT_EQ(aldea.ask("robo", "rate", "2020").reason, "no_data");
    EXPECT_TRUE(aldea.ask("robo", "rate", "2021").value);
    EXPECT_EQ(aldea.ask("robo", "hours", "2020-05").reason, "no_data");
    EXPECT_TRUE(aldea.ask("robo", "expected", "2021-05").low.value_or(0) > 0)
        << "of 2019 alone, not the mean with a zero";
}

TEST(Silence, AFewFactsAMonthMayBeNone) {
    const Aldea aldea;
    EXPECT_EQ(aldea.ask("hurto", "count", "2020-05").value, 0);
    EXPECT_EQ(aldea.finding_of("raros", "months_missing").rows, 1);
    EXPECT_EQ(aldea.finding_of("raros", "months_silent").rows, 0);
}

// Whoever sends a list that may be empty is not asked about its empty months.
TEST(Silence, WhatTheCityAnsweredIsNoFinding) {
    const Aldea aldea{
        "[[expected]]\nsource = \"raros\"\ndue = 5\ncadence = \"monthly\"\nempty_months = true\n"
        "contact = { post = \"x\", institution = \"x\", address = \"x\" }\n"
        "substitute = { post = \"x\", institution = \"x\", address = \"x\" }\n"
        "superior = { post = \"x\", institution = \"x\", address = \"x\" }\n"};
    EXPECT_EQ(aldea.ask("hurto", "count", "2020-05").value, 0);
    EXPECT_EQ(aldea.finding_of("raros", "months_missing").rows, 0);
    EXPECT_GT(aldea.finding_of("hechos", "months_silent").rows, 0) << "of the other nothing was said";
}

TEST(Silence, TheFindingNamesTheMonthsAndWhatToPaste) {
    const Aldea aldea;
    const auto finding = aldea.finding_of("hechos", "months_silent");
    EXPECT_EQ(finding.rows, 2);
    EXPECT_THAT(finding.detail, HasSubstr(R"("months":["2020-05","2020-06"])"));
    const std::string lines = coverage_to_paste("hechos", finding.detail);
    EXPECT_THAT(lines, HasSubstr("first = \"2020-05-01\"\nlast = \"2020-06-30\""));

    const Aldea pasted{lines};
    const auto coverage = pasted.town->worlds->at("").coverage();
    ASSERT_EQ(coverage.size(), 1U) << "declared once, not noticed again";
    EXPECT_FALSE(coverage.front()->noticed());
    EXPECT_EQ(pasted.ask("robo", "count", "2020-05").reason, "no_data");
}

TEST(Silence, AnExplainedOrWaivedFindingSaysThatItIsATrueZero) {
    for (const char* state : {"explained", "waived"}) {
        const Aldea aldea;
        aldea.decide(state);
        EXPECT_EQ(aldea.ask("robo", "count", "2020-05").value, 0) << state;
        EXPECT_TRUE(aldea.ask("robo", "change", "2020-05", "2019-05").value) << state;
        aldea.decide("open");
        EXPECT_EQ(aldea.ask("robo", "count", "2020-05").reason, "no_data") << state;
    }
    const Aldea fixed;
    fixed.decide("fixed");
    EXPECT_EQ(fixed.ask("robo", "count", "2020-05").reason, "no_data") << "the source's, not a zero";
}

TEST(Silence, ASourceOfEmptyMonthsHasTrueZeros) {
    const Aldea aldea{
        "[[expected]]\nsource = \"hechos\"\ndue = 5\ncadence = \"monthly\"\nempty_months = true\n"
        "contact = { post = \"x\", institution = \"x\", address = \"x\" }\n"
        "substitute = { post = \"x\", institution = \"x\", address = \"x\" }\n"
        "superior = { post = \"x\", institution = \"x\", address = \"x\" }\n"};
    EXPECT_EQ(aldea.ask("robo", "count", "2020-05").value, 0);
}

TEST(Silence, TheBulletinSaysSo) {
    const Aldea aldea;
    const auto document =
        monthly_bulletin(*aldea.town->worlds,
                         {.month = *parse_month("2021-05"), .language = "es", .profile = "interno"})
            .document;
    std::vector<std::string> told;
    for (const auto& row : block_of<render::Sheet>(document, "T13")->rows)
        told.push_back(render::plain(row[2].text));
    EXPECT_THAT(told, ElementsAre("x (sin ninguna fila)"));
}

// What nobody told of is no way of counting, and no part of one.
TEST(Silence, IsNoReadingOfAClaim) {
    const Aldea aldea;
    Town& town = *aldea.town;
    const auto silent = contrast(*town.store, *town.worlds, "", {.text = "0 robos en mayo de 2020"});
    EXPECT_FALSE(silent.ours_computable);
    for (const auto* found : {&silent.agree, &silent.nearest}) {
        for (const auto& reading : *found)
            EXPECT_TRUE(reading.period.past_end <= first_day(*parse_month("2020-05")) ||
                        reading.period.first >= first_day(*parse_month("2020-07")))
                << iso(reading.period);
    }
    const auto told = contrast(*town.store, *town.worlds, "", {.text = "45 robos en julio de 2020"});
    EXPECT_TRUE(told.ours_computable);
}

// A source whose files are named for their month and that sent about forty rows each month until `last`; then, on the same
// day, a file of the month after it with rows of the one before alone.
Figure of_a_month_that_only_a_name_tells(int usual, const std::string& expected = "") {
    WrittenCity written{"aldea"};
    written.city("\"hechos\"", expected);
    written.source("hechos", "incidents", "csv",
                   "[key]\ncolumns = [\"id\"]\n[delivery]\ncovers = \"months\"\nmonth_in_name = true\n"
                   "[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n[offence]\ncolumns = [\"tipo\"]\n");
    written.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    const auto rows = [&](Month month) {
        std::string text;
        for (int i = 0; i < usual; ++i)
            text += iso(month) + "-" + std::to_string(i) + "," + iso(first_day(month)) + ",Robo\n";
        return text;
    };
    std::string before = "id,dia,tipo\n";
    for (Month month = *parse_month("2019-01"); month < *parse_month("2020-01");
         month = plus_months(month, 1))
        before += rows(month);
    auto& town = written.publish(
        {written.file("hechos.2019-12.csv", before),
         written.file("hechos.2020-01.csv", "id,dia,tipo\n" + rows(*parse_month("2019-12")))});
    return town.figure("robo", "count", "ciudad", "2020-01");
}

TEST(Silence, AFileWithoutARowOfTheMonthInItsNameTellsNothingOfItWhereAZeroCannotBe) {
    const Figure cut = of_a_month_that_only_a_name_tells(40);
    EXPECT_FALSE(cut.value) << "the file was cut: late, not zero";
    EXPECT_EQ(cut.reason, "no_data");
    EXPECT_EQ(of_a_month_that_only_a_name_tells(1).value, 0) << "one a month may be none";
    EXPECT_EQ(of_a_month_that_only_a_name_tells(
                  40,
                  "[[expected]]\nsource = \"hechos\"\ndue = 5\ncadence = \"monthly\"\nempty_months = true\n"
                  "contact = { post = \"x\", institution = \"x\", address = \"x\" }\n"
                  "substitute = { post = \"x\", institution = \"x\", address = \"x\" }\n"
                  "superior = { post = \"x\", institution = \"x\", address = \"x\" }\n")
                  .value,
              0)
        << "the city says that it may";
}

}  // namespace
}  // namespace atalaya::service
