#include "service/feasts.hpp"

#include "service/bulletin/comparisons.hpp"
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

// Good Friday was on 7 April 2023, 29 March 2024 and 18 April 2025, carnival in February of 2023 and 2024 and in
// March of 2025.
TEST(FairMonths, PutTogetherWhatHoldsTheSameFeasts) {
    const auto& city = marejada().catalogue.city;
    const auto told = [&](const char* month) {
        const FairMonths fair = fair_months(city, *parse_month(month));
        std::string text = std::to_string(fair.together);
        if (fair.waits_for) text += " waits for " + iso(whole(*fair.waits_for));
        for (const auto& moved : fair.moved) text += "; " + iso(moved.year_before) + " -> " + iso(moved.day);
        return text;
    };
    EXPECT_EQ(told("2024-02"), "1");
    EXPECT_EQ(told("2024-03"), "2 waits for 2024-04; 2023-04-07 -> 2024-03-29");
    EXPECT_EQ(told("2024-04"), "2; 2023-04-07 -> 2024-03-29");
    EXPECT_EQ(told("2024-05"), "1");
    // Carnival and Easter both moved: three months hold them.
    const std::string all = "; 2024-02-12 -> 2025-03-03; 2024-02-13 -> 2025-03-04; 2024-03-29 -> 2025-04-18";
    EXPECT_EQ(told("2025-02"), "3 waits for 2025-04" + all);
    EXPECT_EQ(told("2025-03"), "3 waits for 2025-04" + all);
    EXPECT_EQ(told("2025-04"), "3" + all);
    EXPECT_EQ(fair_months(intake::City{}, *parse_month("2024-03")).together, 1);
}

// Every month of a century is told once or waits for one that tells it.
TEST(FairMonths, NeverWaitInVain) {
    const auto& city = marejada().catalogue.city;
    for (Month month = *parse_month("1999-01"); month < *parse_month("2099-01");
         month = plus_months(month, 1)) {
        const FairMonths fair = fair_months(city, month);
        if (!fair.waits_for) continue;
        const FairMonths later = fair_months(city, *fair.waits_for);
        EXPECT_FALSE(later.waits_for) << iso(whole(month));
        EXPECT_GT(later.together, months_between(month, *fair.waits_for)) << iso(whole(month));
    }
}

TEST(Feasts, ThatMovedMakeTheMonthWait) {
    const auto made = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-03")});
    const std::string summary = text_of(made.document, "resumen");
    EXPECT_THAT(summary,
                testing::HasSubstr("Feriados que cambiaron de mes: Viernes Santo (29 de marzo de 2024; "
                                   "un año antes, 7 de abril de 2023). Por eso marzo de 2024 no se "
                                   "compara solo, y un cambio del acumulado del año no se da por "
                                   "concluyente: los meses de marzo a abril de 2024 irán juntos en el "
                                   "boletín de abril de 2024."));
    EXPECT_THAT(
        text_of(made.document, "robos-y-hurtos"),
        testing::HasSubstr("No se compara: un feriado que se mueve cayó en otro mes que el año anterior."));
}

// Good Friday was in January to March of 2024 and not in those of 2023; carnival in January and February of both.
TEST(Feasts, AreTheSameOrNotInASpan) {
    const auto& city = marejada().catalogue.city;
    const auto same = [&](const char* last, int months) {
        const Period now = months_ending(*parse_month(last), months);
        return same_feasts(city, now, year_before(now));
    };
    EXPECT_TRUE(same("2024-02", 2));
    EXPECT_FALSE(same("2024-03", 1));
    EXPECT_FALSE(same("2024-03", 3));
    EXPECT_TRUE(same("2024-04", 4));
    EXPECT_TRUE(same("2024-03", 12));
    const Period march = whole(*parse_month("2024-03"));
    EXPECT_TRUE(same_feasts(city, march, whole(*parse_month("2024-02"))));
}

