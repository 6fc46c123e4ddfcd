// What becomes of rows, right and wrong.
#include <gmock/gmock.h>
#include <set>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Check, AGoodRowIsAnIncident) {
    const Batch batch = read_small("7,2020-03-09,14,ROBO,0.5,0.75,Norte\n");
    ASSERT_EQ(batch.accepted, 1);
    const Incidents& i = batch.incidents;
    EXPECT_EQ(i.key[0], incident_key("hechos", "7"));
    EXPECT_EQ(iso(day_at(i.day.since_epoch[0])), "2020-03-09");
    EXPECT_EQ(i.hour[0], 14);
    EXPECT_EQ(i.known[0], static_cast<int>(TimeKnown::hour));
    EXPECT_EQ(i.offence[0], "hechos:robo");
    EXPECT_EQ(i.area[1][0], "norte");
    EXPECT_EQ(i.area[2][0], "1");
    EXPECT_EQ(i.lon[0], 5'000'000);
    EXPECT_EQ(i.located[0], static_cast<int>(Located::both));
    EXPECT_EQ(i.units[0], 1);
    EXPECT_THAT(batch.findings, IsEmpty());
}

TEST(Check, EveryRejectSaysLineReasonColumnAndCell) {
    const Batch batch = read_small(
        "1,2020-02-30,14,Robo,0.5,0.75,Norte\n"
        "2,,14,Robo,0.5,0.75,Norte\n"
        "3,2020-03-09,14,Estafa,0.5,0.75,Norte\n"
        "NULL,2020-03-09,14,Robo,0.5,0.75,Norte\n"
        "5,1900-01-01,14,Robo,0.5,0.75,Norte\n"
        "6,2020-03-09,14\n"
        "7,2020-03-09,14,,0.5,0.75,Norte\n"
        "8,2020-03-09,14,Robo,0.5,0.75,Norte,too,many\n"
        "9,2020-03-10,14,Robo,0.5,0.75,Norte\n",
        small_descriptor, {.latest = parse_day("2020-12-31")});
    EXPECT_THAT(rejects_of(batch), ElementsAre("1 day_impossible fecha 2020-02-30", "2 day_missing fecha ",
                                               "3 offence_unknown tipo Estafa", "4 key_missing id ",
                                               "5 day_too_early fecha 1900-01-01", "6 row_broken  3 cells",
                                               "7 offence_missing tipo ", "8 row_broken  9 cells"));
    EXPECT_EQ(batch.accepted, 1);
    EXPECT_EQ(batch.read, 9);
}

// "Norte, el alto" without quotes moves the cells after it; where the last were blank, what stands beyond the
// head is blank as well.
TEST(Check, ASeparatorWithinACellNeverMovesTheOthers) {
    const std::string good = "1,2020-03-09,14,Robo,,,Norte\n";
    const std::string moved = "2,2020-03-09,14,Robo, agravado,,,\n";
    for (const std::string& rows : {moved, good + moved, moved + good + good, good + good + good + moved}) {
        const Batch batch = read_small(rows);
        EXPECT_EQ(rejects_of(batch).size(), 1u) << rows;
        EXPECT_THAT(rejects_of(batch).at(0), HasSubstr("row_broken  8 cells")) << rows;
    }
}

TEST(Check, AQuoteWithinACellIsKeptAndTold) {
    const Batch batch = read_small(
        "1,2020-03-09,14,Robo,0.5,0.75,Norte\n"
        "2,2020-03-10,14,Robo,0.5,0.75,El \"Norte\"\n"
        "3\"b,2020-03-11,14,\"Robo\" ,0.5,0.75,Norte\n");
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_THAT(batch.rejects, IsEmpty());
    const auto told = std::find_if(batch.findings.begin(), batch.findings.end(),
                                   [](const Finding& of) { return of.check == "quote_within"; });
    ASSERT_NE(told, batch.findings.end());
    EXPECT_EQ(told->rows, 2);
    EXPECT_EQ(told->detail, R"({"lines":[2,3]})");
}

// With as many cells as the head, and still nobody knows which is which.
TEST(Check, TextAfterAClosingQuoteRejectsTheRow) {
    const Batch batch = read_small(
        "1,2020-03-09,14,\"Robo\"x,0.5,0.75,Norte\n"
        "2,2020-03-09,14,\"Robo \"en banda\", calle\",0.5,0.75\n"
        "3,2020-03-09,14,\"Robo\"x,0.5\n"
        "4,2020-03-10,14,Robo,0.5,0.75,Norte\n");
    EXPECT_EQ(batch.accepted, 1);
    EXPECT_THAT(rejects_of(batch),
                ElementsAre("1 quote_broken  cell 4", "2 quote_broken  cell 4", "3 quote_broken  cell 4"));
    EXPECT_THAT(batch.findings, IsEmpty());
}

