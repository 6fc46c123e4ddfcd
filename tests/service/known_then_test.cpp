// What a vintage did not know, it does not say; and what a demonstration finds in a folder.
#include <gmock/gmock.h>

#include "service/bulletin/mensual.hpp"
#include "service/demo.hpp"
#include "service/document.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// The strike lasted from 7 October to 8 December 2024.
TEST(KnownThen, AnEventIsThereFromItsBeginningAndHasNoEndWhileItGoesOn) {
    Town& town = marejada();
    const auto events_at = [&](const char* vintage) {
        std::vector<std::string> ids;
        for (const auto* event : town.worlds->at(vintage).events()) ids.push_back(event->id);
        return ids;
    };
    EXPECT_THAT(events_at("2024-10-05.1"), Not(Contains("paro-transporte-2024")));
    EXPECT_THAT(events_at("2024-11-05.1"), Contains("paro-transporte-2024"));

    const Month october = std::chrono::year{2024} / std::chrono::October;
    const auto during =
        text_of(monthly_bulletin(*town.worlds, {.month = october, .vintage = "2024-11-05.1"}).document);
    EXPECT_THAT(during, HasSubstr("desde el 7 de octubre de 2024"));
    EXPECT_THAT(during, Not(HasSubstr("8 de diciembre de 2024")));
    const auto after =
        text_of(monthly_bulletin(*town.worlds, {.month = october, .vintage = town.newest()}).document);
    EXPECT_THAT(after, HasSubstr("8 de diciembre de 2024"));
}

TEST(KnownThen, ABreakAndAGapAreThereOnceTheyBegan) {
    Town& town = marejada();
    EXPECT_TRUE(town.worlds->at("2023-02-05.1").breaks().empty());
    EXPECT_FALSE(town.worlds->at("2023-03-05.1").breaks().empty());
    EXPECT_TRUE(town.worlds->at("2024-01-05.1").coverage().empty());
    EXPECT_FALSE(town.worlds->at("2024-03-05.1").coverage().empty());
}

TEST(KnownThen, ARateIsOfTwelveMonths) {
    EXPECT_EQ(marejada().figure("robo", "rate", "ciudad", "2024-05").reason, "not_twelve_months");
    EXPECT_NE(marejada().figure("amenaza", "rate", "ciudad", "2024").reason, "not_twelve_months");
}

// A change of which a part was silent in one of the periods says what it compared.
TEST(KnownThen, TheCountsComparedStandBesideAMarkedChange) {
    Town& town = marejada();
    const Month june = std::chrono::year{2024} / std::chrono::June;
    const auto bulletin = monthly_bulletin(*town.worlds, {.month = june});
    const Figure change = town.figure("hurto", "change", "ciudad", "2024-03", "", "2023-03");
    ASSERT_LT(*change.denominator, *town.figure("hurto", "count", "ciudad", "2023-03").value);
    std::string notes;
    for (const auto& block : bulletin.document.sections.front().blocks) {
        if (const auto* sheet = std::get_if<render::Sheet>(&block)) {
            for (const auto& note : sheet->notes) notes += render::plain(note) + "\n";
        }
    }
    EXPECT_THAT(notes, HasSubstr("* Falta una parte: una fuente no informó"));
    EXPECT_THAT(notes, HasSubstr("Se comparó, en el acumulado: lesiones dolosas (258 frente a "));
}

// The files of Buenos Aires as one fetches them, not packed; those that are absent are told.
TEST(Demonstration, ReadsPlainFilesAndTellsWhatIsAbsent) {
    const fs::path folder = fs::temp_directory_path() / ("atalaya-plain-" + std::to_string(::getpid()));
    const auto put = [&](const char* sample, const char* as) {
        fs::create_directories((folder / "in" / as).parent_path());
        fs::copy_file(source_folder() / "sources" / sample, folder / "in" / as);
    };
    put("caba-limites-barrios/sample.geojson", "limites/CABA_barrios.geojson");
    put("caba-limites-comunas/sample.geojson", "limites/CABA_comunas.geojson");
    put("caba-poblacion-barrios-2010/sample.csv", "poblacion/caba_pob_barrios_2010.csv");
    put("caba-delitos/sample.csv", "delitos/delitos_2019.csv");
    NoProgress quiet;
    const auto answer = demonstrate(find_share(),
                                    {.data = folder / "in",
                                     .out = folder / "out",
                                     .month = std::chrono::year{2019} / std::chrono::January},
                                    quiet);
    EXPECT_EQ(answer.city, "caba");
    EXPECT_EQ(answer.vintages.size(), 1u);
    EXPECT_THAT(answer.absent, Contains("delitos/delitos_2020_ene_sep.csv.gz"));
    EXPECT_THAT(answer.absent, Not(Contains(HasSubstr("CABA_barrios"))));
    fs::remove_all(folder);
}

}  // namespace
}  // namespace atalaya::service
