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

// Ten facts of January that the first reading refused, for their kind was in no list yet.
TEST(Causes, WhatIsReadOtherwiseOfADeliveryThatWasKnownIsNoNewsOfTheSource) {
    WrittenCity city{"villa-lecturas"};
    const std::string robbery = "robo,Robo,,Robo,x,x,0401,exact,robo,\n";
    std::string rows = "id,fecha,tipo\n";
    for (int id = 1; id <= 40; ++id)
        rows += std::to_string(id) + ",2024-01-11," + (id <= 30 ? "Robo\n" : "Arrebato\n");
    city.city("\"hechos\"", "");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\ncolumns = "
                "[\"tipo\"]\n");
    city.codes("hechos", robbery);
    Folder folder;
    const auto data = folder.path() / "data";
    store::create_directory(data, "villa-lecturas");
    NoProgress quiet;
    const auto file = city.file("hechos.1.csv", rows);
    ingest(data, city.share(), {.paths = {file}, .on = *parse_day("2024-03-01")}, quiet);
    city.codes("hechos", robbery + "arrebato,Arrebato,,Arrebato,x,x,0401,exact,robo,\n");
    ingest(data, city.share(), {.paths = {file}, .on = *parse_day("2024-04-01")}, quiet);

    store::Store store{data, store::Access::read};
    const Figure causes =
        ask_figure(store, city.catalogue(), {.indicator = "robo", .measure = "causes", .period = "2024-01"});
    EXPECT_EQ(causes.value, 10);
    ASSERT_EQ(causes.series.size(), 1U);
    EXPECT_EQ(causes.series[0].label, "descriptor");
    EXPECT_EQ(causes.series[0].value, 10);
}

}  // namespace
}  // namespace atalaya::service
