#include "linkage/phonetic.hpp"

namespace atalaya::linkage {
namespace {

std::string es(std::string_view name) {
    return phonetic_key(name, Tongue::spanish);
}
std::string pt(std::string_view name) {
    return phonetic_key(name, Tongue::portuguese);
}

struct Heard {
    const char *one, *other;
};

TEST(Phonetic, SpanishNamesThatSoundTheSameHaveOneKey) {
    const Heard same[] = {
        {"Benítez", "Venites"}, {"Álvarez", "ALBARES"},      {"Sánchez", "Sanches"},
        {"Cecilia", "Sesilia"}, {"Hernández", "Ernandes"},   {"Llanos", "Yanos"},
        {"Rey", "Rei"},         {"Quique", "Kike"},          {"Giménez", "Jiménez"},
        {"Ximénez", "Jimenes"}, {"Muñoz", "MUNOZ"},          {"Agüero", "Aguero"},
        {"Huamán", "Guaman"},   {"Walter", "Gualter"},       {"Huerta", "Guerta"},
        {"Stella", "Esteya"},   {"Sylvia", "Silvia"},        {"Sthefany", "Estefani"},
        {"Félix", "Felis"},     {"Alexander", "Alecsander"}, {"Jackson", "Jakson"},
        {"Anna", "Ana"},        {"Canpos", "Campos"},        {"Convarrubias", "Combarubias"},
        {"Ignacio", "Ygnacio"}, {"Wenceslao", "Guenseslao"}, {"Accevedo", "Aksebedo"},
        {"de la Cruz", "Cruz"}, {"Philippe", "Filipe"},      {"Martha", "Marta"},
        {"Hierro", "Yerro"},    {"Calixto", "Calisto"},      {"Shirley", "Chirley"},
        {"Lorentz", "Lorenz"},
    };
    for (const auto& [one, other] : same) EXPECT_EQ(es(one), es(other)) << one << ' ' << other;
}

TEST(Phonetic, SpanishNamesThatSoundDifferentHaveTwo) {
    const Heard different[] = {
        {"Luisa", "Lucía"},    {"Gómez", "Gámez"},  {"Ramón", "Román"},   {"Marta", "Mirta"},
        {"Pérez", "Páez"},     {"Chávez", "Cabez"}, {"Guerra", "Gera"},   {"Jiménez", "Chimenez"},
        {"Quesada", "Cesada"}, {"López", "Lópe"},   {"Alexis", "Alejis"},
    };
    for (const auto& [one, other] : different) EXPECT_NE(es(one), es(other)) << one << ' ' << other;
}

TEST(Phonetic, SpanishKeysByHand) {
    EXPECT_EQ(es("Hernández"), "ERNANDES");
    EXPECT_EQ(es("Chávez"), "XABES");
    EXPECT_EQ(es("Guillermo"), "GIYERMO");
    EXPECT_EQ(es("Juan Manuel"), "JUAN MANUEL");
    EXPECT_EQ(es("Huamán"), "GUAMAN");
    EXPECT_EQ(es("Ximena"), "JIMENA");
}

TEST(Phonetic, PortugueseNamesThatSoundTheSameHaveOneKey) {
    const Heard same[] = {
        {"Souza", "Sousa"},
        {"Luiz", "Luís"},
        {"João", "JOAO"},
        {"João", "Joam"},
        {"Carvalho", "Carvallo"},
        {"Nunho", "Nuno"},
        {"Gonçalves", "Gonsalves"},
        {"Assunção", "ASSUNCAO"},
        {"Felipe", "Filipe"},
        {"Manoel", "Manuel"},
        {"Raphael", "Rafael"},
        {"Thiago", "Tiago"},
        {"Wagner", "Vagner"},
        {"Joaquim", "Joaquin"},
        {"Chavier", "Xavier"},
        {"Félix", "Felis"},
        {"Nascimento", "Nacimento"},
        {"Alto", "Auto"},
        {"Stela", "Estela"},
        {"Thereza", "Teresa"},
        {"da Silva", "Silva"},
        {"Simões", "SIMOES"},
        {"Matheus", "Mateos"},
        {"Guimarães", "Guimaraes"},
        {"Quirino", "Kirino"},
        {"Giovana", "Jiovanna"},
    };
    for (const auto& [one, other] : same) EXPECT_EQ(pt(one), pt(other)) << one << ' ' << other;
}

TEST(Phonetic, PortugueseNamesThatSoundDifferentHaveTwo) {
    const Heard different[] = {
        {"Bruno", "Vruno"}, {"Maria", "Mara"},  {"Cação", "Caco"}, {"Silva", "Selma"},
        {"Rosa", "Roxa"},   {"Paulo", "Pablo"}, {"Rocha", "Roca"}, {"Dias", "Deus"},
    };
    for (const auto& [one, other] : different) EXPECT_NE(pt(one), pt(other)) << one << ' ' << other;
}

// A column folds the ç away, and with it all that tells Gonçalves from Goncalves.
TEST(Phonetic, KeysOfAColumnHearTheCedillaThatAnyOfItsRecordsWrites) {
    const std::vector<std::string> written{"gonçalves", "gonsalves", "goncalves", "moca", "", "Moça"};
    const Column names{written};
    const auto keys = phonetic_keys(names, written, Tongue::portuguese);
    EXPECT_EQ(keys[names.id(0)], keys[names.id(1)]);
    EXPECT_EQ(keys[names.id(2)], keys[names.id(1)]) << "one value with the first";
    EXPECT_EQ(keys[names.id(5)],
              phonetic_keys(Column{std::vector<std::string>{"mossa"}}, {}, Tongue::portuguese)[1]);
    const std::vector<std::string> without{"goncalves", "gonsalves"};
    const Column plain{without};
    const auto apart = phonetic_keys(plain, without, Tongue::portuguese);
    EXPECT_NE(apart[plain.id(0)], apart[plain.id(1)]);
}

TEST(Phonetic, PortugueseKeysByHand) {
    EXPECT_EQ(pt("João"), "JUAU");
    EXPECT_EQ(pt("Gonçalves"), "GUNSAUVIS");
    EXPECT_EQ(pt("Guilherme"), "GILIRMI");
    EXPECT_EQ(pt("Conceição"), "KUNSISAU");
}

TEST(Phonetic, AParticleStaysWhenThereIsNothingElse) {
    EXPECT_EQ(es("de la"), "DE LA");
    EXPECT_EQ(es("Y"), "I");
}

TEST(Phonetic, WhatIsNoLetterEndsAWordAndNoLettersGiveNoKey) {
    EXPECT_EQ(es("Ana-María"), "ANA MARIA");
    EXPECT_EQ(es("O'Higgins"), es("O Higgins"));
    EXPECT_EQ(es(""), "");
    EXPECT_EQ(es(" 123 "), "");
    EXPECT_EQ(pt("h"), "");
    EXPECT_EQ(es("王"), "");
}

}  // namespace
}  // namespace atalaya::linkage
