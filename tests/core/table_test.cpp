#include "core/table.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

TEST(Coded, KeepsEachWordOnce) {
    Coded column;
    for (const char* word : {"robo", "hurto", "robo", ""}) column.push(word);
    EXPECT_EQ(column.words, (std::vector<std::string>{"", "robo", "hurto"}));
    EXPECT_EQ(column[2], "robo");
    EXPECT_EQ(column[3], "");
}

TEST(Coded, WordsReadBackFromAFileAreKnown) {
    Coded column;
    column.words = {"", "a", "b"};
    EXPECT_EQ(column.code_of("b"), 2u);
    EXPECT_EQ(column.code_of("c"), 3u);
}

TEST(Coded, EqualContentBecomesEqualWhateverTheOrderOfReading) {
    Coded one, other;
    one.code_of("unused");
    for (const char* word : {"b", "a", "b"}) one.push(word);
    other.code_of("a");
    for (const char* word : {"b", "a", "b"}) other.push(word);
    EXPECT_EQ(canonical(one).words, (std::vector<std::string>{"", "a", "b"}));
    EXPECT_EQ(canonical(one).words, canonical(other).words);
    EXPECT_EQ(canonical(one).codes, canonical(other).codes);
}

TEST(Table, FindsItsColumns) {
    const Table table{"t", {{"n", std::vector<std::int32_t>{1, 2}}, {"day", Days{{0, 1}}}}};
    EXPECT_EQ(table.rows(), 2u);
    EXPECT_EQ(size(table.column("day").cells), 2u);
    EXPECT_THROW(table.column("x"), std::logic_error);
}

}  // namespace
}  // namespace atalaya
