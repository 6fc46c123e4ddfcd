#include "service/claim_head.hpp"

#include "service/claim.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

Claim claimed(const std::string& text, ClaimParts parts = {}) {
    parts.text = text;
    return parse_claim(marejada().worlds->at(""), parts);
}

// By hand: what each of these counts, which is no indicator though its other words are like one.
TEST(ClaimHead, WhatNothingHereKnowsIsNoOtherCrime) {
    const struct {
        const char *text, *head;
    } said[] = {{"hubo 30 zanahorias con violencia en 2024", "zanahorias"},
                {"30 zanahorias robadas en mayo de 2024", "zanahorias"},
                {"el 40 % de las zanahorias", "zanahorias"},
                {"40 % de zanahorias con violencia", "zanahorias"},
                {"las zanahorias bajaron 40 %", "zanahorias"},
                {"hubo 12 detenidos por robo en junio de 2024", "detenidos"},
                {"los detenidos por robo subieron 10 %", "detenidos"},
                {"hubo 50 intentos de robo en 2024", "intentos"},
                {"houve 20 cenouras com violência em 2024", "cenouras"},
                {"os presos por roubo aumentaram 15 %", "presos"},
                {"there were 30 carrots with violence in 2024", "carrots"},
                {"hubo 200 semáforos rotos en 2024", "semaforos"},
                {"hubo 300 semillas robadas en 2024", "semillas"}};
    for (const auto& [text, head] : said) {
        const auto one = claimed(text);
        EXPECT_EQ(one.indicator, "") << text;
        EXPECT_FALSE(one.of_everything) << text;
        EXPECT_THAT(one.uncounted, testing::ElementsAre(head)) << text;
    }
}

// Amounts, adjectives, speakers and turns of speech are no heads.
TEST(ClaimHead, WhatIsSaidOfAKnownCrimeIsOfIt) {
    const struct {
        const char *text, *indicator;
    } said[] = {{"una ola de robos: 40 % más en mayo de 2024", "robo"},
                {"la cantidad de robos bajó 5 %", "robo"},
                {"el promedio de homicidios subió 5 %", "homicidio_doloso"},
                {"hubo 30 nuevos robos en 2024", "robo"},
                {"12 casos de doble homicidio en 2024", "homicidio_doloso"},
                {"la ministra dijo que los robos bajaron 10 %", "robo"},
                {"según Clarín hubo 300 robos en mayo", "robo"},
                {"nuestra gestión bajó 40 % los robos", "robo"},
                {"la gestión bajó 40 % los hurtos", "hurto"},
                {"hubo 30 robos violentos en mayo", "robo"},
                {"hubo 30 vehículos robados en mayo", "vehiculo"},
                {"hubo 25 víctimas de homicidio en 2024", "homicidio_doloso"},
                {"durante 2024 hubo 300 víctimas de hurto", "hurto"},
                {"hubo aproximadamente 300 denuncias por violencia de género en 2024", "vif"},
                {"los robos fueron 300 durante marzo de 2024", "robo"},
                {"houve uma queda de 10 % dos furtos", "hurto"},
                {"la delegación Centro acapara la mitad de los hurtos", "hurto"},
                {"casi la mitad de los robos de noviembre fue con arma", "robo"},
                {"a onda de roubos cresceu 12 %", "robo"}};
    for (const auto& [text, indicator] : said) {
        const auto one = claimed(text);
        EXPECT_EQ(one.indicator, indicator) << text;
        EXPECT_THAT(one.uncounted, testing::IsEmpty()) << text;
    }
    EXPECT_THAT(claimed("la policía dice que bajaron 40 %").uncounted, testing::IsEmpty());
    EXPECT_THAT(claimed("bajó 40 % la inseguridad").uncounted, testing::IsEmpty());
    EXPECT_EQ(claimed("hubo 30 intentos de robo en 2024", {.indicator = "robo"}).indicator, "robo");
}

}  // namespace
}  // namespace atalaya::service
