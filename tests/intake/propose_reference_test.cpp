#include "intake/propose/reference.hpp"

#include <gtest/gtest.h>

#include "intake/propose/content.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal chosen(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    const Position position = find_position(choosing, '.');
    mark_by_content(choosing, when, position, '.');
    if (!choose_reference(choosing, when, position))
        choosing.choose_kind(Kind::incidents, 1, message("none"));
    return std::move(choosing).done();
}

std::string point(int i) {
    return "-56." + std::to_string(1000 + i * 37 % 900) + ",-34." + std::to_string(8000 + i * 53 % 900);
}

}  // namespace

TEST(ProposeReference, DaysWithNamesOfHolidaysAreACalendar) {
    const Proposal proposal = chosen(
        "estado,día,motivo,clase\nAR,01/01/2024,Año Nuevo,public\nAR,25/12/2024,Navidad,public\n"
        "AR,24/12/2024,Víspera,observance\nUY,01/05/2024,Día de los Trabajadores,public\n");
    EXPECT_EQ(proposal.kind, Kind::calendar);
    EXPECT_EQ(proposal.value("calendar.day.column"), "día");
    EXPECT_EQ(proposal.value("calendar.day.format"), "DD/MM/YYYY");
    EXPECT_EQ(proposal.value("calendar.name"), "motivo");
    EXPECT_EQ(proposal.value("calendar.country"), "estado");
    EXPECT_EQ(proposal.value("calendar.kind"), "clase");
    EXPECT_EQ(proposal.value("calendar.kinds"), "public");
}

TEST(ProposeReference, FactsAreNone) {
    EXPECT_EQ(chosen("fecha,delito,lon,lat\n2024-01-01,Robo,-56.1,-34.8\n").kind, Kind::incidents);
    EXPECT_EQ(chosen("delito,lon,lat\nRobo,-56.1,-34.8\nHurto,-56.2,-34.9\n").kind, Kind::incidents);
}

TEST(ProposeReference, AListOfAreasCountsNothing) {
    const Proposal proposal = chosen("barrio,comuna\nBoca,4\nBarracas,4\nOnce,3\nRetiro,1\n");
    EXPECT_EQ(proposal.kind, Kind::areas);
    EXPECT_EQ(proposal.value("shape.code"), "barrio");
    EXPECT_EQ(proposal.value("shape.layer"), "barrio");
    EXPECT_EQ(proposal.value("shape.drawn"), "false");
    EXPECT_EQ(chosen("barrio,poblacion\nBoca,400\nOnce,300\nRetiro,100\n").kind, Kind::incidents);
}

TEST(ProposeReference, ListsOfPoliceDistrictsAreAreas) {
    for (const std::string head : {"CUADRÍCULA", "SECCIONAL", "Circuito"}) {
        const Proposal proposal = chosen(head + "\nA-1\nA-2\nB-1\nB-2\n");
        EXPECT_EQ(proposal.kind, Kind::areas) << head;
        EXPECT_EQ(proposal.value("shape.code"), head);
    }
}

TEST(ProposeReference, CodesAndNamesOfWhichNothingTellsWhatTheyAreAreAskedAbout) {
    const Proposal proposal = chosen("codigo,nombre\n01,Aurora\n02,Esperanza\n03,Independencia\n");
    EXPECT_EQ(proposal.kind, Kind::areas);
    EXPECT_FALSE(proposal.find("kind")->question.empty());
    EXPECT_EQ(proposal.value("shape.code"), "codigo");
    EXPECT_EQ(proposal.value("shape.name"), "nombre");
    EXPECT_EQ(proposal.value("shape.drawn"), "false");
    EXPECT_EQ(chosen("codigo,nombre\n1,Hurto\n2,Robo con violencia\n3,Lesiones\n").kind, Kind::incidents)
        << "words of offences are no areas";
}

TEST(ProposeReference, TheNumberOfANameCountsNothing) {
    for (const std::string head : {"nº DP", "Nro. de sector", "Num"}) {
        const Proposal proposal = chosen(head + ",nome da DP\n1,Aurora\n4,Esperança\n5,Progresso\n");
        EXPECT_EQ(proposal.kind, Kind::areas) << head;
        EXPECT_EQ(proposal.value("shape.code"), head);
        EXPECT_EQ(proposal.value("shape.name"), "nome da DP");
    }
    EXPECT_NE(chosen("n,nombre\n400,Aurora\n300,Esperanza\n100,Progreso\n").kind, Kind::areas);
}

