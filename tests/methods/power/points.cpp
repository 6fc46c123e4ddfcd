// Points on a plane and on streets, and points in time.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "cities.hpp"
#include "judges.hpp"
#include "power.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

constexpr double side = 2000;

City of_points(const std::vector<Planar>& points, Planar corner, Given given = {}) {
    Numbers x, y;
    for (const auto& point : points) x.push_back(point.x - corner.x), y.push_back(point.y - corner.y);
    Frame frame;
    frame.add("x", std::move(x));
    frame.add("y", std::move(y));
    City city;
    city.question.tables.emplace("points", std::move(frame));
    city.question.given = std::move(given);
    const auto far = std::to_string(side);
    city.question.given.insert({{"left", "0"}, {"right", far}, {"bottom", "0"}, {"top", far}});
    return city;
}

bool within(Planar at) {
    return at.x >= 0 && at.x <= side && at.y >= 0 && at.y <= side;
}

// 120 points; of the clustered ones each lies some 80 m from one of 20 places.
Draw plane(bool clustered, Given given = {}) {
    return [=](Random& random) {
        std::vector<Planar> places, points;
        for (int i = 0; i < 20; ++i) places.push_back({random.uniform(0, side), random.uniform(0, side)});
        while (points.size() < 120) {
            Planar at{random.uniform(0, side), random.uniform(0, side)};
            if (clustered) {
                const auto& place = places[random.below(places.size())];
                at = {random.normal(place.x, 80), random.normal(place.y, 80)};
            }
            if (within(at)) points.push_back(at);
        }
        return of_points(points, {0, 0}, given);
    };
}
// The same number anywhere on the streets of the middle of the town.
Draw streets(Given given = {}) {
    return [=](Random& random) {
        Planar low{1e9, 1e9}, high{-1e9, -1e9};
        for (const auto& centre : squares().centres) {
            low = {std::min(low.x, centre.x), std::min(low.y, centre.y)};
            high = {std::max(high.x, centre.x), std::max(high.y, centre.y)};
        }
        const Planar corner{(low.x + high.x - side) / 2, (low.y + high.y - side) / 2};
        std::vector<Planar> points;
        while (points.size() < 120) {
            const auto at = on_a_street(random);
            if (within({at.x - corner.x, at.y - corner.y})) points.push_back(at);
        }
        return of_points(points, corner, given);
    };
}

// Sixty points anywhere along the lines of the town; of the clustered ones each lies within 40 m of one of fifteen.
Draw on_lines(bool clustered) {
    return [=](Random& random) {
        const auto& all = town();
        const auto corner = [&](int at) { return all.corners[static_cast<std::size_t>(at)]; };
        Frame lines, points;
        Numbers x1, y1, x2, y2, x, y, past;
        double length = 0;
        for (const auto& segment : all.segments) {
            const auto from = corner(segment.first), to = corner(segment.last);
            x1.push_back(from.x), y1.push_back(from.y), x2.push_back(to.x), y2.push_back(to.y);
            past.push_back(length += std::hypot(to.x - from.x, to.y - from.y));
        }
        const auto anywhere = [&] {
            const double at = random.uniform(0, length);
            const auto line = std::min(
                static_cast<std::size_t>(std::ranges::upper_bound(past, at) - past.begin()), past.size() - 1);
            const double part = (past[line] - at) / std::hypot(x2[line] - x1[line], y2[line] - y1[line]);
            return Planar{x2[line] + part * (x1[line] - x2[line]), y2[line] + part * (y1[line] - y2[line])};
        };
        std::vector<Planar> heaps;
        for (int i = 0; i < 15; ++i) heaps.push_back(anywhere());
        for (int i = 0; i < 60; ++i) {
            auto at = anywhere();
            if (clustered) {
                const auto& heap = heaps[random.below(heaps.size())];
                at = {heap.x + random.uniform(-28, 28), heap.y + random.uniform(-28, 28)};
            }
            x.push_back(at.x), y.push_back(at.y);
        }
        for (auto [name, column] : {std::pair{"x1", &x1}, {"y1", &y1}, {"x2", &x2}, {"y2", &y2}})
            lines.add(name, std::move(*column));
        points.add("x", std::move(x));
        points.add("y", std::move(y));
        City city;
        city.question.tables.emplace("points", std::move(points));
        city.question.tables.emplace("lines", std::move(lines));
        city.question.given = {{"longest", "300"}, {"steps", "6"}};
        return city;
    };
}

