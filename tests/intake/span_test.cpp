// Counts of years and quarters: what they are of, and what they are never made into.
#include "intake/span.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string descriptor = R"(id = "cuentas"
version = "1"
kind = "tallies"
name = { es = "Cuentas", pt = "Contas", en = "Counts" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["cuentas*.csv"]
cadence = "yearly"
[format]
type = "csv"
[delivery]
covers = "months"
[time]
SPAN
[category]
columns = ["delito"]
unlisted = "keep"
[count]
column = "n"
)";
const std::string by_year = "year = { column = \"anio\" }";
const std::string by_months = "year = { column = \"anio\", months = \"periodo\" }";
const std::string by_quarter = "quarter = { year = \"anio\", quarter = \"trimestre\" }";

Batch read(const std::string& span, const std::string& table) {
    const Folder folder;
    folder.write("cuentas/source.toml", edited(descriptor, "SPAN", span));
    const Source source = read_source(folder.path() / "cuentas");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("cuentas.csv", table), quiet);
}

// "2019 robo 7": the months that are counted together, the category and the count of each cell.
std::vector<std::string> cells_of(const Batch& batch) {
    std::vector<std::string> out;
    const Tallies& t = batch.tallies;
    for (std::size_t i = 0; i < t.size(); ++i) {
        const Month first = month_of(day_at(t.month.since_epoch[i]));
        out.push_back(iso(months_from(first, t.months_of(i))) + " " + t.category[i].substr(8) + " " +
                      std::to_string(t.count[i]));
    }
    return out;
}

TEST(Spans, QuartersAsSourcesWriteThem) {
    for (const char* text : {"2", "T2", "2T", "Q2", "II", "2.º trimestre", "II trimestre"})
        EXPECT_EQ(parse_quarter(text), 2) << text;
    for (const char* text : {"", "0", "5", "T", "segundo"})
        EXPECT_EQ(parse_quarter(text), std::nullopt) << text;
}

TEST(Spans, MonthsOfAYearAsSourcesNameThem) {
    const auto named = [](const char* text) {
        const auto found = parse_months_named(text);
        return found ? found->first * 100 + found->last : 0;
    };
    EXPECT_EQ(named("ENERO - DICIEMBRE"), 112);
    EXPECT_EQ(named("enero-junio"), 106);
    EXPECT_EQ(named("Enero a setiembre"), 109);
    EXPECT_EQ(named("marzo"), 303);
    for (const char* text : {"", "-", "junio - enero", "primer semestre", "enero - junio - julio"})
        EXPECT_EQ(named(text), 0) << text;
}

TEST(Spans, ACountOfAYearIsOfTwelveMonthsAndOfNoneOfThem) {
    const Batch batch = read(by_year, "anio,delito,n\n2019,robo,7\n2019,robo,5\n2020,hurto,1\n");
    EXPECT_THAT(cells_of(batch), ElementsAre("2019 robo 12", "2020 hurto 1"));
    EXPECT_THAT(batch.tallies.months, ElementsAre(12, 12));
    EXPECT_EQ(finding_of(batch, finding::months_missing), nullptr);
}

TEST(Spans, AQuarterIsOfThreeMonths) {
    const Batch batch =
        read(by_quarter, "anio,trimestre,delito,n\n2019,4,robo,2\n2020,1,robo,3\n2020,5,robo,1\n");
    EXPECT_THAT(cells_of(batch), ElementsAre("2019-10-01/2019-12-31 robo 2", "2020-01-01/2020-03-31 robo 3"));
    EXPECT_THAT(rejects_of(batch), ElementsAre("3 day_impossible trimestre 5"));
}

TEST(Spans, TheMonthsOfAYearThatAreNamed) {
    const Batch batch =
        read(by_months,
             "anio,periodo,delito,n\n2021,ENERO - DICIEMBRE,robo,8\n2022,ENERO - MARZO,robo,2\n"
             "2022,,robo,1\n,ENERO,robo,1\n1890,ENERO,robo,1\n");
    EXPECT_THAT(cells_of(batch), ElementsAre("2021 robo 8", "2022-01-01/2022-03-31 robo 2"));
    EXPECT_THAT(rejects_of(batch),
                ElementsAre("3 day_missing periodo ", "4 day_missing anio ", "5 day_too_early anio 1890"));
}

