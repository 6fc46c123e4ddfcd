#include "service/mechanism.hpp"

#include "support.hpp"

namespace atalaya::service {
namespace {

const std::vector<Mechanism>& all() {
    static const auto read = read_mechanisms(find_share());
    return read;
}
std::string weapon_of(std::string_view icd10) {
    const auto* mechanism = mechanism_of(all(), icd10);
    return mechanism ? mechanism->weapon : "none";
}

TEST(Mechanism, IsEveryCodeOfAssaultInIcd10) {
    std::vector<std::string> codes;
    for (int n = 85; n <= 99; ++n) codes.push_back("X" + std::to_string(n));
    for (int n = 0; n <= 9; ++n) codes.push_back("Y0" + std::to_string(n));
    std::vector<std::string> found;
    for (const auto& one : all()) found.push_back(one.icd10);
    EXPECT_EQ(found, codes);
}

TEST(Mechanism, FirearmsAreThreeCodesAndABladeIsOne) {
    for (const char* firearm : {"X93", "X94", "X95"}) EXPECT_EQ(weapon_of(firearm), "1");
    EXPECT_EQ(weapon_of("X99"), "2");
    int others = 0;
    for (const auto& one : all()) others += one.weapon == "3";
    EXPECT_EQ(others, 20);
    EXPECT_EQ(weapon_of("Y09"), "6") << "means not specified: the weapon is not known";
}

TEST(Mechanism, ACodeIsReadAsFilesWriteIt) {
    for (const char* handgun : {"X93", "x93", " X93 ", "X93.4", "X934"})
        EXPECT_EQ(weapon_of(handgun), "1") << handgun;
    for (const char* none : {"", "X9", "93", "X93-", "X9345", "X93.", "XX3", "X93.45", "arma de fuego"})
        EXPECT_EQ(icd10_of(none), std::nullopt) << none;
}

TEST(Mechanism, WhatIsNoAssaultIsNone) {
    for (const char* other : {"X84", "Y10", "W32", "V01", "Y35"})
        EXPECT_EQ(weapon_of(other), "none") << other;
}

}  // namespace
}  // namespace atalaya::service
