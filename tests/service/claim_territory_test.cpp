#include "service/claim_territory.hpp"

#include <fmt/format.h>

#include "service/claim.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;

std::string areas(std::initializer_list<std::pair<const char*, const char*>> codes_and_names) {
    std::string features;
    double x = -58.6;
    for (const auto& [code, name] : codes_and_names) {
        features += fmt::format(
            R"({0}{{"type":"Feature","properties":{{"cod":"{1}","nom":"{2}"}},"geometry":{{"type":"Polygon",)"
            R"("coordinates":[[[{3},-34.7],[{4},-34.7],[{4},-34.6],[{3},-34.6],[{3},-34.7]]]}}}})",
            features.empty() ? "" : ",", code, name, x, x + 0.01);
        x += 0.01;
    }
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string layer(int slot, const char* id) {
    return fmt::format(
        "[[layers]]\nslot = {0}\nid = \"{1}\"\nname = {{ es = \"{1}\", pt = \"{1}\", en = \"{1}\" }}\n"
        "plural = {{ es = \"{1}s\", pt = \"{1}s\", en = \"{1}s\" }}\n",
        slot, id);
}

// A municipality and a barrio called Juárez, and two barrios called San Miguel.
class ClaimTerritory : public testing::Test {
  protected:
    const World& world() {
        city_.city(R"("barrios", "municipios", "hechos")", layer(2, "barrio") + layer(3, "municipio"));
        for (const char* layer : {"barrio", "municipio"})
            city_.source(layer + std::string{"s"}, "areas", "geojson",
                         fmt::format("[shape]\nlayer = \"{}\"\ncode = \"cod\"\nname = \"nom\"\n", layer));
        city_.source(
            "hechos", "incidents", "csv",
            "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = [\"tipo\"]\n"
            "[area.barrio]\ncolumn = \"barrio\"\n");
        city_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        Town& town = city_.publish(
            {city_.file("barrios.geojson", areas({{"b1", "Juárez"},
                                                  {"b2", "San Miguel"},
                                                  {"b3", "San Miguel"},
                                                  {"b4", "Gustavo A. Flores"}})),
             city_.file("municipios.geojson", areas({{"m1", "Juárez"}, {"m2", "Olmos"}})),
             city_.file("hechos.csv", "id,dia,tipo,barrio\n1,2020-06-01,Robo,b1\n2,2020-06-02,Robo,b2\n")});
        return town.worlds->at("");
    }
    WrittenCity city_{"valle"};
};

TEST_F(ClaimTerritory, OfTwoCalledAlikeItIsThatOfTheLayerOfFewerAreas) {
    const World& one = world();
    EXPECT_EQ(territory_named(one, " hubo 2 robos en juarez en 2020 ").territory.text(), "municipio:m1");
    EXPECT_EQ(territory_named(one, " hubo 2 robos en el barrio juarez ").territory.text(), "barrio:b1");
    EXPECT_EQ(territory_named(one, " hubo 2 robos en gustavo a flores ").territory.text(), "barrio:b4");
    EXPECT_TRUE(territory_named(one, " hubo 2 robos en valle ").territory.is_city());
    EXPECT_TRUE(territory_named(one, " hubo 2 robos ").territory.is_city());
}

TEST_F(ClaimTerritory, OfTwoOfOneLayerCalledAlikeNoneIsChosen) {
    const World& one = world();
    const auto named = territory_named(one, " hubo 2 robos en san miguel ");
    ASSERT_EQ(named.others.size(), 1u);
    try {
        parse_claim(one, {.text = "hubo 2 robos en San Miguel en 2020"});
        FAIL() << "a barrio was chosen of two called alike";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        EXPECT_THAT(error.what(), testing::HasSubstr("(barrio:b2, barrio:b3)"));
    }
    EXPECT_EQ(
        parse_claim(one, {.text = "hubo 2 robos en San Miguel", .territory = "barrio:b3"}).territory.text(),
        "barrio:b3");
}

}  // namespace
}  // namespace atalaya::service
