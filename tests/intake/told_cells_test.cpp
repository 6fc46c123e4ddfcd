#include "intake/told_cells.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

// Rows with a name and a document that no descriptor of these tests names.
constexpr const char* named = "id,fecha,hora,tipo,x,y,barrio,Víctima,doc\n";

CellsTold told_of(const std::string& rows, std::vector<std::string> ids, std::vector<std::string> columns,
                  const std::string& descriptor = small_descriptor) {
    const Folder folder;
    const Source source = small_source(folder, descriptor);
    const auto path = folder.write("hechos.csv", named + rows);
    CellsTold told{.columns = std::move(columns), .keys = {}, .rows = {}, .found = {}};
    for (const auto& id : ids) told.keys.push_back(incident_key(source.id, id));
    std::ranges::sort(told.keys);
    NoProgress quiet;
    const Batch batch = read_here(source, small_city(), small_gazetteer(), path, quiet, {.told = &told});
    EXPECT_GT(batch.read, 0);
    return told;
}

TEST(ToldCells, AreOfTheRecordsThatWereAskedForAndOfNoOthers) {
    const auto told = told_of(
        "1,2020-01-01,10,Robo,,,norte,Ana Ceibo,11\n"
        "2,2020-01-01,10,Robo,,,norte,Luis Tala,22\n"
        "3,2020-01-01,10,Robo,,,norte,,\n",
        {"1", "3"}, {"victima", "doc"});
    ASSERT_EQ(told.rows.size(), 2u);
    EXPECT_EQ(told.rows[0].key, incident_key("hechos", "1"));
    EXPECT_THAT(told.rows[0].cells, testing::ElementsAre("Ana Ceibo", "11"));
    EXPECT_THAT(told.rows[1].cells, testing::ElementsAre("", ""));
    EXPECT_THAT(told.found, testing::ElementsAre(true, true));
}

TEST(ToldCells, OfARejectedRowNothingIsToldAndOfAKeyThatComesAgainTheRowThatStays) {
    const auto told = told_of(
        "1,2020-02-31,10,Robo,,,norte,Rejected,1\n"
        "2,2020-01-01,10,Robo,,,norte,Before,2\n"
        "2,2020-01-01,10,Robo,,,norte,After,2\n",
        {"1", "2"}, {"victima"});
    ASSERT_EQ(told.rows.size(), 1u);
    EXPECT_THAT(told.rows[0].cells, testing::ElementsAre("After"));
}

TEST(ToldCells, AColumnThatTheFileLacksIsBlankAndSaidToBe) {
    const auto told = told_of("1,2020-01-01,10,Robo,,,norte,Ana,1\n", {"1"}, {"nombre", "doc"});
    EXPECT_THAT(told.found, testing::ElementsAre(false, true));
    EXPECT_THAT(told.rows.at(0).cells, testing::ElementsAre("", "1"));
}

TEST(ToldCells, OfASourceWithoutKeysAreFoundByWhatItsRowsAre) {
    const std::string keyless = edited(small_descriptor, "[key]\ncolumns = [\"id\"]\n", "");
    const Folder folder;
    const Source source = small_source(folder, keyless);
    const auto path = folder.write("hechos.csv", std::string{named} + "1,2020-01-01,10,Robo,,,norte,Ana,1\n" +
                                                     "2,2020-01-02,10,Hurto,,,norte,Luis,2\n");
    NoProgress quiet;
    const Batch batch = read_here(source, small_city(), small_gazetteer(), path, quiet);
    CellsTold told{.columns = {"victima"}, .keys = {batch.incidents.key.at(1)}, .rows = {}, .found = {}};
    read_here(source, small_city(), small_gazetteer(), path, quiet, {.told = &told});
    ASSERT_EQ(told.rows.size(), 1u);
    EXPECT_THAT(told.rows[0].cells, testing::ElementsAre("Luis"));
}

TEST(ToldCells, TwoColumnsOfOneNameAreRefused) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto path =
        folder.write("hechos.csv", "id,fecha,hora,tipo,x,y,barrio,doc,Doc\n1,2020-01-01,1,Robo,,,,1,2\n");
    CellsTold told{.columns = {"doc"}, .keys = {}, .rows = {}, .found = {}};
    NoProgress quiet;
    EXPECT_THAT(
        refusal([&] { read_here(source, small_city(), small_gazetteer(), path, quiet, {.told = &told}); }),
        testing::HasSubstr("expected one column doc"));
}

// Through the confined child, as kept deliveries are read.
TEST(Handover, OfToldCellsIsWhatTheChildRead) {
    const Folder folder;
    const Source source = small_source(folder);
    CellsTold told{.columns = {"victima"}, .keys = {incident_key("hechos", "2")}, .rows = {}, .found = {}};
    NoProgress quiet;
    const std::string bytes =
        std::string{named} + "1,2020-01-01,10,Robo,,,norte,Ana,1\n2,2020-01-01,10,Robo,,,norte,Núñez,1\n";
    tell_cells(told, source, small_city(), small_gazetteer(), bytes, "hechos.csv", quiet);
    ASSERT_EQ(told.rows.size(), 1u);
    EXPECT_EQ(told.rows[0].key, incident_key("hechos", "2"));
    EXPECT_THAT(told.rows[0].cells, testing::ElementsAre("Núñez"));
    EXPECT_THAT(told.found, testing::ElementsAre(true));
}

}  // namespace
}  // namespace atalaya::intake
