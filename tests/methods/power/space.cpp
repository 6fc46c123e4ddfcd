// Areas beside areas: whether like is near like, and where.
#include <cmath>

#include "cities.hpp"
#include "judges.hpp"
#include "power.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

// What is planted: the squares within 700 m of one of them.
std::vector<std::size_t> core(Random& random) {
    const auto& map = squares();
    return map.around(random.below(map.size()), 700);
}

City on_squares(Frame areas) {
    City city;
    city.question.tables.emplace("areas", std::move(areas));
    city.question.tables.emplace("neighbours", squares().neighbours());
    city.question.given["permutations"] = "199";
    return city;
}

std::string squares_told() {
    return std::to_string(squares().size()) + " squares";
}

double many_or_few(Random& random) {
    return std::exp(random.normal(0, 0.8));
}
double normal(Random& random) {
    return random.normal();
}

// Values that know nothing of each other; in the core `more` deviations higher.
City values(Random& random, double (*one)(Random&), double more) {
    Numbers values;
    for (std::size_t i = 0; i < squares().size(); ++i) values.push_back(one(random));
    std::vector<std::size_t> planted;
    if (more != 0) planted = core(random);
    for (const auto i : planted) values[i] += more;
    Frame areas = squares().areas();
    areas.add("value", std::move(values));
    auto city = on_squares(std::move(areas));
    city.planted = std::move(planted);
    return city;
}
Draw of_normal(double more = 0, int permutations = 199) {
    return [=](Random& random) {
        auto city = values(random, normal, more);
        city.question.given["permutations"] = std::to_string(permutations);
        return city;
    };
}
Draw of_skewed(double more = 0) {
    return [=](Random& random) { return values(random, many_or_few, more); };
}

// A mark on a third of the squares, on most of those of the core.
City marks(Random& random, bool planted, const char* column) {
    Numbers marked;
    for (std::size_t i = 0; i < squares().size(); ++i) marked.push_back(random.chance(0.33));
    std::vector<std::size_t> where;
    if (planted) {
        for (const auto i : core(random)) {
            marked[i] = random.chance(0.9);
            if (marked[i] == 1) where.push_back(i);
        }
    }
    Frame areas = squares().areas();
    if (std::string_view{column} == "flag") {
        areas.add("flag", std::move(marked));
    } else {
        Texts words;
        for (const double mark : marked) words.emplace_back(mark == 1 ? "dark" : "lit");
        areas.add("category", std::move(words));
    }
    auto city = on_squares(std::move(areas));
    city.planted = std::move(where);
    return city;
}
Draw marked(bool planted, const char* column) {
    return [=](Random& random) { return marks(random, planted, column); };
}

// Events by who lives where, `times` as many in the core.
std::vector<double> expected_events(Random& random, double all, double times,
                                    std::vector<std::size_t>& planted) {
    const auto& map = squares();
    double residents = 0;
    for (const double of_one : map.residents) residents += of_one;
    std::vector<double> expected;
    for (const double of_one : map.residents) expected.push_back(all * of_one / residents);
    if (times != 1) planted = core(random);
    for (const auto i : planted) expected[i] *= times;
    return expected;
}
City events_by_residents(Random& random, double all, double times) {
    std::vector<std::size_t> planted;
    Numbers events;
    for (const double mean : expected_events(random, all, times, planted))
        events.push_back(static_cast<double>(random.poisson(mean)));
    Frame areas = squares().areas();
    areas.add("events", std::move(events));
    areas.add("exposure", squares().residents);
    auto city = on_squares(std::move(areas));
    city.planted = std::move(planted);
    return city;
}
Draw by_residents(double all, double times = 1) {
    return [=](Random& random) { return events_by_residents(random, all, times); };
}
Draw rates_of_squares(double all) {
    return [=](Random& random) {
        auto city = events_by_residents(random, all, 1);
        auto& areas = city.question.tables.find("areas")->second;
        Numbers rates = areas.numbers("events");
        for (std::size_t i = 0; i < rates.size(); ++i) rates[i] /= areas.numbers("exposure")[i];
        std::erase_if(areas.columns,
                      [](const Column& c) { return c.name == "events" || c.name == "exposure"; });
        areas.add("value", std::move(rates));
        return city;
    };
}

