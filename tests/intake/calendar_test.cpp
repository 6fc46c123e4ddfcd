// Holidays of a city's country, from a list of many countries.
#include <gmock/gmock.h>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* descriptor = R"(
id = "feriados"
version = "1"
kind = "calendar"
name = { es = "Feriados", pt = "Feriados", en = "Holidays" }
publisher = "Ministerio"
url = "https://example.org"
licence = "CC0"
files = ["feriados*.csv"]
cadence = "once"

[format]
type = "csv"

[calendar]
day = { column = "fecha", format = "DD/MM/YYYY" }
name = "nombre"
)";
constexpr const char* of_public_days = "country = \"pais\"\nkind = \"tipo\"\nkinds = [\"public\"]\n";

Source source_with(const Folder& folder, const std::string& more) {
    folder.write("feriados/source.toml", descriptor + more);
    return read_source(folder.path() / "feriados");
}

Batch read(const std::string& more, const std::string& text) {
    const Folder folder;
    const Source source = source_with(folder, more);
    City city = small_city();
    city.country = "AR";
    NoProgress quiet;
    return read_here(source, city, small_gazetteer(), folder.write("feriados.csv", text), quiet,
                     {.latest = parse_day("2020-01-01")});
}

std::vector<std::string> days_of(const Batch& batch) {
    std::vector<std::string> days;
    for (std::size_t i = 0; i < batch.calendar.size(); ++i)
        days.push_back(iso(day_at(batch.calendar.day.since_epoch[i])) + " " + batch.calendar.name[i]);
    return days;
}

TEST(Calendar, KeepsTheClosedDaysOfTheCitysCountry) {
    const Batch batch = read(of_public_days,
                             "pais,fecha,nombre,tipo\n"
                             "AR,25/05/2027,Revolución de Mayo,public\n"
                             "ar,09/07/2027,Independencia,public\n"
                             "AR,01/04/2027,Jueves Santo,bank\n"
                             "CL,18/09/2027,Independencia Nacional,public\n"
                             "AR,25/05/2027,Revolución de Mayo,public\n");
    EXPECT_THAT(days_of(batch), ElementsAre("2027-05-25 Revolución de Mayo", "2027-07-09 Independencia"));
    EXPECT_EQ(batch.read, 3);
    EXPECT_EQ(batch.duplicate, 1);
    ASSERT_EQ(batch.findings.size(), 1U);
    EXPECT_EQ(batch.findings[0].check, "rows_elsewhere");
    EXPECT_EQ(batch.findings[0].rows, 2);
}

TEST(Calendar, SaysWhichRowsCannotBeUsed) {
    const Batch batch = read("",
                             "fecha,nombre\n"
                             "31/06/2027,San Nadie\n"
                             "01/05/2027,\n"
                             ",Día del Trabajo\n"
                             "02/05/2027,Otro,de más\n");
    EXPECT_THAT(days_of(batch), ElementsAre());
    std::vector<std::string> told;
    for (const auto& reject : batch.rejects) told.push_back(reject.reason + " " + reject.column);
    EXPECT_THAT(
        told, ElementsAre("day_impossible fecha", "name_missing nombre", "day_missing fecha", "row_broken "));
    EXPECT_EQ(batch.rejected, 4);
}

TEST(Calendar, ADescriptorSaysKindAndKindsTogether) {
    const Folder folder;
    EXPECT_THAT(refusal([&] { source_with(folder, "kind = \"tipo\"\n"); }), HasSubstr("\"kinds\""));
}

TEST(RealFilesCalendar, GivesEachCountryItsOwnDays) {
    const fs::path file = source_folder() / "../shared/data/feriados/feriados_2010_2027.csv";
    if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " beside the repository";
    const Source source = read_source(source_folder() / "sources" / "feriados");
    NoProgress quiet;
    const auto of = [&](const char* id) {
        const City city = read_city(source_folder() / "cities" / id);
        return read_here(source, city, Gazetteer{city, {}}, file, quiet);
    };
    // 5,628 rows in all; as many are public as the file has of the country.
    for (const auto& [id, days] : {std::pair{"caba", 315},
                                   {"rio-de-janeiro", 184},
                                   {"santiago", 286},
                                   {"bogota", 344},
                                   {"cdmx", 129},
                                   {"panama", 233},
                                   {"peru", 255},
                                   {"montevideo", 126}}) {
        const Batch batch = of(id);
        EXPECT_EQ(batch.read, days) << id;
        EXPECT_EQ(batch.rejected, 0) << id;
        EXPECT_EQ(batch.findings.at(0).rows, 5'628 - days) << id;
    }
}

}  // namespace
}  // namespace atalaya::intake
