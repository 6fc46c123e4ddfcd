#include "intake/propose/look_points.hpp"

#include <gtest/gtest.h>

#include "intake/places.hpp"
#include "intake/propose/position.hpp"
#include "intake/propose/proposal.hpp"
#include "intake/propose/write.hpp"
#include "propose_table.hpp"
#include "support.hpp"

namespace atalaya::intake {

namespace {

std::string points(const std::string& first) {
    return table_of("id,fecha,tipo,geom", 40, [&](int i) {
        return std::to_string(i + 1) + ",2024-01-" + two(1 + i % 28) + "," + (i % 2 ? "Robo" : "Hurto") +
               "," +
               (i == 0 ? first
                       : "POINT(-58.4" + std::to_string(100 + i) + " -34.6" + std::to_string(100 + i) + ")");
    });
}

}  // namespace

TEST(ProposeLookPoints, PointsBecomeTwoColumns) {
    LookedAt table{points("0101000020E61000000000000000404DC000000000002041C0")};
    add_point_columns(table.look.sample);
    EXPECT_EQ(table.look.sample.head,
              (std::vector<std::string>{"id", "fecha", "tipo", "geom", "@x:geom", "@y:geom"}));
    EXPECT_EQ(table.look.sample.rows(), 40u);
    EXPECT_EQ(table.look.sample.at(0, 4), "-58.5");
    EXPECT_EQ(table.look.sample.at(39, 5), "-34.6139");
}

TEST(ProposeLookPoints, OtherTextsAndPolygonsAreLeft) {
    for (const char* cells : {"a,texto\n1,Pointe\n2,Polo\n", "a,g\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n"}) {
        LookedAt table{cells};
        add_point_columns(table.look.sample);
        EXPECT_EQ(table.look.sample.width(), 2u) << cells;
    }
}

// What is proposed is read: the place of each fact.
TEST(ProposeLookPoints, FactsOfADatabaseHaveTheirPlace) {
    const Folder folder;
    const auto path = folder.write("hechos.csv", points(""));
    NoProgress quiet;
    const Proposal proposal = propose_here(path, quiet);
    EXPECT_EQ(proposal.value("place.lon"), "@x:geom");
    EXPECT_EQ(proposal.value("place.lat"), "@y:geom");
    write_proposal(proposal, folder.path() / "hechos", [](const Message& said) { return said.english(); });
    const Source source = read_source(folder.path() / "hechos");
    const Batch batch = read_here(source, small_city(), small_gazetteer(), path, quiet);
    ASSERT_EQ(batch.incidents.size(), 40u);
    EXPECT_EQ(batch.incidents.lon[0], nothing<std::int32_t>) << "a blank cell";
    EXPECT_EQ(batch.incidents.lon[1], -584'101'000);
    EXPECT_EQ(batch.incidents.lat[39], -346'139'000);
}

// Doors and landmarks of a database, too: what is proposed is read.
TEST(ProposeLookPoints, DoorsHaveTheirPlace) {
    const Folder folder;
    NoProgress quiet;
    const auto path = folder.write("puertas.csv", table_of("calle,altura,geom", 60, [](int i) {
                                       return "Calle " + std::string(1, static_cast<char>('A' + i % 4)) +
                                              "," + std::to_string(100 + i / 4) + ",POINT(-58.4" +
                                              std::to_string(100 + i) + " -34.6" + std::to_string(100 + i) +
                                              ")";
                                   }));
    const Proposal proposal = propose_here(path, quiet);
    EXPECT_EQ(proposal.value("places.what"), "doors");
    EXPECT_EQ(proposal.value("places.lon"), "@x:geom");
    write_proposal(proposal, folder.path() / "puertas", [](const Message& said) { return said.english(); });
    Batch batch;
    const auto places =
        read_places_file(read_source(folder.path() / "puertas"), OpenFile{path}, quiet, batch);
    ASSERT_EQ(places.doors.size(), 60u);
    EXPECT_DOUBLE_EQ(places.doors[1].at.lon, -58.4101);
    EXPECT_DOUBLE_EQ(places.doors[1].at.lat, -34.6101);
}

// The cells say the system: nothing is guessed from where the points lie.
TEST(ProposeLookPoints, TheSystemIsThatOfTheCells) {
    const std::string csv = table_of("estacion,geom", 20, [](int i) {
        return "Parada " + std::string(1, static_cast<char>('A' + i)) + ",SRID=3116;POINT(9186" +
               std::to_string(10 + i) + " 17067" + std::to_string(10 + i) + ")";
    });
    const Folder folder;
    NoProgress quiet;
    const Proposal proposal = propose_here(folder.write("paradas.csv", csv), quiet);
    EXPECT_EQ(proposal.value("places.x"), "@x:geom");
    EXPECT_EQ(proposal.value("places.crs"), "EPSG:3116");
    EXPECT_TRUE(proposal.find("places.crs")->question.empty());
}

}  // namespace atalaya::intake
