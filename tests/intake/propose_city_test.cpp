#include "intake/propose/city_proposal.hpp"

#include <gtest/gtest.h>

#include "intake/city.hpp"
#include "support.hpp"

namespace atalaya::intake {

namespace {

std::string english(const Message& said) {
    return said.english();
}

Source areas(const std::string& id, const std::string& layer) {
    Source source;
    source.id = id;
    source.kind = Kind::areas;
    source.shape.layer = layer;
    return source;
}

Source facts(const std::string& id, const std::vector<std::string>& layers) {
    Source source;
    source.id = id;
    for (const auto& layer : layers) {
        AreaRule rule;
        rule.layer = layer;
        source.areas.push_back(rule);
    }
    return source;
}

City read_back(const std::string& text) {
    const Folder folder;
    write_city(folder.path() / "nueva", text);
    return read_city(folder.path() / "nueva");
}

}  // namespace

TEST(ProposeCity, ItsLayersAreThoseOfItsSourcesTheFinestFirst) {
    const City city = read_back(city_toml(
        "nueva", "Nueva", "AR",
        {areas("limites", "comuna"), areas("barrios", "barrio"), facts("policia", {"barrio", "comuna"})},
        english));
    EXPECT_EQ(city.name, "Nueva");
    EXPECT_EQ(city.zone, "America/Argentina/Buenos_Aires");
    EXPECT_EQ(city.region, "es-AR");
    EXPECT_EQ(city.sources, (std::vector<std::string>{"limites", "barrios", "policia"}));
    ASSERT_EQ(city.layers.size(), 2u);
    EXPECT_EQ(city.layers[0].id, "barrio");
    EXPECT_EQ(city.layers[0].slot, 2);
    EXPECT_FALSE(city.layers[0].optional);
    EXPECT_EQ(city.layers[1].id, "comuna");
}

TEST(ProposeCity, ALayerWithoutAreasIsOptionalAndAskedAbout) {
    const std::string text = city_toml("nueva", "Nueva", "CO", {facts("policia", {"zona"})}, english);
    EXPECT_NE(text.find("# QUESTION: No source has the areas of \"zona\""), std::string::npos) << text;
    EXPECT_TRUE(read_back(text).layers[0].optional);
}

TEST(ProposeCity, LayersAreCalledAsTheyAreWrittenOrAskedAbout) {
    const std::string text =
        city_toml("nueva", "Nueva", "EC", {facts("p", {"parroquia", "canton", "anillo"})}, english);
    const City city = read_back(text);
    ASSERT_EQ(city.layers.size(), 3u);
    EXPECT_NE(text.find(R"(name = { es = "Cantón", pt = "Cantão", en = "Canton" })"), std::string::npos)
        << text;
    EXPECT_NE(text.find(R"(plural = { es = "cantones")"), std::string::npos) << text;
    EXPECT_NE(text.find("# QUESTION: How is one \"anillo\" called"), std::string::npos) << text;
    EXPECT_EQ(text.find("How is one \"parroquia\""), std::string::npos) << text;
}

TEST(ProposeCity, ACountryThatNobodySaidOrKnowsIsAsked) {
    const std::string text = city_toml("nueva", "", "", {facts("policia", {})}, english);
    EXPECT_NE(text.find("zone = \"COMPLETAR\""), std::string::npos) << text;
    EXPECT_NE(text.find("# QUESTION: Which time zone"), std::string::npos) << text;
    EXPECT_NE(city_toml("nueva", "", "br", {facts("p", {})}, english).find("several time zones"),
              std::string::npos);
}

TEST(ProposeCity, FiveLayersAreRefusedAndSoIsNone) {
    refusal([] { city_toml("n", "", "", {facts("p", {"a", "b", "c", "d", "e"})}, english); });
    refusal([] { city_toml("n", "", "", {}, english); });
}

TEST(ProposeCity, NothingIsWrittenOverACity) {
    const Folder folder;
    folder.write("nueva/city.toml", "id = \"nueva\"\n");
    refusal([&] { write_city(folder.path() / "nueva", "x"); }, Fault::conflict);
    EXPECT_EQ(text_of(folder.path() / "nueva" / "city.toml"), "id = \"nueva\"\n");
}

}  // namespace atalaya::intake
