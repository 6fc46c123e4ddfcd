// Why a figure changed, where nobody sent anything else: the codes did.
#include "service/bulletin/sections.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

// Forty facts of January and twelve of February; what "Arrebato" counts in changes between the two vintages, and the
// second brings one more arrebato of January.
TEST(Causes, OtherCodesForTheSameFactsAreNoCorrectionOfTheSource) {
    WrittenCity city{"villa-codigos"};
    const auto codes = [&](const char* of_snatching) {
        city.codes("hechos",
                   std::string{"robo,Robo,,Robo,x,x,0401,exact,robo,\narrebato,Arrebato,,Arrebato,x,x,0401,"
                               "exact,"} +
                       of_snatching + ",\n");
    };
    const auto file = [&](const char* name, int last) {
        std::string rows = "id,fecha,tipo\n";
        for (int id = 1; id <= last; ++id)
            rows += std::to_string(id) + (id <= 40 || id > 52 ? ",2024-01-11," : ",2024-02-11,") +
                    (id <= 30 || (id > 40 && id <= 52) ? "Robo\n" : "Arrebato\n");
        return city.file(name, rows);
    };
    city.city("\"hechos\"", "");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\ncolumns = "
                "[\"tipo\"]\n");
    codes("hurto");
    Folder folder;
    const auto data = folder.path() / "data";
    store::create_directory(data, "villa-codigos");
    NoProgress quiet;
    ingest(data, city.share(), {.paths = {file("hechos.1.csv", 52)}, .on = *parse_day("2024-03-01")}, quiet);
    codes("robo");
    ingest(data, city.share(), {.paths = {file("hechos.2.csv", 53)}, .on = *parse_day("2024-04-01")}, quiet);

    store::Store store{data, store::Access::read};
    const Figure causes =
        ask_figure(store, city.catalogue(), {.indicator = "robo", .measure = "causes", .period = "2024-01"});
    EXPECT_EQ(causes.denominator, 30);
    EXPECT_EQ(causes.numerator, 41);
    std::map<std::string, double> said;
    for (const auto& point : causes.series) said[point.label] = *point.value;
    EXPECT_EQ(said, (std::map<std::string, double>{{"new", 1}, {"codes", 10}}));
}

}  // namespace
}  // namespace atalaya::service
