#include "intake/propose/dialect.hpp"

#include <gtest/gtest.h>

#include "intake/csv.hpp"

namespace atalaya::intake {

namespace {

Judged<Head> head_of(std::vector<std::vector<std::string>> rows) {
    return find_head(rows);
}

}  // namespace

TEST(ProposeDialect, TheSeparatorCutsLinesEvenly) {
    EXPECT_EQ(find_separator("a;b;c\n1,5;2,5;x, y, z\n2,5;3;\"p;q\"\n").value, ';');
    EXPECT_GE(find_separator("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n3,5;4,5;z\n").confidence, 90);
    EXPECT_EQ(find_separator("a,b\n1,\"x; y; z\"\n2,\"u; v; w\"\n").value, ',');
    EXPECT_EQ(find_separator("a\tb\n1\tx, y\n2\tz\n").value, '\t');
    EXPECT_EQ(find_separator("a|b\n1|2\n").value, '|');
}

TEST(ProposeDialect, AListOfOneColumnIsAskedAboutOnlyWhereASignStandsInIt) {
    const auto plain = find_separator("Barrio\nRetiro\nLa Boca\n");
    EXPECT_GE(plain.confidence, 90);
    EXPECT_TRUE(plain.question.empty());
    const auto doubtful = find_separator("Barrio\nRetiro\nLa Boca, zona sur\nOnce\nBelgrano\n");
    EXPECT_EQ(doubtful.value, ';') << "it leaves the lines whole";
    EXPECT_FALSE(doubtful.question.empty());
}

TEST(ProposeDialect, TheHeadIsAboveTheFirstRowOfFigures) {
    EXPECT_EQ(head_of({{"barrio", "casos"}, {"Retiro", "3"}, {"Boca", "4"}}).value, (Head{1, 1}));
    EXPECT_EQ(head_of({{"Cuadro 1"}, {""}, {"barrio", "casos"}, {"Retiro", "3"}, {"Boca", "4"}}).value,
              (Head{3, 1}));
}

// The head of a census table: a word over two columns, and columns whose word is above.
TEST(ProposeDialect, MergedCellsMakeAHeadOfSeveralRows) {
    const auto found = head_of({{"Censo"},
                                {"Código", "Comuna", "Año"},
                                {"", "", "2022"},
                                {"", "", "Población", "Densidad"},
                                {"1", "Uno", "223554", "12489.1"},
                                {"2", "Dos", "161645", "25657.9"},
                                {"3", "Tres", "192945", "30147.7"}});
    EXPECT_EQ(found.value, (Head{2, 3}));
    EXPECT_LT(found.confidence, 90);
}

TEST(ProposeDialect, AHeadOfYearsIsAHead) {
    EXPECT_EQ(
        head_of({{"barrio", "2019", "2020", "2021"}, {"Retiro", "3", "4", "5"}, {"Boca", "4", "2", "2"}})
            .value,
        (Head{1, 1}));
}

TEST(ProposeDialect, AFileWithoutAHeadIsAskedAbout) {
    const auto found = head_of({{"Retiro", "3"}, {"Boca", "4"}, {"Once", "5"}});
    EXPECT_LT(found.confidence, 90);
    EXPECT_FALSE(found.question.empty());
}

TEST(ProposeDialect, FiguresAreNumbersAndDays) {
    for (const char* text : {"12", "-3.5", "1.234,5", "2020-03-09", "09/03/2020 10:30", "12 %"})
        EXPECT_TRUE(is_figure(text)) << text;
    for (const char* text : {"", "enero", "Comuna 1", "-", "S/D"}) EXPECT_FALSE(is_figure(text)) << text;
}

}  // namespace atalaya::intake
