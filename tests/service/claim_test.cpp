#include "service/claim.hpp"

#include "service/support.hpp"

namespace atalaya::service {
namespace {

Claim claimed(const std::string& text, ClaimParts parts = {}) {
    parts.text = text;
    return parse_claim(marejada().worlds->at(""), parts);
}

// What people are robbed of is no crime, and no figure is of that part alone.
TEST(Claim, WhatWasTakenIsToldAsNotCounted) {
    EXPECT_EQ(claimed("hubo 30 robos de celulares en octubre de 2024").indicator, "robo");
    EXPECT_THAT(claimed("hubo 30 robos de celulares en octubre de 2024").unread,
                testing::ElementsAre("celulares"));
    EXPECT_THAT(claimed("houve 30 roubos de bicicletas em outubro de 2024").unread,
                testing::ElementsAre("bicicletas"));
    EXPECT_EQ(claimed("30 celulares robados en octubre de 2024").indicator, "");
    EXPECT_THAT(claimed("30 celulares robados en octubre de 2024").uncounted,
                testing::ElementsAre("celulares"));
    EXPECT_EQ(claimed("hubo 30 robos de motos en octubre de 2024").indicator, "vehiculo");
}

// With what it was done names no other: "heridos por arma de fuego" is an indicator of its own.
TEST(Claim, AWeaponSaysNotWhatWasDone) {
    EXPECT_EQ(claimed("los homicidios con arma de fuego bajaron 12 % en 2024").indicator, "homicidio_doloso");
    EXPECT_EQ(claimed("atracaron a 40 personas con arma de fuego en 2024").indicator, "robo");
    EXPECT_EQ(claimed("hubo 30 robos con arma de fuego en 2024").indicator, "robo");
    EXPECT_EQ(claimed("hubo 30 heridos por arma de fuego en 2024").indicator, "herido_arma");
    EXPECT_EQ(claimed("300 lesionados por arma de fuego en 2024").indicator, "herido_arma");
    EXPECT_EQ(claimed("murders fell 12% in 2024").indicator, "homicidio_doloso");
    EXPECT_EQ(claimed("robberies rose 16.1% in 2024").indicator, "robo");
}

TEST(Claim, FactsAtLargeAreOfNoIndicator) {
    for (const char* text :
         {"hubo 200 hechos en octubre de 2024", "houve 90 crimes em maio", "la inseguridad bajó 30 %"}) {
        EXPECT_EQ(claimed(text).indicator, "") << text;
        EXPECT_TRUE(claimed(text).of_everything) << text;
    }
    EXPECT_EQ(claimed("hubo 200 hechos de convivencia").indicator, "convivencia");
    EXPECT_FALSE(claimed("la policía dice 40 %").of_everything);
}

// Their figure is none of another crime's, nor of all rows.
TEST(Claim, ACrimeThatNoIndicatorCountsIsOfNone) {
    const struct {
        const char *text, *word;
    } said[] = {{"hubo 30 violaciones en 2024", "violaciones"},
                {"30 casos de extorsión en 2024", "extorsion"},
                {"las estafas subieron 10 %", "estafas"},
                {"houve 12 sequestros em 2024", "sequestros"},
                {"12 cases of bribery in 2024", "bribery"}};
    for (const auto& [text, word] : said) {
        const auto one = claimed(text);
        EXPECT_EQ(one.indicator, "") << text;
        EXPECT_FALSE(one.of_everything) << text;
        EXPECT_THAT(one.uncounted, testing::ElementsAre(word)) << text;
    }
    EXPECT_THAT(claimed("hubo 12 robos con extorsión en 2024").uncounted, testing::IsEmpty());
    EXPECT_EQ(claimed("hubo 30 extorsiones en 2024", {.indicator = "robo"}).indicator, "robo");
}

TEST(Claim, WhatThePoliceDidIsOfNoIndicator) {
    for (const char* text : {"la policía mató a 12 personas en 2024", "a polícia matou 1.814 pessoas em 2024",
                             "the police killed 12 people in 2024", "12 muertos por la policía en 2024",
                             "12 mortos pela polícia em 2024", "12 people killed by police in 2024"}) {
        const auto one = claimed(text);
        EXPECT_EQ(one.indicator, "") << text;
        EXPECT_FALSE(one.uncounted.empty()) << text;
    }
    EXPECT_EQ(claimed("la policía dice que mataron a 12 personas en 2024").indicator, "homicidio_doloso");
}

TEST(Claim, WhoeverItHappenedToTellsNothingBesideWhatHappened) {
    EXPECT_EQ(claimed("en octubre de 2024 mataron a 19 personas").indicator, "homicidio_doloso");
    EXPECT_EQ(claimed("mataram 19 pessoas em outubro de 2024").indicator, "homicidio_doloso");
}

TEST(Claim, ANameThatIsAWordOfSomethingElseIsATerritory) {
    const auto one = claimed("los robos bajaron 10 % en la sección 3");
    EXPECT_EQ(one.territory.text(), "seccion:3");
    EXPECT_EQ(one.number.value, -10);
    EXPECT_EQ(claimed("en la sección 3 hubo 12 robos").number.value, 12);
}

TEST(Claim, TheNameOfTheCityIsRead) {
    for (const char* text :
         {"hubo 30 robos en Villa Marejada en 2024", "hubo 30 robos en Marejada en 2024"}) {
        EXPECT_TRUE(claimed(text).territory.is_city()) << text;
        EXPECT_THAT(claimed(text).unread, testing::IsEmpty()) << text;
    }
    EXPECT_THAT(claimed("los robos subieron 5 % entre marzo y diciembre de 2023").unread, testing::IsEmpty());
    EXPECT_THAT(claimed("los robos aumentaron un 26 % interanual en marzo de 2024").unread,
                testing::IsEmpty())
        << "what a change is compared with unless it says another";
}

TEST(Claim, TheMonthOfTheOptionIsThatMonthAlone) {
    const auto one = claimed("15 homicidios en 2024", {.month = "2023-05"});
    EXPECT_EQ(iso(one.period()), "2023-05");
}

// Of cars people say robbery, whether or not anybody was threatened; the indicator counts both.
TEST(Claim, ARobberyOfCarsIsATheftOfVehicles) {
    for (const char* text : {"hubo 30 robos de autos en 2024", "el robo de motos bajó 10 %",
                             "subieron 5 % los hurtos de carros", "houve 12 roubos de carros em 2024"})
        EXPECT_EQ(claimed(text).indicator, "vehiculo") << text;
    EXPECT_EQ(claimed("hubo 30 robos en 2024").indicator, "robo");
}

// As a journalist, a chief of police, a mayor and an opponent would say them; what each means was written down by hand.
// Data end with December 2024.
TEST(Claim, IsReadAsPeopleSayIt) {
    const auto count = ClaimKind::count;
    const auto change = ClaimKind::change;
    const auto share = ClaimKind::share;
    const struct {
        const char* text;
        ClaimKind kind;
        double value;
        const char *indicator, *territory, *period;
    } said[] = {
        {"En 2024 hubo quince homicidios en Marejada, según la fiscalía", count, 15, "homicidio_doloso",
         "ciudad", "2024"},
        {"Uno de cada tres robos de la ciudad ocurre en la delegación Centro", share, 100.0 / 3, "robo",
         "delegacion:centro", "2024-12"},
        {"Casi la mitad de los robos de noviembre fue con arma", share, 50, "robo", "ciudad", "2024-11"},
        {"Los asaltos se triplicaron en Levante desde 2022", change, 200, "robo", "delegacion:levante",
         "2024"},
        {"Más de cien denuncias por violencia de género en marzo de 2024", count, 100, "vif", "ciudad",
         "2024-03"},
        {"Redujimos los hurtos un 18 por ciento en el primer semestre", change, -18, "hurto", "ciudad",
         "2024-01-01/2024-06-30"},
        {"Los homicidios cayeron a la mitad en mi gestión, entre 2021 y 2024", change, -50,
         "homicidio_doloso", "ciudad", "2024"},
        {"En octubre bajamos los robos un tercio respecto de septiembre", change, -100.0 / 3, "robo",
         "ciudad", "2024-10"},
        {"No hubo femicidios en enero de 2024", count, 0, "femicidio", "ciudad", "2024-01"},
        {"Hay el doble de vehículos robados que en 2022", change, 100, "vehiculo", "ciudad", "2024"},
        {"Dos mil trescientos hechos de convivencia en lo que va del año", count, 2300, "convivencia",
         "ciudad", "2024"},
        {"Las amenazas aumentaron 22,5 % en los últimos doce meses", change, 22.5, "amenaza", "ciudad",
         "2024"},
        {"Un muerto en siniestros viales: hubo 41 víctimas fatales viales en 2023", count, 41, "muerte_vial",
         "ciudad", "2023"},
        {"Os roubos caíram pela metade em 2024", change, -50, "robo", "ciudad", "2024"},
        {"A maioria dos furtos acontece no Centro", share, 50, "hurto", "delegacion:centro", "2024-12"},
        {"Houve mais de quinhentos furtos até junho de 2024", count, 500, "hurto", "ciudad",
         "2024-01-01/2024-06-30"},
        {"Os homicídios dobraram em relação a 2023", change, 100, "homicidio_doloso", "ciudad", "2024"},
        {"Um em cada quatro veículos subtraídos é da delegação Poniente", share, 25, "vehiculo",
         "delegacion:poniente", "2024-12"},
        {"Tivemos vinte e dois feridos por arma de fogo em 2023", count, 22, "herido_arma", "ciudad", "2023"},
        {"A violência doméstica aumentou quinze por cento em novembro frente ao mês anterior", change, 15,
         "vif", "ciudad", "2024-11"},
        {"Los robos pasaron de 120 a 90 en junio de 2024", change, -25, "robo", "ciudad", "2024-06"},
        {"Robos en viviendas: 9 % más que en 2023", change, 9, "vivienda", "ciudad", "2024"},
    };
    int right = 0, all = 0;
    for (const auto& [text, kind, value, indicator, territory, period] : said) {
        const auto claim = claimed(text);
        ++all;
        const bool fits = claim.number.kind == kind && std::abs(claim.number.value - value) < 1e-9 &&
                          claim.indicator == indicator && claim.territory.text() == territory &&
                          iso(claim.period()) == period;
        right += fits ? 1 : 0;
        if (!fits)
            std::printf("%s: kind %d, %g, %s, %s, %s\n", text, static_cast<int>(claim.number.kind),
                        claim.number.value, claim.indicator.c_str(), claim.territory.text().c_str(),
                        iso(claim.period()).c_str());
    }
    EXPECT_GE(10 * right, 9 * all);
}

}  // namespace
}  // namespace atalaya::service
