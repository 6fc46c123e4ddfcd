#include "intake/propose/address_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_address(choosing);
    return std::move(choosing).done();
}

std::string street(int i) {
    return (i % 3 == 0 ? "Av. " : "") + std::string{"Mitre"} +
           std::string(1, static_cast<char>('a' + i % 20));
}

}  // namespace

TEST(ProposeAddress, AHomeOfAFactIsAskedAbout) {
    const Proposal proposal = taken(table_of("DOMICILIO,BARRIO,DELITO", 40, [](int i) {
        const std::string where = i < 3   ? "S/D"
                                  : i < 8 ? "En la vía pública"
                                          : street(i) + " " + std::to_string(100 + i);
        return where + ",Centro,Robo";
    }));
    EXPECT_EQ(proposal.value("place.address"), "DOMICILIO");
    EXPECT_EQ(proposal.value("place.address_area"), "BARRIO");
    const Choice* address = proposal.find("place.address");
    EXPECT_NE(address->question.english().find("where somebody lives"), std::string::npos);
    EXPECT_NE(address->why.english().find("8 rows say no place"), std::string::npos)
        << address->why.english();
}

TEST(ProposeAddress, StreetNumberAndCornerStandInColumnsOfTheirOwn) {
    const Proposal proposal = taken(table_of("calle,altura,esquina,delito", 40, [](int i) {
        return street(i) + "," + std::to_string(100 * (i % 9)) + "," + (i % 5 == 0 ? "Belgrano" : "") +
               ",Robo";
    }));
    EXPECT_EQ(proposal.find("place.address")->values, (std::vector<std::string>{"calle", "altura"}));
    EXPECT_EQ(proposal.value("place.crossing"), "esquina");
}

TEST(ProposeAddress, WhatIsWrittenAsAddressesIsOneWhateverItsName) {
    EXPECT_EQ(taken(table_of("donde,delito", 60,
                             [](int i) {
                                 return street(i) + (i % 2 ? " y Belgrano" : " 1" + std::to_string(i)) +
                                        ",Robo";
                             }))
                  .value("place.address"),
              "donde");
}

TEST(ProposeAddress, KindsOfPlacesAndAreasAreNone) {
    EXPECT_EQ(taken(table_of("lugar,delito", 60,
                             [](int i) { return std::string{i % 2 ? "Vía pública" : "Comercio"} + ",Robo"; }))
                  .find("place.address"),
              nullptr);
    EXPECT_EQ(taken(table_of("barrio,correo_direccion", 60,
                             [](int i) {
                                 return "Barrio " + std::to_string(i) + ",a" + std::to_string(i) + "@x.org";
                             }))
                  .find("place.address"),
              nullptr);
}

}  // namespace atalaya::intake
