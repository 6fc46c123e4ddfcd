#include "intake/redact.hpp"

#include <gmock/gmock.h>

#include "intake/gazetteer.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr const char* rows =
    "id,fecha,hora,tipo,x,y,barrio,nombre,\"relato; breve\"\n"
    "1,2020-01-05,10,Robo,0.5,0.75,Norte,Ana Ruiz,\"dijo \"\"no\"\", y huyó\"\n"
    "2,2020-01-06,11,Hurto,0.5,0.25,Sur,Luis Paz,\n"
    "1,2020-01-05,10,Robo,0.5,0.75,Norte,Ana Ruiz,otra vez\n"
    "3,2020-02-30,11,Hurto,0.5,0.25,Sur,Eva Sol,\n";

ToRedact keyed(const Source& source, const std::string& id) {
    const std::string_view cells[] = {id};
    return {.keys = {{source.id, key_of(source, cells)}}};
}

Redacted redacted(const Source& source, const ToRedact& what, std::string_view bytes = rows) {
    const Source* readers[] = {&source};
    return redact(source, readers, bytes, "hechos.csv", what);
}

Batch read_of(const Source& source, const std::string& bytes) {
    const Folder folder;
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.csv", bytes), quiet);
}

TEST(Redact, OfAnErasedRowStaysWhatCountsAndNothingElse) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto made = redacted(source, keyed(source, "1"));
    ASSERT_TRUE(made.twin);
    EXPECT_EQ(*made.twin,
              "id,fecha,hora,tipo,x,y,barrio,nombre,relato; breve\n"
              "1,2020-01-05,10,Robo,,,Norte,,\n"
              "2,2020-01-06,11,Hurto,0.5,0.25,Sur,Luis Paz,\n"
              "1,2020-01-05,10,Robo,,,Norte,,\n"
              "3,2020-02-30,11,Hurto,0.5,0.25,Sur,Eva Sol,\n");
    EXPECT_EQ(made.rows, 2);
    EXPECT_EQ(made.cells, 8);
    EXPECT_THAT(made.lines, ElementsAre(1, 3)) << "the repeated row is the same incident's";
}

TEST(Redact, RefusedRowsOfAKeyAreItsRowsToo) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto made = redacted(source, keyed(source, "3"));
    EXPECT_THAT(*made.twin, Not(HasSubstr("Eva Sol")));
    EXPECT_THAT(made.lines, ElementsAre(4));
}

TEST(Redact, ATwinIsReadToTheSameRows) {
    const Folder folder;
    const Source source = small_source(folder);
    const std::string distinct = edited(rows, "\n1,2020-01-05,10,Robo,0.5,0.75,Norte,Ana Ruiz,otra vez", "");
    const auto before = read_of(source, distinct);
    const auto after = read_of(as_twin(source), *redacted(source, {.all = true}, distinct).twin);
    EXPECT_EQ(after.incidents.key, before.incidents.key);
    EXPECT_EQ(after.incidents.line, before.incidents.line);
    EXPECT_EQ(after.incidents.day.since_epoch, before.incidents.day.since_epoch);
    EXPECT_EQ(after.read, before.read);
    EXPECT_EQ(after.rejected, before.rejected);
    EXPECT_EQ(after.duplicate, before.duplicate);
    EXPECT_THAT(after.incidents.lon, testing::Each(no_position));
    EXPECT_THAT(before.incidents.lon, Not(testing::Contains(no_position)));
}

