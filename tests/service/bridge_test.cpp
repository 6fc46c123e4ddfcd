// The series carried over the coding of snatching in Villa Marejada: held against its files as written, where the
// months before the change say "Hurto/Arrebato" and so tell what they would have been.
#include <algorithm>

#include "service/raw_town.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::IsEmpty;

constexpr const char *before = "2022", *after = "2024";

Figure of(const char* indicator, const char* measure, const std::string& period,
          const std::string& against = "", const std::string& territory = "ciudad") {
    return marejada().figure(indicator, measure, territory, period, "", against);
}

double counted(const char* indicator, const std::string& period, const std::string& part = "",
               const std::string& territory = "ciudad") {
    return *marejada().figure(indicator, "count", territory, period, "", "", part).value;
}

double snatched(const std::string& period, const std::string& territory = "ciudad") {
    return counted("hurto", period, "offence=marejada-policia:hurto-arrebato", territory);
}

// Rows of the police's newest word that bear the former code, and count.
double written_twice() {
    std::map<std::string, std::map<std::string, bool>> live;  // month, number
    for (const auto& together : marejada().deliveries) {
        for (const auto& path : together) {
            if (path.parent_path().filename() != "policia") continue;
            std::map<std::string, std::map<std::string, bool>> told;
            for (auto& row : raw_rows(bytes_of(path), ';')) {
                if (!police_row_is_usable(row, path.stem().string())) continue;
                const std::string& day = row["fecha_hecho"];
                told[day.substr(6, 4) + day.substr(3, 2)][row["nro_denuncia"]] =
                    row["codigo_anterior"] == "Hurto/Arrebato" && row["tipo"] == "Robo";
            }
            for (auto& [month, rows] : told) live[month] = std::move(rows);
        }
    }
    double both = 0;
    for (const auto& [month, rows] : live) {
        for (const auto& [number, twice] : rows) both += twice ? 1 : 0;
    }
    return both;
}

TEST(BridgeFigure, IsCountedFromTheMonthsThatBearBothCodes) {
    const Figure robbery = of("robo", "bridge", "2023"), theft = of("hurto", "bridge", "2023");
    ASSERT_TRUE(robbery.value && theft.value);
    const double now = counted("robo", "2023-03-01/2023-08-31");
    EXPECT_EQ(robbery.numerator, now);
    EXPECT_EQ(robbery.denominator, now - written_twice());
    EXPECT_EQ(*theft.denominator, counted("hurto", "2023-03-01/2023-08-31") + written_twice());
    EXPECT_DOUBLE_EQ(*robbery.value, *robbery.numerator / *robbery.denominator);
    EXPECT_LT(*robbery.low, *robbery.value);
    EXPECT_GT(*robbery.low, 1) << "that more is counted now is certain";
    EXPECT_LT(*theft.high, 1);
    EXPECT_THAT(robbery.notes, Contains("bridged:arrebato-2023"));
    EXPECT_THAT(robbery.notes, Contains("overlap:2023-03-01/2023-08-31"));
    EXPECT_THAT(robbery.sources, Contains("marejada-policia-recodificados"));
}

// One history among many, and no kind one: 77 snatchings bear both codes where 108 were known of the same months a year
// before. What the intervals hold over many histories is asked in test_simulate.
TEST(BridgeFigure, TheYearBeforeInTheNewCodingIsNearWhatItWouldHaveBeen) {
    const Figure robbery = of("robo", "bridged", before), theft = of("hurto", "bridged", before);
    EXPECT_NEAR(*robbery.value / (counted("robo", before) + snatched(before)), 1, 0.1);
    EXPECT_NEAR(*theft.value / (counted("hurto", before) - snatched(before)), 1, 0.1);
    EXPECT_EQ(robbery.numerator, counted("robo", before));
    ASSERT_EQ(robbery.series.size(), 12U);
    double months = 0;
    int held = 0;
    for (const auto& month : robbery.series) {
        months += *month.value;
        const double truth = counted("robo", month.label) + snatched(month.label);
        held += *month.low <= truth && truth <= *month.high ? 1 : 0;
    }
    EXPECT_NEAR(months, *robbery.value, 1e-9);
    EXPECT_GE(held, 10);
}

