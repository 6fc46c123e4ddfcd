#include "geocode/worklist.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_town.hpp"

namespace atalaya::geocode {
namespace {

struct Rows {
    std::vector<Protected> hidden{{.address = "Refugio del Sol 12"}};
    Geocoder geocoder{small_town(), hidden};
    Geocoder::Desk desk{geocoder};
    Worklist list;

    void add(std::string_view text, std::int64_t rows) { list.add(text, desk.find(text), rows); }
};

TEST(Worklist, MostFrequentFirstWithWhatNamingThemWins) {
    Rows rows;
    rows.add("Gral Flores 120", 50);
    rows.add("La cancha de Zapicán", 20);
    rows.add("LA CANCHA DE ZAPICAN", 10);
    rows.add("Calle Nueva Horizonte 12", 5);
    rows.add("calle nueva horizonte 40", 7);
    rows.add("Los Pinos 100", 8);
    const auto wanted = rows.list.most_wanted(2, rows.desk);
    ASSERT_EQ(wanted.size(), 2u);
    EXPECT_EQ(wanted[0].text, "La cancha de Zapicán") << "its most frequent spelling";
    EXPECT_EQ(wanted[0].rows, 30);
    EXPECT_DOUBLE_EQ(wanted[0].share, 0.30);
    EXPECT_EQ(wanted[1].text, "calle nueva horizonte") << "one street, whatever the number";
    EXPECT_EQ(wanted[1].rows, 12);
    EXPECT_DOUBLE_EQ(wanted[1].share_with, 0.42);
    const auto all = rows.list.most_wanted(10, rows.desk);
    ASSERT_EQ(all.size(), 3u) << "what was placed is not on it";
    EXPECT_EQ(all[2].reason, Reason::ambiguous);
    EXPECT_EQ(all[2].proposals.size(), 2u) << "what it may be";
}

TEST(Worklist, OfAsManyRowsStandsInTheOrderOfADictionary) {
    Rows rows;
    for (const char* text : {"Zona ñandú", "Zona nuez", "Álamo del cerro", "Zona nube"}) rows.add(text, 3);
    std::vector<std::string> order;
    for (const auto& wanted : rows.list.most_wanted(10, rows.desk)) order.push_back(wanted.text);
    EXPECT_EQ(order, (std::vector<std::string>{"Álamo del cerro", "Zona nube", "Zona nuez", "Zona ñandú"}));
}

TEST(Worklist, WhatSaysThatNothingIsKnownIsNoPlaceToName) {
    Rows rows;
    for (const char* text :
         {"S/D", "SD SD", "s. d.", "en la vía pública", "VIA PUBLICA", "calle sin datos", "não informado"})
        rows.add(text, 9);
    rows.add("La Vía Láctea", 1);
    const auto wanted = rows.list.most_wanted(10, rows.desk);
    ASSERT_EQ(wanted.size(), 1U) << wanted.front().text;
    EXPECT_EQ(wanted[0].text, "La Vía Láctea");
    EXPECT_DOUBLE_EQ(wanted[0].share, 1.0 / 64) << "they count among all rows";
}

TEST(Worklist, ProposesWhatIsNear) {
    Rows rows;
    rows.add("Venancio Flores 120", 3);
    const auto wanted = rows.list.most_wanted(10, rows.desk);
    ASSERT_EQ(wanted.size(), 1u);
    ASSERT_FALSE(wanted[0].proposals.empty());
    EXPECT_EQ(wanted[0].proposals[0].name, "AV GRAL FLORES");
}

TEST(Worklist, WhatCannotBeNamedAndWhatIsProtectedStaysOut) {
    Rows rows;
    rows.add("", 5);
    rows.add("General Flores", 5);
    rows.add("Centro", 5);
    rows.add("Refugio del Sol 12", 5);
    EXPECT_TRUE(rows.list.most_wanted(10, rows.desk).empty());
    rows.add("Zapicán 7", 5);
    EXPECT_DOUBLE_EQ(rows.list.most_wanted(10, rows.desk)[0].share, 0.25)
        << "the protected rows are not counted either";
}

}  // namespace
}  // namespace atalaya::geocode