// 250 burglaries of a year in front of homes; `repeats` of them follow another within 150 m and six days.
Draw burglaries(double repeats) {
    return [=](Random& random) {
        Numbers x, y, day;
        for (int i = 0; i < 250; ++i) {
            if (i > 0 && random.chance(repeats)) {
                const auto first = random.below(x.size());
                x.push_back(x[first] + random.uniform(-75, 75));
                y.push_back(y[first] + random.uniform(-75, 75));
                day.push_back(day[first] + static_cast<double>(random.below(7)));
                continue;
            }
            const auto at = at_home(random);
            x.push_back(at.x);
            y.push_back(at.y);
            day.push_back(static_cast<double>(random.below(365)));
        }
        Frame events;
        events.add("day", std::move(day));
        events.add("x", std::move(x));
        events.add("y", std::move(y));
        City city;
        city.question.tables.emplace("events", std::move(events));
        city.question.given["permutations"] = "99";
        return city;
    };
}
// Of the pairs within 200 m, the same place left aside, and a week.
Count near_and_soon(const City&, const Result& result) {
    const auto& bands = result.tables.at("bands");
    const auto &metres = bands.texts("metres"), &days = bands.texts("days");
    for (std::size_t row = 0; row < metres.size(); ++row)
        if (metres[row] == "[1,200)" && days[row] == "[0,7)") return {1, bands.numbers("p")[row] <= 0.05};
    return {};
}

// Barrios over thirty days, by who lives there; those around one of them have `times` as many in the last five.
Draw days_of_barrios(double times, bool population) {
    return [=](Random& random) {
        const auto& map = barrios();
        std::vector<std::size_t> core;
        if (times != 1) core = map.around(random.below(map.size()), 900);
        Texts area;
        Numbers day, events;
        for (std::size_t i = 0; i < map.size(); ++i) {
            const bool in_core = std::find(core.begin(), core.end(), i) != core.end();
            for (int t = 0; t < 30; ++t) {
                const double mean = map.residents[i] / 10'000 * (in_core && t >= 25 ? times : 1);
                area.push_back(map.ids[i]);
                day.push_back(t);
                events.push_back(static_cast<double>(random.poisson(mean)));
            }
        }
        Frame counts;
        counts.add("area", std::move(area));
        counts.add("day", std::move(day));
        counts.add("events", std::move(events));
        Frame areas = map.areas();
        if (population) areas.add("population", map.residents);
        City city;
        city.question.tables.emplace("areas", std::move(areas));
        city.question.tables.emplace("counts", std::move(counts));
        city.question.given = {{"permutations", "99"}, {"most", "0.25"}};
        return city;
    };
}

// Squares over twenty months of one mean; within 700 m of one of them it is `times` that in the last ten.
Draw months_of_squares(double times) {
    return [=](Random& random) {
        const auto& map = squares();
        City city;
        if (times != 1) city.planted = map.around(random.below(map.size()), 700);
        Texts area;
        Numbers day, value;
        for (std::size_t i = 0; i < map.size(); ++i) {
            for (int t = 0; t < 20; ++t) {
                area.push_back(map.ids[i]);
                day.push_back(t);
                const bool more = t >= 10 && times != 1 && looked_at(city, i);
                value.push_back(static_cast<double>(random.poisson(more ? 5 * times : 5)));
            }
        }
        Frame counts;
        counts.add("area", std::move(area));
        counts.add("day", std::move(day));
        counts.add("value", std::move(value));
        city.question.tables.emplace("areas", map.areas());
        city.question.tables.emplace("neighbours", map.neighbours());
        city.question.tables.emplace("counts", std::move(counts));
        return city;
    };
}

