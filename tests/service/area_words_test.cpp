#include "service/area_words.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {

namespace {

Catalogue sectors() {
    Catalogue catalogue;
    intake::Source source;
    source.kind = intake::Kind::areas;
    source.shape.layer = "sector";
    source.shape.called = {"Sector {}", "Setor {}", ""};
    catalogue.sources.push_back(source);
    return catalogue;
}

TerritoryInfo area(const std::string& layer, const std::string& code, const std::string& name) {
    return {.territory = {layer, code}, .name = name};
}

}  // namespace

TEST(AreaWords, ANumberedAreaIsCalledInEachLanguage) {
    EXPECT_EQ(area_words(sectors(), area("sector", "3", "Sector 3")),
              (intake::Words{"Sector 3", "Setor 3", ""}));
}

TEST(AreaWords, ANameOfItsOwnAndAnotherLayerStay) {
    const Catalogue catalogue = sectors();
    EXPECT_EQ(area_words(catalogue, area("sector", "3", "Centro")), (intake::Words{"Centro", "", ""}));
    EXPECT_EQ(area_words(catalogue, area("sector", "3", "Sector 31")).pt, "");
    EXPECT_EQ(area_words(catalogue, area("barrio", "3", "Sector 3")).pt, "");
}

TEST(AreaWords, TheMapThatItIsOfStays) {
    EXPECT_EQ(area_words(sectors(), area("sector", "4@2017", "Sector 4 (2017)")).pt, "Setor 4 (2017)");
}

}  // namespace atalaya::service
