// A second set of claims whose cause was written down before they were asked, each of another kind than those of
// contrast_test.cpp; the numbers behind them are asked for otherwise, or summed from cells or the publisher's rows.
#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "caba.hpp"
#include "service/contrast.hpp"

namespace atalaya::service {
namespace {

double count(const std::string& indicator, const std::string& period, const std::string& territory = "ciudad",
             const std::string& part = "", const std::string& vintage = "") {
    return *marejada().figure(indicator, "count", territory, period, vintage, std::string{}, part).value;
}

std::string percent_of(double now, double before, const char* rose, const char* fell) {
    const double percent = 100 * (now - before) / before;
    auto size = fmt::format("{:.1f}", std::abs(percent));
    size[size.find('.')] = ',';
    return fmt::format("{} {} %", percent < 0 ? fell : rose, size);
}

// Rows of an indicator in a period, whatever each stands for.
double rows_of(const std::string& indicator, int year) {
    const World& world = marejada().worlds->at("");
    std::int64_t rows = 0;
    for (const auto& cell : world.cells(indicator))
        if (static_cast<int>(month_at(cell.month).year()) == year) rows += cell.rows;
    return static_cast<double>(rows);
}

double registered(const std::string& indicator, const std::string& month) {
    Town& town = marejada();
    const auto counts = store::registered_counts(town.store->analytics(),
                                                 {"villa-marejada", town.worlds->at("").vintage_no()});
    double rows = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool in = town.catalogue.counts_in(counts.offence[i], indicator) &&
                        iso(month_of(day_at(counts.month.since_epoch[i]))) == month;
        rows += in ? static_cast<double>(counts.rows[i]) : 0;
    }
    return rows;
}

// The barrio of a delegation with most facts, and how many.
std::pair<std::string, double> busiest_barrio(const std::string& indicator, const std::string& period,
                                              const Territory& delegation) {
    std::pair<std::string, double> most;
    for (const auto* barrio : marejada().worlds->at("").layer("barrio")) {
        if (!(barrio->parent == delegation)) continue;
        const double facts = count(indicator, period, barrio->territory.text());
        if (facts > most.second) most = {barrio->territory.text(), facts};
    }
    return most;
}

struct Planted {
    std::string text, what, which;  // which "": whatever
};

bool is_named(const Contrast& found, const Planted& planted) {
    if (found.agree.empty()) return planted.what == "none";
    auto departures = found.agree[0].departures;  // over a break its bare counts are one thing more
    std::erase_if(departures, [](const Departure& one) { return one.what == "unbridged"; });
    if (departures.empty()) return planted.what == "ours";
    return departures.size() == 1 && departures[0].what == planted.what &&
           (planted.which.empty() || departures[0].which == planted.which);
}

std::string told(const Contrast& found) {
    if (found.agree.empty()) return "none";
    std::string said = found.agree[0].departures.empty() ? "ours" : "";
    for (const auto& [what, which] : found.agree[0].departures) said += what + ":" + which + " ";
    return said;
}

TEST(ContrastPlanted, TheRightCauseIsFirstInEightOfTen) {
    Town& town = marejada();
    const World& world = town.worlds->at("");
    const auto centre = parse_territory("delegacion:centro");
    const auto [barrio, in_barrio] = busiest_barrio("hurto", "2024", centre);
    const auto residents = *world.exposure(world.territory({}), "residents", *parse_period("2024"));
    const double armed = count("robo", "2024", "ciudad", "offence=marejada-policia:robo-arma");
    ASSERT_NE(rows_of("vehiculo", 2023), count("vehiculo", "2023"));
    ASSERT_NE(registered("robo", "2024-10"), count("robo", "2024-10"));
    const Planted planted[] = {
        // victims or vehicles against records
        {fmt::format("en 2023 hubo {:.0f} vehículos sustraídos", rows_of("vehiculo", 2023)), "unit", "rows"},
        // the day of the report
        {fmt::format("en octubre de 2024 hubo {:.0f} robos", registered("robo", "2024-10")), "basis", ""},
        // what was known at first
        {fmt::format("hubo {:.0f} amenazas en septiembre de 2024",
                     count("amenaza", "2024-09", "ciudad", "", town.vintages[town.vintages.size() - 4].id)),
         "vintage", town.vintages[town.vintages.size() - 4].id},
        // a barrio told as its delegation
        {fmt::format("en 2024 hubo {:.0f} hurtos en la delegación Centro", in_barrio), "territory", barrio},
        // a cut
        {fmt::format("en 2024 hubo {:.0f} hurtos",
                     count("hurto", "2024", "ciudad", "offence=marejada-policia:hurto-simple")),
         "offence", "marejada-policia:hurto-simple"},
        // a denominator: dwellings are what ours divides by
        {fmt::format("la tasa de robos en viviendas de 2024 fue de {:.2f} cada 1.000 habitantes",
                     1000 * count("vivienda", "2024") / static_cast<double>(residents.value)),
         "exposure", ""},
        // the share of another place
        {fmt::format("el {:.1f} % de los robos del Centro de 2024 es con arma",
                     100 * armed / count("robo", "2024")),
         "territory", "ciudad"},
        // a year against another than the last
        {"las denuncias por violencia de género " +
             percent_of(count("vif", "2024"), count("vif", "2022"), "subieron", "bajaron") + " en 2024",
         "against", "two_years"},
        // in Portuguese, the half of a year against the half before; a section was silent in the first of them, and the bare
        // counts that were written down leave nothing out: its cause is two things, and is not counted as named here
        {"os furtos " +
             percent_of(count("hurto", "2024-01-01/2024-06-30"), count("hurto", "2023-07-01/2023-12-31"),
                        "aumentaram", "caíram") +
             " no primeiro semestre de 2024",
         "against", "before"},
        // none
        {"hubo 98765432 hurtos en 2024", "none", ""},
    };
    int named = 0;
    for (const auto& one : planted) {
        const auto found = contrast(*town.store, *town.worlds, "", {.text = one.text});
        const bool right = is_named(found, one);
        named += right ? 1 : 0;
        if (!right) fmt::print("not named: {} ({}:{}), but {}\n", one.text, one.what, one.which, told(found));
    }
    EXPECT_GE(named, 8);
}

// A label that the claim says is no stretch: what else differs is all that it departs in.
TEST(ContrastPlanted, WhatTheClaimSaysIsNoSecondDeparture) {
    const std::string in_shops = "offence=marejada-policia:hurto-comercio";
    const auto text =
        "los hurtos en comercio " +
        percent_of(count("hurto", "2023-10-01/2023-12-31", "ciudad", in_shops),
                   count("hurto", "2023-07-01/2023-09-30", "ciudad", in_shops), "subieron", "bajaron") +
        " de octubre a diciembre de 2023";
    const auto found = contrast(*marejada().store, *marejada().worlds, "", {.text = text});
    EXPECT_EQ(told(found), "against:before offence:marejada-policia:hurto-comercio ") << text;
    EXPECT_LT(found.agree.at(0).weight, 1.5) << text;
}

// The number of last year told as this year's.
TEST(ContrastPlanted, TheSameMonthsAYearBeforeAreACause) {
    const auto text =
        fmt::format("en 2024 hubo {:.0f} denuncias por violencia de género", count("vif", "2023"));
    const auto found = contrast(*marejada().store, *marejada().worlds, "", {.text = text});
    EXPECT_EQ(told(found), "span:year_before ") << text;
}

// Of the publisher's rows of Buenos Aires, read by other means.
TEST(ContrastPlanted, OfBuenosAiresTheCauseIsFirst) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    auto& city = caba();
    Town& town = city.town;
    const auto rows = [](const std::vector<RawCrime>& all,
                         const std::function<bool(const RawCrime&)>& counts) {
        return static_cast<double>(std::ranges::count_if(all, counts));
    };
    const auto robbery = [](const RawCrime& row) { return row.type == "Robo"; };
    const auto to_august = [&](const RawCrime& row) { return robbery(row) && row.month.substr(5) <= "08"; };
    const double now = rows(city.y2020, to_august), before = rows(city.corrected, to_august);
    const double in_comuna = rows(city.corrected, [](const RawCrime& row) {
        return row.type == "Lesiones" && row.subtype == "Lesiones Dolosas" && row.comuna == "4" &&
               row.month.starts_with("2019");
    });
    const double as_first_told =
        rows(city.y2019, [](const RawCrime& row) { return row.type == "Robo" && row.month == "2019-05"; });
    const Planted planted[] = {
        {"los robos " + percent_of(now, before, "subieron", "bajaron") + " en agosto de 2020", "span",
         "year_to_date"},
        {fmt::format("hubo {:.0f} lesiones dolosas en la comuna 3 en 2019", in_comuna), "territory",
         "comuna:4"},
        {fmt::format("hubo {:.0f} robos en mayo de 2019", as_first_told), "vintage", ""},
    };
    int named = 0;
    for (const auto& one : planted) {
        const auto found = contrast(*town.store, *town.worlds, "", {.text = one.text});
        const bool right = is_named(found, one);
        named += right ? 1 : 0;
        if (!right) fmt::print("not named: {} ({}:{}), but {}\n", one.text, one.what, one.which, told(found));
    }
    EXPECT_GE(named, 2);
}

}  // namespace
}  // namespace atalaya::service
