#include "intake/quality/weekday.hpp"

#include "../support.hpp"

namespace atalaya::intake::quality {
namespace {

TEST(Weekday, IsReadInThreeLanguages) {
    for (const char* text : {"Lunes", "LUN", "lun.", "segunda-feira", "Segunda", "Monday", "mon"})
        EXPECT_EQ(parse_weekday(text), 0) << text;
    for (const char* text : {"MIERCOLES", "miércoles", "Quarta-feira", "qua", "Wed"})
        EXPECT_EQ(parse_weekday(text), 2) << text;
    for (const char* text : {"Sábado", "SAB", "sat"}) EXPECT_EQ(parse_weekday(text), 5) << text;
    for (const char* text : {"", "3", "mayo"}) EXPECT_FALSE(parse_weekday(text)) << text;
}

TEST(Weekday, OfADay) {
    EXPECT_EQ(weekday_of(0), 3) << "1970-01-01 was a Thursday";
    EXPECT_EQ(weekday_of(since_epoch(*parse_day("2020-03-09"))), 0);
    EXPECT_EQ(weekday_of(since_epoch(*parse_day("2020-03-08"))), 6);
}

TEST(Weekday, ARowThatContradictsItsDateIsTold) {
    const auto descriptor = edited(small_descriptor, "hour = {", "weekday = \"barrio\"\nhour = {");
    const auto batch = read_small("1,2020-03-09,1,Robo,,,lunes\n2,2020-03-09,1,Robo,,,martes\n", descriptor);
    EXPECT_EQ(found(batch, "weekday_contradicts"), 1);
    EXPECT_EQ(finding_of(batch, "weekday_contradicts")->detail, R"({"lines":[2]})");
}

}  // namespace
}  // namespace atalaya::intake::quality
