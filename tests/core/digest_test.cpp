#include "core/digest.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

// FIPS 180-2, appendix B.1.
TEST(Sha256, MatchesTheStandardsExample) {
    EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PiecesGiveTheWhole) {
    Sha256 pieces;
    pieces.add("a");
    pieces.add("");
    pieces.add("bc");
    EXPECT_EQ(pieces.digest(), sha256("abc"));
}

TEST(Digest, ReadsTheHexItWrites) {
    EXPECT_EQ(parse_digest(sha256("abc").hex()), sha256("abc"));
    EXPECT_FALSE(parse_digest("abc"));
    EXPECT_FALSE(parse_digest(std::string(63, 'a') + "G"));
}

TEST(ShortName, Has26LettersThatCannotBeMisread) {
    const std::string name = short_name(sha256("abc"));
    EXPECT_EQ(name.size(), 26u);
    EXPECT_EQ(name.find_first_of("ilou"), std::string::npos);
    EXPECT_NE(name, short_name(sha256("abd")));
}

TEST(IncidentKeys, AreTheFirst128BitsOverSourceAndKey) {
    const auto key = incident_key("caba", "2019/1");
    const auto whole = sha256(std::string{"caba\x1F"} + "2019/1");
    EXPECT_EQ(key.high >> 56, whole.bytes[0]);
    EXPECT_EQ(key.low & 0xFF, whole.bytes[15]);
    EXPECT_NE(incident_key("a", "bc"), incident_key("ab", "c"));
    const std::string long_key(5000, 'x');
    const auto long_digest = sha256("s\x1F" + long_key);
    EXPECT_EQ(incident_key("s", long_key).high >> 56, long_digest.bytes[0]);
}

}  // namespace
}  // namespace atalaya
