// The real files of Buenos Aires, recounted from their rows.
#include "service/caba.hpp"
#include "source_folder.hpp"

#include <cmath>

#include "core/text.hpp"
#include "store/vintage_diff.hpp"

namespace atalaya::service {
namespace {

class Real : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_caba()) GTEST_SKIP() << "the real files are not beside the repository (../shared/data/caba)";
    }
};

// The indicators that together hold all rows of a type; none twice.
const std::map<std::string, std::vector<std::string>>& indicators_of_types() {
    static const std::map<std::string, std::vector<std::string>> types{
        {"Robo", {"robo"}},
        {"Hurto", {"hurto"}},
        {"Lesiones", {"lesion_dolosa"}},
        {"Amenazas", {"amenaza"}},
        {"Vialidad", {"muerte_vial", "lesion_vial"}},
        {"Homicidios", {"homicidio_doloso"}}};
    return types;
}

using ByTypeComunaMonth = std::map<std::array<std::string, 3>, std::int64_t>;
ByTypeComunaMonth counted(const std::vector<RawCrime>& rows) {
    ByTypeComunaMonth counts;
    for (const auto& row : rows) ++counts[{row.type, row.comuna, row.month}];
    return counts;
}

std::int64_t published(Caba& city, const std::string& type, const std::string& territory,
                       const std::string& month, const std::string& vintage) {
    double sum = 0;
    for (const auto& indicator : indicators_of_types().at(type)) {
        const Figure figure = city.town.figure(indicator, "count", territory, month, vintage);
        EXPECT_TRUE(figure.value) << indicator << " " << territory << " " << month << ": " << figure.reason;
        sum += figure.value.value_or(0);
    }
    return static_cast<std::int64_t>(sum);
}

// The hours of a period add up what is written 0 and what is left empty, and say so.
TEST_F(Real, HoursOfBothWaysOfWritingAnUnknownOneSaySo) {
    const auto notes = [](const char* measure, const char* period) {
        return caba().town.figure("robo", measure, "ciudad", period).notes;
    };
    for (const char* measure : {"hours", "parts_of_day"}) {
        EXPECT_THAT(notes(measure, "2019-09-01/2020-08-31"),
                    testing::Contains("break:hora-desconocida-2020"));
        EXPECT_THAT(notes(measure, "2020-01-01/2020-08-31"),
                    testing::Not(testing::Contains(testing::StartsWith("break:"))));
    }
    EXPECT_THAT(notes("count", "2019-09-01/2020-08-31"),
                testing::Not(testing::Contains("break:hora-desconocida-2020")));
}

// 0 until 2019, empty from 2020: of months of both the unknown hours are counted, and no percentage is made.
TEST_F(Real, NoPercentageOfUnknownHoursAddsUpBothWaysOfWritingThem) {
    Caba& city = caba();
    const auto unknown = [&](const char* period) {
        return city.town.figure("robo", "unknown_hours", "ciudad", period);
    };
    const Figure over = unknown("2019-09-01/2020-08-31");
    EXPECT_EQ(over.reason, "break");
    EXPECT_FALSE(over.value || over.low || over.high);
    EXPECT_THAT(over.notes, testing::Contains("break:hora-desconocida-2020"));
    EXPECT_EQ(over.numerator,
              *unknown("2019-09-01/2019-12-31").numerator + *unknown("2020-01-01/2020-08-31").numerator);
    EXPECT_GT(unknown("2019").value.value_or(0), 5);
    EXPECT_LT(unknown("2020-01-01/2020-08-31").value.value_or(100), 1);
}

TEST_F(Real, ComunaOneInAugustOf2020IsWhatTheFileHolds) {
    Caba& city = caba();
    auto counts = counted(city.y2020);
    const std::map<std::string, std::int64_t> known{{"Robo", 273},    {"Hurto", 119},   {"Lesiones", 110},
                                                    {"Amenazas", 69}, {"Vialidad", 39}, {"Homicidios", 1}};
    for (const auto& [type, rows] : known) {
        EXPECT_EQ((counts[{type, "1", "2020-08"}]), rows) << type;
        EXPECT_EQ(published(city, type, "comuna:1", "2020-08", city.town.newest()), rows) << type;
    }
}

