#include "intake/propose/look_values.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::intake {

namespace {

Look look_of(const std::string& bytes) {
    const Folder folder;
    NoProgress unheard;
    return look_at_values(OpenFile{folder.write("a.csv", bytes)}, "", {Encoding::utf8, 99}, unheard);
}

}  // namespace

TEST(ProposeLookValues, TitlesAreNotTheHeadAndTornRowsNotTheSample) {
    const Look look = look_of("Cuadro 1\n\nanio;casos\n2020;5\n2021;6;7\n2022;8;\n2023;9\n");
    EXPECT_EQ(look.separator.value, ';');
    EXPECT_EQ(look.head.value, (Head{3, 1}));
    EXPECT_EQ(look.sample.head, (std::vector<std::string>{"anio", "casos"}));
    EXPECT_EQ(look.sample.rows(), 3u);
    EXPECT_EQ(look.sample.torn, 1);
}

TEST(ProposeLookValues, MoreColumnsThanATableHasAreRefused) {
    std::string head = "a0";
    for (std::size_t i = 1; i <= most_columns; ++i) head += ",a" + std::to_string(i);
    refusal([&] { look_of(head + "\n"); });
}

}  // namespace atalaya::intake
