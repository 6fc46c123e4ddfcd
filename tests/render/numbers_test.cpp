#include "render/numbers.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

#include "core/error.hpp"

namespace atalaya::render {
namespace {

using namespace std::chrono_literals;
using std::string;

const string nbsp{no_break_space};

Day on(int year, unsigned month, unsigned day) {
    return Day{
        std::chrono::local_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}};
}
Month in(int year, int month) {
    return std::chrono::year{year} / month;
}

TEST(Numbers, EachRegionHasItsSeparators) {
    EXPECT_EQ(Forms{"es-AR"}.decimal(1234567.85, 1), "1.234.567,9");
    EXPECT_EQ(Forms{"es-CL"}.decimal(1234.5, 1), "1.234,5");
    EXPECT_EQ(Forms{"es-MX"}.decimal(1234.5, 1), "1,234.5");
    EXPECT_EQ(Forms{"es-PA"}.decimal(1234.5, 1), "1,234.5");
    EXPECT_EQ(Forms{"es"}.decimal(1234.5, 1), "1.234,5");
    EXPECT_EQ(Forms{"pt-BR"}.decimal(1234.5, 1), "1.234,5");
    EXPECT_EQ(Forms{"pt-PT"}.decimal(1234.5, 1), "1" + nbsp + "234,5");
    EXPECT_EQ(Forms{"en"}.decimal(1234.5, 1), "1,234.5");
}

TEST(Numbers, CountsGroupByThousandsFromFourDigitsOn) {
    const Forms forms{"es-AR"};
    EXPECT_EQ(forms.count(0), "0");
    EXPECT_EQ(forms.count(999), "999");
    EXPECT_EQ(forms.count(5012), "5.012");
    EXPECT_EQ(forms.count(-1234567), "−1.234.567");
    EXPECT_EQ(forms.count(std::numeric_limits<std::int64_t>::min()), "−9.223.372.036.854.775.808");
}

TEST(Numbers, TiesRoundAwayFromZeroAsTheNumberIsWritten) {
    const Forms forms{"en"};
    EXPECT_EQ(forms.decimal(2.675, 2), "2.68");  // its nearest double is below 2.675
    EXPECT_EQ(forms.decimal(0.25, 1), "0.3");
    EXPECT_EQ(forms.decimal(-0.25, 1), "−0.3");
    EXPECT_EQ(forms.decimal(12.5, 0), "13");
    EXPECT_EQ(forms.decimal(12.499, 0), "12");
    EXPECT_EQ(forms.decimal(67890123456789.0, 0), "67,890,123,456,789");
}

TEST(Numbers, WhatRoundsToZeroHasNoSign) {
    const Forms forms{"es-AR"};
    EXPECT_EQ(forms.decimal(-0.04, 1), "0,0");
    EXPECT_EQ(forms.change(-0.4), "0" + nbsp + "%");
    EXPECT_EQ(forms.change(0.4), "0" + nbsp + "%");
    EXPECT_EQ(forms.difference(0), "0");
}

TEST(Numbers, PercentHasANoBreakSpaceAndAChangeItsSign) {
    const Forms forms{"es-AR"};
    EXPECT_EQ(forms.percent(12.4), "12" + nbsp + "%");
    EXPECT_EQ(forms.percent(12.44, 1), "12,4" + nbsp + "%");
    EXPECT_EQ(forms.change(8.2), "+8" + nbsp + "%");
    EXPECT_EQ(forms.change(-8.2), "−8" + nbsp + "%");
    EXPECT_EQ(forms.difference(12), "+12");
    EXPECT_EQ(forms.difference(-12), "−12");
}

TEST(Numbers, IntervalsRoundAsTheirNumberAndNeverPutADashBesideAMinus) {
    const Forms forms{"es-AR"};
    EXPECT_EQ(forms.interval(3.14, 4.16), "3,1–4,2");
    EXPECT_EQ(forms.interval(-1, 4.16), "−1,0 a 4,2");
    EXPECT_EQ(forms.percent_interval(40.2, 54.9), "40–55" + nbsp + "%");
    EXPECT_EQ(forms.change_interval(-20, 3), "−20 a +3" + nbsp + "%");
    EXPECT_EQ(forms.change_interval(3, 22), "+3 a +22" + nbsp + "%");
    EXPECT_EQ(forms.change_interval(-100, 2'075'246), "−100 a > +999" + nbsp + "%");
    EXPECT_EQ(Forms{"en"}.change_interval(-20.4, -3), "−20 to −3" + nbsp + "%");
}

TEST(Numbers, DaysAndMonthsAreWrittenOut) {
    const Day last = on(2020, 8, 31);
    EXPECT_EQ(Forms{"es-AR"}.day(last), "31 de agosto de 2020");
    EXPECT_EQ(Forms{"pt-BR"}.day(last), "31 de agosto de 2020");
    EXPECT_EQ(Forms{"pt-BR"}.day(on(2020, 3, 1)), "1º de março de 2020");
    EXPECT_EQ(Forms{"en"}.day(last), "31 August 2020");

    EXPECT_EQ(Forms{"es-AR"}.month(in(2020, 8)), "agosto de 2020");
    EXPECT_EQ(Forms{"es-AR"}.month_title(in(2020, 8)), "agosto 2020");
    EXPECT_EQ(Forms{"es-AR"}.short_month(in(2020, 8)), "ago 2020");
    EXPECT_EQ(Forms{"pt-BR"}.short_month(in(2020, 9)), "set 2020");
    EXPECT_EQ(Forms{"en"}.month(in(2020, 8)), "August 2020");

    EXPECT_EQ(Forms{"es-AR"}.short_day(on(2020, 3, 2)), "02-03-2020");
    EXPECT_EQ(Forms{"pt-BR"}.short_day(on(2020, 3, 2)), "02/03/2020");
    EXPECT_EQ(Forms{"en"}.short_day(on(2020, 3, 2)), "2 Mar 2020");
}

TEST(Numbers, WeekdaysBeginOnMonday) {
    EXPECT_EQ(Forms{"es-AR"}.weekday(weekday_of(on(2020, 8, 31))), "lunes");
    EXPECT_EQ(Forms{"es-AR"}.weekday_short(6), "dom");
    EXPECT_EQ(Forms{"pt-BR"}.weekday(5), "sábado");
    EXPECT_EQ(Forms{"en"}.weekday_short(2), "Wed");
}

TEST(Numbers, PeriodsAreSaidAsShortAsTheyCanBe) {
    const Forms forms{"es-AR"};
    EXPECT_EQ(forms.period(whole(in(2020, 8))), "agosto de 2020");
    EXPECT_EQ(forms.period(year_to(in(2020, 8))), "enero a agosto de 2020");
    EXPECT_EQ(forms.period(months_ending(in(2020, 8), 12)), "septiembre de 2019 a agosto de 2020");
    EXPECT_EQ(forms.period(year_to(in(2020, 12))), "2020");
    EXPECT_EQ(forms.period({on(2020, 3, 20), on(2020, 11, 9)}),
              "20 de marzo de 2020 a 8 de noviembre de 2020");
    EXPECT_EQ(forms.period({on(2020, 3, 20), on(2020, 3, 21)}), "20 de marzo de 2020");
    EXPECT_EQ(Forms{"en"}.period(year_to(in(2020, 8))), "January to August 2020");
}

TEST(Numbers, ListsEndAsTheLanguageDoes) {
    const Forms es{"es-AR"};
    EXPECT_EQ(es.list(std::vector<string>{}), "");
    EXPECT_EQ(es.list(std::vector<string>{"ruidos"}), "ruidos");
    EXPECT_EQ(es.list(std::vector<string>{"ruidos", "riñas"}), "ruidos y riñas");
    EXPECT_EQ(es.list(std::vector<string>{"ruidos", "riñas", "daños"}), "ruidos, riñas y daños");
    EXPECT_EQ(Forms{"pt-BR"}.list(std::vector<string>{"a", "b", "c"}), "a, b e c");
    EXPECT_EQ(Forms{"en"}.list(std::vector<string>{"a", "b", "c"}), "a, b and c");
}

TEST(Numbers, SpanishAndBecomesEBeforeTheSoundI) {
    const Forms es{"es-AR"};
    const auto after_a = [&](const string& word) { return es.list(std::vector<string>{"A", word}); };
    EXPECT_EQ(after_a("inspección"), "A e inspección");
    EXPECT_EQ(after_a("hijos"), "A e hijos");
    EXPECT_EQ(after_a("Ítem"), "A e Ítem");
    EXPECT_EQ(after_a("hielo"), "A y hielo");
    EXPECT_EQ(after_a("ruido"), "A y ruido");
    EXPECT_EQ(Forms{"pt-BR"}.list(std::vector<string>{"A", "incêndio"}), "A e incêndio");
}

TEST(Numbers, AListKeepsWhichNumberShowsWhichFigure) {
    const Text ruido{{.text = "ruidos ("}, {.text = "12", .figure = "f1"}, {.text = ")"}};
    const Text text = Forms{"es-AR"}.list(std::vector<Text>{ruido, {{.text = "riñas"}}});
    ASSERT_EQ(text.size(), 5u);
    EXPECT_EQ(text[1].figure, "f1");
    EXPECT_EQ(text[3].text, " y ");
}

TEST(Numbers, OrdinalsFollowTheLanguage) {
    EXPECT_EQ(Forms{"es-AR"}.ordinal(12), "12.º");
    EXPECT_EQ(Forms{"pt-BR"}.ordinal(12), "12º");
    const Forms en{"en"};
    EXPECT_EQ(en.ordinal(1), "1st");
    EXPECT_EQ(en.ordinal(12), "12th");
    EXPECT_EQ(en.ordinal(23), "23rd");
}

TEST(Numbers, InitialsChangeWithTheirAccents) {
    EXPECT_EQ(with_small_initial("Índice"), "índice");
    EXPECT_EQ(with_small_initial("Robo en vivienda"), "robo en vivienda");
    EXPECT_EQ(with_small_initial("A pie"), "a pie");
    for (const char* capitals : {"RECLAMO", "ÁREA VERDE", "UPZ", "ÉÍ"})
        EXPECT_EQ(with_small_initial(capitals), capitals);
    EXPECT_EQ(with_capital_initial("ónibus"), "Ónibus");
    EXPECT_EQ(with_capital_initial(""), "");
    EXPECT_EQ(with_capital_initial("†"), "†");
}

TEST(Numbers, ARegionWithoutOurLanguagesIsRefusedByName) {
    try {
        Forms{"fr-FR"};
        FAIL() << "fr-FR was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_NE(string{error.what()}.find("fr-FR"), string::npos);
    }
    EXPECT_THROW(Forms{"está"}, Error);
}

TEST(Numbers, WhatIsMissingIsNotANumber) {
    EXPECT_THROW(Forms{"es"}.rate(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
    EXPECT_THROW(Forms{"es"}.interval(2, 1), std::logic_error);
}

TEST(Numbers, TheProcessLocaleChangesNothing) {
    const Forms forms{"es-MX"};
    const string before = forms.decimal(1234.5, 1);
    for (const char* locale : {"de_DE.UTF-8", "es_AR.UTF-8", "C.UTF-8", ""}) {
        std::setlocale(LC_ALL, locale);
        EXPECT_EQ(forms.decimal(1234.5, 1), before);
    }
    std::setlocale(LC_ALL, "C");
}

}  // namespace
}  // namespace atalaya::render