// Eight factors, each in a quarter of the cells, of which the first multiplies the events by `ratio`.
Draw terrain(double ratio) {
    return [=](Random& random) {
        constexpr int cells = 400, factors = 8;
        std::vector<Numbers> near(factors);
        Numbers events;
        for (int cell = 0; cell < cells; ++cell) {
            for (auto& factor : near) factor.push_back(random.uniform() < 0.25);
            events.push_back(static_cast<double>(random.poisson(near[0].back() == 1 ? 0.6 * ratio : 0.6)));
        }
        Frame frame;
        frame.add("events", std::move(events));
        for (int i = 0; i < factors; ++i)
            frame.add("x" + std::to_string(i + 1), std::move(near[static_cast<std::size_t>(i)]));
        City city;
        city.question.tables.emplace("cells", std::move(frame));
        if (ratio != 1) city.planted = {0}, city.truth = {ratio};
        return city;
    };
}
// Factors that were not chosen have no interval, and are not told apart.
Count told_apart(const City& city, const Result& result) {
    const auto& factors = result.tables.at("factors");
    const auto &low = factors.numbers("ratio_low"), &high = factors.numbers("ratio_high");
    Count count;
    for (std::size_t row = 0; row < low.size(); ++row) {
        if (!looked_at(city, row)) continue;
        ++count.of;
        count.yes += low[row] > 1 || high[row] < 1;
    }
    return count;
}

