#include "service/bulletin/feasts.hpp"

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

// As the almanacs have it, the earliest and the latest of a century among them.
TEST(Easter, IsWhenTheAlmanacsHaveIt) {
    for (const char* day :
         {"1943-04-25", "2000-04-23", "2008-03-23", "2016-03-27", "2024-03-31", "2025-04-20", "2038-04-25"}) {
        const Day easter = *parse_day(day);
        EXPECT_EQ(easter_sunday(std::stoi(std::string{day}.substr(0, 4))), easter) << day;
        EXPECT_EQ(weekday_of(easter), 6);
    }
}

TEST(Feasts, MoveWithEaster) {
    const auto& city = marejada().catalogue.city;
    const auto days = [&](const char* month) {
        std::vector<std::string> found;
        for (const auto& [day, feast] : feasts_of(city, *parse_month(month)))
            found.push_back(iso(day) + " " + feast->name.es);
        return found;
    };
    EXPECT_THAT(days("2025-03"),
                testing::ElementsAre("2025-03-03 lunes de carnaval", "2025-03-04 martes de carnaval",
                                     "2025-03-24 Día de la Memoria"));
    EXPECT_THAT(days("2024-02"),
                testing::ElementsAre("2024-02-12 lunes de carnaval", "2024-02-13 martes de carnaval"));
    EXPECT_THAT(days("2025-08"), testing::IsEmpty());
}

TEST(Feasts, OfTheComingMonthAreSaid) {
    const auto document = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document;
    EXPECT_THAT(text_of(document, "que-esperar"),
                testing::HasSubstr("En enero de 2025: Año Nuevo (1 de enero de 2025)."));
}

// A made-up city has no line to call; a real one has the one that its file names.
TEST(Help, IsOfTheCitysFile) {
    Catalogue with_line = marejada().catalogue;
    EXPECT_FALSE(with_line.city.help);
    with_line.city.help = intake::Help{.line = {.es = "línea de prueba"}, .source = "prueba"};
    Worlds worlds{*marejada().store, with_line};
    const auto document = monthly_bulletin(worlds, {.month = *parse_month("2024-12")}).document;
    EXPECT_THAT(text_of(document, "violencia-familiar"),
                testing::HasSubstr("Ayuda y orientación: línea de prueba."));
    EXPECT_TRUE(read_catalogue(find_share(), "caba").city.help);
}

}  // namespace
}  // namespace atalaya::service
