// A delivery that was read again, under another descriptor or because somebody asked for it, is one delivery: the reading
// in force tells of its rows.
#include <fmt/format.h>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

class ReadAgain : public testing::Test {
  protected:
    // Twelve rows of which two are thefts, which nobody lists at first.
    void SetUp() override {
        written_.city("\"hechos\"", "");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n");
        written_.codes("hechos", robbery);
        std::string rows = "id,dia,tipo\n";
        for (int i = 1; i <= 12; ++i)
            rows += std::to_string(i) + ",2020-0" + std::to_string(1 + i % 2) + "-10," +
                    (i <= 2 ? "Hurto" : "Robo") + "\n";
        file_ = written_.file("hechos.csv", rows);
        town_ = &written_.publish({file_});
        first_ = town_->newest();
        written_.codes("hechos", std::string{robbery} + "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
        for (const char* day : {"2020-04-01", "2020-04-02", "2020-04-03"}) read_again(day);
    }

    void read_again(const char* day) {
        town_->catalogue = written_.catalogue();
        NoProgress quiet;
        auto read =
            read_deliveries(town_->catalogue, find_sources(town_->catalogue, {file_}).files, {},
                            town_->store->records().runs("aldea"), quiet, {.repeats = Repeats::count});
        town_->vintages.push_back(publish_deliveries(*town_->store, read, *parse_day(day), quiet));
        town_->worlds = std::make_unique<Worlds>(*town_->store, town_->catalogue);
    }

    double rows(const std::string& state, const std::string& vintage = "") const {
        return town_
            ->figure(std::string{}, std::string{"rows"}, std::string{"ciudad"}, std::string{"2020-02"},
                     vintage, std::string{}, "state=" + state)
            .value.value_or(-1);
    }

    static constexpr const char* robbery = "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n";
    WrittenCity written_{"aldea"};
    fs::path file_;
    Town* town_{};
    std::string first_;
};

TEST_F(ReadAgain, CountsItsRowsOnceByTheReadingInForce) {
    EXPECT_EQ(rows("read"), 12);
    EXPECT_EQ(rows("accepted"), 12);
    EXPECT_EQ(rows("rejected"), 0);
    EXPECT_EQ(rows("read", first_), 12);
    EXPECT_EQ(rows("accepted", first_), 10) << "as it was read then";
    EXPECT_EQ(rows("rejected", first_), 2);
}

TEST_F(ReadAgain, IsListedOnceSinceItCame) {
    const auto& receipts = town_->worlds->at("").receipts();
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_EQ(receipts.front().came, first_);
    EXPECT_EQ(receipts.front().vintage, town_->newest());
    const auto document =
        monthly_bulletin(*town_->worlds,
                         {.month = *parse_month("2020-02"), .language = "es", .profile = "interno"})
            .document;
    for (const auto& source : document.sources) EXPECT_EQ(source.deliveries.size(), 1U);
    for (const auto& row : document.provenance)
        EXPECT_EQ(row.deliveries.find(' '), std::string::npos) << row.deliveries;
    EXPECT_FALSE(document.provenance.empty());
}

// What areas there are is no part of a recipe: a known file is read again when those came that it named in vain.
class AreasThatCome : public testing::Test {
  protected:
    AreasThatCome() {
        written_.city("\"barrios\", \"zonas\", \"hechos\"", WrittenCity::layer(2, "barrio"));
        for (const char* id : {"barrios", "zonas"})
            written_.source(id, "areas", "csv",
                            "[shape]\nlayer = \"barrio\"\ncode = \"nombre\"\n"
                            "name = \"nombre\"\ndrawn = false\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"barrio\"\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        data_ = folder_.path() / "datos";
        store::create_directory(data_, "aldea");
        take(written_.file("barrios.csv", "nombre\nNorte\n"), "2020-02-01");
        facts_ = written_.file("hechos.csv",
                               "id,dia,tipo,barrio\n1,2020-01-05,Robo,Norte\n"
                               "2,2020-01-06,Robo,Sur\n");
        take(facts_, "2020-02-01");
    }
    Ingested take(const fs::path& file, const char* on) {
        NoProgress quiet;
        return ingest(data_, written_.share(), {.paths = {file}, .on = *parse_day(on)}, quiet);
    }
    // Facts that are in no area.
    std::size_t nowhere() {
        store::Store store{data_, store::Access::read};
        std::size_t findings = 0;
        const auto run = store.records().runs("aldea").back();
        for (const auto& kept : store.records().findings("aldea", run.id))
            findings += kept.finding.check == std::string{"area_not_found"} ? 1 : 0;
        return findings;
    }

    Folder folder_;
    WrittenCity written_{"aldea"};
    fs::path data_, facts_;
};

TEST_F(AreasThatCome, AreReasonToReadAKnownFileAgain) {
    EXPECT_EQ(nowhere(), 1U);
    EXPECT_TRUE(take(facts_, "2020-02-02").deliveries.at(0).known) << "nothing came";
    take(written_.file("zonas.csv", "nombre\nNorte\nSur\n"), "2020-02-03");
    const auto again = take(facts_, "2020-02-04");
    EXPECT_TRUE(again.deliveries.at(0).mended);
    EXPECT_FALSE(again.deliveries.at(0).known);
    EXPECT_EQ(again.vintage.revised, 1);
    EXPECT_EQ(nowhere(), 0U) << "the finding is not of the reading in force";
    EXPECT_TRUE(take(facts_, "2020-02-05").deliveries.at(0).known) << "it wants nothing any more";
}

TEST_F(AreasThatCome, AndTheFileItselfAreReadTogether) {
    NoProgress quiet;
    const auto zones = written_.file("zonas.csv", "nombre\nNorte\nSur\n");
    const auto both =
        ingest(data_, written_.share(), {.paths = {facts_, zones}, .on = *parse_day("2020-02-03")}, quiet);
    EXPECT_EQ(both.vintage.revised, 1);
}

TEST_F(AreasThatCome, AreNoReasonToGoBackToAFileThatAnotherOfItsNameReplaced) {
    take(written_.file("hechos.csv", "id,dia,tipo,barrio\n1,2020-01-05,Robo,Norte\n2,2020-01-07,Robo,Sur\n"),
         "2020-02-02");
    take(written_.file("zonas.csv", "nombre\nNorte\nSur\n"), "2020-02-03");
    const auto old = take(written_.file("hechos.csv",
                                        "id,dia,tipo,barrio\n1,2020-01-05,Robo,Norte\n"
                                        "2,2020-01-06,Robo,Sur\n"),
                          "2020-02-04");
    EXPECT_TRUE(old.deliveries.at(0).known);
    EXPECT_TRUE(old.deliveries.at(0).superseded);
}

// Day and month changed places in the descriptor, and were put right: the rows and their keys are the same.
TEST(DaysReadOtherwise, AreNoKeysUsedAnew) {
    const WrittenCity written{"aldea"};
    written.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
    const auto describe = [&](const std::string& format) {
        written.source("hechos", "incidents", "csv",
                       "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\", format = \"" + format +
                           "\" }\n[offence]\ncolumns = [\"tipo\"]\n");
    };
    written.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string rows = "id,dia,tipo\n";
    for (int i = 1; i <= 40; ++i) rows += fmt::format("{},{:02}/12/2019,Robo\n", i, 1 + i % 8);
    const auto file = written.file("hechos.csv", rows);
    const Folder folder;
    store::create_directory(folder.path() / "datos", "aldea");
    NoProgress quiet;
    const auto take = [&](const fs::path& path) {
        return ingest(folder.path() / "datos", written.share(),
                      {.paths = {path}, .on = *parse_day("2020-02-01")}, quiet);
    };
    describe("MM/DD/YYYY");
    EXPECT_EQ(take(file).vintage.added, 40);
    describe("DD/MM/YYYY");
    EXPECT_EQ(take(file).vintage.revised, 40);

    std::string others = "id,dia,tipo\n";
    for (int i = 1; i <= 40; ++i) others += fmt::format("{},{:02}/06/2019,Robo\n", i, 1 + i % 8);
    EXPECT_THROW(take(written.file("hechos.txt", others)), Error) << "another delivery does use them anew";
}

}  // namespace
}  // namespace atalaya::service
