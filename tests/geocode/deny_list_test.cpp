#include "geocode/deny_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_town.hpp"

namespace atalaya::geocode {
namespace {

TEST(DenyList, RefusesAnAddressHoweverItIsWritten) {
    const Protected list[] = {{.address = "José L. Terra 2783"},
                              {.address = "FLORES, GRAL. 120"},
                              {.address = "Hogar Las Violetas"},
                              {.address = "Salta y Jujuy"},
                              {.address = "Mz 4 Lt 12, Villa Española"}};
    const DenyList denied{list};
    for (const char* text :
         {"JOSE L TERRA 2783", "terra 2783", "Jose Luis Terra Nº 2.783 bis apto 3", "2783 jose terra",
          "visto en Terra 2783 esta noche", "J. L. Tera 2783/85", "general florez 120",
          "Av. Flores 120, Centro", "hogar las violetas", "frente al Hogar Las Bioletas",
          "esquina de Jujuy y Salta", "SALTA ESQ JUJUY", "manzana 4 lote 12", "MZ4 LT12"})
        EXPECT_TRUE(denied.refuses(text)) << text;
    for (const char* text :
         {"José L. Terra 2785", "Rivera 2783", "Gral. Rivera 120", "Las Violetas 12", "Salta 100", "hogar",
          "", "2783", "Jujuy y Chaco", "Mz 4 Lt 13", "12 de octubre 4", "Villa Española"})
        EXPECT_FALSE(denied.refuses(text)) << text;
    EXPECT_FALSE(DenyList{}.refuses("José L. Terra 2783"));
}

Geocoder guarded() {
    const Protected list[] = {{.address = "Gral. Flores 120"},
                              {.address = "", .at = at_metres(700, 700), .radius = {80}},
                              {.address = "Mz 4 Lt 12"}};
    return Geocoder{small_town(), list};
}

// Not by its text, nor by its neighbour, its corner, its nickname or a list to choose from.
TEST(DenyList, NothingIsFoundAtAProtectedPlace) {
    const Geocoder geocoder = guarded();
    Geocoder::Desk desk{geocoder};
    for (const char* text :
         {"Gral Flores 120", "gral florez 120 bis", "Flores 120, Centro", "General Flores 122", "Escuela 45",
          "frente a la escuela 45", "manzana 4 lote 12"}) {
        const Answer answer = desk.find(text);
        EXPECT_EQ(answer.reason, Reason::protected_place) << text;
        EXPECT_EQ(answer.precision, Precision::none) << text;
        EXPECT_EQ(answer.at, LonLat{}) << text;
        EXPECT_TRUE(answer.name.empty()) << text;
        EXPECT_TRUE(answer.candidates.empty()) << text;
        EXPECT_TRUE(desk.proposals(text).empty() || std::string_view{text} == "General Flores 122") << text;
    }
    EXPECT_EQ(desk.find("General Flores 320").precision, Precision::exact)
        << "the rest of the street is found";
    for (const Candidate& candidate : desk.proposals("la escuela")) EXPECT_NE(candidate.name, "Escuela 45");
}

}  // namespace
}  // namespace atalaya::geocode