TEST(Check, ExposuresAreToldOfTheirQuotesToo) {
    const Folder folder;
    folder.write("gente/source.toml", R"(id = "gente"
version = "1"
kind = "exposures"
name = { es = "Gente", pt = "Gente", en = "People" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
cadence = "once"
files = ["*.csv"]
[format]
type = "csv"
[exposure]
kind = "residents"
layer = "barrio"
area = "barrio"
value = "gente"
year = 2022
)");
    folder.write("gente/codes.csv", "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n");
    NoProgress quiet;
    const Batch batch = read_here(
        read_source(folder.path() / "gente"), small_city(), small_gazetteer(),
        folder.write("gente.csv", "barrio,gente,nota\nNorte,70,un \"dato\"\nSur,50,\"un\" dato\n"), quiet);
    EXPECT_EQ(batch.accepted, 1);
    EXPECT_THAT(rejects_of(batch), ElementsAre("2 quote_broken  cell 3"));
    ASSERT_EQ(batch.findings.size(), 1u);
    EXPECT_EQ(batch.findings[0].check, "quote_within");
}

TEST(Check, ASeparatorAtTheEndOfEveryRowIsNoCell) {
    std::string rows;
    for (int row = 1; row <= 40; ++row) rows += std::to_string(row) + ",2020-03-09,14,Robo,,,Norte,\n";
    EXPECT_EQ(read_small(rows).accepted, 40);
    const Batch batch =
        read_small(rows + "41,2020-03-09,14,Robo, agravado,,,,\n42,2020-03-09,14,Robo,,,Norte\n");
    EXPECT_EQ(batch.accepted, 40);
    EXPECT_THAT(rejects_of(batch), ElementsAre("41 row_broken  9 cells", "42 row_broken  7 cells"));
}

TEST(Check, DaysAfterTheLatestAreOfTheFuture) {
    const Batch batch = read_small("1,2021-01-01,1,Robo,,,\n2,2020-12-31,1,Robo,,,\n", small_descriptor,
                                   {.latest = parse_day("2020-12-31")});
    EXPECT_THAT(rejects_of(batch), ElementsAre("1 day_future fecha 2021-01-01"));
}

TEST(Check, SealedCellsAreNotQuoted) {
    const Batch batch =
        read_small("1,2020-03-09,1,Secreto,,,\n", std::string{"sealed = [\"tipo\"]\n"} + small_descriptor);
    EXPECT_THAT(rejects_of(batch), ElementsAre("1 offence_unknown tipo "));
}

// The small source with a column for how a fact came and one for the day it was entered, in place of
// hour and position.
const std::string with_channel =
    edited(edited(small_descriptor, "hour = { column = \"hora\", unknown = [\"99\"] }",
                  "registered = { column = \"x\" }"),
           "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-5, -1, 5, 2]", "[channel]\ncolumn = \"hora\"");

TEST(Check, ChannelAndDelayComeFromTheirColumns) {
    const Batch batch = read_small(
        "1,2020-03-09,Línea 147,Robo,2020-03-09,,Norte\n"
        "2,2020-03-09, Presencial ,Robo,2020-03-12,,Norte\n"
        "3,2020-03-09,NULL,Robo,,,Norte\n"
        "4,2020-02-28,Línea 147,Robo,2020-03-01,,Norte\n",
        with_channel);
    const Incidents& i = batch.incidents;
    ASSERT_EQ(i.size(), 4u);
    EXPECT_EQ(i.channel[0], "Línea 147");
    EXPECT_EQ(i.channel[1], "Presencial");
    EXPECT_EQ(i.channel[2], "");
    EXPECT_THAT(i.delay, ElementsAre(0, 3, -1, 2)) << "2020 has a 29 February";
    EXPECT_EQ(found(batch, "registered_missing"), 1);
    EXPECT_EQ(found(batch, "blanks_around"), 1);
    EXPECT_EQ(batch.findings.size(), 2u);
}

TEST(Check, ARegistrationThatCannotBeIsToldAndTheRowKept) {
    const struct {
        const char *registered, *finding;
    } cases[] = {{"2020-02-30", "registered_impossible"},
                 {"ayer", "registered_impossible"},
                 {"2021-01-01", "registered_impossible"},
                 {"2020-03-08", "registered_before"},
                 {"", "registered_missing"}};
    for (const auto& c : cases) {
        const Batch batch = read_small(std::string{"1,2020-03-09,web,Robo,"} + c.registered + ",,Norte\n",
                                       with_channel, {.latest = parse_day("2020-12-31")});
        ASSERT_EQ(batch.accepted, 1) << c.registered;
        EXPECT_EQ(found(batch, c.finding), 1) << c.registered;
        EXPECT_EQ(batch.findings.size(), 1u) << c.registered;
        EXPECT_THAT(batch.incidents.delay, ElementsAre(-1)) << c.registered;
    }
}

TEST(Check, AnotherChannelOrDelayIsAnotherContent) {
    const auto content = [](const char* channel, const char* registered) {
        return read_small(std::string{"1,2020-03-09,"} + channel + ",Robo," + registered + ",,Norte\n",
                          with_channel)
            .incidents.content.at(0);
    };
    const std::set<std::uint64_t> contents{content("web", "2020-03-09"), content("147", "2020-03-09"),
                                           content("", "2020-03-09"), content("web", "2020-03-10"),
                                           content("web", "")};
    EXPECT_EQ(contents.size(), 5u);
}

TEST(Check, ASourceThatSaysNeitherHasNoRowsOfThem) {
    const Batch batch = read_small("7,2020-03-09,14,ROBO,0.5,0.75,Norte\n");
    EXPECT_EQ(batch.incidents.channel.size(), 0u);
    EXPECT_THAT(batch.incidents.delay, IsEmpty());
    EXPECT_EQ(batch.incidents.channel_of(0), 0u);
    EXPECT_EQ(batch.incidents.delay_of(0), -1);
}

TEST(Check, PositionsThatCannotBeAreDroppedAndTheRowKept) {
    const struct {
        const char *x, *y, *finding;
    } cases[] = {
        {"", "", "position_missing"},
        {"0.5", "NULL", "position_missing"},
        {"este", "0.5", "position_impossible"},
        {"0", "0", "position_zero"},
        {"80", "0.5", "position_outside"},
        {"0.5", "4", "coordinates_swapped"},
        {"\"0,5\"", "\"0,75\"", "position_decimal"},
        {"\"0,5\"", "este", "position_impossible"},
    };
    for (const auto& c : cases) {
        const Batch batch = read_small(std::string{"1,2020-03-09,1,Robo,"} + c.x + "," + c.y + ",Sur\n");
        ASSERT_EQ(batch.accepted, 1) << c.finding;
        EXPECT_EQ(found(batch, c.finding), 1) << c.finding;
        EXPECT_EQ(batch.findings.size(), 1u) << c.finding;
        EXPECT_EQ(batch.incidents.lon[0], no_position);
        EXPECT_EQ(batch.incidents.lat[0], no_position);
        EXPECT_EQ(batch.incidents.area[1][0], "sur");
        EXPECT_EQ(batch.incidents.located[0], static_cast<int>(Located::text));
    }
}

TEST(Check, AreasComeFromTextAndPoint) {
    const struct {
        const char *x, *y, *barrio, *becomes, *comuna;
        Located located;
    } cases[] = {
        {"0.5", "0.75", "Norte", "norte", "1", Located::both},
        {"0.5", "0.75", "", "norte", "1", Located::point},
        {"", "", "Núñez", "nunez", "2", Located::text},
        {"0.5", "0.75", "NUNEZ", "nunez", "2", Located::clash},  // the text is preferred
        {"", "", "", "", "", Located::none},
        {"0.5", "0.75", "Atlántida", "norte", "1", Located::point},
        {"4", "1.5", "Sur", "sur", "1", Located::text},  // in the box, in no area
    };
    for (const auto& c : cases) {
        const Batch batch =
            read_small(std::string{"1,2020-03-09,1,Robo,"} + c.x + "," + c.y + "," + c.barrio + "\n");
        ASSERT_EQ(batch.accepted, 1);
        EXPECT_EQ(batch.incidents.area[1][0], c.becomes) << c.barrio;
        EXPECT_EQ(batch.incidents.area[2][0], c.comuna) << c.barrio;
        EXPECT_EQ(batch.incidents.located[0], static_cast<int>(c.located)) << c.barrio << " " << c.x;
    }
}

// Norte ends at 0.5, where Sur begins: half a metre and two metres into Norte.
TEST(Check, APointWithinAMetreOfTheWrittenAreaContradictsNothing) {
    const Batch near = read_small("1,2020-03-09,1,Robo,0.5,0.5000045,Sur\n");
    EXPECT_EQ(near.incidents.area[1][0], "sur");
    EXPECT_EQ(near.incidents.located[0], static_cast<int>(Located::both));
    EXPECT_EQ(finding_of(near, "area_disagrees"), nullptr);
    const Batch farther = read_small("1,2020-03-09,1,Robo,0.5,0.500018,Sur\n");
    EXPECT_EQ(farther.incidents.located[0], static_cast<int>(Located::clash));
    EXPECT_NE(finding_of(farther, "area_disagrees"), nullptr);
    const auto by_point =
        edited(small_descriptor, "column = \"barrio\"", "column = \"barrio\"\nprefer = \"point\"");
    const Batch there = read_small("1,2020-03-09,1,Robo,0.5,0.5000045,Sur\n", by_point);
    EXPECT_EQ(there.incidents.area[1][0], "norte") << "where the point is, if that is preferred";
    EXPECT_EQ(finding_of(there, "area_disagrees"), nullptr);
}

TEST(Check, ADescriptorMayPreferThePoint) {
    const auto descriptor =
        edited(small_descriptor, "column = \"barrio\"", "column = \"barrio\"\nprefer = \"point\"");
    const Batch batch = read_small("1,2020-03-09,1,Robo,0.5,0.75,NUNEZ\n", descriptor);
    EXPECT_EQ(batch.incidents.area[1][0], "norte");
    EXPECT_EQ(batch.incidents.area[2][0], "1");
    EXPECT_EQ(batch.incidents.located[0], static_cast<int>(Located::clash));
    EXPECT_EQ(finding_of(batch, "area_disagrees")->detail, R"({"layer":"barrio","lines":[1]})");
}

TEST(Check, AWatchedColumnIsLookedAtAndNothingElse) {
    const std::string rows = "1,2020-03-09,1,Robo,0.5,0.75,Norte\n2,2020-03-09,2,Robo,0.5,0.75,NORTE\n";
    const auto watched = [](const char* column) {
        return edited(small_descriptor, "cadence = \"monthly\"",
                      std::string{"cadence = \"monthly\"\nwatched = [\""} + column + "\"]");
    };
    const Batch without =
        read_small("1 ,2020-03-09,1,Robo,0.5,0.75,Norte\n2,2020-03-09,2,Robo,0.5,0.75,Norte\n");
    const Batch with = read_small("1 ,2020-03-09,1,Robo,0.5,0.75,Norte\n2,2020-03-09,2,Robo,0.5,0.75,Norte\n",
                                  watched("id"));
    EXPECT_EQ(finding_of(without, "blanks_around"), nullptr);
    ASSERT_NE(finding_of(with, "blanks_around"), nullptr);
    EXPECT_EQ(finding_of(with, "blanks_around")->detail, R"({"column":"id","written":2})");
    EXPECT_EQ(with.accepted, without.accepted);
    EXPECT_EQ(with.incidents.area[1][1], without.incidents.area[1][1]);
    EXPECT_THROW(read_small(rows, edited(small_descriptor, "cadence = \"monthly\"",
                                         "cadence = \"monthly\"\nsealed = [\"id\"]\nwatched = [\"id\"]")),
                 Error)
        << "what is sealed is quoted nowhere";
}

TEST(Check, AnAliasIsHowTheSourceSpellsIt) {
    const auto descriptor = edited(small_descriptor, "column = \"barrio\"",
                                   "column = \"barrio\"\naliases = { \"N. chico\" = \"nunez\" }");
    const Batch batch = read_small("1,2020-03-09,1,Robo,,,n.  CHICO\n", descriptor);
    EXPECT_EQ(batch.incidents.area[1][0], "nunez");
}

TEST(Check, UnknownHoursAreNotMidnight) {
    const auto descriptor =
        edited(small_descriptor, "unknown = [\"99\"]", "unknown = [\"0\"], unknown_until = \"2019-12-31\"");
    const Batch batch = read_small(
        "1,2019-12-31,0,Robo,,,Sur\n"
        "2,2020-01-01,0,Robo,,,Sur\n"
        "3,2020-01-01,,Robo,,,Sur\n"
        "4,2020-01-01,25,Robo,,,Sur\n"
        "5,2020-01-01,S/D,Robo,,,Sur\n",
        descriptor);
    EXPECT_THAT(batch.incidents.hour, ElementsAre(-1, 0, -1, -1, -1));
    EXPECT_EQ(batch.incidents.known[0], static_cast<int>(TimeKnown::day));
    EXPECT_EQ(finding_of(batch, "hour_unknown")->detail, R"({"lines":[1,3,5]})")
        << "S/D is no impossible hour";
    EXPECT_EQ(finding_of(batch, "hour_impossible")->detail, R"({"lines":[4]})") << "and 25 is told once";
}

TEST(Check, AHeapAtMidnightIsTold) {
    std::string rows;
    int id = 0;
    const auto add = [&](int hour, int times) {
        for (int i = 0; i < times; ++i)
            rows += std::to_string(++id) + ",2020-03-09," + std::to_string(hour) + ",Robo,,,Sur\n";
    };
    add(0, 80), add(1, 20), add(23, 40), add(12, 60);
    EXPECT_EQ(finding_of(read_small(rows), "hour_zero_heaped")->detail,
              R"({"share":0.4,"before":0.2,"after":0.1})");
    add(1, 40);
    EXPECT_EQ(found(read_small(rows), "hour_zero_heaped"), 0) << "80 against 60 is no heap";
}

TEST(Check, TheSameKeyAgainIsADuplicateOrALaterWord) {
    const Batch batch = read_small(
        "1,2020-03-09,1,Robo,,,Sur\n"
        "2,2020-03-09,1,Robo,,,Norte\n"
        "1,2020-03-09,1,Robo,,,Sur\n"
        "2,2020-03-09,2,Hurto,,,Norte\n");
    EXPECT_EQ(batch.accepted, 2);
    EXPECT_EQ(batch.duplicate, 2);
    EXPECT_THAT(batch.incidents.line, ElementsAre(1, 4));
    EXPECT_EQ(batch.incidents.offence[1], "hechos:hurto");
    EXPECT_EQ(finding_of(batch, "key_repeated")->detail, R"({"lines":[2]})");
}

// A report with a row for each victim: one fact, whose units they are, also two of whom nothing else is known.
TEST(Check, RowsOfAKeyAreUnitsOfItsFactWhereTheSourceSaysSo) {
    const std::string units = std::string{small_descriptor} + "[units]\ncolumn = \"@rows\"\n";
    const Batch batch = read_small(
        "1,2020-03-09,1,Robo,,,Sur\n"
        "2,2020-03-09,1,Robo,,,Norte\n"
        "2,2020-03-09,2,Robo,,,Norte\n"
        "2,2020-03-09,2,Robo,,,Norte\n"
        "3,2020-03-09,1,Hurto,,,Sur\n"
        "3,2020-03-10,1,Hurto,,,Sur\n",
        units);
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_EQ(batch.duplicate, 3);
    EXPECT_THAT(batch.incidents.units, ElementsAre(1, 3, 1));
    EXPECT_EQ(finding_of(batch, "key_repeated")->detail, R"({"lines":[5]})")
        << "of another day: another fact";
    const Batch fewer = read_small("2,2020-03-09,2,Robo,,,Norte\n2,2020-03-09,2,Robo,,,Norte\n", units);
    EXPECT_NE(fewer.incidents.content[0], batch.incidents.content[1]) << "a victim less is a correction";
    EXPECT_THROW(read_small("", edited(units, "[key]\ncolumns = [\"id\"]\n", "")), Error);
}

TEST(Check, RowsThatDifferInTheKeyAloneAreKeptAndTold) {
    const Batch batch =
        read_small("1,2020-03-09,1,Robo,,,Sur\n2,2020-03-09,1,Robo,,,Sur\n3,2020-03-09,1,Robo,,,Sur\n");
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_EQ(found(batch, "same_but_key"), 2);
}

TEST(Check, ARowThatComesTwiceIsADuplicateAndNotOneThatDiffersInItsKey) {
    const std::string row = "1,2020-03-09,1,Robo,,,Sur\n";
    const Batch batch = read_small(row + row + row + "2,2020-03-09,1,Robo,,,Sur\n");
    EXPECT_EQ(batch.accepted, 2);
    EXPECT_EQ(batch.duplicate, 2);
    EXPECT_EQ(found(batch, "same_but_key"), 1);
}

TEST(Check, WithoutAKeyEqualRowsAreNumbered) {
    const auto descriptor = edited(small_descriptor, "[key]\ncolumns = [\"id\"]\n", "");
    const std::string row = "1,2020-03-09,1,Robo,,,Sur\n";
    const Batch batch = read_small(row + row + "2,2020-03-09,1,Robo,,,Sur\n", descriptor);
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_EQ(std::set<IncidentKey>(batch.incidents.key.begin(), batch.incidents.key.end()).size(), 3u);
    EXPECT_EQ(read_small(row + row, descriptor).incidents.key[1], batch.incidents.key[1])
        << "the turn among equals is the key";
}

TEST(Check, EqualContentIsEqualAndAnyChangeChangesIt) {
    const auto content = [](const std::string& row) { return read_small(row).incidents.content.at(0); };
    const auto first = content("1,2020-03-09,1,Robo,0.5,0.75,Norte\n");
    EXPECT_EQ(content("2,2020-03-09,01,ROBO,0.50,0.75,NORTE\n"), first) << "what is published is the same";
    for (const char* other :
         {"1,2020-03-10,1,Robo,0.5,0.75,Norte\n", "1,2020-03-09,2,Robo,0.5,0.75,Norte\n",
          "1,2020-03-09,1,Hurto,0.5,0.75,Norte\n", "1,2020-03-09,1,Robo,0.51,0.75,Norte\n",
          "1,2020-03-09,1,Robo,,,Norte\n", "1,2020-03-09,1,Robo,0.5,0.75,Sur\n"}) {
        EXPECT_NE(content(other), first) << other;
    }
}

TEST(Check, HeapsOnOnePointAreTold) {
    std::string rows;
    for (int i = 0; i < 101; ++i) rows += std::to_string(i + 1) + ",2020-03-09,1,Robo,0.5,0.75,Norte\n";
    const Batch batch = read_small(rows);
    EXPECT_EQ(finding_of(batch, "point_heaped")->detail, R"({"points":1,"most":101,"lon":0.5,"lat":0.75})");
    EXPECT_EQ(found(read_small(rows.substr(0, rows.rfind("101,"))), "point_heaped"), 0);
}

TEST(Check, MonthsWithoutRowsInsideTheSpanAreTold) {
    const Batch batch = read_small("1,2020-01-09,1,Robo,,,Sur\n2,2020-04-09,1,Robo,,,Sur\n");
    EXPECT_EQ(finding_of(batch, "months_missing")->detail, R"({"months":["2020-02","2020-03"]})");
}

TEST(Check, ColumnsThatNobodyNamesLeaveNoTrace) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto path =
        folder.write("hechos.csv",
                     "nombre,id,fecha,hora,tipo,x,y,barrio\nJuana Molina,1,2020-03-09,1,Robo,,,Sur\nJuana "
                     "Molina,2,2020-02-30,1,Robo,,,Sur\n");
    NoProgress quiet;
    const Batch batch = read_here(source, small_city(), small_gazetteer(), path, quiet);
    EXPECT_EQ(outcome_csv(batch).find("Juana"), std::string::npos);
    EXPECT_EQ(batch.accepted, 1);
}

