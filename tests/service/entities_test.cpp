// An incident, its offences and its victims are counted apart, each by its own key, and none from another's number.
#include <map>

#include "store/questions.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

// One incident with two offences and three victims, two of them of the first offence, beside an incident of one of each.
constexpr const char* list =
    "suceso,dia,tipo,victima,sexo\n"
    "s1,2024-03-05,Homicidio,v1,Mujer\n"
    "s1,2024-03-05,Homicidio,v2,Varon\n"
    "s1,2024-03-05,Robo,v3,Varon\n"
    "s2,2024-03-09,Robo,v4,Mujer\n";

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

    std::map<std::string, std::int64_t> counted;
    const store::At now{"aldea", 1};
    const auto facts = store::month_counts(town.store->analytics(), now);
    for (std::size_t i = 0; i < facts.size(); ++i) counted[facts.source[i]] += facts.rows[i];
    const auto persons = store::tallies(town.store->analytics(), now);
    for (std::size_t i = 0; i < persons.size(); ++i) counted[persons.source[i]] += persons.count[i];
    EXPECT_EQ(counted["sucesos"], 2);
    EXPECT_EQ(counted["delitos"], 3);
    EXPECT_EQ(counted["victimas"], 4);
}

}  // namespace
}  // namespace atalaya::service