// 144 hexagons with as many expected in each, or in each as many as its place in a town of a centre would have.
City hexagons(Random& random, bool centre, double times) {
    const auto at = [](int q, int r) { return static_cast<std::size_t>(r * 12 + q); };
    std::vector<double> expected(144, 5.0);
    for (int r = 0; centre && r < 12; ++r)
        for (int q = 0; q < 12; ++q)
            expected[at(q, r)] = 1 + 9 * std::exp(-(std::pow(q - 5.5, 2) + std::pow(r - 5.5, 2)) / 18);
    City city;
    if (times != 1) {
        const int q = 1 + static_cast<int>(random.below(10)), r = 1 + static_cast<int>(random.below(10));
        for (const auto& [east, north] :
             {std::pair{0, 0}, {1, 0}, {0, 1}, {-1, 1}, {-1, 0}, {0, -1}, {1, -1}}) {
            city.planted.push_back(at(q + east, r + north));
            expected[city.planted.back()] *= times;
        }
        city.planted.resize(1);  // the cell in the middle, all of whose neighbours are hot
    }
    Numbers q, r, events;
    for (int i = 0; i < 144; ++i) {
        q.push_back(i % 12);
        r.push_back(i / 12);
        events.push_back(static_cast<double>(random.poisson(expected[static_cast<std::size_t>(i)])));
    }
    Frame cells;
    cells.add("q", std::move(q));
    cells.add("r", std::move(r));
    cells.add("events", std::move(events));
    city.question.tables.emplace("cells", std::move(cells));
    return city;
}
Draw hexagons_of(bool centre, double times = 1) {
    return [=](Random& random) { return hexagons(random, centre, times); };
}

// Two years of the barrios; in the second a fifth of them has `times` as many.
City two_years(Random& random, double times) {
    City city;
    Numbers base, test;
    for (std::size_t i = 0; i < barrios().size(); ++i) {
        const bool planted = times != 1 && i % 5 == 0;
        if (planted) city.planted.push_back(i);
        base.push_back(static_cast<double>(random.poisson(40)));
        test.push_back(static_cast<double>(random.poisson(planted ? 40 * times : 40)));
    }
    Frame areas;
    areas.add("base", std::move(base));
    areas.add("test", std::move(test));
    city.question.tables.emplace("areas", std::move(areas));
    return city;
}
Draw years(double times = 1) {
    return [=](Random& random) { return two_years(random, times); };
}

// 200 cases over the squares by who lives there, in the core `times` as many; controls beside them where asked.
City scanned(Random& random, double times, bool controls) {
    std::vector<std::size_t> planted;
    const auto expected = expected_events(random, 200, times, planted);
    Numbers cases, others;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        cases.push_back(static_cast<double>(random.poisson(expected[i])));
        others.push_back(static_cast<double>(random.poisson(3 * squares().residents[i] / 1000)));
    }
    Frame areas = squares().areas();
    areas.add(controls ? "cases" : "events", std::move(cases));
    if (controls)
        areas.add("controls", std::move(others));
    else
        areas.add("population", squares().residents);
    City city;
    city.question.tables.emplace("areas", std::move(areas));
    city.question.given = {{"permutations", "199"}, {"most", "0.25"}};
    return city;
}
Draw scans(double times, bool controls) {
    return [=](Random& random) { return scanned(random, times, controls); };
}

Row of_the_map(const std::string& method, const std::string& column) {
    return {.method = method,
            .counted = column,
            .null = squares_told() + ", normal values",
            .planted = "700 m of them 2 sd higher",
            .none = of_normal(),
            .some = of_normal(2),
            .says = first_at_most("statistic", column),
            .cities = 4000};
}
Row of_areas(const std::string& method, const std::string& column, const std::string& values, Draw none,
             Draw some) {
    return {.method = method,
            .counted = column + ", " + values,
            .null = squares_told() + ", " + values + " values",
            .planted = "700 m of them 2 sd higher",
            .none = std::move(none),
            .some = std::move(some),
            .says = at_most("areas", column),
            .cities = 1000};
}

}  // namespace