TEST(Check, ThreadsChangeNothing) {
    std::string rows;
    for (int i = 0; i < 200'000; ++i) {  // several blocks
        rows += std::to_string(i % 190'000) + ",2020-0" + std::to_string(1 + i % 9) + "-1" +
                std::to_string(i % 10) + "," + std::to_string(i % 30) + "," +
                (i % 3   ? "Robo"
                 : i % 7 ? "Hurto"
                         : "Otro") +
                ",0." + std::to_string(i % 977) + ",0." + std::to_string(i % 883) + "," +
                (i % 5 ? "Norte" : "\"Nú\"\"ñez\"") + "\n";
    }
    const Batch one = read_small(rows, small_descriptor, {.threads = 1});
    const Batch four = read_small(rows, small_descriptor, {.threads = 4});
    EXPECT_GT(rows.size(), 2u * (4u << 20));
    EXPECT_EQ(outcome_csv(one), outcome_csv(four));
    EXPECT_EQ(one.incidents.key, four.incidents.key);
    EXPECT_EQ(one.incidents.content, four.incidents.content);
    EXPECT_EQ(one.incidents.offence.words, four.incidents.offence.words);
    EXPECT_EQ(one.read, 200'000);
    EXPECT_EQ(one.read, one.accepted + one.rejected + one.duplicate);
    EXPECT_GT(one.duplicate, 0);
    EXPECT_GT(one.rejected, 0);
}

}  // namespace
}  // namespace atalaya::intake
