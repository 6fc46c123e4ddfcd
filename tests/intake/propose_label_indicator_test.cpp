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
    EXPECT_EQ(of("roubo_veiculo"), "vehiculo");
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

TEST(ProposeLabelIndicator, WhatIsNotPlainIsLeftToAPerson) {
    EXPECT_EQ(of("Tentativa de homicidio"), "");
    EXPECT_EQ(of("Homicidio culposo"), "");
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
    EXPECT_GE(right * 10, said * 7);
}

}  // namespace atalaya::intake
