#include "geocode/geocoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "small_town.hpp"

namespace atalaya::geocode {
namespace {

struct Office {
    Geocoder geocoder{small_town()};
    Geocoder::Desk desk{geocoder};

    // "exact 120 8: AV GRAL FLORES 120", in metres; "none ambiguous" and the like.
    std::string ask(std::string_view text, std::string_view area = {}) {
        const Answer answer = desk.find(text, area);
        if (answer.precision == Precision::none) return "none " + std::string{code(answer.reason)};
        const auto rounded = [](double v) {
            return std::to_string(static_cast<long>(std::lround(v / 10) * 10));
        };
        return std::string{code(answer.precision)} + " " + rounded(answer.at.lon / metre_lon) + " " +
               rounded(answer.at.lat / metre_lat) + ": " + answer.name;
    }
};

// Calle 45 runs east, carreras 12 and 13 north at 300 and 400 m; no door is listed, as in a city that hands over streets alone.
TEST(Geocoder, PlacesAColombianPlateByItsCorner) {
    Town town;
    const auto across = [](double x) {
        return std::vector{at_metres(x, -300), at_metres(x, 0), at_metres(x, 300)};
    };
    town.street("CL 45", {{at_metres(0, 0), at_metres(300, 0), at_metres(400, 0), at_metres(900, 0)}});
    town.street("KR 12", {across(300)});
    town.street("KR 13", {across(400)});
    const Geocoder geocoder{town.places};
    Geocoder::Desk desk{geocoder};

    const auto corner = desk.find("Calle 45 # 12-30");
    EXPECT_EQ(corner.precision, Precision::crossing);
    EXPECT_NEAR(corner.at.lon / metre_lon, 300, 1);
    const auto block = desk.find("Cll 45 No. 12 - 94");
    EXPECT_EQ(code(block.precision), "block");
    EXPECT_NEAR(block.at.lon / metre_lon, 350, 1);
    EXPECT_EQ(desk.find("Carrera 12 # 45-10").precision, Precision::crossing);
    EXPECT_NE(desk.find("Calle 45 # 99-30").precision, Precision::crossing);
}

TEST(Geocoder, FindsADoorHoweverItIsWritten) {
    Office office;
    for (const char* text :
         {"GRAL FLORES 120", "gral. florez 120", "Avda General Flores Nº 120", "Flores, Gral. 120",
          "120 General Flores", "av. gral flores 120, Centro", "General Flroes 120 apto 4"})
        EXPECT_EQ(office.ask(text), "exact 120 10: AV GRAL FLORES 120") << text;
    EXPECT_EQ(office.ask("Gral Flores 120bis"), "exact 130 10: AV GRAL FLORES 120 bis");
    EXPECT_EQ(office.ask("Gral Flores 134"), "interpolated 130 10: AV GRAL FLORES 134");
    EXPECT_EQ(office.ask("18 de julio 210"), "exact 510 210: 18 DE JULIO 210");
    EXPECT_EQ(office.ask("calle 3 nro 210"), "exact 210 410: CALLE 3 210");
    EXPECT_EQ(office.ask("Batlle y Ordóñez 210"), "exact 210 210: BV JOSE BATLLE Y ORDOÑEZ 210");
}

TEST(Geocoder, NeverChoosesInSilence) {
    Office office;
    const Answer both = office.desk.find("Los Pinos 100");
    EXPECT_EQ(both.reason, Reason::ambiguous);
    EXPECT_EQ(both.precision, Precision::none);
    ASSERT_EQ(both.candidates.size(), 2u);
    EXPECT_EQ(both.candidates[0].name, "LOS PINOS 100");
    EXPECT_EQ(both.candidates[0].area, "Centro");
    EXPECT_EQ(both.candidates[1].area, "Villa Española") << "which is what tells them apart";
    EXPECT_GT(std::abs(both.candidates[0].at.lon - both.candidates[1].at.lon), 1'000 * metre_lon);

    EXPECT_EQ(office.ask("Los Pinos 100, Centro"), "exact 100 310: LOS PINOS 100") << "the barrio decides";
    EXPECT_EQ(office.ask("los pinos 100", "villa española"), "exact 2910 50: LOS PINOS 100")
        << "also of another column";
    EXPECT_EQ(office.ask("los pinos 100, La Espanola"), "exact 2910 50: LOS PINOS 100");
}

TEST(Geocoder, CornersAndBlocks) {
    Office office;
    for (const char* text : {"Gral. Flores y Artigas", "Artigas esq. Flores", "J. G. Artigas c/ Gral Flores"})
        EXPECT_TRUE(office.ask(text).starts_with("crossing 300 ") ||
                    office.ask(text).starts_with("crossing 310 "))
            << office.ask(text);
    const Answer block = office.desk.find("Gral Flores entre Artigas y 18 de Julio");
    EXPECT_EQ(block.precision, Precision::block);
    EXPECT_NEAR(block.at.lon / metre_lon, 400, 20);
    EXPECT_GE(block.error.value, 100) << "half of 200 m";
    EXPECT_TRUE(office.ask("Gral. Flores 2345 esq. Artigas").starts_with("crossing"))
        << "an unknown number, a known corner";
    EXPECT_EQ(office.desk.find("Gral Flores y Batlle y Ordóñez").reason, Reason::unknown_crossing);
}

TEST(Geocoder, LandmarksNicknamesLotsAndRoads) {
    Office office;
    EXPECT_EQ(office.ask("Escuela 45"), "landmark 700 700: Escuela 45");
    const Answer beside = office.desk.find("a la vuelta de la panaderia vieja");
    EXPECT_EQ(beside.precision, Precision::landmark);
    EXPECT_EQ(beside.name, "Panadería La Espiga");
    EXPECT_EQ(beside.error.value, 130) << "30 m of the bakery and 100 around it";
    EXPECT_EQ(office.ask("Mz 4 Lt 12"), "block 3100 100: Mz 4 Lt 12");
    EXPECT_EQ(office.ask("manzana 4"), "block 3120 110: Mz 4");
    EXPECT_EQ(office.ask("mz 7 lt 1"), "none ambiguous") << "two barrios have one";
    EXPECT_EQ(office.ask("mz 7 lt 1, centro"), "block 0 500: Mz 7 Lt 1");
    EXPECT_EQ(office.ask("Mz 9 Lt 1"), "none unknown_block");
    EXPECT_EQ(office.ask("Ruta 8 km 2,5"), "interpolated 2500 -500: RUTA 8");
}

// A station is called as the avenue on which it is; the avenue's corners are elsewhere.
TEST(Geocoder, AStationIsNotTheStreetThatItIsCalledAfter) {
    KnownPlaces places = small_town();
    places.landmarks.push_back({"FLORES", {}, at_metres(900, 0), {75}});
    places.landmarks.push_back({"18 DE JULIO", {}, at_metres(900, 900), {75}});
    places.landmarks.push_back({"9 DE JULIO", {}, at_metres(700, 100), {75}});  // there is no such street
    const Geocoder geocoder{places};
    Geocoder::Desk desk{geocoder};

    const Answer corner = desk.find("Flores y Artigas");
    EXPECT_EQ(corner.precision, Precision::crossing);
    EXPECT_NEAR(corner.at.lon / metre_lon, 300, 20);
    EXPECT_FALSE(is_hit(desk.find("Flores y Batlle y Ordóñez").precision)) << "they do not meet";
    EXPECT_EQ(desk.find("18 de Julio").reason, Reason::ambiguous) << "the street, or the stop";
    for (const char* text : {"estación Flores", "subte Flores", "boca del subte de Flores"}) {
        const Answer stop = desk.find(text);
        EXPECT_EQ(stop.precision, Precision::landmark) << text;
        EXPECT_NEAR(stop.at.lon / metre_lon, 900, 1) << text;
    }
    EXPECT_FALSE(is_hit(desk.find("9 de Julio y Artigas").precision)) << "the stop is 400 m from Artigas";
    const Answer by = desk.find("9 de Julio y General Flores");
    EXPECT_EQ(by.precision, Precision::landmark) << "beside the avenue, and no corner that is known";
    EXPECT_EQ(by.error.value, 175);
}

TEST(Geocoder, StreetsCalledByAPartOfTheirName) {
    KnownPlaces places = small_town();
    Town town{places};
    const auto herrera = town.street("AV LUIS ALBERTO DE HERRERA");
    town.doors_north(herrera, 800, 5);
    town.doors_east(town.street("ANTONIO L PEREIRA"), 900, 5);
    town.doors_east(town.street("CALLE 18"), 1'500, 5);
    for (int i = 20; i < 170; ++i) town.street("CALLE " + std::to_string(i));
    town.doors_north(town.street("PERÓN, TENIENTE GENERAL JUAN DOMINGO"), 900, 5);
    const Geocoder geocoder{town.places};
    Geocoder::Desk desk{geocoder};
    const auto name = [&](const char* text) { return desk.find(text).name; };

    EXPECT_EQ(name("18 y Gral Flores"), "18 DE JULIO y AV GRAL FLORES") << "the one of both that meets it";
    EXPECT_EQ(name("18 de jul. 210"), "18 DE JULIO 210");
    EXPECT_EQ(name("18 d julio 210"), "18 DE JULIO 210");
    EXPECT_EQ(name("L. A. de Herrera 210"), "AV LUIS ALBERTO DE HERRERA 210");
    EXPECT_EQ(name("Perón y General Flores"), "PERÓN, TENIENTE GENERAL JUAN DOMINGO y AV GRAL FLORES")
        << "given names follow the comma";
}

// Of a road the number is the name; of "8" alone the kind of way is.
TEST(Geocoder, ANumberedWayIsNoneOfAnotherKind) {
    Town town;
    const auto road = town.street("RUTA NAL 8 BRIG GRAL J A LAVALLEJA");
    town.doors_east(road, 0, 90);
    town.doors_east(town.street("SDA 8"), 5'000, 90);
    town.doors_east(town.street("CL 45"), 7'000, 9);
    town.doors_north(town.street("KR 45"), 8'000, 9);
    const Geocoder geocoder{town.places};
    Geocoder::Desk desk{geocoder};
    EXPECT_EQ(desk.find("Ruta 8 8400").name, "RUTA NAL 8 BRIG GRAL J A LAVALLEJA 8400");
    EXPECT_EQ(desk.find("Ruta Nacional 8 km 12,5").precision, Precision::street)
        << "no line to measure along";
    EXPECT_EQ(desk.find("Senda 8 410").name, "SDA 8 410");
    EXPECT_EQ(desk.find("Calle 45 410").name, "CL 45 410");
    EXPECT_EQ(desk.find("Carrera 45 410").name, "KR 45 410");
}

// What is listed as it was written is no slip of the pen for a name beside.
TEST(Geocoder, AStreetThatIsListedIsNotAnotherLikeIt) {
    Town town;
    town.street("CRAMER", {{at_metres(0, -300), at_metres(0, 300)}});
    town.street("LA PAMPA", {{at_metres(900, 0), at_metres(1'500, 0)}});
    town.street("PALPA", {{at_metres(-300, 0), at_metres(300, 0)}});
    const Geocoder geocoder{town.places};
    Geocoder::Desk desk{geocoder};
    EXPECT_EQ(desk.find("Cramer y La Pampa").reason, Reason::unknown_crossing);
    EXPECT_EQ(desk.find("Cramer y Palma").precision, Precision::crossing) << "no street is called so";
}

// Near it is another class than at it, and two blocks off is nowhere; a street "A" would take "a 2" for its door 2.
TEST(Geocoder, WhatIsSaidToBeNearIsNotPutUponTheDoor) {
    KnownPlaces places = small_town();
    places.streets.push_back({"PASAJE A", {}, {}});
    const auto passage = static_cast<std::uint32_t>(places.streets.size() - 1);
    places.doors.push_back({passage, 2, "", at_metres(9'000, 9'000), KnownPlaces::no_area});
    places.doors.push_back({passage, 3, "", at_metres(9'010, 9'000), KnownPlaces::no_area});
    const Geocoder geocoder{places};
    Geocoder::Desk desk{geocoder};

    EXPECT_EQ(desk.find("A 2").precision, Precision::exact);
    for (const char* text : {"a 2 cuadras de la Escuela 45", "a 3 cuadras de Escuela 45",
                             "a dos cuadras de Gral Flores y Artigas", "a 2 km de la Escuela 45"}) {
        const Answer far = desk.find(text);
        EXPECT_EQ(far.precision, Precision::none) << text << ": " << far.name;
        EXPECT_EQ(far.reason, Reason::uncertain) << text;
    }
    EXPECT_EQ(desk.find("a 2 km de Ninguna Parte").precision, Precision::none);

    const Answer door = desk.find("cerca de Gral Flores 120");
    EXPECT_EQ(door.precision, Precision::landmark) << "120 is listed, but it was not there";
    EXPECT_GE(door.error.value, 100);
    EXPECT_EQ(desk.find("a media cuadra de Gral Flores y Artigas").precision, Precision::landmark);
    EXPECT_EQ(desk.find("Gral Flores a media cuadra de Artigas").precision, Precision::landmark);
    EXPECT_EQ(desk.find("a una cuadra de la Escuela 45").error.value, 160) << "60 m of the school, and 100";
}

TEST(Geocoder, LessIsSaidToBeLess) {
    Office office;
    const Answer street = office.desk.find("General Flores");
    EXPECT_EQ(street.precision, Precision::street);
    EXPECT_EQ(street.reason, Reason::no_number);
    EXPECT_GE(street.error.value, 480);
    const Answer far = office.desk.find("General Flores 5000");
    EXPECT_EQ(far.precision, Precision::street);
    EXPECT_EQ(far.reason, Reason::unknown_number);
    const Answer area = office.desk.find("villa espanola");
    EXPECT_EQ(area.precision, Precision::area);
    EXPECT_EQ(area.error.value, 500);
    EXPECT_EQ(office.ask("Zapicán 120"), "none unknown_name");
    EXPECT_EQ(office.ask("  "), "none empty");
    EXPECT_EQ(Geocoder::Desk{Geocoder{KnownPlaces{}}}.find("Gral Flores 120").reason, Reason::unknown_name);
}

TEST(Geocoder, TheSameTextHasTheSameAnswer) {
    Office office;
    const Answer once = office.desk.find("gral florez 120"), again = office.desk.find("GRAL FLOREZ 120");
    EXPECT_EQ(once.at, again.at);
    EXPECT_EQ(once.name, again.name);
    Geocoder::Desk other{office.geocoder};
    EXPECT_EQ(other.find("gral florez 120").at, once.at);
}

// Whatever is thrown at it, what it answers holds together.
TEST(Geocoder, AnyTextHasAnAnswerThatHoldsTogether) {
    Office office;
    const std::vector<std::string> pieces = {
        "flores", "artigas ", " y ",       "120",  " 3",          ", ",      "mz 4", "lt",
        "km 2,5", "esq. ",    "entre",     "º",    "los pinos",   "centro",  "/",    "s/n",
        "calle ", "bis",      "frente a ", "\xC3", "18 de julio", "barrio: "};
    std::uint64_t seed = 9;
    std::set<Precision> met;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (int k = 0; k < 5; ++k) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            text += pieces[(seed >> 33) % pieces.size()];
        }
        const Answer answer = office.desk.find(text);
        met.insert(answer.precision);
        if (answer.precision == Precision::none) {
            EXPECT_NE(answer.reason, Reason::found) << text;
            EXPECT_TRUE(answer.name.empty()) << text;
        } else {
            EXPECT_FALSE(answer.name.empty()) << text;
            EXPECT_TRUE(answer.candidates.empty()) << text;
            EXPECT_GT(answer.error.value, 0) << text;
            EXPECT_GE(answer.worth, 0.6) << text;
        }
        EXPECT_TRUE(!is_hit(answer.precision) || answer.reason == Reason::found) << text;
        EXPECT_TRUE(answer.candidates.size() != 1 || answer.reason == Reason::uncertain) << text;
    }
    EXPECT_GE(met.size(), 7u) << "nearly every class is met";
}

TEST(Geocoder, ProposesNamesForWhatItDoesNotKnow) {
    Office office;
    const auto near = office.desk.proposals("Venancio Flores 120");
    ASSERT_FALSE(near.empty());
    EXPECT_EQ(near[0].name, "AV GRAL FLORES");
    EXPECT_TRUE(office.desk.proposals("Zapicán").empty());
}

}  // namespace
}  // namespace atalaya::geocode