// A year of events of which each brings `brings` more, three days later on average; some 150 in all. `truth`: what an
// interval is to hold.
Draw cascade(double brings, double truth = NAN) {
    return [=](Random& random) {
        Numbers times;
        const auto own = random.poisson(150 * (1 - brings));
        for (std::int64_t i = 0; i < own; ++i) times.push_back(random.uniform(0, 365));
        for (std::size_t i = 0; i < times.size(); ++i)
            for (auto n = random.poisson(brings); n > 0; --n)
                if (const double at = times[i] + random.exponential(3); at < 365) times.push_back(at);
        Frame events;
        events.add("time", std::move(times));
        City city;
        city.question.tables.emplace("events", std::move(events));
        city.question.given["end"] = "365";
        city.truth = {truth};
        return city;
    };
}
// The same on the square, an event some 60 m from the one that brought it; of those that come by themselves seven of ten
// lie about ten places.
Draw cascade_on_the_plane(double brings) {
    return [=](Random& random) {
        std::vector<Planar> heaps, places;
        for (int i = 0; i < 10; ++i) {
            const double x = random.uniform(0, side);
            heaps.push_back({x, random.uniform(0, side)});
        }
        Numbers times, x, y;
        const auto add = [&](double at, Planar place) {
            if (at >= 365 || !within(place)) return;
            times.push_back(at);
            places.push_back(place);
        };
        const auto about = [&](Planar middle, double sd) {
            const double east = random.normal(middle.x, sd);
            return Planar{east, random.normal(middle.y, sd)};
        };
        const auto own = static_cast<std::size_t>(random.poisson(250 * (1 - brings)));
        while (times.size() < own) {
            const double at = random.uniform(0, 365), east = random.uniform(0, side);
            const Planar anywhere{east, random.uniform(0, side)};
            add(at, random.chance(0.7) ? about(heaps[random.below(heaps.size())], 150) : anywhere);
        }
        for (std::size_t i = 0; i < times.size(); ++i)
            for (auto n = random.poisson(brings); n > 0; --n) {
                const double at = times[i] + random.exponential(3);
                add(at, about(places[i], 60));
            }
        for (const auto& place : places) x.push_back(place.x), y.push_back(place.y);
        Frame events;
        events.add("time", std::move(times));
        events.add("x", std::move(x));
        events.add("y", std::move(y));
        City city;
        city.question.tables.emplace("events", std::move(events));
        const auto far = std::to_string(side);
        city.question.given = {
            {"end", "365"}, {"right", far}, {"top", far}, {"cell", "1000"}, {"permutations", "99"}};
        if (brings > 0) city.truth = {brings, 3, 60, 250 * (1 - brings) / 365};
        return city;
    };
}
// Squares of which each has a risk of its own, and a map that knows it with an error; a fifth of the squares is judged.
enum class Score { pai, pei, gain };
Draw foreseen(Score score) {
    return [=](Random& random) {
        const std::size_t n = squares().size();
        Numbers risk, predicted, observed, baseline;
        double all = 0;
        for (std::size_t i = 0; i < n; ++i) {
            risk.push_back(std::exp(random.normal(0, 1)));
            predicted.push_back(risk[i] * std::exp(random.normal(0, 0.5)));
            if (score == Score::gain) baseline.push_back(risk[i] * std::exp(random.normal(0, 0.5)));
            all += risk[i];
        }
        for (const double one : risk)
            observed.push_back(static_cast<double>(random.poisson(500 * one / all)));
        const auto in_order_of = [&](const Numbers& map) {
            std::vector<std::size_t> order(n);
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::sort(order.begin(), order.end(),
                      [&](std::size_t a, std::size_t b) { return map[a] > map[b]; });
            Numbers sums;
            double sum = 0;
            for (const auto place : order) sums.push_back(sum += risk[place]);
            return sums;
        };
        const auto found = in_order_of(predicted), possible = in_order_of(risk);
        City city;
        for (std::size_t k = 0; k < n; ++k) {
            const double ground = static_cast<double>(k + 1) / static_cast<double>(n);
            city.truth.push_back(score == Score::pei ? found[k] / possible[k] : found[k] / all / ground);
        }
        Frame places;
        if (score == Score::gain) {
            const auto other = in_order_of(baseline);
            for (std::size_t k = 0; k < n; ++k) city.truth[k] = (found[k] - other[k]) / all;
            places.add("baseline", std::move(baseline));
        }
        places.add("observed", std::move(observed));
        places.add("predicted", std::move(predicted));
        city.question.tables.emplace("places", std::move(places));
        city.question.given["share"] = "0.2";
        return city;
    };
}
Count likelier_than_steady(const City&, const Result& result) {
    constexpr double chi2_of_two = 5.991;
    const auto& process = result.tables.at("process");
    const double more = process.numbers("log_likelihood")[0] - process.numbers("poisson_log_likelihood")[0];
    return {1, 2 * more > chi2_of_two};
}
// Of what each brings, after how long, how far, and of what comes by itself.
Count holds_all_of_space(const City& city, const Result& result) {
    const auto& process = result.tables.at("process");
    const char* figures[] = {"branching", "mean_wait", "spread", "mu"};
    Count count;
    for (std::size_t i = 0; i < city.truth.size(); ++i) {
        const double low = process.numbers(std::string{figures[i]} + "_low")[0],
                     high = process.numbers(std::string{figures[i]} + "_high")[0];
        if (std::isnan(low)) continue;
        ++count.of;
        count.yes += low <= city.truth[i] && city.truth[i] <= high;
    }
    return count;
}

}  // namespace

std::vector<Row> of_points() {
    std::vector<Row> rows;
    const auto add = [&](const std::string& method, const std::string& table, const std::string& p,
                         int cities, Given given) {
        rows.push_back({.method = method,
                        .counted = p,
                        .null = "120 points anywhere on 4 km²",
                        .planted = "in 20 heaps of 80 m",
                        .none = plane(false, given),
                        .some = plane(true, given),
                        .says = first_at_most(table, p),
                        .cities = cities});
        rows.push_back({.method = method,
                        .counted = p + ", streets",
                        .null = "120 points anywhere on the streets of 4 km²",
                        .none = streets(given),
                        .says = first_at_most(table, p),
                        .cities = cities});
    };
    add("quadrats", "test", "p_clustered", 4000, {});
    add("nearest_neighbours", "index", "p_clustered", 4000, {});
    add("nearest_neighbours", "index", "p_clustered_edge", 4000, {});
    add("ripley", "test", "p", 1000, {{"permutations", "99"}, {"steps", "10"}});
    rows.push_back({.method = "network_ripley",
                    .counted = "p",
                    .null = "60 points anywhere on the streets of the town",
                    .planted = "in 15 heaps of 40 m",
                    .none = on_lines(false),
                    .some = on_lines(true),
                    .says = first_at_most("test", "p"),
                    .cities = 1000});
    return rows;
}

