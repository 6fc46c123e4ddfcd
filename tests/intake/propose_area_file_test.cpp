#include "intake/propose/area_file.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv, const std::string& file = "limites.geojson") {
    LookedAt table{csv};
    table.look.type = FileType::geojson;
    table.look.areas = true;
    Choosing choosing = table.choosing(file);
    choose_areas_file(choosing);
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeAreaFile, ACodeTellsAllAreasApartAndANameSaysIt) {
    const Proposal proposal =
        taken("objectid,codigo,nombre,distrito\n1,B1,La Boca,D\n2,B2,Once,D\n", "barrios.geojson");
    EXPECT_EQ(proposal.value("shape.code"), "codigo");
    EXPECT_EQ(proposal.value("shape.name"), "nombre");
    EXPECT_EQ(proposal.value("shape.layer"), "barrio");
}

TEST(ProposeAreaFile, NothingThatTellsThemApartIsAskedAbout) {
    const Proposal proposal = taken("color\nrojo\nrojo\nrojo\nrojo\n");
    EXPECT_EQ(proposal.value("shape.code"), "COMPLETAR");
    EXPECT_FALSE(proposal.find("shape.code")->question.empty());
    EXPECT_EQ(proposal.value("shape.layer"), "COMPLETAR");
}

}  // namespace atalaya::intake
