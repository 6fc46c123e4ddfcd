#include "intake/propose/sealed_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake/propose/write.hpp"
#include "propose_table.hpp"
#include "support.hpp"

namespace atalaya::intake {

namespace {

constexpr const char* given[] = {"Ana María", "Juan",  "José Luis", "Lucía",
                                 "Marta",     "Pedro", "Sofía",     "Diego"};
constexpr const char* families[] = {"Pérez", "Gómez", "Quispe", "Núñez", "Ferreyra", "Sosa", "Ibarra"};

std::string person(int i) {
    return std::string{families[i % 7]} + " " + given[i % 8] +
           std::string(1, static_cast<char>('A' + i % 26));
}

std::vector<std::string> sealed(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    add_sealed(choosing, take_sealed(choosing, {}));
    const Proposal proposal = std::move(choosing).done();
    const Choice* choice = proposal.find("sealed");
    return choice ? choice->values : std::vector<std::string>{};
}

}  // namespace

TEST(ProposeSealed, NamesDocumentsAndHomesOfPersonsAre) {
    EXPECT_THAT(sealed(table_of("apellido_y_nombre,DNI,domicilio_denunciante,delito,barrio", 40,
                                [](int i) {
                                    return person(i) + "," + std::to_string(20'000'000 + i * 7919) +
                                           ",Mitre " + std::to_string(i) + ",Robo,San Martín";
                                })),
                testing::ElementsAre("apellido_y_nombre", "DNI", "domicilio_denunciante"));
}

// The same neighbours complain again and again; who they are is no kind of fact.
TEST(ProposeSealed, NamesUnderAWordOfPersonsAreThoughFewOfThemComeAgain) {
    const auto list = [](const std::string& head) {
        return sealed(table_of(
            head, 80, [](int i) { return std::string{families[i % 3]} + " " + given[i % 4] + ",Robo"; }));
    };
    EXPECT_THAT(list("Denunciante,delito"), testing::ElementsAre("Denunciante"));
    EXPECT_THAT(list("Lugar,delito"), testing::IsEmpty());
}

TEST(ProposeSealed, GivenNamesInMostCellsAreAskedAbout) {
    const LookedAt table{table_of("quien,delito", 40, [](int i) {
        return std::string{families[i % 7]} + " " + given[i % 8] + " " + families[i / 8 % 7] + ",Robo";
    })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    add_sealed(choosing, take_sealed(choosing, {}));
    EXPECT_FALSE(choosing.is_free(column(choosing, "quien"))) << "no offence, no area";
    const Proposal proposal = std::move(choosing).done();
    EXPECT_EQ(proposal.value("sealed"), "quien");
    EXPECT_FALSE(proposal.find("sealed")->question.empty());
}

TEST(ProposeSealed, AreasKindsAndAttributesAreNot) {
    EXPECT_THAT(sealed(table_of("barrio,tipo_documento,sexo_victima,victimas,lugar", 40,
                                [](int i) {
                                    return "San Martín " + std::to_string(i) + ",DNI,F," +
                                           std::to_string(i % 3) + ",Plaza " + std::to_string(i);
                                })),
                testing::IsEmpty());
}

TEST(ProposeSealed, WhatWasWrittenAtLengthMayNameSomebody) {
    EXPECT_THAT(
        sealed(table_of("relato,delito", 40,
                        [](int i) {
                            return "El día de la fecha se presenta quien dice haber visto a su vecino " +
                                   std::to_string(i) + " en la esquina,Robo";
                        })),
        testing::ElementsAre("relato"));
}

TEST(ProposeSealed, TheDescriptorSaysThem) {
    Proposal proposal;
    proposal.choices = {{"kind", {"incidents"}, 99, message("x"), {}},
                        {"sealed", {"DNI", "nombre"}, 92, message("x"), {}},
                        {"format.type", {"csv"}, 99, message("x"), {}}};
    const std::string toml = source_toml(proposal, "x", [](const Message& said) { return said.english(); });
    EXPECT_NE(toml.find("sealed = [\"DNI\", \"nombre\"]"), std::string::npos) << toml;
    EXPECT_LT(toml.find("sealed ="), toml.find("[format]")) << "a key of the file, not of a table";
}

}  // namespace atalaya::intake