std::vector<Row> of_space() {
    std::vector<Row> rows;
    for (const char* method : {"global_moran", "global_geary"})
        for (const char* column : {"p_clustered", "p_permutation"})
            rows.push_back(of_the_map(method, column));
    for (const char* column : {"p_clustered", "p_permutation"}) {
        auto row = of_the_map("global_g", column);
        row.null = squares_told() + ", skewed values";
        row.none = of_skewed(), row.some = of_skewed(2);
        rows.push_back(row);
    }
    rows.push_back({.method = "global_moran",
                    .counted = "p_permutation, rates",
                    .null = squares_told() + " of one rate, some 4 each",
                    .none = rates_of_squares(450),
                    .says = first_at_most("statistic", "p_permutation"),
                    .cities = 2000});
    for (const char* column : {"p_clustered", "p_permutation"})
        rows.push_back({.method = "empirical_bayes_moran",
                        .counted = column,
                        .null = squares_told() + " of one rate, some 4 each",
                        .planted = "700 m of them at twice it",
                        .none = by_residents(450),
                        .some = by_residents(450, 2),
                        .says = first_at_most("statistic", column),
                        .cities = 2000});
    for (const char* column : {"p_more", "p_permutation"})
        rows.push_back({.method = "join_counts",
                        .counted = column,
                        .null = "a mark on a third of " + squares_told(),
                        .planted = "on nine of ten within 700 m",
                        .none = marked(false, "category"),
                        .some = marked(true, "category"),
                        .says =
                            [column = std::string{column}](const City&, const Result& result) {
                                const auto& joins =
                                    result.tables.at("joins");  // "dark" beside "dark" comes first
                                return Count{1, joins.numbers(column)[0] <= 0.05};
                            },
                        .cities = 4000});
    for (const char* method : {"local_moran", "local_geary", "local_g"}) {
        rows.push_back(of_areas(method, "p", "normal", of_normal(), of_normal(2)));
        rows.push_back(of_areas(method, "p_permutation", "normal", of_normal(), of_normal(2)));
        rows.push_back(of_areas(method, "p", "skewed", of_skewed(), of_skewed(2)));
        rows.push_back(of_areas(method, "p_permutation", "skewed", of_skewed(), of_skewed(2)));
        for (const int permutations : {9999, 0}) {
            auto labels = of_areas(method, "any cluster", "normal", of_normal(0, permutations),
                                   of_normal(2, permutations));
            labels.counted = "any cluster, " + std::to_string(permutations) + " permutations";
            labels.says = any(is_not("areas", "cluster", "none"));
            rows.push_back(labels);
        }
    }
    for (const char* column : {"p", "p_permutation"})
        rows.push_back({.method = "local_join_counts",
                        .counted = column,
                        .null = "a mark on a third of " + squares_told(),
                        .planted = "on nine of ten within 700 m",
                        .none = marked(false, "flag"),
                        .some = marked(true, "flag"),
                        .says =
                            [column = std::string{column}](const City& city, const Result& result) {
                                const auto& frame = result.tables.at("areas");
                                const auto& flags =
                                    city.question.tables.find("areas")->second.numbers("flag");
                                auto p = frame.numbers(column);  // only a mark can be among marks
                                for (std::size_t i = 0; i < p.size(); ++i)
                                    if (flags[i] == 0) p[i] = std::nan("");
                                return count_rows(city, p, [](double x) { return x <= 0.05; });
                            },
                        .cities = 1000});
    rows.push_back({.method = "hot_spots",
                    .counted = "p",
                    .null = "144 hexagons, 5 each",
                    .planted = "seven of them at 2.5 times",
                    .none = hexagons_of(false),
                    .some = hexagons_of(false, 2.5),
                    .says = at_most("cells", "p"),
                    .cities = 4000});
    rows.push_back({.method = "hot_spots",
                    .counted = "any q",
                    .null = "144 hexagons, 5 each",
                    .planted = "seven of them at 2.5 times",
                    .none = hexagons_of(false),
                    .some = hexagons_of(false, 2.5),
                    .says = any(at_most("cells", "q_value")),
                    .cities = 4000});
    rows.push_back({.method = "hot_spots",
                    .counted = "any q, a centre",
                    .null = "144 hexagons, more people in the middle",
                    .none = hexagons_of(true),
                    .says = any(at_most("cells", "q_value")),
                    .cities = 1000});
    rows.push_back({.method = "pattern_similarity",
                    .counted = "differs",
                    .null = "two years of 26 barrios, 40 each",
                    .planted = "a fifth at 1.6 times",
                    .none = years(),
                    .some = years(1.6),
                    .says =
                        [](const City& city, const Result& result) {
                            return count_rows(city, result.tables.at("areas").numbers("differs"),
                                              [](double d) { return d != 0; });
                        },
                    .cities = 1000});
    for (const bool controls : {false, true})
        for (const char* p : {"p", "p_gumbel"})
            rows.push_back({.method = controls ? "scan_bernoulli" : "scan_poisson",
                            .counted = p,
                            .null = controls ? "200 cases among 560 controls"
                                             : "200 cases by residents of " + squares_told(),
                            .planted = "700 m at 2.5 times",
                            .none = scans(1, controls),
                            .some = scans(2.5, controls),
                            .says = first_at_most("clusters", p),
                            .cities = 1000});
    return rows;
}

}  // namespace atalaya::methods::power
