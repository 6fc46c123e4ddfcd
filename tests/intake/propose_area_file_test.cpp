#include "intake/propose/area_file.hpp"

#include <gtest/gtest.h>

#include "intake/propose/write.hpp"
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

// "En 4" is no place: how sentences call the areas is proposed and asked.
TEST(ProposeAreaFile, AreasOfNumbersAloneAreCalledByTheirLayer) {
    const Proposal proposal = taken("comuna\n1\n2\n3\n", "comunas.geojson");
    ASSERT_NE(proposal.find("shape.called"), nullptr);
    EXPECT_EQ(proposal.find("shape.called")->values,
              (std::vector<std::string>{"Comuna {}", "Comuna {}", "Comuna {}"}));
    EXPECT_FALSE(proposal.find("shape.called")->question.empty());
    const std::string toml =
        source_toml(proposal, "comunas", [](const Message& said) { return said.english(); });
    EXPECT_NE(toml.find("called = { es = \"Comuna {}\", pt = \"Comuna {}\", en = \"Comuna {}\" }\n"),
              std::string::npos)
        << toml;
    EXPECT_EQ(taken("barrio\nRetiro\nBoca\nOnce\n").find("shape.called"), nullptr);
}

// A comuna says of which barrios it is made: they are not what it is.
TEST(ProposeAreaFile, PartsThatAnAreaListsAreNotItsLayer) {
    const std::string csv = "barrios_que_abarca,nro\nALMAGRO - BOEDO,5\nCABALLITO,6\nFLORES - CHACABUCO,7\n";
    EXPECT_EQ(taken(csv, "mapa_comunal.geojson").value("shape.layer"), "comuna");
    EXPECT_NE(taken(csv, "export.geojson").value("shape.layer"), "barrio");
    EXPECT_EQ(
        taken("barrio,nro\nALMAGRO,5\nCABALLITO,6\nFLORES,7\n", "mapa_comunal.geojson").value("shape.layer"),
        "barrio");
}

TEST(ProposeAreaFile, ANumberThatIsCalledSoIsPreferredToAName) {
    const Proposal numbered = taken("number,name\n1,Rogers Park\n25,Austin\n32,Loop\n");
    EXPECT_EQ(numbered.value("shape.code"), "number");
    EXPECT_EQ(numbered.value("shape.name"), "name");
}

TEST(ProposeAreaFile, ANameThatTwoLargerAreasHaveIsOneWithinEach) {
    const Proposal proposal = taken("alcaldia,colonia\nNorte,Centro\nSur,Centro\nSur,Obrera\nSur,Roma\n");
    EXPECT_EQ(proposal.value("shape.code"), "colonia");
    EXPECT_EQ(proposal.value("shape.within"), "alcaldia");
    const Proposal repeated = taken("alcaldia,colonia\nNorte,Centro\nSur,Roma\nSur,Roma\nSur,Obrera\n");
    EXPECT_EQ(repeated.value("shape.code"), "colonia");
    EXPECT_EQ(repeated.find("shape.within"), nullptr) << "a row that is there twice";
}

// A measure tells all areas apart, too; a code of a country's list is no measure.
TEST(ProposeAreaFile, WhatWasMeasuredIsNoCode) {
    const Proposal named = taken("superficie,vecindad\n55488,Norte\n57304,Sur\n105080,Boca\n");
    EXPECT_EQ(named.value("shape.code"), "vecindad");
    const Proposal spread = taken("tamano,vecindad\n480,Norte\n57304,Sur\n1050800,Boca\n");
    EXPECT_EQ(spread.value("shape.code"), "vecindad");
    const Proposal list = taken("numeracion,vecindad\n2001,Norte\n14021,Sur\n90119,Boca\n");
    EXPECT_EQ(list.value("shape.code"), "vecindad") << "a word of a layer is preferred to a number";
    const Proposal alone = taken("numeracion\n2001\n14021\n90119\n");
    EXPECT_EQ(alone.value("shape.code"), "numeracion");
}

TEST(ProposeAreaFile, ALayerOfAnUnknownWordIsCalledByItsColumn) {
    const Proposal proposal = taken("regional\nBelén\nPopular\nCastilla\n");
    EXPECT_EQ(proposal.value("shape.layer"), "regional");
    EXPECT_FALSE(proposal.find("shape.layer")->question.empty());
    EXPECT_EQ(taken("nombre\nBelén\nPopular\nCastilla\n").value("shape.layer"), "COMPLETAR");
}

TEST(ProposeAreaFile, NothingThatTellsThemApartIsAskedAbout) {
    const Proposal proposal = taken("color\nrojo\nrojo\nrojo\nrojo\n");
    EXPECT_EQ(proposal.value("shape.code"), "COMPLETAR");
    EXPECT_FALSE(proposal.find("shape.code")->question.empty());
    EXPECT_EQ(proposal.value("shape.layer"), "COMPLETAR");
}

TEST(ProposeAreaFile, OfSeveralThatTellTheAreasApartAPersonChooses) {
    const Proposal proposal = taken("id_barrio,barrio,sigla\n1,La Boca,BOC\n2,Once,ONC\n");
    const Choice* code = proposal.find("shape.code");
    ASSERT_NE(code, nullptr);
    EXPECT_NE(code->question.english().find("sigla"), std::string::npos) << code->question.english();
    EXPECT_TRUE(taken("objectid,barrio\n1,La Boca\n2,Once\n").find("shape.code")->question.empty());
}

TEST(ProposeAreaFile, ResidentsAreNoCodeAndAskedAbout) {
    LookedAt table{"CODZONA,NOMB_ZONA,POB_2017\n150101,Alto,11000\n150102,Bajo,12700\n150103,Sur,14400\n"};
    table.look.type = FileType::geojson;
    table.look.areas = table.look.drawn = true;
    Choosing choosing = table.choosing("zonas.geojson");
    choose_areas_file(choosing);
    const Proposal proposal = std::move(choosing).done();
    EXPECT_EQ(proposal.find("shape.code")->question.english().find("POB_2017"), std::string::npos);
    EXPECT_NE(proposal.find("kind")->question.english().find("POB_2017"), std::string::npos);
}

}  // namespace atalaya::intake
