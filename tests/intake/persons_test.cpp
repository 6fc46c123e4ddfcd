// A list of persons becomes counts by attribute: each counts once under each, and nothing tells which go together.
#include <gmock/gmock.h>
#include <map>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr const char* descriptor = R"(id = "personas"
version = "1"
kind = "tallies"
beside = "hechos"
name = { es = "Personas", pt = "Pessoas", en = "Persons" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
cadence = "monthly"
sealed = ["edad"]
[format]
type = "csv"
[delivery]
covers = "months"
month_in_name = true
[time]
month = { column = "fecha", format = "YYYY-MM-DD" }
[category]
describes = "homicidio_doloso"
among = { column = "hecho", texts = ["Homicidio"] }
each = { sex = "sexo", age = "edad" }
)";

constexpr const char* codes =
    "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n"
    "mujer,sex,Mujer,Mujer,Mulher,Woman,,,,\n"
    "varon,sex,Varón,Varón,Homem,Man,,,,\n"
    "joven,age,18-29,18 a 29,18 a 29,18 to 29,,,,\n"
    "edad-sin-dato,age,,Sin dato,Sem dado,Not known,,,,\n";

Source persons(const Folder& folder, const std::string& text = descriptor) {
    folder.write("personas/source.toml", text);
    folder.write("personas/codes.csv", codes);
    return read_source(folder.path() / "personas");
}

Batch read(const std::string& rows, const char* file = "2024-03.csv") {
    const Folder folder;
    const Source source = persons(folder);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(),
                     folder.write(file, "fecha,hecho,nombre,sexo,edad\n" + rows), quiet);
}

std::map<std::string, std::int64_t> counts(const Batch& batch) {
    std::map<std::string, std::int64_t> out;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i)
        out[iso(month_of(day_at(batch.tallies.month.since_epoch[i]))) + " " + batch.tallies.category[i]] +=
            batch.tallies.count[i];
    return out;
}

TEST(Persons, CountOnceUnderEachAttribute) {
    const Batch batch = read(
        "2024-03-01,Homicidio,Ceibo Toba,mujer,18-29\n"
        "2024-03-09,HOMICIDIO,Tala Yeso,VARÓN,\n"
        "2024-02-09,Homicidio,Molle Yeso,Varón,18-29\n");
    EXPECT_THAT(
        counts(batch),
        UnorderedElementsAre(Pair("2024-03 personas:mujer", 1), Pair("2024-03 personas:varon", 1),
                             Pair("2024-03 personas:joven", 1), Pair("2024-03 personas:edad-sin-dato", 1),
                             Pair("2024-02 personas:varon", 1), Pair("2024-02 personas:joven", 1)));
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_THAT(batch.findings, UnorderedElementsAre(Field(&Finding::check, "spellings_alike"),
                                                     Field(&Finding::check, "label_unsaid")))
        << "VARÓN and Varón, and an age that nobody said; that persons share a cell is nothing to tell";
}

TEST(Persons, OfAnotherKindOrWithATextOfNoListAreRejected) {
    const Batch batch = read(
        "2024-03-01,Accidente,a,Mujer,18-29\n"
        "2024-03-01,Homicidio,b,X,18-29\n"
        "2024-03-01,Homicidio,c,Mujer,lejana\n"
        "2024-04-01,Homicidio,d,Mujer,18-29\n");
    EXPECT_THAT(rejects_of(batch),
                ElementsAre("1 offence_unknown hecho Accidente", "2 offence_unknown sexo X",
                            "3 offence_unknown edad ", "4 day_future fecha 2024-04-01"))
        << "a sealed column is not quoted, and 2024-03.csv knows nothing of April";
    EXPECT_EQ(batch.tallies.size(), 0u) << "a rejected row counts under no attribute";
}

TEST(Persons, QuotesWhereThereShouldBeNoneAreTold) {
    const Batch batch = read(
        "2024-03-01,Homicidio,a \"el alto\" b,Mujer,18-29\n"
        "2024-03-01,Homicidio,\"a\" b,Mujer,18-29\n");
    EXPECT_EQ(batch.accepted, 1);
    EXPECT_THAT(rejects_of(batch), ElementsAre("2 quote_broken  cell 3"))
        << "and what the cell says is not told";
    ASSERT_EQ(batch.findings.size(), 1u);
    EXPECT_EQ(batch.findings[0].check, "quote_within");
    EXPECT_EQ(batch.findings[0].detail, R"({"lines":[1]})");
}

TEST(Persons, TheirSourceClaimsNoFileOfItsOwn) {
    const Folder folder;
    const Source source = persons(folder);
    EXPECT_EQ(source.beside, "hechos");
    EXPECT_THAT(source.files, IsEmpty());
    EXPECT_THAT(source.columns(), UnorderedElementsAre("fecha", "sexo", "edad", "hecho"));
}

TEST(Persons, HaveTheAttributesThatTheProgramKnows) {
    const Folder folder;
    EXPECT_THAT(refusal([&] { persons(folder, edited(descriptor, "age = \"edad\"", "edad = \"edad\"")); }),
                HasSubstr("\"edad\" should be one of sex, age, mechanism, place"));
    EXPECT_EQ(
        persons(folder, edited(descriptor, "describes = \"homicidio_doloso\"\n", "")).category.describes, "")
        << "persons may stand beside no indicator";
    EXPECT_THAT(refusal([&] { persons(folder, edited(descriptor, "beside = \"hechos\"\n", "")); }),
                HasSubstr("\"files\" is missing"));
}

}  // namespace
}  // namespace atalaya::intake
