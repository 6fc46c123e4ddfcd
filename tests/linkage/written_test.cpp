#include "linkage/written.hpp"

#include <gtest/gtest.h>

#include "linkage/column.hpp"

namespace atalaya::linkage {
namespace {

TEST(WrittenName, IsTheSameHoweverItIsOrderedAndSigned) {
    EXPECT_EQ(comparable_name("Quispe Mamani, Juan"), "juan quispe mamani");
    EXPECT_EQ(comparable_name("  JUAN   QUISPE-MAMANI "), "juan quispe mamani");
    EXPECT_EQ(comparable_name("Núñez, Íris"), comparable_name("iris nunez"));
    EXPECT_EQ(comparable_name("O'Higgins (h.)"), "o higgins h");
}

TEST(WrittenName, KeepsTheCedillaThatIsASound) {
    EXPECT_EQ(comparable_name("GONÇALVES, João"), "joao gonçalves");
    EXPECT_EQ(comparable_name("Gonc\u0327alves"), "gonçalves") << "a letter and a combining mark";
    const std::vector<std::string> names{comparable_name("Gonçalves"), comparable_name("Goncalves")};
    EXPECT_EQ(Column{names}.distinct(), 1u) << "one name all the same";
}

TEST(WrittenName, OfNobodyIsNone) {
    for (const char* none :
         {"", "N.N.", "NN", "No identificado", "não informado", "S/D", "--", "Ignorada", "XX"})
        EXPECT_EQ(comparable_name(none), "") << none;
    EXPECT_EQ(comparable_name("Nene Xalpa"), "nene xalpa");
}

TEST(WrittenNumber, KeepsLettersAndDigitsAlone) {
    EXPECT_EQ(comparable_number("12.345.678"), "12345678");
    EXPECT_EQ(comparable_number("AB 123-CD"), "ab123cd");
    EXPECT_EQ(comparable_number("L-2024-00101"), comparable_number("l 2024 00101"));
}

TEST(WrittenNumber, WithoutADigitThatSaysAnythingIsNone) {
    for (const char* none : {"", "S/D", "0", "000", "no tiene"})
        EXPECT_EQ(comparable_number(none), "") << none;
}

}  // namespace
}  // namespace atalaya::linkage
