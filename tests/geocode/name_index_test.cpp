#include "geocode/name_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode {
namespace {

const std::vector<std::string> names = {"AV GRAL FLORES",
                                        "VENANCIO FLORES",
                                        "GRAL RIVERA",
                                        "AV JOSE BATLLE Y ORDOÑEZ",
                                        "BV JOSE BATLLE Y ORDOÑEZ",
                                        "CALLE 16",
                                        "PSJE 16",
                                        "CERRO LARGO",
                                        "JUAN MANUEL BLANES",
                                        "JOSE L TERRA",
                                        "DE LOS CONSTITUYENTES",
                                        "18 DE JULIO",
                                        "GABRIEL TERRA"};

struct Index {
    NameIndex index;
    NameIndex::Room room;

    Index()
        : index{[] {
              std::vector<Name> all;
              for (std::uint32_t i = 0; i < names.size(); ++i) all.push_back({names[i], i});
              return NameIndex{all};
          }()} {}
    std::string best(std::string_view text, float least = 0.6F) {
        const auto found = index.find(text, least, room);
        return found.empty() ? "" : names[found[0].of];
    }
    float score(std::string_view text, std::string_view name) {
        for (const Named& named : index.find(text, 0.01F, room)) {
            if (names[named.of] == name) return named.score;
        }
        return 0;
    }
};

TEST(NameIndex, OneStreetInAllItsSpellings) {
    Index town;
    for (const char* text :
         {"GRAL FLORES", "gral. florez", "Avda General Flores", "Flores, Gral.", "AV. GRAL. FLORES",
          "flores gral av", "av garl flores", "General Flroes", "Gnral Flores"})
        EXPECT_EQ(town.best(text), "AV GRAL FLORES") << text;
    EXPECT_EQ(town.best("dieciocho de julio"), "18 DE JULIO");
    EXPECT_EQ(town.best("cosntituyentes"), "DE LOS CONSTITUYENTES");
    EXPECT_EQ(town.best("Constit."), "DE LOS CONSTITUYENTES");
    EXPECT_EQ(town.best("J. M. Blanes"), "JUAN MANUEL BLANES");
    EXPECT_EQ(town.best("José Luis Terra"), "JOSE L TERRA") << "L is Luis";
    EXPECT_EQ(town.best("cerro largo"), "CERRO LARGO") << "largo is no way here";
}

// Many write "calle" before the way that the street has; a name that begins with such a word keeps it.
TEST(NameIndex, CalleBeforeAnotherWaySaysNothing) {
    const Name some[] = {{"CNO CARRASCO", 0},
                         {"CARRASCO", 1},
                         {"AV GRAL RIVERA", 2},
                         {"CALLE 16", 3},
                         {"VICTORINO DE LA PLAZA", 4}};
    const NameIndex index{some};
    NameIndex::Room room;
    const auto best = [&](std::string_view text) {
        const auto found = index.find(text, 0.6F, room);
        return found.empty() ? -1 : static_cast<int>(found[0].of);
    };
    const auto score = [&](std::string_view text) { return index.find(text, 0.6F, room).at(0).score; };
    for (const char* text :
         {"camino carrasco", "calle Camino Carrasco", "C. Cno. Carrasco", "calle cmno carasco"})
        EXPECT_EQ(best(text), 0) << text;
    EXPECT_EQ(score("calle camino carrasco"), score("camino carrasco"));
    EXPECT_EQ(best("calle Avda. General Rivera"), 2);
    EXPECT_EQ(score("calle Avda. General Rivera"), 1);
    EXPECT_EQ(best("calle Carrasco"), 1);
    EXPECT_EQ(best("calle 16"), 3);
    EXPECT_EQ(score("calle Plaza Victorino de la"), 1) << "plaza is in its name";
}

TEST(NameIndex, BlanksMayBeMissingOrTooMany) {
    Index town;
    EXPECT_EQ(town.best("cerrolargo"), "CERRO LARGO");
    EXPECT_EQ(town.best("Juanmanuel Blanes"), "JUAN MANUEL BLANES");
    EXPECT_EQ(town.best("de losconstituyentes"), "DE LOS CONSTITUYENTES");
    EXPECT_EQ(town.best("consti tuyentes"), "DE LOS CONSTITUYENTES");
}

// A lone letter is a link in one place and a name in another, whichever was asked first.
TEST(NameIndex, WhatWasAskedBeforeChangesNothing) {
    const Name some[] = {{"Pasaje A", 0}, {"Camino a Mendoza", 1}, {"Pasaje B", 2}};
    const NameIndex index{some};
    NameIndex::Room one, other;
    const auto scored = [&](std::string_view text, NameIndex::Room& room) {
        std::string out;
        for (const Named& named : index.find(text, 0.1F, room))
            out += std::to_string(named.of) + " " + std::to_string(named.score) + ";";
        return out;
    };
    const std::string letter = scored("pasaje a", one), road = scored("camino a mendoza", one);
    EXPECT_EQ(scored("camino a mendoza", other), road);
    EXPECT_EQ(scored("pasaje a", other), letter);
    EXPECT_TRUE(letter.starts_with("0 "));
}

TEST(NameIndex, TheNameWordByWordScoresOne) {
    Index town;
    for (const auto& name : names) EXPECT_FLOAT_EQ(town.score(name, name), 1) << name;
}

TEST(NameIndex, StreetsAlikeScoreAlike) {
    Index town;
    EXPECT_NEAR(town.score("Terra", "GABRIEL TERRA"), town.score("Terra", "JOSE L TERRA"), 0.15);
    EXPECT_FLOAT_EQ(town.score("Batlle y Ordóñez", "AV JOSE BATLLE Y ORDOÑEZ"),
                    town.score("Batlle y Ordóñez", "BV JOSE BATLLE Y ORDOÑEZ"));
    EXPECT_EQ(town.best("Bvar. Batlle y Ordóñez"), "BV JOSE BATLLE Y ORDOÑEZ")
        << "the way decides where it is said";
    EXPECT_EQ(town.best("pasaje 16"), "PSJE 16");
    EXPECT_EQ(town.best("calle 16"), "CALLE 16");
}

TEST(NameIndex, OtherNamesAreNotNear) {
    Index town;
    for (const char* text : {"Zapicán", "calle 17", "", "de la", "avenida", "????"})
        EXPECT_EQ(town.best(text), "") << text;
    EXPECT_LT(town.score("Gral. Artigas", "AV GRAL FLORES"), 0.6) << "a title is not a name";
    NameIndex none;
    NameIndex::Room room;
    EXPECT_TRUE(none.find("flores", 0.1F, room).empty());
}

// By hand, two names, the one asked for misspelt: "flores" and "general" are in one of two names
// each: ln(1 + 2/1) = 1.0986; the title weighs 0.4 of that. "florse" is one edit of six away:
// likeness 1 - 0.85 / 6. score = 1 - (1.0986 * 0.14167 + 0.35 * 0.43944) / (1.0986 + 0.35 * 0.43944).
TEST(NameIndex, MatchesTheWorkedExample) {
    const Name two[] = {{"General Flores", 0}, {"Rivera", 1}};
    const NameIndex index{two};
    NameIndex::Room room;
    const auto found = index.find("florse", 0.1F, room);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NEAR(found[0].score, 1 - (1.0986 * 0.141667 + 0.35 * 0.43944) / (1.0986 + 0.35 * 0.43944), 1e-4);
}

TEST(NameIndex, AThingWithTwoNamesIsFoundOnce) {
    const Name two[] = {{"Jorge Newbery", 7}, {"Newbery, Jorge", 7}};
    const NameIndex index{two};
    NameIndex::Room room;
    const auto found = index.find("newbery", 0.3F, room);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].of, 7u);
}

}  // namespace
}  // namespace atalaya::geocode
