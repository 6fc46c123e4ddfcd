#include "service/claim_speech.hpp"

#include "service/claim.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

std::string told(const std::string& text) {
    const auto words = words_of_claim(text);
    return spaced(
        without_speaker(words, [](const ClaimWord& word) { return word.text.starts_with("robo"); }));
}

TEST(ClaimSpeech, WhoSaysItIsLeftOut) {
    EXPECT_EQ(told("la alcaldesa dijo que los robos subieron 5 %"), told("los robos subieron 5 %"));
    EXPECT_EQ(told("the mayor said that there were 30"), told("there were 30"));
    EXPECT_EQ(told("hubo 30 robos, según el parte policial"), told("hubo 30 robos"));
    EXPECT_EQ(told("os roubos caíram 5 %, diz a polícia"), told("os roubos caíram 5 %"));
    EXPECT_EQ(told("robos: up 5%, according to the police chief"), told("robos: up 5%"));
}

// What is counted, a number, a month or a movement after it is part of what is said.
TEST(ClaimSpeech, WhatIsSaidAfterTheSpeakerStays) {
    for (const char* text :
         {"según la policía los robos bajaron 5 %", "40 casos según la denuncia por robo",
          "bajaron según el ministro en agosto", "segundo trimestre de 2020", "30 según la comuna 4"})
        EXPECT_EQ(told(text), spaced(words_of_claim(text))) << text;
}

Claim claimed(const std::string& text) {
    return parse_claim(marejada().worlds->at(""), {.text = text});
}

// Before, "denuncias" was the name of one indicator and "carpetas" a thing that nothing counts.
TEST(ClaimSpeech, TheRecordIsNotWhatIsCounted) {
    const struct {
        const char *text, *indicator;
    } said[] = {{"las denuncias por robo subieron 40 % en 2024", "robo"},
                {"se abrieron 300 carpetas por violencia familiar en 2024", "vif"},
                {"30 expedientes por homicidio en 2024", "homicidio_doloso"},
                {"se denunciaron 300 hurtos en 2024", "hurto"},
                {"there were 300 reports of robbery in 2024", "robo"}};
    for (const auto& [text, indicator] : said) {
        EXPECT_EQ(claimed(text).indicator, indicator) << text;
        EXPECT_THAT(claimed(text).unread, testing::IsEmpty()) << text;
    }
    EXPECT_TRUE(claimed("las denuncias bajaron 20 % en 2024").of_everything);
    EXPECT_TRUE(claimed("la incidencia delictiva cayó 16,6 % en 2024, presume el gobierno").of_everything);
}

TEST(ClaimSpeech, TheSpeakerIsNoHead) {
    const auto one = claimed("la alcaldesa del Centro dijo que en 2024 hubo 40 robos de vehículos");
    EXPECT_EQ(one.indicator, "vehiculo");
    EXPECT_THAT(one.uncounted, testing::IsEmpty());
    EXPECT_EQ(one.territory.text(), "delegacion:centro");
    EXPECT_EQ(claimed("asaltaron a 50 vecinos en 2024").indicator, "robo");
}

}  // namespace
}  // namespace atalaya::service
