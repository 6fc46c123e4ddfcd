// What long calculations take, as measured on a core of 2024: of rows and settings alone, so that any machine says the same.
#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "methods/beside.hpp"
#include "methods/covariates.hpp"
#include "methods/distances.hpp"
#include "methods/long_work.hpp"
#include "methods/point_window.hpp"
#include "stats/change_points.hpp"

namespace atalaya::methods {

namespace {

double rows_of(const Asked& asked, std::string_view table) {
    return static_cast<double>(asked.table(table).rows());
}

// --- rates

// An E-test of a row adds up over as many counts as the larger one may vary by.
double of_change(const Asked& asked) {
    const auto& cells = asked.table("cells");
    const auto &now = cells.numbers("now"), &before = cells.numbers("before");
    double seconds = 0;
    for (std::size_t i = 0; i < now.size(); ++i)
        seconds += 1e-5 * (1 + std::sqrt(std::max(now[i], before[i])));
    return seconds;
}

// --- series

// Every place before is weighed for every end, unless changes put those before them aside: the first values tell which.
double of_change_points(const Asked& asked) {
    constexpr std::size_t enough = 10'000;
    constexpr double a_step = 5e-8, some = 1'000;
    if (asked.choice("search") == "one") return 0;
    const auto& values = asked.table("series").numbers("value");
    const auto n = static_cast<double>(values.size());
    const double all = n * n / 2 * a_step;
    const bool counts = std::ranges::all_of(values, [](double one) { return one >= 0; });
    const auto& cost = asked.choice("cost");
    // Of a variance that may change too the first values tell little: runs of equal ones come when they come.
    if (values.size() <= 2 * enough || cost == "mean_variance" || (cost == "poisson" && !counts)) return all;
    stats::ChangeModel model{
        .least = std::max<std::size_t>(2, static_cast<std::size_t>(asked.whole("least"))),
        .phi = asked.number("phi")};
    if (asked.choice("penalty") == "sic") model.penalty = stats::ChangePenalty::sic;
    if (cost == "mean") model.cost = stats::ChangeCost::mean;
    const auto first = stats::change_points(std::span{values}.first(enough), model);
    const double weighed = static_cast<double>(first.steps) / enough;
    return first.steps > 0 && weighed < some ? std::min(all, 2 * n * weighed * a_step) : all;
}

double of_farrington(const Asked& asked) {
    const double history = asked.number("years") * asked.number("frequency");
    const double judged =
        rows_of(asked, "series") - std::max(asked.number("from"), history + asked.number("half_window"));
    return std::max(0.0, judged) * (1.2e-5 + history * 6e-8);
}

// As many steps as stats/structural_breaks.hpp says.
double of_structural_breaks(const Asked& asked) {
    const double columns = 1 + (asked.flag("trend") ? 1 : 0) +
                           static_cast<double>(covariates_of(asked, "series").size()),
                 breaks = std::min(asked.number("most"), 1 / asked.number("share") - 1);
    const double rows = rows_of(asked, "series");
    return rows * rows * (columns * columns + breaks) * 1.1e-9;
}

// Some hundreds of steps of the fit.
double of_hawkes(const Asked& asked) {
    return rows_of(asked, "events") * 7e-5;
}

// --- places

// Each looks about it until it has found `least` others.
double of_dbscan(const Asked& asked) {
    const double places = rows_of(asked, "points");
    return places * (200 + std::min(places, 25 * asked.number("least"))) * 3e-9;
}

// Pairs of places that a grid of cells as wide as `reach` has to try, as if what is about each cell held as many as it does.
double pairs_in_reach(const std::vector<Planar>& places, double reach) {
    std::vector<std::pair<double, double>> cells;
    cells.reserve(places.size());
    for (const auto& [x, y] : places) cells.emplace_back(std::floor(x / reach), std::floor(y / reach));
    std::ranges::sort(cells);
    double pairs = 0;
    for (std::size_t i = 0, end = 0; i < cells.size(); i = end) {
        while (end < cells.size() && cells[end] == cells[i]) ++end;
        const auto own = static_cast<double>(end - i);
        pairs += own * own * 4.5;
    }
    return pairs;
}

double of_near_repeat(const Asked& asked) {
    const double reach = asked.number("distance_step") * asked.number("distance_bands");
    const double deals = asked.number("permutations");
    return pairs_in_reach(places_of(asked, "events"), reach) * (7e-9 + deals * 4.5e-11) +
           rows_of(asked, "events") * deals * 2.5e-8;
}

// Some three hundred steps of the fit from each of two starts go over all events, and over the pairs near and soon of one another, as
// if events came evenly.
double of_hawkes_space(const Asked& asked) {
    constexpr double steps = 600, an_event = 2.5e-7, a_pair = 2.5e-9;
    const auto& times = asked.table("events").numbers("time");
    const auto [first, last] = std::ranges::minmax(times);
    const double soon = last > first ? std::min(1.0, asked.number("memory") / (last - first)) : 1;
    const double pairs = pairs_in_reach(places_of(asked, "events"), asked.number("reach")) * soon;
    return steps * (static_cast<double>(times.size()) * an_event + pairs * a_pair);
}

// Every draw is of a count for each area.
double of_pattern_similarity(const Asked& asked) {
    return asked.number("permutations") * rows_of(asked, "areas") * 5e-7;
}

// Every draw orders the places anew.
double of_map_accuracy(const Asked& asked) {
    return asked.number("draws") * rows_of(asked, "places") * 5e-7;
}

double of_pairs(const Asked& asked, double times) {
    const auto points = places_of(asked, "points");
    const auto window = window_of(asked, points);
    return seconds_of_pairs(points.size(), window, distances_of(asked, window).back(), edge_of(asked), times);
}

double of_pair_correlation(const Asked& asked) {
    return of_pairs(asked, 1);
}

double of_ripley(const Asked& asked) {
    return of_pairs(asked, 1 + asked.number("permutations"));
}

// --- areas

// Values are dealt among the areas and added up over pairs of neighbours: of polygons and of a band each has some six, of a list as
// many as it says. Beyond the caches each is fetched from memory.
double of_deals(const Asked& asked) {
    const double areas = rows_of(asked, "areas");
    const auto& how = asked.choice("neighbours");
    const double links = how == "listed"
                             ? (asked.has("neighbours", "from") ? rows_of(asked, "neighbours") : 0)
                             : areas * (how == "nearest" ? asked.number("k") : 6);
    const double a_value = areas < 3e5 ? 1.7e-8 : 6e-8, a_link = areas < 3e5 ? 3e-9 : 8e-9;
    return asked.number("permutations") * (areas * a_value + links * a_link);
}

// Every case and every control, or every event, is dealt anew.
double of_scan(const Asked& asked) {
    double people = 0;
    for (const auto& [table, column] :
         {std::pair{"areas", "cases"}, {"areas", "controls"}, {"areas", "events"}, {"counts", "events"}})
        if (asked.has(table, column))
            for (const double one : asked.table(table).numbers(column)) people += one;
    return people * asked.number("permutations") * 5e-9;
}

// A path of penalties for each fold and for all cells.
double of_risk_terrain(const Asked& asked) {
    const auto factors = std::ranges::count_if(
        asked.table("cells").columns, [](const Column& column) { return column.name.starts_with("x"); });
    const double fits = asked.number("lambda") > 0 ? 1 : 1 + asked.number("folds");
    return rows_of(asked, "cells") * static_cast<double>(factors) * fits * 7e-6;
}

using Seconds = double (*)(const Asked&);
const std::map<std::string_view, Seconds>& measured() {
    static const std::map<std::string_view, Seconds> all{
        {"change", of_change},
        {"change_points", of_change_points},
        {"dbscan", of_dbscan},
        {"empirical_bayes_moran", of_deals},
        {"farrington", of_farrington},
        {"farrington_original", of_farrington},
        {"global_geary", of_deals},
        {"global_moran", of_deals},
        {"hawkes", of_hawkes},
        {"hawkes_space", of_hawkes_space},
        {"map_accuracy", of_map_accuracy},
        {"near_repeat", of_near_repeat},
        {"pair_correlation", of_pair_correlation},
        {"pattern_similarity", of_pattern_similarity},
        {"ripley", of_ripley},
        {"risk_terrain", of_risk_terrain},
        {"scan_bernoulli", of_scan},
        {"scan_poisson", of_scan},
        {"scan_space_time", of_scan},
        {"structural_breaks", of_structural_breaks},
    };
    return all;
}

}  // namespace

double seconds_foreseen(const Method& method, const Asked& asked) {
    const auto found = measured().find(method.name);
    return found == measured().end() ? 0 : found->second(asked);
}

}  // namespace atalaya::methods
