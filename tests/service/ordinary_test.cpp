// A break, a gap of coverage and an event are three different things; small numbers give no
// percentage; and what is ordinary is estimated where there are months enough.
#include "service/raw_town.hpp"

namespace atalaya::service {
namespace {

constexpr const char* spring_2024 = "2024-02-01/2024-04-30";
constexpr const char* spring_2023 = "2023-03-01/2023-04-30";

TEST(Coverage, ElevenSilentWeeksOfOneSectionMakeNoFall) {
    Town& town = marejada();
    static const RawTown raw{town};
    const auto& known = raw.known.back();
    const auto rows = [&](const char* first, const char* last, bool with_five) {
        return rows_where(known, [&](const Cell& c) {
            return c[0].starts_with("marejada-policia:amenazas") && c[1] >= first && c[1] <= last &&
                   (with_five || c[4] != "5");
        });
    };
    // Section 5 was silent from 5 February to 21 April 2024: as the files have it.
    ASSERT_EQ(rows_where(known,
                         [](const Cell& c) {
                             return c[0] == "marejada-policia:amenazas" && c[1] == "2024-03" && c[4] == "5";
                         }),
              0);
    ASSERT_GT(rows_where(known,
                         [](const Cell& c) {
                             return c[0] == "marejada-policia:amenazas" && c[1] == "2023-03" && c[4] == "5";
                         }),
              0);

    const Figure change =
        town.figure("amenaza", "change", "ciudad", spring_2024, "", "2023-02-01/2023-04-30");
    EXPECT_EQ(change.numerator, rows("2024-02", "2024-04", false));
    EXPECT_EQ(change.denominator, rows("2023-02", "2023-04", false));
    EXPECT_EQ(change.records_out, rows("2023-02", "2023-04", true) - rows("2023-02", "2023-04", false) +
                                      rows("2024-02", "2024-04", true) - rows("2024-02", "2024-04", false));
    EXPECT_GT(change.records_out, 0);
    EXPECT_THAT(change.notes, testing::Contains("coverage:marejada-policia:seccion:5"));
    ASSERT_TRUE(change.value) << change.reason;
    EXPECT_NEAR(*change.value,
                100.0 * (static_cast<double>(rows("2024-02", "2024-04", false)) /
                             static_cast<double>(rows("2023-02", "2023-04", false)) -
                         1),
                1e-9);
}

TEST(Coverage, ASectionThatWasSilentHasNoDataThereNotZero) {
    const Town& town = marejada();
    const Figure silent = town.figure("amenaza", "count", "seccion:5", "2024-03");
    EXPECT_FALSE(silent.value);
    EXPECT_EQ(silent.reason, "no_data");
    EXPECT_THAT(silent.notes, testing::Contains("coverage:marejada-policia:seccion:5"));
    EXPECT_TRUE(town.figure("amenaza", "count", "seccion:5", "2024-05").value);
    EXPECT_TRUE(town.figure("amenaza", "count", "seccion:4", "2024-03").value);
    const Figure months = town.figure("amenaza", "monthly", "seccion:5", "2024-01-01/2024-05-31");
    ASSERT_EQ(months.series.size(), 5u);
    EXPECT_TRUE(months.series[0].value);
    EXPECT_FALSE(months.series[2].value);
    EXPECT_TRUE(months.series[4].value);
    const Figure change = town.figure("amenaza", "change", "seccion:5", "2024-03", "", "2023-03");
    EXPECT_FALSE(change.value);
    EXPECT_EQ(change.reason, "no_data");
}

TEST(Coverage, WhereNothingWasAbsentNothingIsLeftOut) {
    const Town& town = marejada();
    const Figure change =
        town.figure("amenaza", "change", "seccion:4", spring_2024, "", "2023-02-01/2023-04-30");
    EXPECT_EQ(change.records_out, 0);
    EXPECT_THAT(change.notes, testing::Not(testing::Contains(testing::StartsWith("coverage:"))));
    const Figure later = town.figure("amenaza", "change", "ciudad", "2024-09", "", "2023-09");
    EXPECT_EQ(later.records_out, 0);
    EXPECT_THAT(later.notes, testing::Not(testing::Contains(testing::StartsWith("coverage:"))));
}

// A break without a bridge is crossed by nothing: tests/service/declared_bridges_test.cpp.
TEST(Break, IsCrossedByItsBridgeAloneWhichTheFigureSays) {
    const Town& town = marejada();
    for (const auto* indicator : {"robo", "hurto"}) {
        const Figure change = town.figure(indicator, "change", "ciudad", "2023-04", "", "2022-04");
        EXPECT_TRUE(change.value) << indicator;
        ASSERT_TRUE(change.low && change.high);
        EXPECT_THAT(change.notes, testing::Contains("bridged:arrebato-2023"));
        EXPECT_GT(change.numerator.value_or(0), 0);
    }
    // Both sides after it, both before it, or an indicator it does not touch: no reason to be silent.
    EXPECT_TRUE(town.figure("robo", "change", "ciudad", spring_2024, "", "2023-05-01/2023-07-31").value);
    EXPECT_TRUE(town.figure("robo", "change", "ciudad", spring_2023, "", "2023-05-01/2023-06-30").value);
    EXPECT_TRUE(town.figure("robo", "change", "ciudad", "2022-04", "", "2021-04").value);
    EXPECT_TRUE(town.figure("amenaza", "change", "ciudad", "2023-04", "", "2022-04").value);
    const Figure rate = town.figure("robo", "rate", "ciudad", "2022-09-01/2023-08-31");
    EXPECT_EQ(rate.reason, "break");
    // Twelve months that end on its eve, or begin on its day, are of one coding.
    EXPECT_TRUE(town.figure("robo", "rate", "ciudad", "2022-03-01/2023-02-28").value);
    EXPECT_TRUE(town.figure("robo", "rate", "ciudad", "2023-03-01/2024-02-29").value);
}

// What half of it, an area's part of it or how soon it was registered is, of months of two codings.
TEST(Break, NothingThatIsDividedAddsUpBothOfItsSides) {
    const std::tuple<const char*, const char*, const char*, const char*> divided[] = {
        {"concentracion", "share", "ciudad", "layer=cuadra"},
        {"robo", "share", "ciudad", "layer=barrio"},
        {"robo", "ratio", "delegacion:centro", ""},
        {"robo", "registered", "ciudad", "within=7"},
    };
    for (const auto& [indicator, measure, territory, part] : divided) {
        const auto of = [&](const char* period) {
            return marejada().figure(indicator, measure, territory, period, "", "", part);
        };
        const Figure over = of("2022-09-01/2023-08-31");
        EXPECT_EQ(over.reason, "break") << indicator << ' ' << measure;
        EXPECT_FALSE(over.value || over.low || over.high) << indicator << ' ' << measure;
        EXPECT_THAT(over.notes, testing::Contains("break:arrebato-2023"));
        EXPECT_THAT(over.notes, testing::Not(testing::Contains(testing::StartsWith("position:"))));
        EXPECT_TRUE(of("2023-03-01/2024-02-29").value) << indicator << ' ' << measure;
    }
    EXPECT_TRUE(marejada()
                    .figure("amenaza", "registered", "ciudad", "2022-09-01/2023-08-31", "", "", "within=7")
                    .value);
}

TEST(Break, ACountAddsUpBothOfItsSidesAndSaysSo) {
    const auto of = [](const char* indicator, const char* period) {
        return marejada().figure(indicator, "count", "ciudad", period);
    };
    const Figure over = of("robo", "2022-09-01/2023-08-31");
    EXPECT_TRUE(over.value);
    EXPECT_THAT(over.notes, testing::Contains("break:arrebato-2023"));
    EXPECT_THAT(of("robo", "2023-03-01/2024-02-29").notes,
                testing::Not(testing::Contains(testing::StartsWith("break:"))));
    EXPECT_THAT(of("amenaza", "2022-09-01/2023-08-31").notes,
                testing::Not(testing::Contains(testing::StartsWith("break:"))));
}

TEST(Expected, IsOfOneMonthAndRefusesMore) {
    EXPECT_TRUE(marejada().figure("amenaza", "expected", "ciudad", "2024-05").value);
    const Figure year = marejada().figure("amenaza", "expected", "ciudad", "2024");
    EXPECT_FALSE(year.value || year.low || year.high);
    EXPECT_EQ(year.reason, "not_one_month");
    EXPECT_EQ(marejada().figure("amenaza", "expected_monthly", "ciudad", "2024").series.size(), 12U);
}

TEST(Event, AnnotatesAndThePercentageStands) {
    const Town& town = marejada();
    const Figure change = town.figure("robo", "change", "ciudad", "2024-11", "", "2023-11");
    EXPECT_TRUE(change.value) << change.reason;
    EXPECT_EQ(change.records_out, 0);
    EXPECT_THAT(change.notes, testing::Contains("event:paro-transporte-2024"));
    EXPECT_THAT(town.figure("robo", "change", "ciudad", "2024-09", "", "2023-09").notes, testing::IsEmpty());
}

TEST(Denominator, WithoutOneThereIsNoRate) {
    const Town& town = marejada();
    const Figure rate = town.figure("robo", "rate", "seccion:3", "2024");
    EXPECT_FALSE(rate.value);
    EXPECT_EQ(rate.reason, "no_exposure");
    EXPECT_GT(rate.numerator.value_or(0), 0);
    EXPECT_TRUE(town.figure("robo", "rate", "ciudad", "2024").value);
    EXPECT_TRUE(town.figure("robo", "rate", "barrio:altos-de-pizarra", "2024").value);
}

TEST(Denominator, ARateNamesTheSourceOfItsResidentsToo) {
    const Town& town = marejada();
    EXPECT_THAT(
        town.figure("robo", "rate", "ciudad", "2024").sources,
        testing::ElementsAre("marejada-policia", "marejada-habitantes-barrios"));  // the sum of the barrios
    EXPECT_THAT(town.figure("robo", "rate", "barrio:altos-de-pizarra", "2024").sources,
                testing::IsSupersetOf({"marejada-policia", "marejada-habitantes-barrios"}));
    EXPECT_THAT(town.figure("", "residents", "delegacion:centro", "2024").sources,
                testing::ElementsAre("marejada-habitantes-delegaciones"));
}

TEST(SmallBase, HasCountsAndNoPercentage) {
    const Town& town = marejada();
    int small = 0, large = 0;
    for (const auto* barrio : town.worlds->at(town.newest()).layer("barrio")) {
        for (const auto* indicator : {"amenaza", "lesion_dolosa", "robo", "convivencia"}) {
            const Figure change =
                town.figure(indicator, "change", barrio->territory.text(), "2024-09", "", "2023-09");
            const bool allowed = change.denominator.value_or(0) >= 20;
            EXPECT_EQ(change.value.has_value(), allowed)
                << indicator << " " << barrio->territory.text() << " on " << change.denominator.value_or(-1);
            if (!allowed) {
                EXPECT_THAT(change.reason, testing::AnyOf("small_base", "no_base"));
            }
            (allowed ? large : small)++;
        }
    }
    EXPECT_GT(small, 20);
    EXPECT_GT(large, 5);
}

TEST(Dispersion, IsEstimatedWhereTwoCleanYearsExist) {
    const Town& town = marejada();
    int over = 0;
    for (const auto* indicator : {"robo", "hurto", "amenaza", "vehiculo", "vivienda", "convivencia", "vif"}) {
        // April 2023 on, the break leaves robbery and theft 18 clean months before the strike and the
        // silence.
        const bool broken = std::string_view{indicator} == "robo" || std::string_view{indicator} == "hurto";
        const Figure change = town.figure(indicator, "change", "ciudad", "2024-09", "", "2023-09");
        ASSERT_TRUE(change.value) << indicator << " " << change.reason;
        EXPECT_EQ(change.denominator_note, broken ? "phi_default" : "phi_estimated") << indicator;
        EXPECT_GE(change.phi, 1);
        if (!broken && change.phi > 1.05) ++over;
        if (broken) {
            EXPECT_EQ(change.phi, town.catalogue.indicator(indicator).phi_default);
        }
    }
    EXPECT_GT(over, 0);  // the city is over-dispersed by design
    EXPECT_EQ(town.figure("amenaza", "change", "ciudad", "2021-06", "", "2020-06").denominator_note,
              "phi_default");  // 17 months before it
}

// --- the ledger of the directory

TEST(Ledger, RebuiltFromItsSegmentsHasTheSameRows) {
    Town& town = marejada();
    const auto before = store::table_digests(town.store->analytics(), town.catalogue.city.id);
    ASSERT_FALSE(before.empty());
    Folder copy;
    const fs::path directory = copy.path() / "data";
    town.store.reset();  // one owner at a time
    fs::copy(town.directory, directory, fs::copy_options::recursive);
    town.store = std::make_unique<store::Store>(town.directory);
    town.worlds = std::make_unique<Worlds>(*town.store, town.catalogue);
    NoProgress quiet;
    const auto rebuilt = store::rebuild(directory, quiet);
    EXPECT_EQ(rebuilt.vintages, 24);
    EXPECT_EQ(rebuilt.tables, before);
}

TEST(Ledger, IsWhole) {
    NoProgress quiet;
    const auto verified = store::verify(*marejada().store, quiet);
    EXPECT_TRUE(verified.whole()) << verified.damages.front().sentence();
    EXPECT_EQ(verified.segments, 24);
    std::int64_t sent = 0;
    for (const auto& together : marejada().deliveries) sent += static_cast<std::int64_t>(together.size());
    EXPECT_GT(sent, 24 * 7);
    EXPECT_EQ(verified.deliveries, sent);
}

}  // namespace
}  // namespace atalaya::service