TEST_F(Real, EveryComunaTypeAndMonthIsWhatTheFilesHold) {
    Caba& city = caba();
    const std::string v2 = city.town.vintages[1].id, v3 = city.town.vintages[2].id;
    auto first = counted(city.y2019), second = counted(city.y2020), third = counted(city.corrected);
    int cells = 0;
    for (const auto& [type, indicators] : indicators_of_types()) {
        for (int month = 1; month <= 12; ++month) {
            const std::string number = (month < 10 ? "0" : "") + std::to_string(month);
            for (int comuna = 1; comuna <= 15; ++comuna) {
                const std::string code = std::to_string(comuna), at = "comuna:" + code;
                // Rows without a comuna that have a point take the comuna of the point: told apart below.
                const auto close = [&](std::int64_t found, std::int64_t of_text, const std::string& when) {
                    EXPECT_GE(found, of_text) << type << " " << at << " " << when;
                    EXPECT_LE(found, of_text + 1) << type << " " << at << " " << when;
                    ++cells;
                };
                close(published(city, type, at, "2019-" + number, v2), first[{type, code, "2019-" + number}],
                      "2019-" + number);
                close(published(city, type, at, "2019-" + number, v3), third[{type, code, "2019-" + number}],
                      "2019-" + number + " corrected");
                if (month <= 9)
                    close(published(city, type, at, "2020-" + number, v3),
                          second[{type, code, "2020-" + number}], "2020-" + number);
            }
        }
    }
    EXPECT_EQ(cells, 6 * 15 * (12 + 12 + 9));
}

// Only the four rows of both files that have a point and no comuna are in a comuna that they do not name.
TEST_F(Real, RowsWithoutAComunaAreInNoneUnlessTheyHaveAPoint) {
    Caba& city = caba();
    for (const auto* year : {"2019", "2020-01-01/2020-09-30"}) {
        const std::string vintage = city.town.vintages[1].id;
        const auto& rows = std::string_view{year} == "2019" ? city.y2019 : city.y2020;
        double inside = 0;
        std::int64_t named = 0;
        for (const auto& row : rows) named += row.comuna.empty() ? 0 : 1;
        for (const auto& [type, indicators] : indicators_of_types()) {
            for (const auto& indicator : indicators) {
                for (int comuna = 1; comuna <= 15; ++comuna)
                    inside +=
                        city.town
                            .figure(indicator, "count", "comuna:" + std::to_string(comuna), year, vintage)
                            .value.value_or(0);
            }
        }
        const std::int64_t by_point = std::string_view{year} == "2019" ? 3 : 1;
        EXPECT_LE(inside, static_cast<double>(named + by_point));
        EXPECT_GE(inside, static_cast<double>(named));
    }
}

// The crashes were published once, and the complaints are declared to end with 2015; the year's recorded crime is due
// when the year has ended, and counts as here when it came before.
TEST_F(Real, OnlyWhatHasSomethingToDeliverIsLate) {
    const World& world = caba().town.worlds->at("");
    const Period august = parse_period("2020-08").value();
    const auto due = [&](const char* source) { return world.due(world.catalogue().source(source), august); };
    EXPECT_FALSE(due("caba-delitos"));
    EXPECT_TRUE(world.due(world.catalogue().source("caba-delitos"), parse_period("2020-12").value()));
    EXPECT_FALSE(due("caba-siniestros-fatales"));
    EXPECT_FALSE(due("caba-suaci"));
    EXPECT_TRUE(world.due(world.catalogue().source("caba-suaci"), parse_period("2015-08").value()));
    EXPECT_EQ(caba().town.figure("", "on_time", "ciudad", "2020-08").denominator, 1);
}

TEST_F(Real, ADeliveryIsUnknownToTheVintagesBeforeIt) {
    Caba& city = caba();
    EXPECT_EQ(city.town.figure("robo", "count", "comuna:1", "2020-08", city.town.vintages[0].id).reason,
              "no_data");
    EXPECT_EQ(city.town.figure("robo", "count", "ciudad", "2018-12", city.town.newest()).reason, "no_data");
    EXPECT_EQ(city.town.figure("robo", "count", "ciudad", "2020-10", city.town.newest()).reason, "no_data");
    const auto& published = city.town.vintages[2];
    EXPECT_EQ(published.withdrawn, city.withdrawn);
    EXPECT_EQ(published.revised, city.retyped);
    EXPECT_EQ(published.added, city.added);
    EXPECT_GT(city.withdrawn, 20);
    EXPECT_GT(city.retyped, 50);
}

