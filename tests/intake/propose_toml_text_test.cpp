#include "intake/propose/toml_text.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::intake {

TEST(ProposeTomlText, EveryTextIsAStringOfToml) {
    EXPECT_EQ(toml_quoted("a \"b\" \\ ñ"), R"("a \"b\" \\ ñ")");
    EXPECT_EQ(toml_quoted("a\tb\nc\x7F"), "\"a\\tb\\u000Ac\\u007F\"");
    EXPECT_EQ(toml_quoted("NU\u00C3\u0091EZ"), "\"NU\u00C3\\u0091EZ\"");
}

TEST(ProposeTomlText, ACommentIsOneLine) {
    EXPECT_EQ(in_one_line("a\r\nb\x7F"), "a  b ");
}

TEST(ProposeTomlText, ATextIsWrittenIntoAFolderThatIsMade) {
    const Folder folder;
    write_text(folder.path() / "uno" / "dos" / "a.toml", "x\n");
    EXPECT_EQ(text_of(folder.path() / "uno" / "dos" / "a.toml"), "x\n");
    refusal([&] { refuse_what_is_there(folder.path() / "uno" / "dos" / "a.toml"); }, Fault::conflict);
}

}  // namespace atalaya::intake