TEST(BridgeFigure, MonthsAfterTheChangeAreWhatTheyAre) {
    const Figure year = of("robo", "bridged", "2023");
    EXPECT_TRUE(year.series[1].low);
    EXPECT_FALSE(year.series[2].low);
    EXPECT_EQ(year.series[2].value, counted("robo", "2023-03"));
    EXPECT_EQ(of("robo", "bridged", after).reason, "no_break");
}

TEST(BridgeFigure, IsRefusedInWordsWhereItCannotBe) {
    EXPECT_EQ(of("vif", "bridge", "2023").reason, "no_bridge");
    EXPECT_EQ(of("amenaza", "bridged", before).reason, "no_break");
    EXPECT_EQ(of("robo", "bridge", "2023-03-01/2023-04-30").reason, "overlap_small") << "two months";
    EXPECT_EQ(of("robo", "bridge", before).reason, "no_bridge") << "none of its months bears both";
    int told = 0, small = 0;
    for (const auto* barrio : marejada().worlds->at("").layer("barrio")) {
        const Figure here = of("robo", "bridge", "2023", "", barrio->territory.text());
        told += here.value ? 1 : 0;
        small += here.reason == "overlap_small" ? 1 : 0;
    }
    EXPECT_GT(small, 0);
    EXPECT_EQ(told + small, 26);
    EXPECT_TRUE(of("robo", "bridge", "2023", "", "delegacion:centro").value);
}

// What the change over the break is can be counted here, where both codings are known.
TEST(BridgedChange, IsGivenWithTheBridgesUncertainty) {
    const Figure change = of("robo", "change", "2023-06", "2022-06");
    ASSERT_TRUE(change.value) << change.reason;
    const double truth =
        100 * (counted("robo", "2023-06") / (counted("robo", "2022-06") + snatched("2022-06")) - 1);
    EXPECT_LE(*change.low, truth);
    EXPECT_GE(*change.high, truth);
    EXPECT_THAT(change.notes, Contains("bridged:arrebato-2023"));
    EXPECT_DOUBLE_EQ(*change.value, 100 * (*change.numerator / *change.denominator - 1));
    const double raw = 100 * (counted("robo", "2023-06") / counted("robo", "2022-06") - 1);
    EXPECT_GT(raw, *change.value) << "the coding alone made robberies more";
}

TEST(BridgedChange, WhereNoCodingChangedNothingIsCarried) {
    const Figure same = of("robo", "change", "2024-06", "2023-06");
    EXPECT_THAT(same.notes, testing::Not(Contains("bridged:arrebato-2023")));
    EXPECT_THAT(of("amenaza", "change", "2023-06", "2022-06").notes,
                testing::Not(Contains("bridged:arrebato-2023")));
    EXPECT_EQ(of("robo", "rate", "2022-07-01/2023-06-30").reason, "break") << "a rate mixes what it counts";
}

// As it was known when only the first month bore both codes, no percentage crosses the break.
TEST(BridgedChange, IsRefusedUntilEnoughMonthsBearBothCodes) {
    const Town& town = marejada();
    const auto vintage = town.vintages.at(2).id;
    const Figure early = town.figure("robo", "change", "ciudad", "2023-03", vintage, "2022-03");
    EXPECT_EQ(early.reason, "break");
    EXPECT_THAT(early.notes, Contains("break:arrebato-2023"));
}

TEST(BridgeSource, IsInNoTotal) {
    EXPECT_EQ(of("robo", "count", "2023-06").sources, std::vector<std::string>{"marejada-policia"});
    EXPECT_THAT(marejada().worlds->at("").cells("arrebato_recodificado"), testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace atalaya::service