TEST_F(Real, TheDifferenceNamesTheChangedCellsAndTheDeliveryAndNoOthers) {
    Caba& city = caba();
    const auto& vintages = city.town.vintages;
    const auto cells_of = [](const std::vector<RawCrime>& rows) {
        std::map<std::array<std::string, 4>, std::int64_t> cells;
        for (const auto& row : rows) ++cells[{row.type, row.subtype, row.month, row.comuna}];
        return cells;
    };
    std::map<std::string, std::array<std::string, 2>> of_code;
    for (auto& row : raw_rows(bytes_of(source_folder() / "sources/caba-delitos/codes.csv"), ','))
        of_code["caba-delitos:" + row["code"]] = {row["label_1"], row["label_2"]};
    auto before = cells_of(city.y2019), after = cells_of(city.corrected);
    std::map<std::array<std::string, 4>, std::array<std::int64_t, 2>> expected;
    for (const auto& [cell, n] : before) expected[cell][0] = n;
    for (const auto& [cell, n] : after) expected[cell][1] = n;
    std::erase_if(expected, [](const auto& one) { return one.second[0] == one.second[1]; });
    ASSERT_GT(expected.size(), 50u);

    // Cells are told by barrio; the files are counted by comuna.
    std::map<std::array<std::string, 4>, std::int64_t> changed;
    for (const auto& cell :
         store::vintage_diff(city.town.store->analytics(), "caba", vintages[1].no, vintages[2].no)) {
        EXPECT_EQ(cell.source, "caba-delitos");
        const auto& [type, subtype] = of_code.at(cell.offence);
        changed[{type, subtype, iso(cell.month), cell.area_3}] += cell.after - cell.before;
        ASSERT_EQ(cell.causes.size(), 1u);
        EXPECT_EQ(cell.causes[0].vintage_no, vintages[2].no);
        EXPECT_EQ(cell.causes[0].delta, cell.after - cell.before);
    }
    std::erase_if(changed, [](const auto& one) { return one.second == 0; });
    EXPECT_EQ(changed.size(), expected.size());
    for (const auto& [cell, change] : changed) {
        const auto at = expected.find(cell);
        const std::string which = cell[1] + " " + cell[2] + " comuna " + cell[3];
        ASSERT_NE(at, expected.end()) << which << " did not change in the files";
        EXPECT_EQ(change, at->second[1] - at->second[0]) << which;
    }
    // The vintage leads to one delivery of the source: the corrected file, by its bytes.
    int deliveries = 0;
    for (const auto& run : city.town.store->records().runs("caba")) {
        if (run.vintage_no != vintages[2].no) continue;
        ++deliveries;
        EXPECT_EQ(run.source, "caba-delitos");
        EXPECT_EQ(run.delivery, sha256_of_file(city.town.files / "delitos/delitos_2019.csv"));
    }
    EXPECT_EQ(deliveries, 1);
}

TEST_F(Real, ARevisionIsTheDifferenceOfTheTwoFiles) {
    Caba& city = caba();
    for (const auto* month : {"2019-02", "2019-05", "2019-11"}) {
        for (const auto& [indicator, type] :
             {std::pair{"robo", "Robo"}, std::pair{"lesion_dolosa", "Lesiones"}}) {
            std::int64_t moved = 0;
            for (const auto& row : city.corrected) moved += row.type == type && row.month == month;
            for (const auto& row : city.y2019) moved -= row.type == type && row.month == month;
            EXPECT_EQ(city.town.figure(indicator, "revision", "ciudad", month).value, moved)
                << indicator << " " << month;
        }
    }
}

// --- rates and changes by their formulas, on counts and residents from the publishers' files

// INDEC, census of 2022, table 2.1.
constexpr std::pair<const char*, double> residents_2022[] = {{"comuna:1", 223554}, {"ciudad", 3121707}};

// Breslow & Day 1987, 2.3.
double byar_low(double n) {
    return n * std::pow(1 - 1 / (9 * n) - 1.959963984540054 / (3 * std::sqrt(n)), 3);
}
double byar_high(double n) {
    return (n + 1) * std::pow(1 - 1 / (9 * (n + 1)) + 1.959963984540054 / (3 * std::sqrt(n + 1)), 3);
}

std::int64_t rows_of(const Caba& city, const std::string& type, const std::string& comuna,
                     const std::string& first, const std::string& last) {
    std::int64_t n = 0;
    for (const auto* rows : {&city.corrected, &city.y2020}) {
        for (const auto& row : *rows)
            n += row.type == type && (comuna.empty() || row.comuna == comuna) && row.month >= first &&
                 row.month <= last;
    }
    return n;
}