// A point in one cell, as WKT, as EWKT and as the WKB of databases: it goes with the row that is erased.
TEST(Redact, APointThatStandsInOneCellGoesWithItsRow) {
    const Folder folder;
    const Source source =
        small_source(folder, edited(edited(small_descriptor, "lon = \"x\"", "lon = \"@x:geom\""),
                                    "lat = \"y\"", "lat = \"@y:geom\""));
    const std::string points =
        "id,fecha,hora,tipo,geom,barrio\n"
        "1,2020-01-05,10,Robo,POINT (0.5 0.75),Norte\n"
        "2,2020-01-06,11,Hurto,0101000000000000000000E03F000000000000E83F,Norte\n"
        "3,2020-01-07,12,Hurto,SRID=4326;POINT (0.5 0.75),Norte\n"
        "4,2020-01-08,13,Hurto,0101000000000000000000E03F000000000000D03F,Sur\n";
    const std::string id[] = {"1", "2", "3"};
    ToRedact three;
    for (const auto& one : id) {
        const std::string_view cells[] = {one};
        three.keys.insert({source.id, key_of(source, cells)});
    }
    const auto made = redacted(source, three, points);
    ASSERT_TRUE(made.twin);
    EXPECT_EQ(*made.twin,
              "id,fecha,hora,tipo,geom,barrio\n"
              "1,2020-01-05,10,Robo,,Norte\n"
              "2,2020-01-06,11,Hurto,,Norte\n"
              "3,2020-01-07,12,Hurto,,Norte\n"
              "4,2020-01-08,13,Hurto,0101000000000000000000E03F000000000000D03F,Sur\n");
    EXPECT_EQ(made.cells, 3);
    const auto before = read_of(source, points), after = read_of(as_twin(source), *made.twin);
    EXPECT_EQ(after.incidents.key, before.incidents.key);
    EXPECT_THAT(before.incidents.lon, testing::Each(5'000'000));
    EXPECT_THAT(after.incidents.lon, ElementsAre(no_position, no_position, no_position, 5'000'000));
    EXPECT_EQ(after.rejected, 0);

    const auto columns = redacted(source, {.columns = {"geom"}}, points);
    EXPECT_THAT(*columns.twin, Not(HasSubstr("0101")));
    EXPECT_EQ(columns.cells, 4);
}

TEST(Redact, WhatIsErasedTwiceIsErasedOnce) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto once = redacted(source, keyed(source, "1"));
    const auto again = redacted(as_twin(source), keyed(source, "1"), *once.twin);
    EXPECT_EQ(again.twin, once.twin);
    EXPECT_EQ(again.cells, 0);
}

TEST(Redact, ColumnsGoFromEveryRow) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto made = redacted(source, {.columns = {"NOMBRE"}});
    EXPECT_THAT(*made.twin, Not(testing::AnyOf(HasSubstr("Ana"), HasSubstr("Luis"), HasSubstr("Eva"))));
    EXPECT_THAT(*made.twin, HasSubstr("0.75"));
    EXPECT_EQ(made.cells, 4);
    EXPECT_TRUE(made.lines.empty()) << "no row is erased";
}

TEST(Redact, ByLineWhereRowsHaveNoKey) {
    const Folder folder;
    const Source source = small_source(folder, edited(small_descriptor, "[key]\ncolumns = [\"id\"]\n", ""));
    const auto made = redacted(source, {.lines = {2}});
    EXPECT_THAT(*made.twin, HasSubstr("\n,2020-01-06,11,Hurto,,,Sur,,\n"));
    EXPECT_THAT(*made.twin, HasSubstr("Ana Ruiz"));
}

TEST(Redact, ASeparatorThatIsDeclaredStaysAndSealedColumnsGo) {
    const Folder folder;
    const Source source = small_source(
        folder, edited(edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nseparator = \";\""),
                       "cadence = \"monthly\"", "cadence = \"monthly\"\nsealed = [\"hora\", \"id\"]"));
    const auto made =
        redacted(source, {.all = true},
                 "id;fecha;hora;tipo;x;y;barrio;nombre\n1;2020-01-05;10;Robo;0.5;0.75;\"a;b\";Ana\n");
    EXPECT_EQ(*made.twin, "id;fecha;hora;tipo;x;y;barrio;nombre\n1;2020-01-05;;Robo;;;\"a;b\";\n")
        << "a sealed key stays, or the fact could not be known again";
}

TEST(Redact, EveryReaderOfAFileKeepsItsColumns) {
    const Folder folder;
    const Source source = small_source(folder);
    Source beside = source;
    beside.id = "personas";
    beside.beside = source.id;
    beside.kind = Kind::tallies;
    beside.category.each = {{"age", "nombre"}};
    const Source* readers[] = {&source, &beside};
    EXPECT_THAT(*redact(source, readers, rows, "hechos.csv", {.all = true}).twin, HasSubstr("Ana Ruiz"));
}

// "Julio" is a month too: put out of a column of time, the row would be refused and the figure another.
TEST(Redact, ACellOfTimeStaysWhateverItSaysAndOneThatIsCountedByGoes) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto made = redacted(source, {.all = true, .texts = {HeldText{"Julio Quizpe"}}},
                               "id,fecha,hora,tipo,x,y,barrio\n1,2020-01-05,Julio,Robo,0.5,0.75,Quizpe\n");
    EXPECT_EQ(*made.twin, "id,fecha,hora,tipo,x,y,barrio\n1,2020-01-05,Julio,Robo,,,borrado\n");
    EXPECT_EQ(made.telling, 1);
}

