#include "intake/long_names.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {
namespace {

TEST(LongNames, AnArticleOrWhatTheNameGoesOnWithMakesNoOtherName) {
    EXPECT_TRUE(is_long_or_short("La Magdalena Contreras", "MAGDALENA CONTRERAS"));
    EXPECT_TRUE(is_long_or_short("Cuajimalpa", "Cuajimalpa de Morelos"));
    EXPECT_TRUE(is_long_or_short("CARTAGENA DE INDIAS", "Cartagena"));
    EXPECT_TRUE(is_long_or_short("Boca", "La Boca"));
    EXPECT_FALSE(is_long_or_short("La Boca", "LA BOCA")) << "the name itself";
}

TEST(LongNames, OtherNamesAreOthers) {
    EXPECT_FALSE(is_long_or_short("Villa", "Villa del Parque")) << "many begin so";
    EXPECT_FALSE(is_long_or_short("Álvaro", "Álvaro Obregón")) << "no \"de\"";
    EXPECT_FALSE(is_long_or_short("San Miguel de Allende", "San Miguel de Tucumán"));
    EXPECT_FALSE(is_long_or_short("Sector 1", "Sector 1 de Mayo")) << "numbers name apart";
    EXPECT_FALSE(is_long_or_short("La", "Boca"));
    EXPECT_FALSE(is_long_or_short("", "Boca"));
}

TEST(LongNames, OneAreaAloneIsMeant) {
    const std::vector<CodeAndName> areas{
        {"004", "Cuajimalpa de Morelos"}, {"008", "La Magdalena Contreras"}, {"san-miguel-del-monte", "1"}};
    EXPECT_EQ(area_by_long_name(areas, "CUAJIMALPA"), "004");
    EXPECT_EQ(area_by_long_name(areas, "magdalena contreras"), "008");
    EXPECT_EQ(area_by_long_name(areas, "San Miguel"), "san-miguel-del-monte") << "by its code";
    EXPECT_EQ(area_by_long_name(areas, "Morelos"), "");
    const std::vector<CodeAndName> two{{"a", "San Miguel de Allende"}, {"b", "San Miguel de Tucumán"}};
    EXPECT_EQ(area_by_long_name(two, "San Miguel"), "") << "either may be meant";
}

}  // namespace
}  // namespace atalaya::intake
