#include "intake/propose/content.hpp"

#include <gtest/gtest.h>

#include "intake/propose/area_columns.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// Four corners of a town, a kind that lies everywhere, and a unit that keeps to its corner.
std::string town() {
    return table_of("lon,lat,unidad,asunto", 200, [](int i) {
        const int corner = i % 4;
        const auto near = [&](int at, int step) { return std::to_string(at + (i * step) % 10); };
        return "-58." + near(corner % 2 ? 4800 : 3800, 7) + ",-34." + near(corner / 2 ? 6800 : 5800, 3) +
               "," + std::string{"Este Oro  Nube Faro"}.substr(static_cast<std::size_t>(corner) * 5, 4) +
               "," +
               (i % 7 < 3   ? "Ruidos"
                : i % 7 < 5 ? "Basura"
                            : "Baches");
    });
}

const char* barrios[] = {"San Telmo",     "Villa Crespo", "La Boca",    "Almagro",
                         "Puerto Madero", "Caballito",    "Parque Chas"};

}  // namespace

TEST(ProposeContent, NamesOfPlacesHaveWordsThatKindsOfFactsHaveNot) {
    EXPECT_TRUE(says_place("san telmo"));
    EXPECT_TRUE(says_place("la boca"));
    EXPECT_TRUE(says_place("jardim botanico"));
    EXPECT_FALSE(says_place("robo con arma"));
    EXPECT_FALSE(says_place("la"));
    EXPECT_FALSE(says_place(""));
}

TEST(ProposeContent, AreasGatherAndKindsDoNot) {
    const LookedAt table{town()};
    const Choosing choosing = table.choosing();
    const Position position = find_position(choosing, '.');
    EXPECT_GT(gathers(choosing, column(choosing, "unidad"), position, '.'), 0.9);
    EXPECT_LT(gathers(choosing, column(choosing, "asunto"), position, '.'), 0.1);
    EXPECT_EQ(gathers(choosing, column(choosing, "unidad"), {}, '.'), 0);
}

TEST(ProposeContent, WhatGathersIsAnAreaWhateverItsName) {
    const LookedAt table{town()};
    Choosing choosing = table.choosing();
    mark_by_content(choosing, {}, find_position(choosing, '.'), '.');
    EXPECT_EQ(choosing.seems(column(choosing, "unidad")), Seems::area);
    EXPECT_EQ(choosing.seems(column(choosing, "asunto")), Seems::kind);
}

TEST(ProposeContent, ASiteIsAnAreaByWhatItHolds) {
    const auto seems = [](const char* name, bool places) {
        const LookedAt table{table_of(name, 70, [&](int i) {
            return std::string{places ? barrios[i % 7] : i % 2 ? "Vía pública" : "Local comercial"};
        })};
        Choosing choosing = table.choosing();
        mark_by_content(choosing, {}, {}, '.');
        return choosing.seems(choosing.columns().front());
    };
    EXPECT_EQ(seems("Sitio", true), Seems::area);
    EXPECT_NE(seems("Sitio", false), Seems::area);
    EXPECT_NE(seems("Clase de sitio", true), Seems::area);
}

TEST(ProposeContent, WithoutPositionsNamesTell) {
    const LookedAt table{table_of("donde_fue,delito", 70, [](int i) {
        return std::string{barrios[i % 7]} + (i % 2 ? ",Robo" : ",Hurto");
    })};
    Choosing choosing = table.choosing();
    mark_by_content(choosing, {}, {}, '.');
    const auto areas = area_columns(choosing);
    ASSERT_EQ(areas.size(), 1u);
    EXPECT_EQ(areas.front().layer, "donde_fue");
    EXPECT_FALSE(areas.front().named);
    take_areas(choosing);
    const Proposal proposal = std::move(choosing).done();
    EXPECT_FALSE(proposal.find("area.donde_fue.column")->question.empty());
}

TEST(ProposeContent, SexesAgesAndDaysOfTheWeekAreNoKinds) {
    const LookedAt table{table_of("a,b,c,d", 60, [](int i) {
        return std::string{i % 2 ? "Mujer,18-24,lunes" : "Varón,25-34,martes"} + (i % 3 ? ",Sí" : ",No");
    })};
    Choosing choosing = table.choosing();
    mark_by_content(choosing, {}, {}, '.');
    for (const auto& facts : choosing.columns())
        EXPECT_EQ(choosing.seems(facts), Seems::nothing) << facts.name;
}

TEST(ProposeContent, TheIdOfALayerIsTheColumnsName) {
    const LookedAt table{"Vecindario alto,2da zona\nx,y\n"};
    const Choosing choosing = table.choosing();
    EXPECT_EQ(layer_id_of(choosing.columns()[0]), "vecindario_alto");
    EXPECT_EQ(layer_id_of(choosing.columns()[1]), "area_2da_zona");
}

}  // namespace atalaya::intake
