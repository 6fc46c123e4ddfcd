// An incident, its offences and its victims are counted apart, each by its own key, and none from another's number.
#include <map>

#include "store/questions.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

// One incident with two offences and three victims, two of them of the first offence; in April an incident of one of each.
constexpr const char* list =
    "suceso,dia,tipo,victima,sexo\n"
    "s1,2024-03-05,Homicidio,v1,Mujer\n"
    "s1,2024-03-05,Homicidio,v2,Varon\n"
    "s1,2024-03-05,Robo,v3,Varon\n"
    "s2,2024-04-09,Robo,v4,Mujer\n";

TEST(Entities, IncidentsOffencesAndVictimsAreCountedApart) {
    WrittenCity written{"aldea"};
    written.city(R"("sucesos", "delitos", "victimas")",
                 WrittenCity::layer(2, "barrio") + "optional = true\n");
    const std::string time = "[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = [\"tipo\"]\n";
    written.source("sucesos", "incidents", "csv", "[key]\ncolumns = [\"suceso\"]\n" + time);
    written.source("delitos", "incidents", "csv", "[key]\ncolumns = [\"suceso\", \"tipo\"]\n" + time);
    written.source("victimas", "tallies", "csv",
                   "[time]\nbasis = \"fact\"\nmonth = { column = \"dia\", format = \"YYYY-MM-DD\" }\n"
                   "[category]\neach = { sex = \"sexo\" }\n");
    const std::string offences =
        "homicidio,Homicidio,,Homicidio,Homicídio,Homicide,0101,exact,homicidio_doloso,\n"
        "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n";
    written.codes("sucesos", offences);
    written.codes("delitos", offences);
    written.codes("victimas",
                  "sexo-mujer,sex,Mujer,Mujer,Mulher,Woman,,,,\nsexo-varon,sex,Varon,Varón,Homem,Man,,,,\n");
    std::vector<fs::path> files;
    for (const char* source : {"sucesos", "delitos", "victimas"})
        files.push_back(written.file(std::string{source} + ".csv", list));
    const auto& town = written.publish(files);

    const store::At now{"aldea", 1};
    const auto counted = [&](const char* month) {
        const auto asked = since_epoch(first_day(*parse_month(month)));
        std::map<std::string, std::int64_t> by_source;
        const auto facts = store::month_counts(town.store->analytics(), now);
        for (std::size_t i = 0; i < facts.size(); ++i)
            if (facts.month.since_epoch[i] == asked) by_source[facts.source[i]] += facts.rows[i];
        const auto persons = store::tallies(town.store->analytics(), now);
        for (std::size_t i = 0; i < persons.size(); ++i)
            if (persons.month.since_epoch[i] == asked) by_source[persons.source[i]] += persons.count[i];
        return by_source;
    };
    EXPECT_EQ(counted("2024-03"),
              (std::map<std::string, std::int64_t>{{"sucesos", 1}, {"delitos", 2}, {"victimas", 3}}));
    EXPECT_EQ(counted("2024-04"),
              (std::map<std::string, std::int64_t>{{"sucesos", 1}, {"delitos", 1}, {"victimas", 1}}));
}

}  // namespace
}  // namespace atalaya::service
