#include "intake/quality/date_parts.hpp"

#include "../support.hpp"

namespace atalaya::intake::quality {
namespace {

TEST(DateParts, AreNumbersOrNamesOfMonths) {
    EXPECT_EQ(parse_date_part(DatePart::month, "MARZO"), 3);
    EXPECT_EQ(parse_date_part(DatePart::month, "03"), 3);
    EXPECT_EQ(parse_date_part(DatePart::month, "13"), 13) << "a number that no month has contradicts";
    EXPECT_EQ(parse_date_part(DatePart::year, "2020.0"), 2020);
    EXPECT_EQ(parse_date_part(DatePart::day, "99999999999999999999"), -1);
    for (const auto part : {DatePart::year, DatePart::month, DatePart::day})
        EXPECT_FALSE(parse_date_part(part, "lunes"));
    EXPECT_FALSE(parse_date_part(DatePart::year, ""));
}

TEST(DateParts, RowsThatContradictTheirDateAreToldAndKept) {
    const auto descriptor = edited(small_descriptor, "column = \"fecha\"",
                                   "column = \"fecha\", year = \"barrio\", month = \"hora\"");
    const auto batch = read_small(
        "1,2020-03-09,3,Robo,,,2020\n2,2020-03-09,3,Robo,,,2019\n3,2020-03-09,3,Robo,,,20\n"
        "4,2020-03-09,3,Robo,,,S/D\n",
        descriptor);
    EXPECT_EQ(batch.accepted, 4);
    EXPECT_EQ(found(batch, "date_contradicts"), 1);
    EXPECT_EQ(finding_of(batch, "date_contradicts")->detail, R"({"column":"barrio","lines":[2]})");
}

}  // namespace
}  // namespace atalaya::intake::quality
