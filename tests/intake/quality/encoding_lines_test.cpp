#include "intake/quality/encoding_lines.hpp"

#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "intake/support.hpp"

namespace atalaya::intake::quality {
namespace {

using testing::ElementsAre;

std::vector<std::int64_t> lines_in(const std::string& bytes, Encoding declared) {
    EncodingWatch watch{declared};
    watch.read(bytes);
    const OpenFile file{bytes, "x.csv"};
    return first_lines(*unpacked(file), watch.done(), declared);
}

TEST(EncodingLines, TheRarerKindIsTold) {
    EXPECT_THAT(lines_in("id\nPe\xC3\xB1"
                         "a\nN\xFA\xF1"
                         "ez\nMu\xC3\xB1oz\n",
                         Encoding::mixed),
                ElementsAre(3));
    EXPECT_THAT(lines_in("id\nN\xFA\xF1"
                         "ez\nPe\xF1"
                         "a\nMu\xC3\xB1oz",
                         Encoding::mixed),
                ElementsAre(4))
        << "the last line has no end";
    EXPECT_THAT(lines_in("id\nN\xFA\xF1"
                         "ez\nMu\xC3\xB1oz\n",
                         Encoding::latin1),
                ElementsAre(3));
    EXPECT_THAT(lines_in("a\n\n\nNu\xEF\xBF\xBD"
                         "ez\n",
                         Encoding::utf8),
                ElementsAre(4));
}

// Longer than a block, so that lines are cut; counted one by one.
TEST(EncodingLines, FiveOfManyAreToldWhereverBlocksEnd) {
    std::string bytes;
    std::vector<std::int64_t> expected;
    for (std::int64_t line = 1; line <= 700'000; ++line) {
        const bool is = line % 130'003 == 0;
        if (is && expected.size() < lines_shown) expected.push_back(line);
        bytes += is         ? "N\xFA\xF1"
                              "ez,1\n"
                 : line % 3 ? "Mu\xC3\xB1oz,2\n"
                            : "plain,1234\n";
    }
    EXPECT_EQ(lines_in(bytes, Encoding::mixed), expected);
    EXPECT_EQ(expected.size(), 5U);
}

TEST(EncodingLines, AFindingSaysThem) {
    const Batch batch = [] {
        const std::string text =
            edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nencoding = \"mixed\"");
        return read_small(
            "1,2020-03-09,10,Robo,,,N\xC3\xBA\xC3\xB1"
            "ez\n2,2020-03-09,10,Robo,,,N\xFA\xF1"
            "ez\n",
            text);
    }();
    const Finding* finding = finding_of(batch, finding::encoding_mixed);
    ASSERT_NE(finding, nullptr);
    EXPECT_THAT(finding->detail, testing::HasSubstr("\"lines\":[3]"));
}

}  // namespace
}  // namespace atalaya::intake::quality
