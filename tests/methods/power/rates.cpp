// Rates, changes between counts, and areas against their city.
#include <algorithm>
#include <cmath>

#include "cities.hpp"
#include "judges.hpp"
#include "power.hpp"
#include "stats/concentration.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

double count(Random& random, double mean, double phi = 1) {
    return static_cast<double>(random.negative_binomial(mean, phi));
}

// Barrios with rates of their own, and the counts of a year; `phi` as the asker knows it.
City barrios_with_rates(Random& random, double phi) {
    const auto& map = barrios();
    Numbers events, exposure;
    City city;
    for (const double residents : map.residents) {
        const double rate = 300e-5 * std::exp(random.normal(0, 0.8));
        events.push_back(count(random, rate * residents, phi));
        exposure.push_back(residents);
        city.truth.push_back(rate * 100'000);
    }
    Frame areas;
    areas.add("events", std::move(events));
    areas.add("exposure", std::move(exposure));
    city.question.tables.emplace("areas", std::move(areas));
    if (phi > 1) city.question.given["phi"] = "2";
    return city;
}

// Rates that go over from barrio to neighbour: the mean of its own draw and of theirs.
City barrios_alike(Random& random, const std::string& scope) {
    const auto& map = barrios();
    Numbers own, events;
    for (std::size_t i = 0; i < map.size(); ++i) own.push_back(random.normal(0, 0.8));
    City city;
    for (std::size_t i = 0; i < map.size(); ++i) {
        double sum = own[i];
        for (const auto j : map.beside[i]) sum += own[j];
        const double rate =
            300e-5 * std::exp(sum / std::sqrt(1.0 + static_cast<double>(map.beside[i].size())));
        events.push_back(count(random, rate * map.residents[i], 1));
        city.truth.push_back(rate * 100'000);
    }
    Frame areas = map.areas();
    areas.add("events", std::move(events));
    areas.add("exposure", map.residents);
    city.question.tables.emplace("areas", std::move(areas));
    city.question.tables.emplace("neighbours", map.neighbours());
    city.question.given["scope"] = scope;
    return city;
}

// Places whose means follow a gamma law of shape a half, and the Gini of many such.
double events_of_a_place(Random& random) {
    return static_cast<double>(random.poisson(random.gamma(0.5, 6)));
}
double gini_of_such() {
    static const double found = [] {
        Random random{7};
        Numbers many;
        for (int i = 0; i < 400'000; ++i) many.push_back(events_of_a_place(random));
        return stats::gini(many)->gini;
    }();
    return found;
}
City unequal_places(Random& random) {
    Numbers events;
    for (int i = 0; i < 500; ++i) events.push_back(events_of_a_place(random));
    Frame places;
    places.add("events", std::move(events));
    City city;
    city.truth = {gini_of_such()};
    city.question.tables.emplace("places", std::move(places));
    return city;
}

City groups_of_victims(Random& random) {
    Numbers successes, of;
    City city;
    for (int i = 0; i < 20; ++i) {
        const double share = random.uniform(0.02, 0.98);
        of.push_back(std::floor(random.uniform(15, 300)));
        successes.push_back(
            static_cast<double>(random.binomial(static_cast<std::int64_t>(of.back()), share)));
        city.truth.push_back(share);
    }
    Frame groups;
    groups.add("successes", std::move(successes));
    groups.add("of", std::move(of));
    city.question.tables.emplace("groups", std::move(groups));
    return city;
}

// Ages of a barrio, their rates falling from the young to the old.
City strata(Random& random, bool direct, const Given& given = {}) {
    Numbers events, exposure, standard, reference_events, reference_exposure;
    double weighted = 0, all = 0;
    const double ratio = std::exp(random.normal(0, 0.4));
    for (int age = 0; age < 8; ++age) {
        const double rate = 600e-5 * std::exp(-0.35 * age);
        const double people = random.uniform(300, 3000), weight = random.uniform(5000, 30'000);
        exposure.push_back(people);
        standard.push_back(weight);
        events.push_back(count(random, ratio * rate * people));
        reference_exposure.push_back(1e8);
        reference_events.push_back(std::round(rate * 1e8));
        weighted += weight * rate * ratio;
        all += weight;
    }
    Frame frame;
    frame.add("events", std::move(events));
    frame.add("exposure", std::move(exposure));
    City city;
    city.question.given = given;
    if (direct) {
        frame.add("standard", std::move(standard));
        city.truth = {weighted / all * 100'000};
    } else {
        frame.add("reference_events", std::move(reference_events));
        frame.add("reference_exposure", std::move(reference_exposure));
        city.truth = {ratio};
    }
    city.question.tables.emplace("strata", std::move(frame));
    return city;
}

// Fifteen indicators of which each has the mean before and `ratio` times it now.
City pairs(Random& random, double ratio, double phi, double truth) {
    Numbers now, before;
    City city;
    for (const double mean : {20, 25, 30, 35, 40, 50, 60, 75, 90, 110, 140, 180, 250, 400, 700}) {
        now.push_back(count(random, mean * ratio, phi));
        before.push_back(count(random, mean, phi));
        city.truth.push_back(truth);
    }
    Frame cells;
    cells.add("now", std::move(now));
    cells.add("before", std::move(before));
    city.question.tables.emplace("cells", std::move(cells));
    if (phi > 1) city.question.given["phi"] = "2";
    return city;
}
Draw pairs_of(double ratio, double phi = 1) {
    return [=](Random& random) { return pairs(random, ratio, phi, 100 * (ratio - 1)); };
}
Draw pairs_as_ratio(double ratio) {
    return [=](Random& random) { return pairs(random, ratio, 1, ratio); };
}

// One rate for all barrios, but `ratio` times it in two of them; `spread` is how areas differ at all times.
City barrios_alike(Random& random, double ratio, double spread, double mean) {
    const auto& map = barrios();
    City city;
    if (ratio != 1) {
        city.planted.push_back(random.below(map.size()));
        city.planted.push_back((city.planted[0] + 1 + random.below(map.size() - 1)) % map.size());
    }
    double residents = 0;
    for (const double of_one : map.residents) residents += of_one;
    Numbers events, exposure;
    for (std::size_t i = 0; i < map.size(); ++i) {
        const bool planted = ratio != 1 && (i == city.planted[0] || i == city.planted[1]);
        const double expected = mean * static_cast<double>(map.size()) * map.residents[i] / residents;
        events.push_back(
            count(random, expected * (planted ? ratio : 1) * std::exp(random.normal(0, spread))));
        exposure.push_back(map.residents[i]);
    }
    Frame areas;
    areas.add("events", std::move(events));
    areas.add("exposure", std::move(exposure));
    city.question.tables.emplace("areas", std::move(areas));
    return city;
}
Draw alike(double ratio, double spread = 0, double mean = 50) {
    return [=](Random& random) { return barrios_alike(random, ratio, spread, mean); };
}

// The same against what was expected of each, or of a share of what was counted there.
Draw against(const std::string& measure, double ratio) {
    return [=](Random& random) {
        const auto& map = barrios();
        City city;
        if (ratio != 1) city.planted = {3, 17};
        Numbers events, sizes;
        for (std::size_t i = 0; i < map.size(); ++i) {
            const double times = ratio != 1 && (i == 3 || i == 17) ? ratio : 1;
            if (measure == "ratio") {
                sizes.push_back(random.uniform(15, 120));
                events.push_back(count(random, sizes.back() * times));
            } else {
                const auto of = static_cast<std::int64_t>(60 + random.below(400));
                sizes.push_back(static_cast<double>(of));
                events.push_back(static_cast<double>(random.binomial(of, 0.2 * times)));
            }
        }
        Frame areas;
        areas.add("events", std::move(events));
        areas.add(measure == "ratio" ? "expected" : "denominator", std::move(sizes));
        city.question.tables.emplace("areas", std::move(areas));
        city.question.given["measure"] = measure;
        return city;
    };
}

// A year of Poisson events, two a week on average: how many there were in the fullest seven days, wherever they begin.
City fullest_week(Random& random, double more) {
    Numbers at;
    for (double t = random.exponential(0.5); t < 52; t += random.exponential(0.5)) at.push_back(t);
    for (auto n = random.poisson(more); n > 0; --n) at.push_back(30 + random.uniform());
    std::sort(at.begin(), at.end());
    std::size_t most = 0;
    for (std::size_t first = 0, past = 0; first < at.size(); ++first) {
        while (past < at.size() && at[past] < at[first] + 1) ++past;
        most = std::max(most, past - first);
    }
    Frame windows;
    windows.add("events", Numbers{static_cast<double>(most)});
    windows.add("mean", Numbers{2});
    windows.add("windows", Numbers{52});
    City city;
    city.question.tables.emplace("windows", std::move(windows));
    return city;
}
Draw fullest(double more) {
    return [=](Random& random) { return fullest_week(random, more); };
}

// Five kinds of facts, of which few weigh much, in days of sentence.
Draw harms(double phi) {
    return [phi](Random& random) {
        const Numbers weights{5475, 1825, 365, 20, 2}, means{3, 12, 60, 300, 900};
        Numbers events;
        double harm = 0;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            events.push_back(count(random, means[k], phi));
            harm += weights[k] * means[k];
        }
        Frame offences;
        offences.add("events", std::move(events));
        offences.add("weight", weights);
        City city;
        city.truth = {harm};
        city.question.tables.emplace("offences", std::move(offences));
        if (phi > 1) city.question.given["phi"] = "2";
        return city;
    };
}

// Twenty events over the days of the week, of which a Saturday has `share`.
Draw weekdays(double share, const std::string& deviation = "g") {
    return [=](Random& random) {
        Numbers events(7, 0.0);
        for (int i = 0; i < 20; ++i) ++events[random.chance(share) ? 5 : random.below(7)];
        Frame bins;
        bins.add("events", std::move(events));
        City city;
        city.question.tables.emplace("bins", std::move(bins));
        city.question.given["deviation"] = deviation;
        return city;
    };
}

}  // namespace

std::vector<Row> of_rates() {
    const auto rate_of = [](double phi) {
        return [phi](Random& random) { return barrios_with_rates(random, phi); };
    };
    const auto direct = [](Random& random) { return strata(random, true); };
    const auto indirect = [](Random& random) { return strata(random, false); };
    return {
        {.method = "rate",
         .counted = "the interval",
         .null = "a year of 26 barrios, Poisson",
         .none = rate_of(1),
         .covers = holds("rates", "low", "high"),
         .cities = 4000},
        {.method = "rate",
         .counted = "the interval, phi 2",
         .null = "a year of 26 barrios, variance twice the mean",
         .none = rate_of(2),
         .covers = holds("rates", "low", "high"),
         .cities = 4000},
        {.method = "proportion",
         .counted = "the interval",
         .null = "20 groups of 15 to 300",
         .none = groups_of_victims,
         .covers = holds("proportions", "low", "high"),
         .cities = 4000},
        {.method = "empirical_bayes",
         .counted = "the interval",
         .null = "26 barrios of rates of their own",
         .none = [](Random& random) { return barrios_with_rates(random, 1); },
         .covers = holds("rates", "low", "high"),
         .cities = 4000},
        {.method = "empirical_bayes",
         .counted = "the interval, local",
         .null = "26 barrios of rates like those of their neighbours",
         .none = [](Random& random) { return barrios_alike(random, "local"); },
         .covers = holds("rates", "low", "high"),
         .cities = 4000},
        {.method = "empirical_bayes",
         .counted = "the interval, local_marshall",
         .null = "26 barrios of rates like those of their neighbours",
         .none = [](Random& random) { return barrios_alike(random, "local_marshall"); },
         .covers = holds("rates", "low", "high"),
         .cities = 4000},
        {.method = "harm_index",
         .counted = "the interval",
         .null = "five kinds of facts, 3 to 900 each, few of them heavy",
         .none = harms(1),
         .covers = holds("index", "low", "high"),
         .cities = 4000},
        {.method = "harm_index",
         .counted = "the interval, phi 2",
         .null = "the same, variance twice the mean",
         .none = harms(2),
         .covers = holds("index", "low", "high"),
         .cities = 4000},
        {.method = "concentration",
         .counted = "the interval of gini",
         .null = "500 places of 3 events each on average, unequal",
         .none = unequal_places,
         .covers = holds("summary", "gini_low", "gini_high"),
         .cities = 4000},
        {.method = "direct_rate",
         .counted = "the interval",
         .null = "eight ages",
         .none = direct,
         .covers = holds("rate", "low", "high"),
         .cities = 20'000},
        {.method = "direct_rate",
         .counted = "the interval, gamma",
         .null = "eight ages",
         .none =
             [](Random& random) {
                 return strata(random, true, {{"limits", "gamma"}});
             },
         .covers = holds("rate", "low", "high"),
         .cities = 20'000},
        {.method = "indirect_rate",
         .counted = "the interval of the ratio",
         .null = "eight ages",
         .none = indirect,
         .covers = holds("rate", "ratio_low", "ratio_high"),
         .cities = 20'000},
        {.method = "change",
         .counted = "p",
         .null = "15 pairs of one mean, 20 to 700, Poisson",
         .planted = "30 % more",
         .none = pairs_of(1),
         .some = pairs_of(1.3),
         .says = at_most("changes", "p"),
         .covers = holds("changes", "low", "high"),
         .cities = 2000},
        {.method = "change",
         .counted = "p, phi 2",
         .null = "the same, variance twice the mean",
         .planted = "30 % more",
         .none = pairs_of(1, 2),
         .some = pairs_of(1.3, 2),
         .says = at_most("changes", "p"),
         .covers = holds("changes", "low", "high"),
         .cities = 2000},
        {.method = "change",
         .counted = "e_test",
         .null = "15 pairs of one mean, 20 to 700, Poisson",
         .planted = "30 % more",
         .none = pairs_of(1),
         .some = pairs_of(1.3),
         .says = at_most("changes", "e_test"),
         .cities = 1000},
        {.method = "change",
         .counted = "conditional",
         .null = "15 pairs of one mean, 20 to 700, Poisson",
         .planted = "30 % more",
         .none = pairs_as_ratio(1),
         .some = pairs_as_ratio(1.3),
         .says = at_most("changes", "conditional"),
         .covers = holds("changes", "ratio_low", "ratio_high"),
         .cities = 2000},
        {.method = "change",
         .counted = "root_z",
         .null = "15 pairs of one mean, 20 to 700, Poisson",
         .planted = "30 % more",
         .none = pairs_of(1),
         .some = pairs_of(1.3),
         .says = beyond("changes", "root_z", 1.96),
         .cities = 2000},
        {.method = "funnel",
         .counted = "not within",
         .null = "26 barrios of one rate, some 50 each",
         .planted = "two at 1.6 times",
         .none = alike(1),
         .some = alike(1.6),
         .says = is_not("areas", "position", "within"),
         .cities = 4000},
        {.method = "funnel",
         .counted = "not within, rates differ",
         .null = "26 barrios whose rates differ by 30 %",
         .planted = "two at 3 times",
         .none = alike(1, 0.3),
         .some = alike(3, 0.3),
         .says = is_not("areas", "position", "within"),
         .cities = 4000},
        {.method = "funnel",
         .counted = "not within, ratio",
         .null = "26 barrios that have what is expected, 15 to 120",
         .planted = "two at 1.6 times",
         .none = against("ratio", 1),
         .some = against("ratio", 1.6),
         .says = is_not("areas", "position", "within"),
         .cities = 4000},
        {.method = "funnel",
         .counted = "not within, proportion",
         .null = "26 barrios of one share, 20 % of 60 to 460",
         .planted = "two at 1.6 times",
         .none = against("proportion", 1),
         .some = against("proportion", 1.6),
         .says = is_not("areas", "position", "within"),
         .cities = 4000},
        {.method = "choynowski",
         .counted = "p",
         .null = "26 barrios of one rate, some 50 each",
         .planted = "two at 1.6 times",
         .none = alike(1),
         .some = alike(1.6),
         .says = at_most("areas", "p"),
         .cities = 4000},
        {.method = "choynowski",
         .counted = "any q",
         .null = "26 barrios of one rate, some 50 each",
         .planted = "two at 1.6 times",
         .none = alike(1),
         .some = alike(1.6),
         .says = any(at_most("areas", "q")),
         .cities = 4000},
        {.method = "naus_scan",
         .counted = "p",
         .null = "the fullest of any seven days of a year, two events a week",
         .planted = "seven more in one",
         .none = fullest(0),
         .some = fullest(7),
         .says = at_most("windows", "p"),
         .cities = 10'000},
        {.method = "small_bins",
         .counted = "p",
         .null = "20 events over seven weekdays",
         .planted = "a third on Saturdays besides",
         .none = weekdays(0),
         .some = weekdays(0.33),
         .says = first_at_most("test", "p"),
         .cities = 4000},
        {.method = "small_bins",
         .counted = "p, chi2",
         .null = "20 events over seven weekdays",
         .planted = "a third on Saturdays besides",
         .none = weekdays(0, "chi2"),
         .some = weekdays(0.33, "chi2"),
         .says = first_at_most("test", "p"),
         .cities = 4000},
        {.method = "small_bins",
         .counted = "p, ks",
         .null = "20 events over seven weekdays",
         .planted = "a third on Saturdays besides",
         .none = weekdays(0, "ks"),
         .some = weekdays(0.33, "ks"),
         .says = first_at_most("test", "p"),
         .cities = 4000},
    };
}

}  // namespace atalaya::methods::power
