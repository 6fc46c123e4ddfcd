#include "geocode/address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode {
namespace {

// "street | number | letter | crossing & crossing | mz block lt lot | km | s/n | beside | tail; tail",
// without the parts that are empty.
std::string shown(const Address& a) {
    std::string out = a.street;
    const auto part = [&](const std::string& text) {
        if (!text.empty()) out += " | " + text;
    };
    if (a.number) part(std::to_string(*a.number));
    part(a.letter);
    if (a.crossings.size() == 1) part("x " + a.crossings[0]);
    if (a.crossings.size() == 2) part("x " + a.crossings[0] + " & " + a.crossings[1]);
    if (!a.block.empty()) part("mz " + a.block + (a.lot.empty() ? "" : " lt " + a.lot));
    if (a.kilometre) part("km " + std::to_string(*a.kilometre).substr(0, 4));
    if (a.without_number) part("s/n");
    if (a.beside) part("beside");
    if (a.away != 0) part("away " + std::to_string(a.away));
    for (const auto& tail : a.tails) part("," + tail);
    return out;
}

std::string first(std::string_view text) {
    const auto read = readings(text);
    return read.empty() ? "nothing" : shown(read.front());
}

std::vector<std::string> all(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& one : readings(text)) out.push_back(shown(one));
    return out;
}

// Colombia: the corner while it is as near as corners are placed, the block beyond; what is a range elsewhere is read last.
TEST(Address, AColombianPlateIsACornerAndMetresFromIt) {
    EXPECT_EQ(first("Calle 45 # 12-30"), "calle 45 | x carrera 12");
    EXPECT_EQ(first("Calle 45 # 12-30 sur"), "calle 45 sur | x carrera 12");
    EXPECT_EQ(first("Cra 7 No. 71-21 este Torre B Apto 402"), "cra 7 este | x calle 71");
    EXPECT_EQ(first("Av. Calle 68 # 22A-45, Barrio San Luis"), "av. calle 68 | x carrera 22 a | ,san luis");
    EXPECT_EQ(first("Carrera 15 # 88 - 94"), "carrera 15 | x calle 88 & calle 89");
    EXPECT_EQ(first("Kra 43A N° 1 Sur - 50"), "kra 43 a | x calle 1 sur");
    EXPECT_EQ(all("Calle 45 # 12-30").back(), "calle 45 | 12");
    EXPECT_EQ(first("Mitre # 12-30"), "mitre | 12");
    EXPECT_EQ(first("Calle 45 # 12"), "calle 45 | 12");
}

// As Brazil, Chile, Panama and Mexico write.
TEST(Address, WhatEachCountryAddsIsNoPartOfTheStreet) {
    EXPECT_EQ(first("Rua das Flores, 123 - fundos"), "rua das flores | 123");
    EXPECT_EQ(first("Rod. BR-101, km 23"), "rod. br 101 | km 23.0");
    EXPECT_EQ(first("Sitio 12 Manzana C"), " | mz c lt 12");
    EXPECT_EQ(first("diagonal al parque Porras"), "parque porras | beside");
    EXPECT_EQ(all("Calle 5 Mz 3 Lt 8 Col. Centro").back(), "calle 5 | mz 3 lt 8 | ,centro");
    EXPECT_EQ(first("Av. Insurgentes Sur 1234 Int. 5, Col. Del Valle"),
              "av. insurgentes sur | 1234 | ,del valle");
    EXPECT_EQ(first("Eje 3 Sur esq. Av. Cuauhtémoc"), "eje 3 sur | x av. cuauhtemoc");
    EXPECT_EQ(all("Mz 5 Cs 12 Barrio La Esperanza").back(), " | mz 5 lt 12 | ,la esperanza");
}

TEST(Address, StreetAndNumberHoweverTheyAreWritten) {
    for (const char* text :
         {"Gral. Flores 2345", "Gral. Flores Nº 2345", "GRAL. FLORES nro. 2345", "gral. flores, 2345",
          "Gral. Flores al 2345", "Gral. Flores #2345", "Gral. Flores 2.345", "Gral. Flores 2345/47",
          "Gral. Flores 2345 apto 301", "2345 Gral. Flores", "Gral. Flores altura 2345",
          "Gral. Flores 2345 piso 2 dpto. b"})
        EXPECT_EQ(first(text), "gral. flores | 2345") << text;
    EXPECT_EQ(first("Rua das Flores, 123 - Centro"), "rua das flores | 123 | ,centro");
    EXPECT_EQ(first("PERON, JUAN DOMINGO, TTE. GENERAL 524"), "peron juan domingo tte. general | 524");
}

