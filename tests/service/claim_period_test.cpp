#include "service/claim_period.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

using namespace std::chrono;

// Data end with October 2024.
SaidPeriod said(const std::string& text, bool is_change = false, bool levels = false) {
    return said_period(words_of_claim(text), 2024y / October, is_change, levels);
}
std::string months(const std::string& text) {
    const auto period = said(text);
    return iso(months_ending(period.month, period.months));
}
std::string compared(const std::string& text, bool levels = false) {
    const auto period = said(text, true, levels);
    return iso(months_ending(period.month, period.months)) + " / " +
           iso(months_ending(plus_months(period.month, -period.against_months), period.months));
}

TEST(ClaimPeriod, IsOfTheMonthsThatAreSaid) {
    EXPECT_EQ(months("en agosto de 2023"), "2023-08");
    EXPECT_EQ(months("em novembro"), "2023-11");
    EXPECT_EQ(months("en septiembre"), "2024-09");
    EXPECT_EQ(months("15 homicidios en 2023"), "2023");
    EXPECT_EQ(months("15 homicidios en 2024"), "2024-01-01/2024-10-31");
    EXPECT_EQ(months("en lo que va del año"), "2024-01-01/2024-10-31");
    EXPECT_EQ(months("en la segunda mitad de 2023"), "2023-07-01/2023-12-31");
    EXPECT_EQ(months("in the first half of 2023"), "2023-01-01/2023-06-30");
    EXPECT_EQ(months("en los primeros tres meses de 2023"), "2023-01-01/2023-03-31");
    EXPECT_EQ(months("nos seis primeiros meses"), "2024-01-01/2024-06-30");
    EXPECT_EQ(months("en el primer bimestre"), "2024-01-01/2024-02-29");
    EXPECT_EQ(months("el año pasado"), "2023");
    EXPECT_EQ(months("a agosto de 2023"), "2023-01-01/2023-08-31");
    EXPECT_EQ(months("até junho de 2024"), "2024-01-01/2024-06-30");
    EXPECT_EQ(months("en 2023 iban 457 a junio"), "2023-01-01/2023-06-30");
    EXPECT_EQ(months("en el 2º trimestre de 2024"), "2024-04-01/2024-06-30");
    EXPECT_EQ(months("de enero a marzo de 2024"), "2024-01-01/2024-03-31");
    EXPECT_EQ(months("entre noviembre y febrero de 2024"), "2023-11-01/2024-02-29");
    EXPECT_EQ(months("desde agosto de 2024"), "2024-08-01/2024-10-31");
    EXPECT_EQ(months("en el segundo trimestre de 2024"), "2024-04-01/2024-06-30");
    EXPECT_EQ(months("no primeiro semestre"), "2024-01-01/2024-06-30");
    EXPECT_EQ(months("en los últimos doce meses"), "2023-11-01/2024-10-31");
    EXPECT_EQ(months("el mes pasado"), "2024-10");
    EXPECT_FALSE(said("hubo robos").said);
    EXPECT_EQ(months("la policía dice que en 2023 hubo más robos"), "2023");
}

TEST(ClaimPeriod, ComparesWithWhatIsSaid) {
    EXPECT_EQ(compared("bajaron en septiembre de 2024"), "2024-09 / 2023-09");
    EXPECT_EQ(compared("bajaron en septiembre respecto de agosto"), "2024-09 / 2024-08");
    EXPECT_EQ(compared("bajaron en julio de 2014 respecto de junio"), "2014-07 / 2014-06");
    EXPECT_EQ(compared("bajaron en enero de 2014 respecto de diciembre"), "2014-01 / 2013-12");
    EXPECT_EQ(compared("caíram em setembro frente ao mês anterior"), "2024-09 / 2024-08");
    EXPECT_EQ(compared("más robos que en 2022"), "2024-01-01/2024-10-31 / 2022-01-01/2022-10-31");
    EXPECT_EQ(compared("comparado con 2021, en 2023 bajaron"), "2023 / 2021");
    EXPECT_EQ(compared("entre 2020 y 2023 bajaron"), "2023 / 2020");
    EXPECT_EQ(compared("subieron un 34 % respecto de 2021 en 2022"), "2022 / 2021");
    EXPECT_EQ(compared("caíram 8 % em relação a 2018 em 2019"), "2019 / 2018");
    EXPECT_EQ(compared("caíram 8 % em relação a 2018"), "2024-01-01/2024-10-31 / 2018-01-01/2018-10-31");
    EXPECT_EQ(compared("en agosto de 2024 respecto de agosto de 2019"), "2024-08 / 2019-08");
    EXPECT_EQ(compared("se triplicaron desde 2021"), "2024-01-01/2024-10-31 / 2021-01-01/2021-10-31");
    EXPECT_EQ(compared("bajaron el mes pasado"), "2024-10 / 2023-10");
    EXPECT_EQ(compared("en el primer semestre de 2024 respecto del semestre anterior"),
              "2024-01-01/2024-06-30 / 2023-07-01/2023-12-31");
}

TEST(ClaimPeriod, OfTwoYearsThatAreSaidApartTheLaterIsComparedWithTheEarlier) {
    EXPECT_EQ(compared("pasaron de 340 en 2019 a 474 en 2020"), "2020 / 2019");
    EXPECT_EQ(compared("passaram de 340 em maio de 2019 para 474 em maio de 2021"), "2021-05 / 2019-05");
}

TEST(ClaimPeriod, OfTwoLevelsTheSecondTimeIsComparedWithTheFirst) {
    EXPECT_EQ(compared("entre abril y agosto de 2020 pasaron de 340 a 474", true), "2020-08 / 2020-04");
    EXPECT_EQ(compared("pasaron de 340 en diciembre a 474 en febrero de 2023", true), "2023-02 / 2022-12");
    EXPECT_EQ(compared("entre abril y agosto de 2020 subieron", false),
              "2020-04-01/2020-08-31 / 2019-04-01/2019-08-31");
}

TEST(ClaimPeriod, SinceTheYearBeganIsWhatThereIsOfIt) {
    EXPECT_EQ(months("desde principios de año"), "2024-01-01/2024-10-31");
    EXPECT_EQ(months("desde o início do ano"), "2024-01-01/2024-10-31");
    EXPECT_EQ(months("since the beginning of the year"), "2024-01-01/2024-10-31");
    EXPECT_EQ(compared("bajaron desde comienzos de este año"),
              "2024-01-01/2024-10-31 / 2023-01-01/2023-10-31");
    EXPECT_FALSE(said("a principios de año").said);
}

}  // namespace
}  // namespace atalaya::service