// A name where a day or an hour should be is neither: the row is refused or told without it as it was with it.
TEST(Redact, ANameInAColumnOfTimeGoes) {
    const Folder folder;
    const Source source = small_source(folder);
    const std::string named =
        "id,fecha,hora,tipo,x,y,barrio\n"
        "1,2020-01-05,Zulema Quizpe,Robo,0.5,0.75,Norte\n"
        "2,Quizpe,10,Robo,0.5,0.75,Norte\n"
        "3,2020-01-07 Quizpe,10,Robo,0.5,0.75,Norte\n";
    const auto made = redacted(source, {.all = true, .texts = {HeldText{"Zulema Quizpe"}}}, named);
    EXPECT_EQ(*made.twin,
              "id,fecha,hora,tipo,x,y,barrio\n"
              "1,2020-01-05,borrado,Robo,,,Norte\n"
              "2,borrado,10,Robo,,,Norte\n"
              "3,2020-01-07 Quizpe,10,Robo,,,Norte\n");
    EXPECT_EQ(made.telling, 1) << "a cell with digits may be a day: it stays, and is told";
    const auto before = read_of(source, named), after = read_of(as_twin(source), *made.twin);
    EXPECT_EQ(after.incidents.line, before.incidents.line);
    EXPECT_EQ(after.incidents.hour, before.incidents.hour);
    EXPECT_EQ(after.rejected, before.rejected);
}

// Nothing is counted by it: a plate, a make of car.
TEST(Redact, AColumnThatIsOnlyWatchedGoes) {
    const Folder folder;
    const Source source = small_source(folder, edited(small_descriptor, "cadence = \"monthly\"",
                                                      "cadence = \"monthly\"\nwatched = [\"patente\"]"));
    const auto made =
        redacted(source, {.all = true},
                 "id,fecha,hora,tipo,x,y,barrio,patente\n1,2020-01-05,10,Robo,0.5,0.75,Norte,ZQH447\n");
    EXPECT_EQ(*made.twin, "id,fecha,hora,tipo,x,y,barrio,patente\n1,2020-01-05,10,Robo,,,Norte,\n");
    EXPECT_EQ(read_of(as_twin(source), *made.twin).accepted, 1);
}

TEST(Redact, LocatingIsPositionAddressAndWhatIsSealed) {
    const Folder folder;
    const Source source = small_source(
        folder,
        edited(edited(small_descriptor, "lon = \"x\"", "address = [\"calle\", \"altura\"]\nlon = \"x\""),
               "cadence = \"monthly\"", "cadence = \"monthly\"\nsealed = [\"dni\"]"));
    EXPECT_THAT(locating(source), UnorderedElementsAre("x", "y", "calle", "altura", "dni"));
    EXPECT_THAT(needed(source), UnorderedElementsAre("id", "fecha", "hora", "tipo", "barrio"));
}

TEST(Redact, OfAreasPlacesAndDaysNoTwinIsMade) {
    const Folder folder;
    Source source = small_source(folder);
    EXPECT_TRUE(has_twin(source));
    for (const auto kind : {Kind::areas, Kind::places, Kind::calendar}) {
        source.kind = kind;
        EXPECT_FALSE(has_twin(source));
        EXPECT_FALSE(redacted(source, {.all = true}).twin);
    }
}

TEST(Redact, AJsonListHasATwinToo) {
    const Folder folder;
    Source source = small_source(folder);
    source.format.type = FileType::json;
    const auto made = redacted(
        source, keyed(source, "1"),
        R"([{"id":"1","fecha":"2020-01-05","hora":"10","tipo":"Robo","x":"0.5","y":"0.75","barrio":"Norte"},
            {"id":"2","fecha":"2020-01-06","hora":"11","tipo":"Hurto","x":"0.5","y":"0.25","barrio":"Sur"}])");
    EXPECT_EQ(
        *made.twin,
        "id,fecha,hora,tipo,x,y,barrio\n1,2020-01-05,10,Robo,,,Norte\n2,2020-01-06,11,Hurto,0.5,0.25,Sur\n");
    EXPECT_EQ(read_of(as_twin(source), *made.twin).accepted, 2);
}

}  // namespace
}  // namespace atalaya::intake