TEST(Address, LettersAreOfTheNumber) {
    EXPECT_EQ(first("Rivera 3157 BIS"), "rivera | 3157 | bis");
    EXPECT_EQ(first("Rivera 3157bis"), "rivera | 3157 | bis");
    EXPECT_EQ(first("Rivera 3157 bis A"), "rivera | 3157 | bis a");
    EXPECT_EQ(first("Rivera 3157a, Pocitos"), "rivera | 3157 | a | ,pocitos");
    EXPECT_EQ(first("Rivera 3157 y Soca"), "rivera | 3157 | x soca") << "y joins";
    EXPECT_EQ(first("Psje La Vía 4215 1"), "psje la via | 4215 | 1");
    EXPECT_EQ(first("Rivera 3157 Y"), "rivera | 3157 | y") << "y is the letter";
}

TEST(Address, NumbersOfANameAreNotTheDoors) {
    EXPECT_EQ(first("18 de julio 1234"), "18 de julio | 1234");
    EXPECT_EQ(first("Av. 8 de Octubre"), "av. 8 de octubre");
    EXPECT_EQ(first("11 de septiembre de 1888"), "11 de septiembre de 1888");
    EXPECT_EQ(first("Calle 16"), "calle 16");
    EXPECT_EQ(first("Calle 3 3010"), "calle 3 | 3010");
    EXPECT_EQ(first("Calle 3, 3010"), "calle 3 | 3010");
    EXPECT_EQ(first("Cerro Largo 1726"), "cerro largo | 1726") << "a way only where it begins";
    EXPECT_EQ(first("Humberto 1° 2239"), "humberto 1 | 2239");
    EXPECT_EQ(first("Av. de 20 mts"), "av. de 20 mts");
    EXPECT_EQ(first("Cervantes o Nº18 Villa Esperanza 1832"), "cervantes o nro 18 villa esperanza | 1832");
}

TEST(Address, CornersInAllTheirWords) {
    for (const char* text :
         {"Cerrito esq. Alvear", "Cerrito esquina Alvear", "Cerrito c/ Alvear", "Cerrito & Alvear",
          "Cerrito casi Alvear", "Cerrito / Alvear", "Cerrito esquina con Alvear"})
        EXPECT_EQ(first(text), "cerrito | x alvear") << text;
    EXPECT_EQ(first("Calle 48 e/ 7 y 8"), "calle 48 | x 7 & 8");
    EXPECT_EQ(first("Mitre entre Salta y Jujuy, Once"), "mitre | x salta & jujuy | ,once");
    EXPECT_EQ(first("Rivadavia 1200 esq. Salta"), "rivadavia | 1200 | x salta");
    EXPECT_EQ(first("Av. Entre Ríos 1100"), "av. entre rios | 1100") << "the province";
    EXPECT_THAT(all("Rivadavia y Entre Ríos"), testing::Contains("rivadavia | x entre rios"));
}

TEST(Address, WhatMayBeReadInTwoWaysIs) {
    EXPECT_EQ(all("Batlle y Ordóñez"), (std::vector<std::string>{"batlle y ordonez", "batlle | x ordonez"}));
    const auto turned = all("Alvear, Marcelo T. y Libertad");
    EXPECT_THAT(turned, testing::Contains("alvear marcelo t. | x libertad"));
    EXPECT_EQ(all("Flores, Gral."), (std::vector<std::string>{"flores gral.", "flores | ,gral."}));
    EXPECT_THAT(all("Rua Chile e Rua Peru"), testing::Contains("rua chile | x rua peru"));
}

TEST(Address, LabelledCellsOfASource) {
    const auto read = all(
        "Corrientes Av. y Newbery, Jorge Av. 0, Barrio: Chacarita  , jurisdicción comisaria:  Vecinal 15A");
    EXPECT_THAT(read, testing::Contains("corrientes av. | x newbery jorge av. | ,chacarita"));
    EXPECT_EQ(first("Llerena 3197, Barrio: Parque Chas  , jurisdicción comisaria:  Vecinal 15C"),
              "llerena | 3197 | ,parque chas");
    EXPECT_EQ(first("Rivera 3157 barrio Buceo"), "rivera | 3157 | ,buceo");
}

TEST(Address, BlocksLotsKilometresAndNoNumber) {
    for (const char* text : {"Mz 4 Lt 12", "manzana 4, lote 12", "MZ4 LT12", "Mza. 4 - Lote Nº 12",
                             "Quadra 4 Lote 12", "manzana 4 solar 12", "Mz. 4, L. 12"})
        EXPECT_EQ(first(text), " | mz 4 lt 12") << text;
    EXPECT_EQ(first("Mz 4 Lt 12, Villa Española"), "villa espanola | mz 4 lt 12");
    EXPECT_EQ(first("Ruta 8 km 23,500"), "ruta 8 | km 23.5");
    EXPECT_EQ(first("ruta 8 km. 23.5"), "ruta 8 | km 23.5");
    EXPECT_EQ(first("Los Pinos s/n, Centro"), "los pinos centro | s/n")
        << "and as its barrio in the next reading";
    EXPECT_THAT(all("Los Pinos s/n, Centro"), testing::Contains("los pinos | s/n | ,centro"));
    EXPECT_EQ(first("Los Pinos sin número"), "los pinos | s/n");
    EXPECT_EQ(first("Cerrito 0"), "cerrito") << "0 is no number";
}

