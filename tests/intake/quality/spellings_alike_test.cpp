#include "intake/quality/spellings_alike.hpp"

#include <gmock/gmock.h>

#include "../support.hpp"
#include "core/text.hpp"

namespace atalaya::intake::quality {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string ways_of(const AlikeGroup& group) {
    constexpr const char* names[] = {"form", "meaning", "encoding", "cut", "letters"};
    std::vector<std::string> ways;
    for (const auto by : group.by) ways.push_back(names[static_cast<std::size_t>(by)]);
    return join(ways, "+");
}

// "form: Colón|COLON" of each group, texts in order of their rows.
std::vector<std::string> alike(std::vector<Spelling> texts) {
    std::vector<std::string> told;
    for (const auto& group : spellings_alike(std::move(texts))) {
        std::vector<std::string> spellings;
        for (const auto& spelling : group.spellings) spellings.push_back(spelling.text);
        told.push_back(ways_of(group) + ": " + join(spellings, "|"));
    }
    return told;
}

TEST(SpellingsAlike, CaseAccentsBlanksAndSignsAreOfTheForm) {
    EXPECT_THAT(alike({{"Remises / Taxi", 9}, {"REMISES/TAXI", 5}, {"Colón", 7}, {"COLON", 2}, {"Norte", 8}}),
                ElementsAre("form: Remises / Taxi|REMISES/TAXI", "form: Colón|COLON"));
    EXPECT_THAT(alike({{"15-17 años", 4}, {"1517 años", 3}}), IsEmpty()) << "numbers do not run together";
    EXPECT_THAT(alike({{"GUACAMAYAS I-II E-4", 37}, {"GUACAMAYAS III E-4", 1}}), IsEmpty());
    EXPECT_THAT(alike({{"—", 4}, {"…", 3}}), IsEmpty());
}

TEST(SpellingsAlike, WhatTheSourceReadAsOneThingIsOne) {
    EXPECT_THAT(alike({{"Setiembre", 5, 9}, {"Septiembre", 8, 9}, {"Octubre", 4, 10}}),
                ElementsAre("meaning: Septiembre|Setiembre"));
    EXPECT_THAT(alike({{"Villa Serrano", 500, 1}, {"Villa Serreno", 1, 2}}), IsEmpty())
        << "two areas of the city, however alike their names";
    EXPECT_THAT(alike({{"Villa Serrano", 500, 1}, {"Villa Serrrano", 1}, {"Villa Serranno", 1, 2}}),
                ElementsAre("letters: Villa Serrano|Villa Serrrano"))
        << "nor by way of a third";
}

TEST(SpellingsAlike, LettersReadInTwoEncodingsAreOneName) {
    EXPECT_THAT(alike({{"COBERTURA PORTEÑA", 33},
                       {"COBERTURA PORTEÃ\xC2\x91"
                        "A",
                        147}}),
                ElementsAre("encoding: COBERTURA PORTEÃ\xC2\x91"
                            "A|COBERTURA PORTEÑA"));
    EXPECT_THAT(alike({{"Peña", 4}, {"Peía", 3}}), IsEmpty()) << "nothing in them is broken";
}

// The length at which SUACI cut its names, and three of them.
const std::vector<Spelling> cut_at_27{
    {"OBRAS EN CONSTRUCCION / DEMOLICIONES", 554}, {"OBRAS EN CONSTRUCCION / DEM", 405},
    {"DEPOSITO DE MAQUINARIA / EQUIPAMIENTO", 8},  {"DEPOSITO DE MAQUINARIA / EQ", 18},
    {"FABRICA DE VIDRIO / CRISTALES", 5},          {"FABRICA DE VIDRIO / CRISTAL", 3}};

std::vector<Spelling> cut_at_27_and(std::vector<Spelling> others) {
    others.insert(others.end(), cut_at_27.begin(), cut_at_27.end());
    return others;
}

TEST(SpellingsAlike, NamesCutAtOneLengthBeginTheirs) {
    EXPECT_THAT(alike(cut_at_27),
                ElementsAre("cut: OBRAS EN CONSTRUCCION / DEMOLICIONES|OBRAS EN CONSTRUCCION / DEM",
                            "cut: DEPOSITO DE MAQUINARIA / EQ|DEPOSITO DE MAQUINARIA / EQUIPAMIENTO",
                            "cut: FABRICA DE VIDRIO / CRISTALES|FABRICA DE VIDRIO / CRISTAL"));
    EXPECT_THAT(alike({cut_at_27.begin(), cut_at_27.begin() + 4}), IsEmpty())
        << "two are no length of a program";
    EXPECT_THAT(alike({{"Barrio Libertador", 9}, {"Barrio Libertad", 8}}), IsEmpty());
}

TEST(SpellingsAlike, WhatEndsWithAWordIsCutWhereTheOthersAre) {
    const Spelling whole{"DEPOSITO DE PAPEL / CARTON Y AFINES", 9}, word{"DEPOSITO DE PAPEL / CARTON", 10};
    EXPECT_THAT(alike({whole, word}), IsEmpty()) << "a kind and a narrower one";
    EXPECT_THAT(alike(cut_at_27_and({whole, word})),
                testing::Contains("cut: DEPOSITO DE PAPEL / CARTON|DEPOSITO DE PAPEL / CARTON Y AFINES"));
}

TEST(SpellingsAlike, WhatWasCutFromSeveralNamesIsLeftAlone) {
    EXPECT_THAT(alike(cut_at_27_and({{"ESTABLECIMIENTOS EDUCATIVOS", 419},
                                     {"ESTABLECIMIENTOS EDUCATIVOS PRIMARIOS", 60},
                                     {"ESTABLECIMIENTOS EDUCATIVOS TERCIARIOS", 15}})),
                testing::SizeIs(3));
    EXPECT_THAT(alike(cut_at_27_and({{"SAN SALVADOR CUAUHTENCO II", 3}, {"SAN SALVADOR CUAUHTENCO III", 4}})),
                testing::SizeIs(3))
        << "numbers";
}

TEST(SpellingsAlike, OneLetterOfALongWordOfARareName) {
    const auto with = [](const char* rare, std::int64_t rows = 4) {
        return alike({{"Barrio Ixtlahuacan", 192}, {rare, rows}});
    };
    for (const char* rare : {"Barrio Iztlahuacan", "Barrio Itxlahuacan", "Barrio Ixtlahacan",
                             "BARRIO IXTLAHHUACAN", "Barrio Ixtlahuacán"})
        EXPECT_THAT(with(rare), testing::SizeIs(1)) << rare;
    EXPECT_THAT(with("Barrio Iztlahuacan", 20), IsEmpty()) << "not rare";
    EXPECT_THAT(with("Barrio Ixtlahuacas"), IsEmpty()) << "as Fernando and Fernanda";
    EXPECT_THAT(with("Barrio Oxtlahuacan"), IsEmpty()) << "the first letter";
    EXPECT_THAT(with("Pueblo Iztlahuacan"), IsEmpty()) << "another word differs";
    EXPECT_THAT(alike({{"ROBO CON VIOLENCIA", 900}, {"ROBO SIN VIOLENCIA", 4}}), IsEmpty());
}

TEST(Spellings, AreCountedAcrossParts) {
    const auto none = [] { return no_meaning; };
    Spellings all, later;
    for (const char* text : {"Norte", "Norte", "NORTE", "", "12"}) all.see(text, none);
    for (const char* text : {"Norte", "Sur"}) later.see(text, none);
    all.add(later);
    std::vector<std::string> told;
    for (const auto& [text, rows, meaning] : all.texts()) told.push_back(text + " " + std::to_string(rows));
    EXPECT_THAT(told, UnorderedElementsAre("Norte 3", "NORTE 1", "Sur 1"))
        << "blanks and numbers are no names";
}

TEST(Spellings, AColumnOfFreeTextIsNotJudged) {
    Spellings column;
    for (int i = 0; i <= 20'000; ++i) column.see("calle " + std::to_string(i), [] { return no_meaning; });
    EXPECT_THAT(column.texts(), IsEmpty());
    Spellings other;
    other.see("calle", [] { return no_meaning; });
    other.add(column);
    EXPECT_THAT(other.texts(), IsEmpty());
}

TEST(SpellingsAlike, AreToldOfADelivery) {
    const Batch batch = read_small(
        "1,2020-03-09,14,Robo,0.5,0.75,Norte\n"
        "2,2020-03-09,15,ROBO,0.5,0.75,Norte\n"
        "3,2020-03-09,16,Robo,0.5,0.75,NORTE\n");
    std::vector<std::string> told;
    for (const auto& finding : batch.findings) {
        if (finding.check == "spellings_alike") told.push_back(std::to_string(finding.rows) + finding.detail);
    }
    EXPECT_THAT(told,
                ElementsAre(R"(1{"column":"tipo","groups":[{"alike_by":["form"],"spellings":)"
                            R"([{"text":"Robo","rows":2},{"text":"ROBO","rows":1}]}],"names":1,"texts":2})",
                            R"(1{"layer":"barrio","column":"barrio","groups":[{"alike_by":["form"],)"
                            R"("spellings":[{"text":"Norte","rows":2},{"text":"NORTE","rows":1}]}],)"
                            R"("names":1,"texts":2})"));
}

}  // namespace
}  // namespace atalaya::intake::quality