std::vector<Row> of_space_time() {
    std::vector<Row> rows;
    rows.push_back({.method = "near_repeat",
                    .counted = "p within 200 m and a week",
                    .null = "250 burglaries of a year in front of homes",
                    .planted = "an eighth follow another",
                    .none = burglaries(0),
                    .some = burglaries(0.125),
                    .says = near_and_soon,
                    .cities = 2000});
    rows.push_back({.method = "near_repeat",
                    .counted = "p of every band",
                    .null = "250 burglaries of a year in front of homes",
                    .none = burglaries(0),
                    .says = at_most("bands", "p"),
                    .cities = 1000});
    for (const bool population : {true, false})
        rows.push_back({.method = "scan_space_time",
                        .counted = population ? "p, by residents" : "p, without residents",
                        .null = "30 days of 26 barrios, some 19 a day",
                        .planted = "900 m at 3 times in the last five",
                        .none = days_of_barrios(1, population),
                        .some = days_of_barrios(3, population),
                        .says = first_at_most("clusters", "p"),
                        .cities = 1000});
    rows.push_back({.method = "emerging_hot_spots",
                    .counted = "not none",
                    .null = "20 months of " + std::to_string(squares().size()) + " squares, 5 each",
                    .planted = "700 m at 2 times in the last ten",
                    .none = months_of_squares(1),
                    .some = months_of_squares(2),
                    .says = is_not("areas", "category", "none"),
                    .cities = 1000});
    rows.push_back({.method = "hawkes",
                    .counted = "twice the gain in log-likelihood > 5.99",
                    .null = "a year of some 150 events, each by itself",
                    .planted = "each brings 0.4 more",
                    .none = cascade(0),
                    .some = cascade(0.4, 0.4),
                    .says = likelier_than_steady,
                    .covers = holds("process", "branching_low", "branching_high"),
                    .cities = 1000});
    for (const std::string figure : {"mu", "mean_wait"})
        rows.push_back({.method = "hawkes",
                        .counted = "the interval of " + figure,
                        .null = "a year of some 150 events, each brings 0.4 more",
                        .none = cascade(0.4, figure == "mu" ? 150 * 0.6 / 365 : 3),
                        .covers = holds("process", figure + "_low", figure + "_high"),
                        .cities = 1000});
    rows.push_back({.method = "hawkes_space",
                    .counted = "p; the intervals of all four",
                    .null = "a year of some 250 events on 4 km², seven of ten about ten places",
                    .planted = "each brings 0.4 more, some 60 m away",
                    .none = cascade_on_the_plane(0),
                    .some = cascade_on_the_plane(0.4),
                    .says = first_at_most("test", "p"),
                    .covers = holds_all_of_space,
                    .cities = 1000});
    const auto of_map = [&](const std::string& figure, Score score) {
        const std::string table = score == Score::gain ? "baseline" : "curve";
        rows.push_back({.method = "map_accuracy",
                        .counted = "the interval of " + figure,
                        .null = "500 events on " + std::to_string(squares().size()) + " squares, " +
                                (score == Score::gain ? "two maps" : "forecast") + " with an error of a half",
                        .none = foreseen(score),
                        .covers = holds(table, figure + "_low", figure + "_high"),
                        .cities = 1000});
    };
    of_map("pai", Score::pai);
    of_map("pei", Score::pei);
    of_map("gain", Score::gain);
    rows.push_back({.method = "risk_terrain",
                    .counted = "a factor whose interval leaves out 1",
                    .null = "400 cells, some 240 events, eight factors that do nothing",
                    .planted = "one of them raises the risk 1.8 times",
                    .none = terrain(1),
                    .some = terrain(1.8),
                    .says = told_apart,
                    .covers = holds("factors", "ratio_low", "ratio_high"),
                    .cities = 1000});
    return rows;
}

}  // namespace atalaya::methods::power
