#include "intake/propose/file_glob.hpp"

#include <gtest/gtest.h>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

TEST(ProposeFileGlob, TheFileAloneIsTakenPackedOrNot) {
    EXPECT_EQ(glob_of_file("hechos.csv"), "hechos.csv*");
    EXPECT_EQ(glob_of_file("hechos.csv.gz"), "hechos.csv*");
    EXPECT_EQ(glob_of_file("a*b.csv"), "a?b.csv*");
}

TEST(ProposeFileGlob, YearsAndMonthsAreLeftOpen) {
    EXPECT_EQ(glob_of_series("delitos_2019.csv.gz"), "delitos_*.csv*");
    EXPECT_EQ(glob_of_series("delitos_2020_ene_sep.csv"), "delitos_*.csv*");
    EXPECT_EQ(glob_of_series("CI 2021 abr-dic.txt"), "CI *.txt*");
    EXPECT_EQ(glob_of_series("reclamos-2013-2016.csv"), "reclamos-*.csv*");
    EXPECT_EQ(glob_of_series("parte marzo 2024.xlsx"), "parte *.xlsx*");
    EXPECT_EQ(glob_of_series("serie2003a2023.csv"), "serie*a*.csv*");
    EXPECT_EQ(glob_of_series("080116_083116_Data.zip"), "*_Data*");
    EXPECT_EQ(glob_of_series("hurtos_2016.zip"), "hurtos_*");
}

TEST(ProposeFileGlob, OtherNumbersStay) {
    EXPECT_EQ(glob_of_series("linea144.csv"), "linea144.csv*");
    EXPECT_EQ(glob_of_series("zona_3_robos.csv"), "zona_3_robos.csv*");
}

TEST(ProposeFileGlob, ANameOfDigitsAloneDoesNotTakeEveryFile) {
    EXPECT_EQ(glob_of_series("2024-12.csv"), "\?\?\?\?-\?\?.csv*");
    EXPECT_TRUE(matches(glob_of_series("2024-12.csv"), "2025-01.csv"));
    EXPECT_FALSE(matches(glob_of_series("2024-12.csv"), "hechos.csv"));
}

TEST(ProposeFileGlob, ItTakesTheFileThatItWasMadeOf) {
    for (const char* name :
         {"delitos_2019.csv.gz", "CI 2021 abr-dic.txt", "2024-12.csv", "x.2020.01.csv", "a.b"})
        EXPECT_TRUE(matches(glob_of_series(name), name)) << name;
}

}  // namespace atalaya::intake
