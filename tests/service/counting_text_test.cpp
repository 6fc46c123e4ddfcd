// No page leaves without how its sources count: crosswalk, unit, stage, principal offence, several alike, attempts and
// threats.
#include "service/bulletin/counting_text.hpp"

#include <gmock/gmock.h>

#include "service/kept_counting.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

constexpr Month december = std::chrono::year{2024} / std::chrono::December;

Bulletin told(Bulletin bulletin, const std::string& city, const BulletinRequest& request) {
    Town& town = simulated(city);
    tell_counting(bulletin, counting_at(*town.store, town.catalogue, town.worlds->at("").vintage_no()),
                  *town.worlds, request);
    return bulletin;
}

render::Document monthly(const std::string& city, const std::string& territory, const std::string& profile) {
    const BulletinRequest request{.territory = territory, .month = december, .profile = profile};
    return told(monthly_bulletin(*simulated(city).worlds, request), city, request).document;
}

bool is_of_facts(const Catalogue& catalogue, const std::string& name) {
    return std::ranges::any_of(catalogue.sources, [&](const intake::Source& source) {
        return source.name.es == name &&
               (source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies);
    });
}

TEST(CountingText, EverySourceOfFactsSaysAllFiveInTheAppendix) {
    const struct {
        const char *city, *territory, *profile;
    } made[] = {{"villa-marejada", "ciudad", "interno"},
                {"villa-marejada", "ciudad", "publico"},
                {"villa-marejada", "delegacion:centro", "interno"},
                {"puerto-calmo", "ciudad", "interno"}};
    for (const auto& [city, territory, profile] : made) {
        const auto document = monthly(city, territory, profile);
        int of_facts = 0, said = 0;
        for (const auto& source : document.sources) {
            if (!is_of_facts(simulated(city).catalogue, source.name)) continue;
            const bool none = source.summary.contains("la fuente no dice sus reglas de conteo");
            const bool some = source.summary.contains(
                "al registrarse, no solo el delito principal, varios "
                "iguales una vez, amenazas aparte; no dice si hay tentativas");
            ++of_facts;
            said += some ? 1 : 0;
            if (source.summary.contains("; cuenta ")) {
                EXPECT_THAT(source.summary, HasSubstr("; clasificación «codes», versión 1 ("));
            }
            EXPECT_TRUE(none || source.summary.contains("al registrarse"))
                << city << " " << territory << ": " << source.name << ": " << source.summary;
        }
        EXPECT_GE(of_facts, 2) << city;
        EXPECT_GE(said, 1) << city;
    }
}

TEST(CountingText, TheUnitsAreThoseOfWhatIsShown) {
    const auto document = monthly("villa-marejada", "ciudad", "interno");
    const auto police = std::ranges::find(
        document.sources, "Hechos registrados por la policía de Villa Marejada", &render::Source::name);
    ASSERT_NE(police, document.sources.end());
    EXPECT_THAT(police->summary, HasSubstr("cuenta víctimas, hechos y vehículos, al registrarse"));
}

// Its page is full: the HTML and the workbook, which carry its appendix, say them.
TEST(CountingText, TheSheetOfTheMeetingHasThemInItsAppendix) {
    const BulletinRequest request{.bulletin = "ficha", .month = december};
    const auto plain = ficha(*marejada().worlds, request).document;
    const auto document = told(ficha(*marejada().worlds, request), "villa-marejada", request).document;
    EXPECT_EQ(document.sections.back().blocks.size(), plain.sections.back().blocks.size());
    int said = 0;
    for (const auto& source : document.sources)
        said +=
            source.summary.contains("reglas de conteo") || source.summary.contains("al registrarse") ? 1 : 0;
    EXPECT_GE(said, 5);
    EXPECT_THAT(document.sources.front().summary, HasSubstr("varios iguales una vez, amenazas aparte"));
}

// It has no appendix on paper: the rules stand beside its code.
TEST(CountingText, TheSheetOfTheMeetingSaysHowItsRobberiesAreCounted) {
    for (const char* city : {"villa-marejada", "puerto-calmo"}) {
        const BulletinRequest request{.bulletin = "ficha", .month = december};
        const auto document = told(ficha(*simulated(city).worlds, request), city, request).document;
        const auto* last = std::get_if<render::Paragraph>(&document.sections.back().blocks.back());
        ASSERT_TRUE(last) << city;
        EXPECT_THAT(
            render::plain(last->text),
            testing::ContainsRegex("digo de verificaci.*: clasificaci.*, al registrarse, no solo el delito "
                                   "principal, varios iguales una vez, amenazas aparte; no dice si hay "
                                   "tentativas($| · )"))
            << city;
    }
}

TEST(CountingText, TheSheetOfTheMeetingNamesTheCrosswalkOfEverySourceItShows) {
    for (const auto& [language, crosswalk] : {std::pair{"es", "clasificación «codes», versión 1 ("},
                                              {"pt", "classificação “codes”, versão 1 ("},
                                              {"en", "crosswalk “codes”, version 1 ("}}) {
        const BulletinRequest request{.bulletin = "ficha", .month = december, .language = language};
        const auto document = told(ficha(*marejada().worlds, request), "villa-marejada", request).document;
        const auto* last = std::get_if<render::Paragraph>(&document.sections.back().blocks.back());
        ASSERT_TRUE(last) << language;
        const auto said = render::plain(last->text);
        for (const char* id : {"marejada-policia", "marejada-convivencia"}) {
            const auto& name = marejada().catalogue.source(id).name;
            const std::string of = language == std::string{"pt"}   ? name.pt
                                   : language == std::string{"en"} ? name.en
                                                                   : name.es;
            EXPECT_THAT(said, HasSubstr(" · " + of + ": " + crosswalk)) << language;
        }
    }
}

}  // namespace
}  // namespace atalaya::service