TEST_F(Real, RatesOfTwelveMonthsAreTheirFormula) {
    Caba& city = caba();
    for (const auto& [territory, residents] : residents_2022) {
        const std::string comuna = territory == std::string_view{"ciudad"} ? "" : "1";
        EXPECT_EQ(city.town.figure("", "residents", territory, "2019-09-01/2020-08-31").value, residents);
        for (const auto& [indicator, type] : {std::pair{"robo", "Robo"},
                                              {"hurto", "Hurto"},
                                              {"lesion_dolosa", "Lesiones"},
                                              {"homicidio_doloso", "Homicidios"}}) {
            const auto n = static_cast<double>(rows_of(city, type, comuna, "2019-09", "2020-08"));
            const Figure rate = city.town.figure(indicator, "rate", territory, "2019-09-01/2020-08-31");
            if (!rate.value && rate.reason == "no_exposure") continue;  // not given as a rate
            ASSERT_TRUE(rate.value) << indicator << " " << rate.reason;
            EXPECT_EQ(rate.numerator, n) << indicator << " " << territory;
            EXPECT_NEAR(*rate.value, 1e5 * n / residents, 1e-9);
            if (n >= 10) {
                EXPECT_NEAR(*rate.low, 1e5 * byar_low(n) / residents, 1e-9);
                EXPECT_NEAR(*rate.high, 1e5 * byar_high(n) / residents, 1e-9);
            }
            EXPECT_EQ(rate.denominator_note, "2022");
        }
    }
}

TEST_F(Real, ChangesAreTheRatioOfTheTwoCounts) {
    Caba& city = caba();
    int done = 0;
    for (const auto* territory : {"ciudad", "comuna:1", "comuna:4", "comuna:14"}) {
        const std::string comuna =
            std::string_view{territory} == "ciudad" ? "" : std::string{territory}.substr(7);
        for (const auto& [indicator, type] : {std::pair{"robo", "Robo"},
                                              {"hurto", "Hurto"},
                                              {"amenaza", "Amenazas"},
                                              {"homicidio_doloso", "Homicidios"}}) {
            const auto now = static_cast<double>(rows_of(city, type, comuna, "2020-08", "2020-08"));
            const auto before = static_cast<double>(rows_of(city, type, comuna, "2019-08", "2019-08"));
            const Figure change = city.town.figure(indicator, "change", territory, "2020-08", "", "2019-08");
            EXPECT_EQ(change.numerator, now) << indicator << " " << territory;
            EXPECT_EQ(change.denominator, before) << indicator << " " << territory;
            if (before < 20) {
                EXPECT_FALSE(change.value) << indicator << " " << territory << " on a base of " << before;
                EXPECT_EQ(change.reason, before == 0 ? "no_base" : "small_base");
                continue;
            }
            ASSERT_TRUE(change.value) << change.reason;
            EXPECT_NEAR(*change.value, 100 * (now / before - 1), 1e-9);
            EXPECT_LT(*change.low, *change.value);
            EXPECT_GT(*change.high, *change.value);
            // 0 % lies outside exactly when the test refuses it.
            EXPECT_EQ(*change.p<0.05, *change.low> 0 || *change.high < 0) << indicator << " " << territory;
            // Twelve months of one ordinary year are too few to estimate from: the indicator's own phi.
            EXPECT_EQ(change.denominator_note, "phi_default");
            EXPECT_EQ(change.phi, city.town.catalogue.indicator(indicator).phi_default);
            ++done;
        }
    }
    EXPECT_GE(done, 12);
}

// The isolation is told, and its percentage stands: an event annotates.
TEST_F(Real, TheIsolationAnnotates) {
    const Figure change = caba().town.figure("robo", "change", "ciudad", "2020-08", "", "2019-08");
    EXPECT_TRUE(change.value);
    EXPECT_THAT(change.notes, testing::Contains("event:aislamiento-2020"));
}

// The barrios' residents are of 2010: for 2020 they are old, marked, and no ground for a ranking.
TEST_F(Real, ADenominatorOfTenYearsAgoIsMarkedAndRanksNobody) {
    Caba& city = caba();
    const Figure rate = city.town.figure("robo", "rate", "barrio:palermo", "2019-09-01/2020-08-31");
    ASSERT_TRUE(rate.value) << rate.reason;
    EXPECT_EQ(rate.denominator_note, "2010");
    EXPECT_THAT(rate.notes, testing::Contains("exposure_old"));
    const Figure ratio = city.town.figure("robo", "ratio", "barrio:palermo", "2019-09-01/2020-08-31");
    EXPECT_FALSE(ratio.value);
    EXPECT_EQ(ratio.reason, "exposure_old");
    const Figure fresh = city.town.figure("robo", "ratio", "comuna:14", "2019-09-01/2020-08-31");
    EXPECT_TRUE(fresh.value) << fresh.reason;
}

}  // namespace
}  // namespace atalaya::service