// A number alone after a comma is the door's where the one before it stands within a name; a postal
// code looks the same, so that both are read.
TEST(Address, ANumberWithinTheName) {
    EXPECT_EQ(first("RUTA NAL 8 BRIG GRAL J A LAVALLEJA, 9954 BIS"),
              "ruta nal 8 brig gral j a lavalleja | 9954 | bis");
    const auto read = all("Rivadavia 1234 Villa Crespo, 1414");
    EXPECT_EQ(read.at(0), "rivadavia 1234 villa crespo | 1414");
    EXPECT_THAT(read, testing::Contains("rivadavia | 1234 | ,villa crespo | ,1414"));
    EXPECT_EQ(first("Rivadavia 1234 bis, 1414"), "rivadavia | 1234 | bis | ,1414")
        << "the first has the end of its part";
    EXPECT_EQ(first("Rivadavia 1234, Villa Crespo"), "rivadavia | 1234 | ,villa crespo");
}

TEST(Address, BesideAPlace) {
    EXPECT_EQ(first("A la vuelta de la panadería vieja"), "la panaderia vieja | beside");
    EXPECT_EQ(first("frente al Hospital"), "hospital | beside");
    EXPECT_EQ(first("ao lado da escola"), "escola | beside");
    EXPECT_EQ(first("en la puerta del Hospital"), "hospital | beside");
}

// The distance and its unit are no street "A" with the number 2.
TEST(Address, ADistanceFromAPlaceIsRead) {
    EXPECT_EQ(first("a 2 cuadras de la terminal"), "la terminal | beside | away 200");
    EXPECT_EQ(first("a media cuadra del Hospital"), "hospital | beside | away 50");
    EXPECT_EQ(first("A 1/2 cuadra de la escuela"), "la escuela | beside | away 50");
    EXPECT_EQ(first("tres cuadras antes de la escuela"), "la escuela | beside | away 300");
    EXPECT_EQ(first("a unos 50 mts. al norte del puente"), "puente | beside | away 50");
    EXPECT_EQ(first("a menos de 2 km de Pando"), "pando | beside | away 2000");
    EXPECT_EQ(first("a duas quadras da escola"), "escola | beside | away 200");
    EXPECT_EQ(first("a pocos metros de Colón 120"), "colon | 120 | beside | away 100");
    EXPECT_THAT(all("Mitre a media cuadra de Colón"),
                testing::Contains("mitre | x colon | beside | away 50"));
    EXPECT_EQ(first("Calle A 2"), "calle a | 2");
    EXPECT_EQ(first("2 de Mayo 120"), "2 de mayo | 120");
    EXPECT_EQ(first("18 M. de Oca"), "m. de oca | 18 | m");
}

TEST(Address, AsPeopleTellIt) {
    EXPECT_EQ(first("8 de octubre x garibaldi"), "8 de octubre | x garibaldi");
    EXPECT_EQ(first("18 de Julio pasando Ejido"), "18 de julio | x ejido | beside");
    EXPECT_EQ(first("18 de Julio 1234 pasando Ejido"), "18 de julio | 1234 | x ejido");
    EXPECT_EQ(first("frente al 1234 de Colonia"), "colonia | 1234 | beside");
    EXPECT_EQ(first("por Ejido, entre Colonia y Mercedes"), "ejido | x colonia & mercedes");
    EXPECT_EQ(first("por la terminal"), "la terminal | beside");
    EXPECT_EQ(first("Riobamba casi esquina Corrientes"), "riobamba | x corrientes");
    EXPECT_EQ(first("KR 15 CL 45"), "kr 15 | x cl 45");
    EXPECT_EQ(first("M 7 L 3"), " | mz 7 lt 3");
    EXPECT_EQ(first("Manzana 4, casa 12, barrio Villa Norte"), " | mz 4 lt 12 | ,villa norte");
    EXPECT_EQ(all("Ruta Nacional N° 8, km. 12,5").back(), "ruta 8 | km 12.5");
}

TEST(Address, NothingIsReadInNothing) {
    for (const char* text : {"", "   ", "-", "...", ", ;"}) EXPECT_TRUE(readings(text).empty()) << text;
}

// Whatever is thrown at it, it reads something or nothing.
TEST(Address, AnyTextIsRead) {
    const std::string letters = "a1 ,.-/#:;()&ºyezn\xC3\xB1\xC2";
    std::uint64_t seed = 7;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (int k = 0; k < 14; ++k) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            text += letters[(seed >> 33) % letters.size()];
        }
        EXPECT_LE(readings(text).size(), 6u);
    }
    EXPECT_LE(readings(std::string(5'000, 'y')).size(), 6u);
}

}  // namespace
}  // namespace atalaya::geocode
