#include "service/claim_share.hpp"

#include <gtest/gtest.h>

#include "service/contrast.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

std::pair<std::string, std::string> sides(const std::string& text) {
    const auto words = words_of_claim(text);
    const auto said = shared_words(words, said_number(words, text));
    const auto plain = [](const std::vector<ClaimWord>& side) {
        std::string out;
        for (const auto& word : side) out += (out.empty() ? "" : " ") + word.text;
        return out;
    };
    return {plain(said.whole), plain(said.part)};
}

Claim claimed(const std::string& text) {
    return parse_claim(marejada().worlds->at(""),
                       {.text = text, .indicator = "", .territory = "", .month = ""});
}

Contrast contrasted(const std::string& text) {
    Town& town = marejada();
    return contrast(*town.store, *town.worlds, "",
                    {.text = text, .indicator = "", .territory = "", .month = ""});
}

double count(const std::string& indicator, const std::string& territory = "ciudad",
             const std::string& part = "") {
    return *marejada().figure(indicator, "count", territory, "2024", "", std::string{}, part).value;
}

TEST(ClaimShare, TheWholeIsWhatItIsOfAndThePartIsTheRest) {
    EXPECT_EQ(sides("los femicidios son el 10 % de los homicidios de 2024").first, "homicidios");
    EXPECT_EQ(sides("el 40 % de todos los robos de noviembre es con arma").first, "robos");
    EXPECT_EQ(sides("uno de cada tres robos ocurre de noche").first, "robos");
    EXPECT_EQ(sides("de los robos de 2024, el 30 % fue con arma").first, "robos");
    EXPECT_EQ(sides("dos furtos de 2024, 30 % ocorreram de noite").first, "furtos");
    EXPECT_EQ(sides("el robo con arma concentra el 20 % de los robos").second, "robo con arma");
    EXPECT_EQ(sides("concentra el 20 %").first, "");
}

TEST(ClaimShare, ALabelIsNamedByWhatTheWholeHasNot) {
    const intake::Words whole{"Robo con violencia", "Roubo com violência", "Robbery"};
    const std::vector<intake::Words> labels{{"Robo con arma", "Roubo com arma", "Armed robbery"},
                                            {"Robo sin arma", "Roubo sem arma", "Unarmed robbery"},
                                            {"Robo por arrebato", "Roubo por arrebatamento", "Snatching"}};
    const auto named = [&](const char* text) { return label_named_by(words_of_claim(text), labels, whole); };
    EXPECT_EQ(named("con arma"), 0);
    EXPECT_EQ(named("es sin arma"), 1);
    EXPECT_EQ(named("roubos sem arma"), 1);
    EXPECT_EQ(named("los arrebatos"), 2);
    EXPECT_EQ(named("de noche"), -1);
    EXPECT_EQ(named("los robos"), -1);
}

// "X concentra el 20 % de Y": ten ways in Spanish and four in Portuguese.
TEST(ClaimShare, IsOfWhatItIsSaidToBeOf) {
    const struct {
        const char *text, *whole, *part, *label, *territory;
    } said[] = {
        {"El Centro concentra el 20 % de los robos de 2024", "robo", "", "", "delegacion:centro"},
        {"La delegación Centro acapara la mitad de los hurtos", "hurto", "", "", "delegacion:centro"},
        {"Los femicidios representan el 10 % de los homicidios de 2024", "homicidio_doloso", "",
         "marejada-policia:femicidio", "ciudad"},
        {"El robo con arma concentra el 20 % de los robos", "robo", "", "marejada-policia:robo-arma",
         "ciudad"},
        {"De los robos de 2024, el 30 % ocurrió en el Centro", "robo", "", "", "delegacion:centro"},
        {"Uno de cada cinco robos es sin arma", "robo", "", "marejada-policia:robo-sin-arma", "ciudad"},
        {"Los hurtos son el 40 % de todos los robos", "robo", "hurto", "", "ciudad"},
        {"El 20 por ciento de los vehículos sustraídos se concentra en Poniente", "vehiculo", "", "",
         "delegacion:poniente"},
        {"Más del 20 % de las amenazas corresponde a la delegación Levante", "amenaza", "", "",
         "delegacion:levante"},
        {"En el Centro se concentra, según la policía, el 35 % de los hurtos de octubre de 2024", "hurto", "",
         "", "delegacion:centro"},
        {"O Centro concentra 20 % dos roubos de 2024", "robo", "", "", "delegacion:centro"},
        {"Os feminicídios representam 10 % dos homicídios", "homicidio_doloso", "",
         "marejada-policia:femicidio", "ciudad"},
        {"Dos furtos de 2024, 30 % ocorreram no Centro", "hurto", "", "", "delegacion:centro"},
        {"Um em cada cinco roubos é com arma", "robo", "", "marejada-policia:robo-arma", "ciudad"},
    };
    for (const auto& [text, whole, part, label, territory] : said) {
        const auto claim = claimed(text);
        EXPECT_EQ(claim.number.kind, ClaimKind::share) << text;
        EXPECT_EQ(claim.indicator, whole) << text;
        EXPECT_EQ(claim.part_indicator, part) << text;
        EXPECT_EQ(claim.part_label, label) << text;
        EXPECT_EQ(claim.territory.text(), territory) << text;
        EXPECT_TRUE(claim.unread.empty()) << text << ": " << claim.unread.front();
    }
}

// Of crimes at large there is no total; no indicator takes its place.
TEST(ClaimShare, OfCrimesAtLargeNothingIsTried) {
    for (const char* text : {"Las amenazas reúnen el 15 % de los delitos de 2024",
                             "El Centro concentra el 20 % de los hechos de 2024",
                             "O Centro concentra 20 % dos crimes de 2024"}) {
        const auto found = contrasted(text);
        EXPECT_EQ(found.claim.indicator, "") << text;
        EXPECT_TRUE(found.claim.of_everything) << text;
        EXPECT_EQ(found.tried, 0) << text;
    }
}

TEST(ClaimShare, OursIsThePartOfTheWhole) {
    const auto place = contrasted("El Centro concentra el 20 % de los robos de 2024");
    ASSERT_TRUE(place.ours_computable);
    EXPECT_NEAR(place.ours.value, 100 * count("robo", "delegacion:centro") / count("robo"), 1e-9);
    for (const auto* readings : {&place.agree, &place.nearest})
        for (const auto& reading : *readings)
            for (const auto& departure : reading.departures) {
                EXPECT_NE(departure.what, "indicator");
                EXPECT_NE(departure.what, "offence");
            }
    const auto label = contrasted("El 20 % de los robos de 2024 es con arma");
    ASSERT_TRUE(label.ours_computable);
    EXPECT_NEAR(label.ours.value,
                100 * count("robo", "ciudad", "offence=marejada-policia:robo-arma") / count("robo"), 1e-9);
    const auto within = contrasted("El 20 % de los robos de 2024 del Centro es con arma");
    EXPECT_EQ(within.ours.before, count("robo", "delegacion:centro"));
    const auto other = contrasted("Los femicidios representan el 10 % de los homicidios de 2024");
    ASSERT_TRUE(other.ours_computable);
    EXPECT_NEAR(other.ours.value, 100 * count("femicidio") / count("homicidio_doloso"), 1e-9);
}

}  // namespace
}  // namespace atalaya::service
