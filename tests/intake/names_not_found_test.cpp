#include "intake/names_not_found.hpp"

#include "core/text.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

std::string detail_of(const TextCounts& names) {
    JsonWriter json;
    json.object();
    tell_names_not_found(json, names, small_gazetteer(), 1);
    json.end();
    return json.str();
}

// Barrios of these names, without shapes.
Gazetteer gazetteer_of(const std::vector<std::string>& names) {
    Areas areas;
    for (const auto& name : names) {
        areas.layer.push("barrio");
        areas.code.push(replaced(folded(name), " ", "-"));
        areas.name.push(name);
        areas.parent_layer.push("");
        areas.parent.push("");
        areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        areas.geometry.push("");
    }
    return {small_city(), std::span{&areas, 1}};
}

TEST(NamesNotFound, TheMostFrequentComeFirstWithTheAreaTheyMayMean) {
    const auto found = names_not_found(detail_of({{"Centro", 4}, {"NUNES", 12}, {"Nortte", 4}}));
    EXPECT_EQ(found.layer, "barrio");
    ASSERT_EQ(found.names.size(), 3u);
    EXPECT_EQ(found.names[0].name, "NUNES");
    EXPECT_EQ(found.names[0].rows, 12);
    EXPECT_EQ(found.names[0].near, "nunez");
    EXPECT_EQ(found.names[1].name, "Centro");
    EXPECT_EQ(found.names[1].near, "") << "no barrio is called nearly so";
    EXPECT_EQ(found.names[2].near, "norte");
    EXPECT_EQ(found.others, 0);
}

TEST(NamesNotFound, ThoseAsFrequentStandInTheOrderOfADictionary) {
    const auto found = names_not_found(
        detail_of({{"Oeste Lejano", 4}, {"Ñandú", 4}, {"Nube Larga", 4}, {"Álamos Altos", 4}, {"Zeta", 9}}));
    std::vector<std::string> names;
    for (const auto& one : found.names) names.push_back(one.name);
    EXPECT_EQ(names,
              (std::vector<std::string>{"Zeta", "Álamos Altos", "Nube Larga", "Ñandú", "Oeste Lejano"}));
}

TEST(NamesNotFound, AreasOfOtherNumbersAreNotMeant) {
    const Gazetteer gazetteer = small_gazetteer();
    EXPECT_EQ(area_near(areas_of(gazetteer, 2), "Comuna 3"), "");
    EXPECT_EQ(area_near(areas_of(gazetteer, 2), "Coumna 02"), "2");
    EXPECT_EQ(area_near(areas_of(gazetteer, 2), "Comuna 12"), "");
}

TEST(NamesNotFound, TheRuleIsTheSameForAreasOfAList) {
    const std::vector<CodeAndName> listed{{"15", "Comuna 15"}, {"nunez", "Núñez"}};
    EXPECT_EQ(area_near(listed, "NUNES"), "nunez");
    EXPECT_EQ(area_near(listed, "16"), "") << "another number is another area";
    EXPECT_EQ(area_near(std::span<const CodeAndName>{}, "nunez"), "");
}

TEST(NamesNotFound, TheWordThatSaysWhatItIsANameOfIsNoPartOfIt) {
    const Gazetteer gazetteer = gazetteer_of({"Villa Güemes", "Barrio Artigas", "Sector"});
    for (const char* text :
         {"B° Villa Güemes", "Bº VILLA GUEMES", "Bo. Villa Guemez", "Colonia Villa Güemes"})
        EXPECT_EQ(area_near(areas_of(gazetteer, 1), text), "villa-guemes") << text;
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "Artigas"), "barrio-artigas");
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "Villa"), "") << "only such a word is left out";
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "Zona"), "") << "alone it is a name";
}

// A proposal that is pasted moves facts: what is another name is no slip of the pen.
TEST(NamesNotFound, AnotherNameIsNoSlip) {
    const Gazetteer gazetteer =
        gazetteer_of({"La Noria", "Tierra Unida", "Villa Crespo", "San Lorenzo Acopilco", "Santa Ana",
                      "Santa Ines", "Sarmiento"});
    for (const auto* other : {"La Joya", "Tierra Colorada", "Pueblo Santa Rosa Xochiac", "Santa Inez Norte"})
        EXPECT_EQ(area_near(areas_of(gazetteer, 1), other), "") << other;
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "VILLACRESPO"), "villa-crespo");
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "Sarmento"), "sarmiento");
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "Santa Inez"), "santa-ines");
    EXPECT_EQ(area_near(areas_of(gazetteer, 1), "San Lorenso Acopilko"), "san-lorenzo-acopilco");
}

TEST(NamesNotFound, NoMoreThanTwentyAreNamedAndTheOthersCounted) {
    TextCounts names;
    for (int i = 0; i < 23; ++i) names["Lugar " + std::to_string(i)] = i + 1;
    const auto found = names_not_found(detail_of(names));
    ASSERT_EQ(found.names.size(), most_names_told);
    EXPECT_EQ(found.names.front().rows, 23);
    EXPECT_EQ(found.names.back().rows, 4);
    EXPECT_EQ(found.others, 3);
}

TEST(NamesNotFound, ADetailWithoutCountsIsReadToo) {
    const auto found = names_not_found(R"({"lines":[3],"layer":"barrio","names":["Centro","Sud"]})");
    ASSERT_EQ(found.names.size(), 2u);
    EXPECT_EQ(found.names[1].name, "Sud");
    EXPECT_EQ(found.names[1].rows, 0);
    EXPECT_TRUE(names_not_found("").names.empty());
    EXPECT_TRUE(names_not_found(R"({"lines":[3]})").names.empty());
}

TEST(NamesNotFound, ADeliveryTellsThem) {
    const Batch batch = read_small(
        "1,2020-01-01,1,Robo,,,Nortte\n2,2020-01-01,1,Robo,,,Nortte\n"
        "3,2020-01-02,1,Robo,,,Centro\n4,2020-01-02,1,Robo,,,Sur\n");
    const auto* told = finding_of(batch, "area_not_found");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->rows, 3);
    const auto found = names_not_found(told->detail);
    ASSERT_EQ(found.names.size(), 2u);
    EXPECT_EQ(found.names[0].name + " " + std::to_string(found.names[0].rows) + " " + found.names[0].near,
              "Nortte 2 norte");
}

}  // namespace
}  // namespace atalaya::intake
