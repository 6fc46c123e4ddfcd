#include "core/composed.hpp"

#include <gtest/gtest.h>

#include "core/text.hpp"

namespace atalaya {
namespace {

TEST(Composed, JoinsALetterAndItsAccent) {
    EXPECT_EQ(composed("Pen\u0303alole\u0301n"), "Peñalolén");
    EXPECT_EQ(composed("Sa\u0303o Goncalo, Gonc\u0327alves"), "São Goncalo, Gonçalves");
    EXPECT_EQ(composed("Gu\u0308emes"), "Güemes");
    EXPECT_EQ(composed("Mbaracaju\u0301, e\u0303 y\u0303"), "Mbaracajú, ẽ ỹ");
}

TEST(Composed, LeavesWhatIsComposedAndWhatHasNoLetterOfItsOwn) {
    for (const std::string text :
         {"", "Robo", "Peñalolén", "Ñuñoa", "日本", "q\u0303", "\u0301", "\u0301a", "1\u0301"})
        EXPECT_EQ(composed(text), text);
    EXPECT_EQ(composed("n\u0303\u0303"), "ñ\u0303") << "the second accent stays";
}

TEST(Composed, LeavesBytesThatAreNoUtf8) {
    for (const std::string bytes : {"n\xCC", "n\xCC,", "\xCC\x83n", "n\xFF\xCC\x83", "\xC3n\xCC"})
        EXPECT_EQ(composed(bytes), bytes);
    EXPECT_EQ(composed("\xFFn\u0303\xFF"), "\xFF\u00F1\xFF");
}

TEST(Composed, TenThousandAccentsOnOneLetterStayButTheFirst) {
    std::string marks;
    for (int i = 0; i < 10'000; ++i) marks += "\u0301";
    EXPECT_EQ(composed("a" + marks), "á" + marks.substr(2));
}

// Every letter that may come apart does so here, between letters and accents without a pair.
TEST(Composed, GivesTextThatItLeavesAlone) {
    int joined = 0;
    for (char letter = 'A'; letter <= 'z'; ++letter) {
        for (int mark = 0; mark < 64; ++mark) {
            const std::string apart = std::string{letter} + "\xCC" + static_cast<char>(0x80 + mark);
            const std::string together = composed(apart);
            EXPECT_EQ(composed(together), together);
            EXPECT_TRUE(is_utf8(together));
            EXPECT_TRUE(may_be_decomposed(apart));
            EXPECT_EQ(may_be_decomposed(together), together == apart);
            joined += together != apart;
        }
    }
    EXPECT_EQ(joined, 165) << "pairs of the table";
}

}  // namespace
}  // namespace atalaya
