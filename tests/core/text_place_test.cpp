#include "core/text_place.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

std::pair<std::int64_t, std::int64_t> place(std::string_view text, std::size_t at) {
    const TextPlace found = place_in(text, at);
    return {found.line, found.column};
}

TEST(TextPlace, CountsLinesAndLettersFromOne) {
    using At = std::pair<std::int64_t, std::int64_t>;
    EXPECT_EQ(place("", 0), (At{1, 1}));
    EXPECT_EQ(place("ab\ncd", 1), (At{1, 2}));
    EXPECT_EQ(place("ab\ncd", 3), (At{2, 1}));
    EXPECT_EQ(place("\xC3\xB1\xC3\xB1x", 4), (At{1, 3})) << "a letter of two bytes is one column";
    EXPECT_EQ(place("ab\n", 99), (At{2, 1})) << "beyond the end is the end";
}

TEST(TextPlace, TellsWhereBytesStopBeingText) {
    EXPECT_EQ(utf8_until(""), 0u);
    EXPECT_EQ(utf8_until("a\xC3\xB1z"), 4u);
    EXPECT_EQ(utf8_until("a\xF1z"), 1u);
    EXPECT_EQ(utf8_until("a\xC3"), 1u);
    EXPECT_EQ(utf8_until("ab\xED\xA0\x80"), 2u) << "half a pair of surrogates";
    EXPECT_EQ(utf8_until("a\x80"), 1u);
}

}  // namespace
}  // namespace atalaya