TEST(Spans, MonthsBetweenSpansAreMissing) {
    const Batch batch = read(by_quarter, "anio,trimestre,delito,n\n2019,1,robo,2\n2019,3,robo,3\n");
    EXPECT_EQ(found(batch, finding::months_missing), 3);
    EXPECT_EQ(finding_of(batch, finding::months_missing)->detail,
              R"({"months":["2019-04","2019-05","2019-06"]})");
}

TEST(Spans, AMonthThatWouldCountTwiceIsRefused) {
    const std::string why = refusal([] {
        read(by_months, "anio,periodo,delito,n\n2021,ENERO - JUNIO,robo,4\n2021,ENERO - DICIEMBRE,robo,8\n");
    });
    EXPECT_THAT(why, HasSubstr("the counts of 2021-01-01/2021-06-30 and those of 2021 share months"));
}

TEST(Spans, AMarkOfNoMonthThatIsBlankIsRefused) {
    for (const char* marks : {"99|", "|99", "99||00", "99| |00"}) {
        const std::string month =
            std::string{"month = { year = \"anio\", month = \"mes\", unknown = \""} + marks + "\" }";
        EXPECT_THAT(refusal([&] { read(month, "anio,mes,delito,n\n2019,1,robo,7\n"); }),
                    HasSubstr("found one that is blank"))
            << marks;
    }
}

const std::string with_unknown = "month = { year = \"anio\", month = \"mes\", unknown = \"99\" }";

TEST(Spans, AMonthThatNobodyKnowsIsOfItsYearAndOfNoMonth) {
    const Batch batch =
        read(with_unknown, "anio,mes,delito,n\n2019,1,robo,7\n2019,99,robo,5\n2019,02,robo,3\n");
    EXPECT_THAT(cells_of(batch), ElementsAre("2019-01 robo 7", "2019 robo 5", "2019-02 robo 3"));
    EXPECT_EQ(found(batch, finding::month_unknown), 1);
    EXPECT_TRUE(rejects_of(batch).empty());
}

TEST(Spans, AYearOfAnUnknownMonthFillsNoneThatIsMissing) {
    const Batch batch =
        read(with_unknown, "anio,mes,delito,n\n2019,1,robo,7\n2019,99,robo,5\n2019,3,robo,3\n");
    EXPECT_EQ(finding_of(batch, finding::months_missing)->detail, R"({"months":["2019-02"]})");
}

TEST(Spans, AnotherNumberThatIsNoMonthIsRejectedAndSoIsAYearThatIsNone) {
    const Batch batch = read(with_unknown, "anio,mes,delito,n\n2019,98,robo,7\n,99,robo,5\n1890,99,robo,3\n");
    EXPECT_THAT(rejects_of(batch), ElementsAre("1 day_impossible anio 2019 98", "2 day_missing anio ",
                                               "3 day_too_early anio 1890"));
}

TEST(Spans, MonthsThatNobodyKnowsNeedWholeDeliveriesOfCounts) {
    const Folder folder;
    folder.write("cuentas/source.toml", edited(edited(descriptor, "SPAN", with_unknown),
                                               "covers = \"months\"", "covers = \"rows\""));
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "cuentas"); }),
                HasSubstr("counts of no month of their year need covers = \"months\""));
}

TEST(Spans, NeedDeliveriesThatSayAllOfTheirMonths) {
    const Folder folder;
    folder.write("cuentas/source.toml",
                 edited(edited(descriptor, "SPAN", by_year), "covers = \"months\"", "covers = \"rows\""));
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "cuentas"); }),
                HasSubstr("counts of more than a month need covers = \"months\""));
}

TEST(Spans, AYearThatTheFileDoesNotSay) {
    const Batch batch = read("year = { always = 2021 }", "delito,n\nrobo,7\n");
    EXPECT_THAT(cells_of(batch), ElementsAre("2021 robo 7"));
}

}  // namespace
}  // namespace atalaya::intake
