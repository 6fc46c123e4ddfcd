#include "core/stem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace atalaya;
using testing::ElementsAre;

TEST(Stem, FormsOfAWordMeet) {
    for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
             {"robo", "robos"},
             {"robo", "roubo"},
             {"robado", "roubadas"},
             {"robo", "robar"},
             {"hurto", "hurtos"},
             {"lesion", "lesiones"},
             {"lesao", "lesoes"},
             {"lesion", "lesoes"},
             {"homicidio", "homicidios"},
             {"amenaza", "amenazas"},
             {"vehiculo", "vehiculos"},
             {"violacion", "violaciones"},
             {"violacao", "violacion"},
             {"doloso", "dolosas"},
             {"arma", "armado"},
             {"mujer", "mujeres"},
             {"comercial", "comerciales"},
             {"herido", "heridas"},
         })
        EXPECT_EQ(stem(a), stem(b)) << a << " " << b;
}

TEST(Stem, OtherWordsStayApart) {
    for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"robo", "hurto"},
                                                                               {"arma", "amenaza"},
                                                                               {"culposo", "doloso"},
                                                                               {"homicidio", "suicidio"},
                                                                               {"droga", "drones"}})
        EXPECT_NE(stem(a), stem(b)) << a << " " << b;
    EXPECT_EQ(stem("ley"), "ley");
    EXPECT_EQ(stem("c10"), "c10");
    EXPECT_EQ(stem(""), "");
}

TEST(Stem, OfATextWithoutItsLinks) {
    EXPECT_THAT(stems_of("Robo con armas, de la vía PÚBLICA"), ElementsAre("rob", "arm", "via", "public"));
    EXPECT_THAT(stems_of("robo; Robos"), ElementsAre("rob"));
    EXPECT_THAT(stems_of("homicidio no culposo, sin arma"),
                ElementsAre("homicidi", "no", "culpos", "sin", "arm"));
    EXPECT_TRUE(stems_of("de la con").empty());
    EXPECT_TRUE(stems_of("").empty());
}