TEST(ProposeReference, AColumnOfShapesDrawsThem) {
    const std::string shape =
        R"("{""type"":""Polygon"",""coordinates"":[[[-58,-34],[-58,-35],[-57,-35],[-58,-34]]]}")";
    const Proposal proposal =
        chosen("barrio,forma\nBoca," + shape + "\nOnce," + shape + "\nPalermo," + shape + "\n");
    EXPECT_EQ(proposal.value("shape.geometry"), "forma");
    EXPECT_EQ(proposal.find("shape.drawn"), nullptr);
    EXPECT_EQ(chosen("barrio,hectareas,forma\nBoca,3.5," + shape + "\nOnce,4.5," + shape + "\n").kind,
              Kind::areas)
        << "what is measured beside them makes them no less areas";
}

TEST(ProposeReference, ShapesOfADatabaseDrawThemAndSayTheirSystem) {
    const auto of = [](const std::string& system) {
        const std::string shape = "\"" + system + "POLYGON((0 0,1 0,1 1,0 0))\"";
        return chosen("barrio,poblada,geom\nBoca,3," + shape + "\nOnce,4," + shape + "\nRetiro,5," + shape +
                      "\n");
    };
    EXPECT_EQ(of("").kind, Kind::areas);
    EXPECT_EQ(of("").value("shape.geometry"), "geom");
    EXPECT_EQ(of("").value("shape.code"), "barrio");
    EXPECT_EQ(of("SRID=4326;").find("shape.crs"), nullptr);
    EXPECT_EQ(of("SRID=22185;").value("shape.crs"), "EPSG:22185");
}

TEST(ProposeReference, AStreetWithManyNumbersIsOfDoors) {
    const Proposal proposal = chosen(table_of("vía,altura,x_lon,y_lat", 400, [](int i) {
        return "Calle " + std::string{static_cast<char>('A' + i % 20)} + "lfa," +
               std::to_string(100 + i / 20 * 7) + "," + point(i);
    }));
    EXPECT_EQ(proposal.kind, Kind::places);
    EXPECT_EQ(proposal.value("places.what"), "doors");
    EXPECT_EQ(proposal.value("places.street"), "vía");
    EXPECT_EQ(proposal.value("places.number"), "altura");
    EXPECT_EQ(proposal.value("places.lon"), "x_lon");
}

TEST(ProposeReference, NamedPlacesAreLandmarks) {
    const Proposal proposal = chosen(table_of("denominación,rubro,lon,lat", 60, [](int i) {
        return "Estación " + std::to_string(i) + "," + (i % 2 ? "subte" : "tren") + "," + point(i);
    }));
    EXPECT_EQ(proposal.kind, Kind::places);
    EXPECT_EQ(proposal.value("places.what"), "landmarks");
    EXPECT_EQ(proposal.value("places.name"), "denominación");
    EXPECT_FALSE(proposal.find("kind")->question.empty());
}

// "Hospital San Roque" says a place, and is none of a layer's areas.
TEST(ProposeReference, PlacesWithAPositionAreNoAreas) {
    const Proposal proposal = chosen(table_of("nombre,barrio,lon,lat", 30, [](int i) {
        return "Escuela San " + std::string(1, static_cast<char>('A' + i % 26)) + std::to_string(i) + "," +
               (i % 2 ? "Boca" : "Once") + "," + point(i);
    }));
    EXPECT_EQ(proposal.kind, Kind::places);
    EXPECT_EQ(proposal.value("places.what"), "landmarks");
    EXPECT_EQ(proposal.value("places.name"), "nombre");
}

TEST(ProposeReference, PlacesWithAnAddressAloneWantTheirPosition) {
    const Proposal proposal = chosen(table_of("nombre,direccion,barrio", 30, [](int i) {
        return "Escuela San " + std::string(1, static_cast<char>('A' + i % 26)) + std::to_string(i) +
               ",Mitre " + std::to_string(100 + i) + "," + (i % 2 ? "Boca" : "Once");
    }));
    EXPECT_EQ(proposal.kind, Kind::places);
    EXPECT_EQ(proposal.value("places.name"), "nombre");
    EXPECT_EQ(proposal.value("places.lon"), "COMPLETAR");
    EXPECT_NE(proposal.find("places.lon")->question.english().find("a landmark without it is not found"),
              std::string::npos);
}

TEST(ProposeReference, ANumberBesideTheNameOfALayerCountsNothing) {
    const Proposal proposal = chosen("No.,Province\n1,Chiriqui\n2,Darien\n3,Herrera\n4,Veraguas\n");
    EXPECT_EQ(proposal.value("kind"), "areas");
    EXPECT_EQ(proposal.value("shape.layer"), "provincia");
}

}  // namespace atalaya::intake
