// Erasing what locates and identifies of some facts, from what is asked for to what can still be asked afterwards.
#include "service/erasure.hpp"

#include "service/export.hpp"
#include "small_village.hpp"
#include "store/code_records.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

EraseWords words() {
    return {.author = "Ana Ruiz",
            .reason = "pedido 7",
            .basis = "Ley 25.326, art. 16",
            .on = *parse_day("2021-03-01")};
}

class Erasures : public Village {
  protected:
    ErasePlan planned(const EraseAsked& asked) {
        store::Store store{data_, store::Access::read};
        const auto known = catalogue();
        return plan_erasure(store, known, erase_target(store, known, asked), quiet_);
    }
    store::Erasure run(const EraseAsked& asked) {
        return run_erasure(data_, catalogue(), planned(asked), words(), quiet_);
    }
    std::string refused(const EraseAsked& asked, Fault fault) {
        try {
            planned(asked);
        } catch (const Error& error) {
            EXPECT_EQ(static_cast<int>(error.fault()), static_cast<int>(fault)) << error.what();
            return error.what();
        }
        ADD_FAILURE() << "nothing was refused";
        return {};
    }
    void describe_anew(const std::string& from, const std::string& to) {
        const auto source = share_.data / "sources/hechos/source.toml";
        std::string text = text_of(source);
        ASSERT_NE(text.find(from), std::string::npos);
        text.replace(text.find(from), from.size(), to);
        write(source, text);
    }
    void only_thefts_are_listed() {
        describe_anew("unlisted = \"keep\"\n", "");
        write(share_.data / "sources/hechos/codes.csv",
              "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\nhurto,Hurto,,Hurto,Furto,Theft,,,,\n");
    }
    static std::string text_of(const fs::path& path) {
        std::ifstream file{path};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    std::string delivery(std::string_view bytes) { return sha256(bytes).hex(); }
};

TEST_F(Erasures, APlanSaysWhatWouldGoAndNothingGoes) {
    const auto plan = planned({.source = "hechos", .keys = {"1"}});
    EXPECT_THAT(plan.target.incidents, ElementsAre(1));
    EXPECT_EQ(plan.positions, 1);
    EXPECT_EQ(plan.rejects, 0);
    ASSERT_EQ(plan.deliveries.size(), 1U) << "the other delivery does not tell of it";
    EXPECT_EQ(plan.deliveries[0].delivery, sha256(village_first));
    EXPECT_EQ(plan.deliveries[0].rows, 1);
    EXPECT_EQ(plan.deliveries[0].cells, 3);
    EXPECT_TRUE(plan.deliveries[0].twin);
    EXPECT_EQ(placed().size(), 5U);
    EXPECT_EQ(bytes_kept(village_first), village_first);
}

TEST_F(Erasures, ThePersonGoesFromTheDeliveryAndThePlaceAndTheFactStays) {
    const auto done = run({.source = "hechos", .keys = {"1"}});
    EXPECT_EQ(done.id, "e-2021-03-01.1");
    EXPECT_THAT(placed(), ElementsAre("2019-03-20", "2019-12-31", "2020-01-31", "2020-06-15"));
    EXPECT_EQ(facts(), 5U);
    EXPECT_THAT(bytes_kept(village_first), Not(HasSubstr("Ana Ruiz")));
    EXPECT_THAT(bytes_kept(village_first), HasSubstr("1,2019-03-05,Robo,,,\n2,2019-03-20,Robo,-58.52"));
    EXPECT_THAT(done.about, Not(HasSubstr("\"1\""))) << "a key may be of a person";
    expect_whole();
    EXPECT_TRUE(planned({.source = "hechos", .keys = {"1"}}).empty());
}

TEST_F(Erasures, ByTheLedgersNumberItIsTheSame) {
    run({.incidents = {5}});
    EXPECT_THAT(bytes_kept(village_second), Not(HasSubstr("Inés")));
    EXPECT_EQ(placed().size(), 4U);
}

TEST_F(Erasures, AWholeDeliveryGoesWithItsRefusedCells) {
    const auto plan = planned({.deliveries = {delivery(village_first).substr(0, 10)}});
    EXPECT_EQ(plan.positions, 3);
    EXPECT_EQ(plan.rejects, 1);
    EXPECT_EQ(plan.deliveries.at(0).rows, 4);
    run_erasure(data_, catalogue(), plan, words(), quiet_);
    EXPECT_THAT(placed(), ElementsAre("2020-01-31", "2020-06-15"));
    EXPECT_EQ(facts(), 5U);
    EXPECT_THAT(bytes_kept(village_first), Not(testing::ContainsRegex("Ana|Luis|Eva|Mal|-58")));
    expect_whole();
}

// A label that was decided made a fact of a row which codes.csv refuses: it is of the delivery as well.
TEST_F(Erasures, AWholeDeliveryGoesWithTheFactsOfADecidedLabel) {
    const auto source = share_.data / "sources/hechos/source.toml";
    std::string text = text_of(source);
    text.replace(text.find("unlisted = \"keep\"\n"), std::string{"unlisted = \"keep\"\n"}.size(), "");
    write(source, text);
    write(share_.data / "sources/hechos/codes.csv",
          "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\nrobo,Robo,,Robo,Roubo,Robbery,,,,\n");
    const char* third =
        "id,fecha,tipo,x,y,nombre\n7,2020-08-01,Robo,-58.56,-34.66,Sol "
        "Gil\n8,2020-08-02,Roob,-58.57,-34.67,Luz Rey\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    EXPECT_EQ(planned({.deliveries = {delivery(third)}}).positions, 1);
    {
        store::Store store{data_};
        store::keep_label_decisions(
            store.records(), "aldea",
            {{"hechos", "roob", 0, "code", "robo", "Roob", "Ana", "a slip", "2020-10-01"}});
    }
    ingest_text("hechos-2020-08.csv", third, "2020-10-05");
    EXPECT_EQ(planned({.deliveries = {delivery(third)}}).positions, 2);
    const auto before = placed();
    run({.deliveries = {delivery(third)}});
    EXPECT_EQ(placed().size(), before.size() - 2);
    expect_whole();
}

// What an earlier source.toml took and today's refuses was published all the same: its keys and its vintage say so.
TEST_F(Erasures, AWholeDeliveryGoesWithTheFactsThatTodaysDescriptorRefuses) {
    only_thefts_are_listed();
    const auto plan = planned({.deliveries = {delivery(village_first)}});
    EXPECT_THAT(plan.target.incidents, ElementsAre(1, 2, 3));
    EXPECT_EQ(plan.positions, 3);
    run_erasure(data_, catalogue(), plan, words(), quiet_);
    EXPECT_THAT(placed(), ElementsAre("2020-01-31", "2020-06-15"));
    expect_whole();
}

TEST_F(Erasures, AKeyThatIsAnotherNowLosesNoFactOfItsDelivery) {
    describe_anew("[key]\ncolumns = [\"id\"]\n", "[key]\ncolumns = [\"id\", \"fecha\"]\n");
    EXPECT_EQ(planned({.deliveries = {delivery(village_first)}}).positions, 3);
    const auto plan = planned({.incidents = {1}});
    EXPECT_EQ(plan.positions, 1);
    EXPECT_EQ(plan.target.unfound, 1) << "its row cannot be told, and that is said";
    EXPECT_EQ(planned({.incidents = {2, 3}}).target.unfound, 2);
}

// Two files of one vintage whose keys are others now: whose a fact is cannot be told, unless both go.
TEST_F(Erasures, FactsThatMayBeOfAnotherDeliveryAreNotGuessed) {
    const char* one = "id,fecha,tipo,x,y,nombre\n21,2020-07-01,Robo,-58.51,-34.61,Uno\n";
    const char* other = "id,fecha,tipo,x,y,nombre\n22,2020-07-02,Robo,-58.52,-34.62,Dos\n";
    write(folder_.path() / "hechos-a.csv", one);
    write(folder_.path() / "hechos-b.csv", other);
    ingest(data_, share_,
           {.paths = {folder_.path() / "hechos-a.csv", folder_.path() / "hechos-b.csv"},
            .on = day("2020-08-05")},
           quiet_);
    EXPECT_THAT(planned({.deliveries = {delivery(one)}}).target.incidents, ElementsAre(6));
    describe_anew("[key]\ncolumns = [\"id\"]\n", "[key]\ncolumns = [\"id\", \"fecha\"]\n");
    EXPECT_THAT(refused({.deliveries = {delivery(one)}}, Fault::conflict), HasSubstr("together"));
    EXPECT_EQ(planned({.deliveries = {delivery(one), delivery(other)}}).positions, 2);
}

// A source without keys: its rows are found by what they say, also those that are refused now.
TEST_F(Erasures, ARowWithoutAKeyIsFoundThoughItIsRefusedNow) {
    describe_anew("[key]\ncolumns = [\"id\"]\n", "");
    const char* third =
        "id,fecha,tipo,x,y,nombre\n7,2020-08-01,Robo,-58.56,-34.66,Sol Gil\n"
        "8,2020-08-02,Hurto,-58.57,-34.67,Luz Rey\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    only_thefts_are_listed();
    run({.incidents = {6}});
    EXPECT_THAT(bytes_kept(third), Not(HasSubstr("Sol Gil")));
    EXPECT_THAT(bytes_kept(third), HasSubstr("Luz Rey"));
    EXPECT_EQ(placed().size(), 6U);
}

// A row that a reading refused told of no fact, though a fact of another delivery has its key.
TEST_F(Erasures, ARefusedRowMakesNoFactOfItsDelivery) {
    const char* third =
        "id,fecha,tipo,x,y,nombre\n1,2020-02-30,Robo,-58.56,-34.66,Ana Ruiz\n"
        "8,2020-08-02,Hurto,-58.57,-34.67,Luz Rey\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    EXPECT_THAT(planned({.deliveries = {delivery(third)}}).target.incidents, ElementsAre(6));
}

TEST_F(Erasures, OnlyTheRefusedCellsOfTheRowsAskedForAreCountedAndGo) {
    const char* third =
        "id,fecha,tipo,x,y,nombre\n1,2020-02-30,Robo,-58.56,-34.66,Ana Ruiz\n"
        "8,2020-08-02,Hurto,-58.57,-34.67,Luz Rey\n9,2020-02-31,Hurto,-58.5,-34.6,Mal Día\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    const auto plan = planned({.source = "hechos", .keys = {"1"}});
    EXPECT_EQ(plan.rejects, 1);
    run_erasure(data_, catalogue(), plan, words(), quiet_);
    expect_whole();
    store::Store store{data_, store::Access::read};
    const auto rejects = store.records().rejects("aldea", store.records().runs("aldea").back().id, "", 9);
    ASSERT_EQ(rejects.size(), 2U);
    EXPECT_EQ(rejects[0].reject.found, "⟦e-2021-03-01.1⟧");
    EXPECT_EQ(rejects[1].reject.found, "2020-02-31");
}

// Of two erasures of one reading each blanks its own.
TEST_F(Erasures, AnotherRowOfTheSameReadingIsErasedLater) {
    const char* third =
        "id,fecha,tipo,x,y,nombre\n1,2020-02-30,Robo,-58.56,-34.66,Ana Ruiz\n"
        "2,2020-02-31,Hurto,-58.5,-34.6,Luis Paz\n3,2020-08-02,Hurto,-58.57,-34.67,Eva Sol\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    run({.source = "hechos", .keys = {"1"}});
    EXPECT_EQ(planned({.source = "hechos", .keys = {"2"}}).rejects, 1);
    run({.source = "hechos", .keys = {"2"}});
    EXPECT_EQ(planned({.deliveries = {delivery(third)}}).rejects, 0);
    expect_whole();
}

// The key of a row that every reading refused is of no fact; the person is in the delivery all the same.
TEST_F(Erasures, AKeyThatOnlyARefusedRowHasIsFound) {
    const auto plan = planned({.source = "hechos", .keys = {"9"}});
    EXPECT_THAT(plan.target.incidents, IsEmpty());
    ASSERT_EQ(plan.deliveries.size(), 1U);
    EXPECT_EQ(plan.deliveries[0].delivery, sha256(village_first));
    EXPECT_EQ(plan.deliveries[0].rows, 1);
    EXPECT_EQ(plan.rejects, 1);
    run_erasure(data_, catalogue(), plan, words(), quiet_);
    EXPECT_THAT(bytes_kept(village_first), Not(HasSubstr("Mal")));
    EXPECT_THAT(bytes_kept(village_first), HasSubstr("Ana Ruiz"));
    EXPECT_EQ(facts(), 5U);
    expect_whole();
    EXPECT_TRUE(planned({.source = "hechos", .keys = {"9"}}).empty());
}

// The column of the key has another name since: the fact is in a delivery of before and in one of after.
TEST_F(Erasures, ARowIsFoundInADeliveryOfBeforeItsKeyHadAnotherName) {
    describe_anew("[key]\ncolumns = [\"id\"]\n", "[key]\ncolumns = [\"nro\"]\n");
    const char* third =
        "nro,fecha,tipo,x,y,nombre\n1,2019-03-05,Robo,-58.51,-34.61,Ana Ruiz\n"
        "8,2020-08-02,Hurto,-58.57,-34.67,Luz Rey\n";
    ingest_text("hechos-2020-08.csv", third, "2020-09-05");
    const auto plan = planned({.source = "hechos", .keys = {"1"}});
    EXPECT_EQ(plan.deliveries.size(), 2U);
    EXPECT_EQ(plan.target.unfound, 0);
    run_erasure(data_, catalogue(), plan, words(), quiet_);
    for (const char* text : {village_first, third})
        EXPECT_THAT(bytes_kept(text), Not(HasSubstr("Ana Ruiz"))) << text;
    EXPECT_THAT(bytes_kept(village_first), HasSubstr("Luis Paz"));
    EXPECT_THAT(bytes_kept(village_first), HasSubstr("\n1,2019-03-05,Robo,,,\n")) << "the key stays";
    expect_whole();
}

TEST_F(Erasures, AColumnGoesFromEveryDelivery) {
    run({.source = "hechos", .columns = {"nombre"}});
    for (const char* text : {village_first, village_second})
        EXPECT_THAT(bytes_kept(text), Not(testing::ContainsRegex("Ana|Luis|Eva|Mal|Juan|In")));
    EXPECT_EQ(placed().size(), 5U) << "a name is no place";
    expect_whole();
}

TEST_F(Erasures, ColumnsThatLocateTakeThePositionsOfTheSource) {
    run({.source = "hechos", .columns = {"x", "y"}});
    EXPECT_THAT(placed(), IsEmpty());
    EXPECT_THAT(bytes_kept(village_first), HasSubstr("1,2019-03-05,Robo,,,Ana Ruiz"));
    expect_whole();
}

TEST_F(Erasures, WhatIsNotThereOrCannotBeErasedIsNamed) {
    EXPECT_THAT(refused({}, Fault::usage), HasSubstr("expected what to erase"));
    EXPECT_THAT(refused({.keys = {"1"}}, Fault::usage), HasSubstr("--source"));
    EXPECT_THAT(refused({.source = "hechos", .keys = {"1", "77"}}, Fault::missing),
                HasSubstr("1 of the keys"));
    EXPECT_THAT(refused({.source = "hechos", .keys = {"1|2"}}, Fault::usage), HasSubstr("1 cells"));
    EXPECT_THAT(refused({.source = "otra", .keys = {"1"}}, Fault::missing), HasSubstr("no source \"otra\""));
    EXPECT_THAT(refused({.incidents = {99}}, Fault::missing), HasSubstr("1 of the 1 numbers"));
    EXPECT_THAT(refused({.deliveries = {"abc"}}, Fault::missing), HasSubstr("eight or more"));
    EXPECT_THAT(
        refused({.source = "hechos", .columns = {"nombr"}}, Fault::usage),
        HasSubstr("no delivery of hechos has a column \"nombr\". There are: id, fecha, tipo, x, y, nombre"));
    EXPECT_THAT(refused({.source = "hechos", .columns = {"fecha"}}, Fault::usage),
                HasSubstr("without \"fecha\" rows of hechos could not be"));
}

TEST_F(Erasures, WhoWhyAndTheLawAreSaid) {
    const auto plan = planned({.incidents = {1}});
    for (const auto blank : {&EraseWords::author, &EraseWords::reason, &EraseWords::basis}) {
        auto said = words();
        said.*blank = " ";
        EXPECT_THROW(run_erasure(data_, catalogue(), plan, said, quiet_), Error);
    }
    EXPECT_EQ(placed().size(), 5U);
}

TEST_F(Erasures, AHoldStandsAgainstIt) {
    {
        store::Store store{data_};
        store::keep_hold(store.records(), "aldea",
                         {.action = "hold",
                          .incident = 2,
                          .author = "Ana",
                          .reason = "causa 12",
                          .on = day("2021-01-01")});
    }
    EXPECT_THAT(refused({.incidents = {2}}, Fault::conflict), HasSubstr("h-1"));
    EXPECT_THAT(refused({.deliveries = {delivery(village_first)}}, Fault::conflict), HasSubstr("causa 12"));
    EXPECT_FALSE(planned({.incidents = {1}}).empty()) << "another fact is not held";
}

// The bytes as received are known by their digest: with the recipe that read them nothing happens, with another the twin
// is read.
TEST_F(Erasures, TheOriginalBytesDoNotBringItBack) {
    run({.source = "hechos", .keys = {"1"}});
    const auto same = ingest_text("hechos-2019.csv", village_first, "2021-04-01");
    EXPECT_FALSE(same.vintage.published);
    EXPECT_EQ(same.deliveries.at(0).erased, "e-2021-03-01.1");
    EXPECT_EQ(same.deliveries.at(0).erased_on, day("2021-03-01"));

    describe("box = [-59, -35, -58, -34]\n");  // another recipe
    const auto anew = ingest_text("hechos-2019.csv", village_first, "2021-04-02");
    EXPECT_TRUE(anew.vintage.published);
    EXPECT_EQ(anew.deliveries.at(0).batch.accepted, 3);
    EXPECT_EQ(anew.deliveries.at(0).batch.delivery, sha256(village_first));
    EXPECT_THAT(placed(), ElementsAre("2019-03-20", "2019-12-31", "2020-01-31", "2020-06-15"));
    EXPECT_THAT(bytes_kept(village_first), Not(HasSubstr("Ana Ruiz")));
    EXPECT_EQ(facts(), 5U);
    expect_whole();
}

// A later file that tells of the fact again: no position comes of it.
TEST_F(Erasures, AnotherDeliveryDoesNotLocateItAgain) {
    run({.source = "hechos", .keys = {"1"}});
    ingest_text("hechos-2021.csv", "id,fecha,tipo,x,y,nombre\n1,2019-03-05,Hurto,-58.51,-34.61,Ana Ruiz\n",
                "2021-04-01");
    EXPECT_EQ(placed().size(), 4U);
    EXPECT_EQ(facts(), 5U);
    expect_whole();
}

TEST_F(Erasures, AnExportLeavesItOut) {
    run({.source = "hechos", .keys = {"1"}});
    store::Store store{data_, store::Access::read};
    const auto copied =
        copy_for_analysts(store, catalogue(), {folder_.path() / "out", {CopyForm::csv}, "", true}, quiet_);
    std::map<std::string, std::int64_t> rows;
    for (const auto& file : copied.files) rows[file.table] = file.rows;
    EXPECT_EQ(rows["position"], 4);
    EXPECT_EQ(rows["incident"], 5);
}

// --- figures, of a city that has enough facts for hot places

class ErasedFigures : public testing::Test {
  protected:
    static Town& town() {
        auto& town = towns()["erased"];
        if (!town) {
            town = std::make_unique<Town>("villa-marejada");
            const auto made =
                simulate::simulate({.city = "villa-marejada", .years = 2, .deliveries = 4}, town->files);
            for (const auto& together : made.deliveries) {
                town->deliveries.emplace_back();
                for (const auto& file : together) town->deliveries.back().push_back(town->files / file);
            }
            town->publish_all();
        }
        return *town;
    }
    static store::Figure kept(const FigureSpec& spec) {
        const auto figure = compute(*town().worlds, spec);
        return {figure_id(spec),
                json_of(spec),
                json_of(figure),
                digest_of(figure),
                town().store->newest()->no,
                "bulletin:mensual/ciudad/2024-12/es/1"};
    }
};

TEST_F(ErasedFigures, WhatNeedsAPositionCannotBeRepeatedAndCountsAreTheSameToTheByte) {
    const auto hot = town().spec("concentracion", "hot", "ciudad", "2021", "", "", "level=95");
    const auto earlier = town().spec("concentracion", "hot", "ciudad", "2020", "", "", "level=95");
    const auto count = town().spec("concentracion", "count", "ciudad", "2021-03");
    const auto busiest = town().spec("concentracion", "busiest", "ciudad", "2021");
    auto& open = *town().store;
    std::vector<store::Figure> figures;
    for (const auto& spec : {hot, earlier, count, busiest}) figures.push_back(kept(spec));
    open.records().keep_figures(open.city(), figures);

    // One robbery of 2021 that has a position.
    const auto positions =
        store::live_positions(open.analytics(), {open.city(), open.newest()->no}, *parse_period("2021"));

    std::int64_t number = 0;
    for (std::size_t i = 0; i < positions.size() && number == 0; ++i) {
        if (town().catalogue.counts_in(positions.offence[i], "concentracion"))
            number = positions.incident_no[i];
    }
    ASSERT_GT(number, 0);
    NoProgress quiet;
    const auto plan =
        plan_erasure(open, town().catalogue,
                     erase_target(open, town().catalogue, EraseAsked{.incidents = {number}}), quiet);
    ASSERT_EQ(plan.figures.size(), 1U);
    EXPECT_EQ(plan.figures[0].id, figure_id(hot));

    town().worlds.reset();
    town().store.reset();
    run_erasure(town().directory, town().catalogue, plan, words(), quiet);
    town().store = std::make_unique<store::Store>(town().directory);
    town().worlds = std::make_unique<Worlds>(*town().store, town().catalogue);

    for (const auto& spec : {count, busiest, earlier}) {
        const auto repeated = repeat_figure(*town().store, *town().worlds, figure_id(spec));
        EXPECT_TRUE(repeated.same()) << json_of(spec);
        EXPECT_FALSE(repeated.erased);
    }
    const auto repeated = repeat_figure(*town().store, *town().worlds, figure_id(hot));
    EXPECT_FALSE(repeated.same());
    ASSERT_TRUE(repeated.erased);
    EXPECT_EQ(repeated.erased->id, "e-2021-03-01.1");
    EXPECT_THAT(repeated.figure.notes, testing::Contains("positions_erased:1"));

    // What is told of it from now on is another figure, which can be kept beside it and repeated.
    auto since = hot;
    since.erasure = town().worlds->erasure_of(hot);
    EXPECT_EQ(since.erasure, "e-2021-03-01.1");
    EXPECT_NE(figure_id(since), figure_id(hot));
    EXPECT_EQ(town().worlds->erasure_of(earlier), "") << "nothing of 2020 was erased";
    town().store->records().keep_figures(town().store->city(), {kept(since)});
    EXPECT_TRUE(repeat_figure(*town().store, *town().worlds, figure_id(since)).same());

    const auto all = store::verify(*town().store, quiet);
    EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
}

}  // namespace
}  // namespace atalaya::service
