#include "linkage/comparison.hpp"

#include "linkage/phonetic.hpp"

namespace atalaya::linkage {
namespace {

Field field(Measure measure, std::vector<std::string> values) {
    return {"f", Column{values}, measure};
}

TEST(Comparison, NamesAreExactCloseDifferentOrMissing) {
    const Field names = field(Measure::jaro_winkler, {"Martha", "MARTHA", "Marhta", "Juan", ""});
    EXPECT_EQ(compare(names, 0, 1), Level::exact);
    EXPECT_EQ(compare(names, 0, 2), Level::close);
    EXPECT_EQ(compare(names, 0, 3), Level::differ);
    EXPECT_EQ(compare(names, 0, 4), Level::missing);
    EXPECT_EQ(compare(names, 4, 4), Level::missing);
}

TEST(Comparison, HowCloseIsCloseIsTheCallersToSay) {
    Field names = field(Measure::jaro_winkler, {"martha", "marhta"});  // 0.9611
    names.close = 0.97;
    EXPECT_EQ(compare(names, 0, 1), Level::differ);
}

TEST(Comparison, NamesThatSoundTheSameAreCloseHoweverTheyAreWritten) {
    Field names = field(Measure::jaro_winkler, {"huaman", "guaman", "quispe", "", ""});
    EXPECT_EQ(compare(names, 0, 1), Level::differ);
    names.sounds = phonetic_keys(names.column, Tongue::spanish);
    EXPECT_EQ(compare(names, 0, 1), Level::close);
    EXPECT_EQ(compare(names, 0, 2), Level::differ);
    EXPECT_EQ(compare(names, 3, 4), Level::missing);
}

TEST(Comparison, EachMeasureHasItsOwnCloseness) {
    const std::vector<std::string> days{"2021-03-05", "2021-05-03", "2021-03-06"};
    EXPECT_EQ(compare(field(Measure::day, days), 0, 1), Level::close);
    EXPECT_EQ(compare(field(Measure::slip, days), 0, 1), Level::differ);
    EXPECT_EQ(compare(field(Measure::slip, days), 0, 2), Level::close);
    EXPECT_EQ(compare(field(Measure::equal, days), 0, 2), Level::differ);
}

// The police write the day of the report, the hospital that of the wound.
TEST(Comparison, DaysAndNumbersMayBeAFewApart) {
    Field days = field(Measure::day, {"2021-03-05", "2021-02-27", "2021-02-26", "soon"});
    EXPECT_EQ(compare(days, 0, 1), Level::differ);
    days.within = 6;
    EXPECT_EQ(compare(days, 0, 1), Level::close);
    EXPECT_EQ(compare(days, 0, 2), Level::differ);
    EXPECT_EQ(compare(days, 0, 3), Level::differ);

    Field ages = field(Measure::number, {"30", "31.5", "32", "adult", "30.0"});
    ages.within = 1.5;
    EXPECT_EQ(compare(ages, 0, 1), Level::close);
    EXPECT_EQ(compare(ages, 0, 2), Level::differ);
    EXPECT_EQ(compare(ages, 0, 3), Level::differ);
    EXPECT_EQ(compare(ages, 0, 4), Level::close);  // written otherwise
}

TEST(Comparison, APatternHoldsTheLevelOfEachField) {
    const std::vector<Field> fields{field(Measure::equal, {"a", "b"}), field(Measure::equal, {"a", "a"}),
                                    field(Measure::slip, {"12", "13"}), field(Measure::equal, {"", "a"})};
    const Pattern pattern = compare(fields, 0, 1);
    EXPECT_EQ(level_of(pattern, 0), Level::differ);
    EXPECT_EQ(level_of(pattern, 1), Level::exact);
    EXPECT_EQ(level_of(pattern, 2), Level::close);
    EXPECT_EQ(level_of(pattern, 3), Level::missing);
    EXPECT_LT(pattern, patterns(4));
    EXPECT_EQ(pattern, at_level(Level::exact, 1) | at_level(Level::close, 2) | at_level(Level::missing, 3));
}

}  // namespace
}  // namespace atalaya::linkage
