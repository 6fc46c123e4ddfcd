// A column for each category or month becomes rows; lines stay those of the file.
#include "intake/wide.hpp"

#include <gmock/gmock.h>
#include <map>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* head = R"(id = "cuentas"
version = "1"
kind = "tallies"
files = ["*.csv"]
name = { es = "Cuentas", pt = "Contas", en = "Counts" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
cadence = "monthly"
[format]
type = "csv"
separator = ";"
)";
constexpr const char* of_categories = R"([time]
month = { year = "vano", month = "mes" }
[category]
columns = ["titulo"]
unlisted = "keep"
[count]
column = "casos"
[wide]
first = "hom_doloso"
last = "roubo"
name = "titulo"
value = "casos"
)";
constexpr const char* of_months = R"([time]
month = { year = "AÑO", month = "mes" }
[category]
columns = ["TIPO"]
unlisted = "keep"
[count]
column = "casos"
[wide]
columns = ["ENERO", "FEBRERO", "MARZO"]
name = "mes"
value = "casos"
blank = "zero"
[area.comuna]
column = "COMUNA"
)";

Batch read(const std::string& tables, const std::string& text, int threads = 1) {
    const Folder folder;
    folder.write("cuentas/source.toml", head + tables);
    const Source source = read_source(folder.path() / "cuentas");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("a.csv", text), quiet,
                     {.threads = threads});
}

std::map<std::string, std::int64_t> counts(const Batch& batch) {
    std::map<std::string, std::int64_t> found;
    for (std::size_t row = 0; row < batch.tallies.size(); ++row) {
        found[batch.tallies.category[row] + " " +
              iso(month_of(day_at(batch.tallies.month.since_epoch[row])))] += batch.tallies.count[row];
    }
    return found;
}

TEST(Wide, ACategoryAColumnAndBlanksAreNothing) {
    const Batch batch = read(of_categories,
                             "CISP;mes;vano;hom_doloso;furto;roubo;fase\n"
                             "1;1;2003;0;;14;3\n"
                             "1;2;2003;2;5;7;3\n");
    EXPECT_THAT(counts(batch),
                ElementsAre(Pair("cuentas:furto 2003-02", 5), Pair("cuentas:hom-doloso 2003-01", 0),
                            Pair("cuentas:hom-doloso 2003-02", 2), Pair("cuentas:roubo 2003-01", 14),
                            Pair("cuentas:roubo 2003-02", 7)));
    EXPECT_EQ(batch.read, 5);
    EXPECT_EQ(batch.accepted, 5);
}

TEST(Wide, AMonthAColumnByItsName) {
    const Batch batch = read(of_months,
                             "AÑO;COMUNA;TIPO;ENERO;FEBRERO;MARZO\n"
                             "2017;1;Robo;3;;4\n"
                             "2017;2;Robo;1;1;1\n");
    EXPECT_THAT(counts(batch), ElementsAre(Pair("cuentas:robo 2017-01", 4), Pair("cuentas:robo 2017-02", 1),
                                           Pair("cuentas:robo 2017-03", 5)));
    EXPECT_EQ(batch.tallies.area[2][0], "1");
}

TEST(Wide, ARejectNamesTheLineAndTheColumnOfTheFile) {
    const Batch batch = read(of_categories,
                             "mes;vano;hom_doloso;furto;roubo\n"
                             "1;2003;0;1;2\n"
                             "1;2003;0;x;2\n"
                             "1;2003;0;1\n"
                             "13;2003;0;1;2\n"
                             "1;2003;0;1;dos\n");
    std::vector<std::string> told;
    for (const auto& reject : batch.rejects)
        told.push_back(std::to_string(reject.line) + " " + reject.reason + " " + reject.column + " " +
                       reject.found);
    EXPECT_THAT(told, ElementsAre("2 count_impossible furto x", "3 row_broken  4 cells",
                                  "4 day_impossible vano 2003 13", "4 day_impossible vano 2003 13",
                                  "4 day_impossible vano 2003 13", "5 count_impossible roubo dos"));
    EXPECT_EQ(batch.read, batch.accepted + batch.rejected);
}

