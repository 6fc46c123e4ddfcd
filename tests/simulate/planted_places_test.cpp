// Where and when: what is planted about places, counts and hours is found again in the
// written files by counting, without the simulator's own code.
#include <gtest/gtest.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulate/written.hpp"

namespace atalaya::simulate {
namespace {

using Counts = std::map<std::string, int>;

nlohmann::json truth() {
    return nlohmann::json::parse(bytes_of(Marejada::once().folder.path() / "verdad.json"));
}

Counts robberies_by_segment(Day first, Day past_end) {
    Counts counts;
    for (const auto& row : Marejada::once().police.rows) {
        const Day day = day_written(row[police::day]);
        if (row[police::type] == "Robo" && !row[police::segment].empty() && first <= day && day < past_end) {
            ++counts[row[police::segment]];
        }
    }
    return counts;
}

std::vector<std::pair<int, std::string>> by_count(const Counts& counts) {
    std::vector<std::pair<int, std::string>> sorted;
    for (const auto& [segment, count] : counts) sorted.emplace_back(count, segment);
    std::ranges::sort(sorted, std::greater{});
    return sorted;
}

TEST(PlantedPlaces, FivePerCentOfTheSegmentsHoldHalfOfTheRobberies) {
    const auto sorted =
        by_count(robberies_by_segment(parse_day("2020-01-01").value(), parse_day("2025-01-01").value()));
    int all = 0, sum = 0, segments = 0;
    for (const auto& [count, segment] : sorted) all += count;
    for (const auto& [count, segment] : sorted) {
        if (2 * sum >= all) break;
        sum += count;
        ++segments;
    }
    EXPECT_NEAR(segments / 1'900.0, 0.05, 0.005);
}

TEST(PlantedPlaces, TheSameSegmentsAreHotAtTheStartAndAtTheEnd) {
    const auto hottest = [](const char* first, const char* past_end) {
        const auto sorted =
            by_count(robberies_by_segment(parse_day(first).value(), parse_day(past_end).value()));
        std::set<std::string> top;
        for (std::size_t i = 0; i < 95; ++i) top.insert(sorted[i].second);
        return top;
    };
    const auto start = hottest("2020-01-01", "2022-07-01"), end = hottest("2022-07-01", "2025-01-01");
    const auto hot = truth()["places"]["hot"].get<std::set<std::string>>();
    ASSERT_EQ(hot.size(), 95u);
    std::vector<std::string> both, found;
    std::ranges::set_intersection(start, end, std::back_inserter(both));
    std::ranges::set_intersection(start, hot, std::back_inserter(found));
    EXPECT_GE(both.size(), 80u);
    EXPECT_GE(found.size(), 85u);
}

struct Burglary {
    Day day;
    Planar at;
};

std::vector<Burglary> burglaries() {
    const auto& [folder, truth, plan, town, replayed] = Marejada::once();
    std::set<std::string> told;
    std::vector<Burglary> out;
    for (const auto& row : replayed.rows) {
        if (row[police::type] != "Robo en vivienda" || !row[police::lon].starts_with("-54")) continue;
        const auto without_number = join(Cells(row.begin() + 1, row.end()), ";");
        if (!told.insert(without_number).second) continue;  // the same fact entered twice
        const LonLat at{decimal_number(row[police::lon]).value(), decimal_number(row[police::lat]).value()};
        out.push_back({day_written(row[police::day]), town.planar(at)});
    }
    return out;
}

// Knox: pairs near in space and time over what independence of the two gives.
TEST(PlantedPlaces, BurglariesRepeatNearTwoAndAHalfTimesAsOftenAsChance) {
    const auto all = burglaries();
    double near = 0, soon = 0, both = 0, pairs = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double x = all[i].at.x - all[j].at.x, y = all[i].at.y - all[j].at.y;
            const bool is_near = x * x + y * y <= 200.0 * 200.0;
            const bool is_soon = std::abs((all[i].day - all[j].day).count()) <= 14;
            ++pairs;
            near += is_near;
            soon += is_soon;
            both += is_near && is_soon;
        }
    }
    ASSERT_GT(all.size(), 1'500u);
    EXPECT_NEAR(both / (near * soon / pairs), 2.5, 0.4);
}

// Pearson's X2 over its degrees of freedom, against the planted means, kind by kind.
// Left out: months that something else disturbs.
TEST(PlantedCounts, MonthsVaryMoreThanPoissonByThePlantedPhi) {
    const auto& city = Marejada::once();
    std::map<std::string, std::map<int, int>> counts;
    for (const auto& row : city.police.rows) {
        const auto month = months_between(*parse_month("2020-01"), month_of(day_written(row[police::day])));
        const bool snatching = row[police::subtype] == "Arrebato";
        ++counts[(snatching ? "Hurto" : row[police::type]) + "/" + row[police::subtype]][month];
    }
    const auto disturbed = [](int month) { return month >= 49; };  // silence, clerk, late reports
    double x2 = 0, planted = 0, freedom = 0;
    const auto planted_truth = truth();
    for (const auto& kind : planted_truth["facts"]["policia"]) {
        auto& found = counts[kind["label_1"].get<std::string>() + "/" + kind["label_2"].get<std::string>()];
        const auto expected = kind["expected_by_month"].get<std::vector<double>>();
        double sum = 0, expected_sum = 0;
        for (int month = 0; month < 60; ++month) {
            if (disturbed(month)) continue;
            sum += found[month];
            expected_sum += expected[month];
        }
        for (int month = 0; month < 60; ++month) {
            if (disturbed(month)) continue;
            const double mean = expected[month] * sum / expected_sum;
            x2 += (found[month] - mean) * (found[month] - mean) / mean;
            planted += kind["phi"].get<double>();
            ++freedom;
        }
        --freedom;
    }
    const double phi = x2 / freedom;
    EXPECT_GE(phi, 1.4);
    EXPECT_LE(phi, 2.1);
    EXPECT_NEAR(phi, planted / freedom, 4 * phi * std::sqrt(2 / freedom));
}

double per_100k_a_year(std::string_view type, std::string_view subtype, const char* first,
                       const char* past_end) {
    const Period period{parse_day(first).value(), parse_day(past_end).value()};
    double rows = 0;
    for (const auto& row : Marejada::once().police.rows) {
        const bool wanted = row[police::type] == type && (subtype.empty() || row[police::subtype] == subtype);
        if (wanted && period.holds(day_written(row[police::day]))) rows += 1;
    }
    return rows / 186'000 * 100'000 * 365.25 / period.days();
}

void expect_between(double value, double low, double high, const char* what) {
    EXPECT_GE(value, low) << what;
    EXPECT_LE(value, high) << what;
}

TEST(PlantedCounts, LevelsAreThoseOfARealTown) {
    constexpr auto start = "2020-01-01", border = "2023-03-01", end = "2025-01-01";
    expect_between(per_100k_a_year("Homicidio", "", start, end), 6, 10, "homicide");
    expect_between(per_100k_a_year("Robo", "", start, border), 450, 650, "robbery before the border moves");
    expect_between(per_100k_a_year("Robo", "", border, end), 450, 650, "robbery after");
    expect_between(
        per_100k_a_year("Hurto", "", start, border) - per_100k_a_year("Hurto", "De vehículo", start, border),
        700, 1'000, "theft before");
    expect_between(
        per_100k_a_year("Hurto", "", border, end) - per_100k_a_year("Hurto", "De vehículo", border, end), 700,
        1'000, "theft after");
    expect_between(per_100k_a_year("Robo", "De vehículo", start, end) +
                       per_100k_a_year("Hurto", "De vehículo", start, end),
                   150, 220, "vehicles");
    expect_between(per_100k_a_year("Robo en vivienda", "", start, end), 180, 260, "burglary");
}

TEST(PlantedCounts, TheOtherDesksHaveRealLevelsToo) {
    const auto& folder = Marejada::once().folder.path();
    const auto yearly = [](double rows) { return rows / 186'000 * 100'000 / 5; };
    const auto rows_with = [](const Replayed& of, std::size_t column, std::string_view text) {
        return static_cast<double>(
            std::ranges::count_if(of.rows, [&](const Cells& row) { return row[column] == text; }));
    };
    expect_between(yearly(rows_with(replay(folder / "hospital", ',', 1), 3, "Herida por arma de fuego")), 20,
                   30, "shot");
    expect_between(yearly(rows_with(replay(folder / "vial", ',', 1), 3, "Fallecido")), 6, 9, "road deaths");
    expect_between(yearly(static_cast<double>(replay(folder / "vif", ',', 1).rows.size())), 450, 650,
                   "VIF reports");
    expect_between(yearly(static_cast<double>(replay(folder / "convivencia", ';', 1).rows.size())), 2'500,
                   3'500, "coexistence");
}

TEST(PlantedHours, NightsFromFridayToSundayHaveMoreInjuries) {
    int nights[2] = {};
    for (const auto& row : Marejada::once().police.rows) {
        if (row[police::type] != "Lesiones" || row[police::hour] == "00:00") continue;
        const int hour = std::stoi(row[police::hour].substr(0, 2));
        if (hour >= 22 || hour < 5) ++nights[weekday_of(day_written(row[police::day])) >= 4];
    }
    const double a_day[] = {nights[0] / 4.0, nights[1] / 3.0};
    EXPECT_GT(a_day[1] / a_day[0], 1.8);
}

TEST(PlantedCounts, DecemberHasMoreRobberies) {
    double december = 0, other = 0;
    for (const auto& row : Marejada::once().police.rows) {
        if (row[police::type] != "Robo") continue;
        (month_of(day_written(row[police::day])).month() == std::chrono::December ? december : other) += 1;
    }
    EXPECT_NEAR((december / (5 * 31)) / (other / (1'827 - 5 * 31)), 1.18, 0.15);
}

}  // namespace
}  // namespace atalaya::simulate
