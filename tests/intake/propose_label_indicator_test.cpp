#include "intake/propose/label_indicator.hpp"

#include <gtest/gtest.h>
#include <iostream>

#include "core/text.hpp"
#include "intake/descriptor.hpp"
#include "source_folder.hpp"

namespace atalaya::intake {

namespace {

std::string of(std::string_view label) {
    return join(indicators_of_label(folded(label)), "|");
}

}  // namespace

TEST(ProposeLabelIndicator, PlainWordsSayIt) {
    EXPECT_EQ(of("Homicidio simple"), "homicidio_doloso");
    EXPECT_EQ(of("Femicidio"), "homicidio_doloso|femicidio");
    EXPECT_EQ(of("LESÃO CORPORAL DOLOSA"), "lesion_dolosa");
    EXPECT_EQ(of("Robo con arma"), "robo");
    EXPECT_EQ(of("Hurto automotor"), "vehiculo");
    EXPECT_EQ(of("Furto de veículo"), "vehiculo");
    EXPECT_EQ(of("HURTO DE MOTOVEHÍCULO"), "vehiculo");
    EXPECT_EQ(of("Lesiones por siniestros viales"), "lesion_vial");
    EXPECT_EQ(of("Vialidad Muertes por siniestros viales"), "muerte_vial");
    EXPECT_EQ(of("Violencia de género"), "vif");
}

// What is taken, and whether with violence, are two questions.
TEST(ProposeLabelIndicator, AViolentTheftOfAVehicleIsBoth) {
    EXPECT_EQ(of("ROBO DE MOTOCICLETA CON VIOLENCIA"), "vehiculo|robo");
    EXPECT_EQ(of("ROBO DE VEHICULO DE SERVICIO PARTICULAR SIN VIOLENCIA"), "vehiculo|hurto");
    EXPECT_EQ(of("ROBO A CASA HABITACION Y VEHICULO CON VIOLENCIA"), "vehiculo|vivienda|robo");
    EXPECT_EQ(of("ROBO A NEGOCIO CON VIOLENCIA"), "robo");
    EXPECT_EQ(of("ROBO A PASAJERO / CONDUCTOR DE VEHICULO CON VIOLENCIA"), "robo");
    EXPECT_EQ(of("ROBO A PASAJERO A BORDO DE PESERO Y VEHICULO CON VIOLENCIA"), "vehiculo|robo");
}

// Brazil's roubo and Uruguay's rapiña are violent by law; a Spanish robo with force upon things is not.
TEST(ProposeLabelIndicator, TheWordOfTheLawDecides) {
    EXPECT_EQ(of("roubo_veiculo"), "vehiculo|robo");
    EXPECT_EQ(of("Roubo de carga"), "robo");
    EXPECT_EQ(of("Rapiña"), "robo");
    EXPECT_EQ(of("Robo en lugar habitado"), "vivienda|hurto");
    EXPECT_EQ(of("Robo en lugar no habitado"), "hurto");
    EXPECT_EQ(of("Otros robos con fuerza en las cosas"), "hurto");
    EXPECT_EQ(of("Robos en lugares habitados y no habitados"), "hurto");
    EXPECT_EQ(of("Robo con destreza"), "hurto");
    EXPECT_EQ(of("Furto qualificado"), "hurto");
}

TEST(ProposeLabelIndicator, TheKilledOfARobberyAreKilledAndTheHurtOfOneWereRobbed) {
    EXPECT_EQ(of("Roubo seguido de morte (latrocínio)"), "homicidio_doloso");
    EXPECT_EQ(of("Lesão corporal seguida de morte"), "homicidio_doloso");
    EXPECT_EQ(of("Homicidio en ocasión de robo"), "homicidio_doloso");
    EXPECT_EQ(of("Robo con lesiones graves"), "robo");
    EXPECT_EQ(of("Herida por arma de fuego"), "herido_arma");
    EXPECT_EQ(of("Homicidios y femicidios"), "homicidio_doloso") << "not all of them are femicides";
}

TEST(ProposeLabelIndicator, WhatTheRoadDid) {
    EXPECT_EQ(of("Fallecido Peatón"), "muerte_vial");
    EXPECT_EQ(of("Lesionado Motociclista"), "lesion_vial");
    EXPECT_EQ(of("Morte no trânsito ou em decorrência dele (exceto homicídio doloso)"), "muerte_vial");
    EXPECT_EQ(of("Homicídio culposo na direção de veículo automotor"), "muerte_vial");
    EXPECT_EQ(of("Conducción en estado de ebriedad con resultado de lesiones graves. Ley de tránsito"),
              "lesion_vial");
    EXPECT_EQ(of("Accidente con resultado de muerte o lesiones graves. Ley de tránsito"), "");
    EXPECT_EQ(of("Conducción en estado de ebriedad con o sin daños o lesiones leves"), "");
    EXPECT_EQ(of("DAÑO EN PROPIEDAD AJENA CULPOSA POR TRÁNSITO VEHICULAR A AUTOMOVIL"), "");
}

TEST(ProposeLabelIndicator, TheftsOfAnimalsAndThingsAreNoRobberies) {
    EXPECT_EQ(of("Robo de animales (abigeato)"), "");
    EXPECT_EQ(of("robo-de-animales"), "");
    EXPECT_EQ(of("ROBO DE ALHAJAS"), "");
    EXPECT_EQ(of("ROBO DE INFANTE"), "");
    EXPECT_EQ(of("Abigeato"), "hurto");
    EXPECT_EQ(of("Robo de ganado Con violencia"), "robo");
    EXPECT_EQ(of("Hurto de piezas de vehículos terrestres de motor"), "hurto");
    EXPECT_EQ(of("ROBO DENTRO DE TIENDAS DE AUTOSERVICIO SIN VIOLENCIA"), "hurto") << "auto is a word";
    EXPECT_EQ(of("Hurto piratería terrestre"), "");
    EXPECT_EQ(of("Hurto o robo"), "");
}

TEST(ProposeLabelIndicator, WhatIsNotPlainIsLeftToAPerson) {
    EXPECT_EQ(of("Tentativa de homicidio"), "");
    EXPECT_EQ(of("Homicidio culposo"), "");
    EXPECT_EQ(of("Cuasidelito de homicidio"), "");
    EXPECT_EQ(of("Feminicídio tentado"), "");
    EXPECT_EQ(of("Agresiones y amenazas"), "");
    EXPECT_EQ(of("Amenaza de bomba"), "");
    EXPECT_EQ(of("Comercio o posesión de especies protegidas o amenazadas"), "");
    EXPECT_EQ(of("Estafa"), "");
    EXPECT_EQ(of("ROBO DE OBJETOS"), "");
    EXPECT_EQ(of("ROBO DE ACCESORIOS DE AUTO"), "");
    EXPECT_EQ(of("ROBO DE PLACA DE AUTOMOVIL"), "");
    EXPECT_EQ(of("ROBO DE VEHICULO DE PEDALES"), "");
    EXPECT_EQ(of("ROBO DE DOCUMENTOS"), "");
    EXPECT_EQ(of("ROBO A NEGOCIO"), "");
    EXPECT_EQ(of("SECUESTRO EXPRESS (PARA COMETER ROBO O EXTORSION)"), "");
    EXPECT_EQ(of("Encubrimiento de hurtado"), "");
    EXPECT_EQ(of(""), "");
}

// Of the labels that people gave an indicator or none, in every codes.csv of this repository.
TEST(ProposeLabelIndicator, MostSuggestionsAreThoseThatPeopleMade) {
    int said = 0, right = 0, theirs = 0;
    for (const auto& source : read_sources(source_folder() / "sources")) {
        const bool counts = std::any_of(source.labels.begin(), source.labels.end(),
                                        [](const auto& label) { return !label.indicators.empty(); });
        // Attributes of persons, and second lists of facts that another source counts.
        if (!source.category.each.empty() || !counts) continue;
        for (const auto& label : source.labels) {
            const auto& indicators = label.indicators;
            theirs += !indicators.empty();
            for (const auto& found : indicators_of_label(folded(label.label_1 + " " + label.label_2))) {
                ++said;
                const bool same = std::find(indicators.begin(), indicators.end(), found) != indicators.end();
                right += same;
                if (!same)
                    std::cout << "  " << source.id << ": " << label.label_1 << " " << label.label_2 << " = "
                              << found << ", not " << join(indicators, "|") << "\n";
            }
        }
    }
    std::cout << "suggested " << said << ", as people did " << right << "; people gave one to " << theirs
              << "\n";
    EXPECT_GE(right * 100, said * 90);
}

}  // namespace atalaya::intake