// As many cells as the long table has, which the file's head has not.
TEST(Wide, ARowWithTheWidthOfTheLongTableIsTornToo) {
    const Batch batch = read(of_categories, "mes;vano;hom_doloso;furto;roubo\n1;2003;0;1\n1;2003;0;1;2\n");
    ASSERT_EQ(batch.rejects.size(), 1u);
    EXPECT_EQ(batch.rejects[0].reason, "row_broken");
    EXPECT_EQ(batch.accepted, 3);
}

TEST(Wide, ThreadsChangeNothing) {
    // Long rows: several blocks of four megabytes, with few rows to read.
    const std::string note(200, 'n');
    std::string text = "nota;mes;vano;hom_doloso;furto;roubo\n";
    for (int i = 0; i < 50'000; ++i)
        text += note + ";" + std::to_string(i % 12 + 1) + ";" + std::to_string(2000 + i % 17) + ";" +
                std::to_string(i % 7) + ";" + (i % 250 == 5 ? "x" : "2") + ";1\n";
    ASSERT_GT(text.size(), 2u * (4u << 20));
    const Batch one = read(of_categories, text, 1), many = read(of_categories, text, 4);
    EXPECT_EQ(counts(one), counts(many));
    ASSERT_EQ(one.rejects.size(), 200u);
    ASSERT_EQ(many.rejects.size(), 200u);
    for (std::size_t i = 0; i < one.rejects.size(); ++i) {
        EXPECT_EQ(one.rejects[i].line, static_cast<std::int64_t>(i) * 250 + 6);
        EXPECT_EQ(one.rejects[i].line, many.rejects[i].line);
    }
}

TEST(Wide, ColumnsThatAreNotThereAreTold) {
    EXPECT_THAT(refusal([] { read(of_categories, "mes;vano;hom_doloso;furto;rouvo\n1;2003;0;1;2\n"); }),
                HasSubstr("\"roubo\""));
    EXPECT_THAT(refusal([] { read(of_categories, "mes;vano;roubo;furto;hom_doloso\n1;2003;0;1;2\n"); }),
                HasSubstr("behind"));
    EXPECT_THAT(refusal([] { read(std::string{of_categories} + "columns = [\"a\"]\n", "a\n1\n"); }),
                HasSubstr("\"first\""));
}

// CEAD 2010-2024: a count of a thousand and more was kept with its point as a decimal one.
TEST(Counts, LostThousandsAreRestoredWhereTheSourceSaysSo) {
    const std::string long_table = R"([time]
month = { column = "fecha", format = "YYYY-MM-DD" }
[category]
columns = ["delito"]
unlisted = "keep"
[count]
column = "n"
)";
    const std::string text =
        "fecha;delito;n\n2010-01-01;Hurto;1.096\n2010-02-01;Hurto;21.0\n2010-03-01;Hurto;1.1\n"
        "2010-04-01;Hurto;0.5\n";
    const Batch refused = read(long_table, text);
    EXPECT_EQ(refused.rejected, 3);
    const Batch restored = read(long_table + "fractions = \"thousands\"\n", text);
    EXPECT_THAT(counts(restored),
                ElementsAre(Pair("cuentas:hurto 2010-01", 1096), Pair("cuentas:hurto 2010-02", 21),
                            Pair("cuentas:hurto 2010-03", 1100),
                            Pair("cuentas:hurto 2010-04", nothing<std::int64_t>)));
    ASSERT_EQ(restored.rejected, 1);  // half a theft is no thousand
    EXPECT_EQ(restored.rejects[0].found, "0.5");
    const auto told = std::find_if(restored.findings.begin(), restored.findings.end(),
                                   [](const Finding& f) { return f.check == "thousands_lost"; });
    ASSERT_NE(told, restored.findings.end());
    EXPECT_EQ(told->rows, 2);
    EXPECT_THAT(told->detail, HasSubstr("[1,3]"));
}

}  // namespace
}  // namespace atalaya::intake
