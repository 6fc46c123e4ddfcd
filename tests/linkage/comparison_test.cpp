#include "linkage/comparison.hpp"

#include "linkage/jaro.hpp"
#include "linkage/phonetic.hpp"
#include "linkage/slip.hpp"
#include "stats/random.hpp"

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
    const std::vector<std::string> written{"huaman", "guaman", "quispe", "", ""};
    Field names{"names", Column{written}, Measure::jaro_winkler};
    EXPECT_EQ(compare(names, 0, 1), Level::differ);
    names.sounds = phonetic_keys(names.column, written, Tongue::spanish);
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

// The slow twin looks at the values; what is told at a glance must never say otherwise.
TEST(Comparison, AGlanceSaysWhatTheValuesSay) {
    stats::Random random{11};
    const std::vector<std::string> letters{"a", "b", "e", "n", "1", "2", "-", "\xE5\x8C\x97", "o", "s"};
    std::vector<std::string> values;
    for (int i = 0; i < 320; ++i) {
        std::string text;
        const auto length = random.below(30) == 0 ? 120 + random.below(12) : 1 + random.below(9);
        for (std::uint64_t k = 0; k < length; ++k) text += letters[random.below(letters.size())];
        if (i % 3 != 0 && i > 0) {  // a former one with a slip
            text = values[random.below(values.size())];
            const auto at = random.below(text.size());
            if (static_cast<unsigned char>(text[at]) < 0x80) text[at] = "abn12"[random.below(5)];
            if (i % 2 == 0) text += letters[random.below(letters.size())];
        }
        values.push_back(text);
    }
    int close = 0;
    for (const double least : {0.0, 0.72, 0.9, 0.96}) {
        Field names = field(Measure::jaro_winkler, values);
        names.close = least;
        const Field numbers = field(Measure::slip, values), days = field(Measure::day, values);
        for (std::uint32_t a = 0; a < values.size(); ++a)
            for (std::uint32_t b = 0; b < values.size(); ++b) {
                const auto x = names.column.of(a), y = names.column.of(b);
                if (x == y) continue;
                const auto level = [](bool is_close) { return is_close ? Level::close : Level::differ; };
                ASSERT_EQ(compare(names, a, b), level(jaro_winkler(x, y) >= least)) << x << " " << y;
                ASSERT_EQ(compare(numbers, a, b), level(within_one_slip(x, y))) << x << " " << y;
                ASSERT_EQ(compare(days, a, b), level(may_be_one_day(x, y))) << x << " " << y;
                close += within_one_slip(x, y);
            }
    }
    EXPECT_GT(close, 200);
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
