#include "linkage/column.hpp"

#include <gmock/gmock.h>

#include "linkage/key.hpp"

namespace atalaya::linkage {
namespace {

using testing::ElementsAre;

TEST(Column, KeepsEachFoldedValueOnce) {
    const Column names{std::vector<std::string>{"Núñez", "", "NUNEZ ", "Paz", " ", "paz"}};
    EXPECT_EQ(names.size(), 6u);
    EXPECT_EQ(names.distinct(), 2u);
    EXPECT_EQ(names.id(0), names.id(2));
    EXPECT_EQ(names.id(3), names.id(5));
    EXPECT_EQ(names.id(1), Column::missing);
    EXPECT_EQ(names.id(4), Column::missing);
    EXPECT_EQ(names.of(2), "nunez");
    EXPECT_EQ(names.of(3), "paz");
    EXPECT_EQ(names.of(1), "");
}

TEST(Column, CountsWhoHoldsWhat) {
    const Column names{std::vector<std::string>{"a", "b", "", "a", "c"}};
    EXPECT_THAT(names.held(0, 5), ElementsAre(1, 2, 1, 1));
    EXPECT_THAT(names.held(3, 5), ElementsAre(0, 1, 0, 1));
    EXPECT_THAT(names.held(2, 2), ElementsAre(0, 0, 0, 0));
}

TEST(Column, HoldsManyValuesApart) {
    std::vector<std::string> numbers;
    for (int i = 0; i < 20'000; ++i) numbers.push_back(std::to_string(i % 10'000));
    const Column column{numbers};
    EXPECT_EQ(column.distinct(), 10'000u);
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        ASSERT_EQ(column.of(i), numbers[i]);
        ASSERT_EQ(column.id(i), column.id(i + 10'000));
    }
}

TEST(Column, MayBeEmpty) {
    const Column none{std::vector<std::string>{}};
    EXPECT_EQ(none.size(), 0u);
    EXPECT_EQ(none.distinct(), 0u);
}

TEST(Key, IsOfTheTextsAndOfWhereTheyEnd) {
    EXPECT_EQ(key_of({"ana", "paz"}), key_of({"ana", "paz"}));
    EXPECT_NE(key_of({"ana", "paz"}), key_of({"anap", "az"}));
    EXPECT_NE(key_of({"ana", "paz"}), key_of({"paz", "ana"}));
    EXPECT_NE(key_of({"ana"}), no_key);
}

TEST(Key, WhatIsNotKnownIsInNoBlock) {
    EXPECT_EQ(key_of({""}), no_key);
    EXPECT_EQ(key_of({"ana", ""}), no_key);
    EXPECT_EQ(key_of({"", "ana"}), no_key);
}

}  // namespace
}  // namespace atalaya::linkage