// A fall of the year to date that any test would call conclusive is none while a feast may explain it; a month later,
// when both years have it, it is one.
TEST(Feasts, LeaveTheYearToDateWithoutAVerdict) {
    auto& city = marejada();
    const auto change = [&](const char* last, int months) {
        const Period now = months_ending(*parse_month(last), months);
        return compute(*city.worlds, {.indicator = "robo",
                                      .version = city.catalogue.indicator("robo").version,
                                      .measure = "change",
                                      .territory = "ciudad",
                                      .period = now,
                                      .against = year_before(now),
                                      .basis = "fact"});
    };
    const Indicator& robbery = city.catalogue.indicator("robo");
    Figure march = change("2024-03", 3), april = change("2024-04", 4);
    EXPECT_TRUE(march.value) << "it is shown";
    const Desk desk{*city.worlds, {.month = *parse_month("2024-03")}};
    const auto verdict = [&](Figure figure) {  // as if it had fallen by half
        figure.value = -50;
        figure.low = -60;
        figure.high = -40;
        figure.p = figure.p_in_table = 1e-9;
        return stats::label(std::vector{comparison_of(desk, figure, robbery)}).front().verdict;
    };
    EXPECT_EQ(verdict(march), stats::Verdict::not_compared);
    EXPECT_EQ(verdict(april), stats::Verdict::conclusive);
}

// An expected range is of the same months of years in which the feast was elsewhere.
TEST(Feasts, ThatMovedAreSaidWithTheExpectedRange) {
    const auto said = [](const char* month) {
        const auto made = monthly_bulletin(*marejada().worlds, {.month = *parse_month(month)});
        std::string notes;
        for (const auto& note : block_of<render::Sheet>(made.document, "T9")->notes)
            notes += render::plain(note) + "\n";
        return notes;
    };
    const char* note =
        "El rango no sigue a los feriados que se mueven: Viernes Santo (29 de marzo de 2024; un año "
        "antes, 7 de abril de 2023).";
    EXPECT_THAT(said("2024-02"), testing::HasSubstr(note));
    EXPECT_THAT(said("2024-04"), testing::HasSubstr(note));
    EXPECT_THAT(said("2024-06"), testing::Not(testing::HasSubstr("El rango no sigue")));
}

// The two months are compared as one, in the sentence, in the table and in the figure that both show.
TEST(Feasts, ThatMovedPutTwoMonthsTogether) {
    auto& city = marejada();
    const auto made = monthly_bulletin(*city.worlds, {.month = *parse_month("2024-04")});
    const Month april = *parse_month("2024-04");
    const Period now = months_ending(april, 2), before = year_before(now);
    const auto count = [&](Period period) {
        return *compute(*city.worlds, {.indicator = "robo",
                                       .version = city.catalogue.indicator("robo").version,
                                       .measure = "count",
                                       .territory = "ciudad",
                                       .period = period,
                                       .basis = "fact"})
                    .value;
    };
    const render::Forms forms{"es-AR"};
    const auto said = [&](double n) { return forms.count(std::llround(n)); };
    const std::string crime = text_of(made.document, "robos-y-hurtos");
    EXPECT_THAT(crime, testing::HasSubstr(said(count(whole(april))) + " hechos en abril de 2024. De marzo a "
                                                                      "abril de 2024"));
    EXPECT_THAT(crime, testing::HasSubstr(said(count(now)) + " frente a " + said(count(before))));
    const auto& table = *block_of<render::Sheet>(made.document, "T1");
    EXPECT_EQ(table.columns[1].heading, "mar–abr 2024");
    EXPECT_EQ(table.columns[2].heading, "mar–abr 2023");
    EXPECT_EQ(table.columns[1].group, "Meses juntos");
    EXPECT_THAT(text_of(made.document, "resumen"),
                testing::HasSubstr("Por eso se comparan juntos los meses de marzo a abril de 2024"));
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
