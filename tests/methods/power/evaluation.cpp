// What a measure did: with a control, before and after, by weights, by a regression.
#include <cmath>
#include <tuple>

#include "judges.hpp"
#include "power.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

// An area, its ring and their controls, before and after; the measure leaves `stays` of the area's facts.
Draw measure_with_ring(double stays, double phi) {
    return [=](Random& random) {
        const auto counts = [&](double mean) {
            return Numbers{static_cast<double>(random.negative_binomial(mean, phi))};
        };
        Frame offences;
        offences.add("treated_before", counts(120));
        offences.add("treated_after", counts(120 * stays));
        offences.add("control_before", counts(150));
        offences.add("control_after", counts(150));
        offences.add("ring_before", counts(80));
        offences.add("ring_after", counts(80));
        offences.add("ring_control_before", counts(90));
        offences.add("ring_control_after", counts(90));
        City city;
        city.question.tables.emplace("offences", std::move(offences));
        city.truth = {120 * (stays - 1)};
        return city;
    };
}

// Two kinds of facts over three years: what a measure prevented as it was estimated, each with its limits; `worth` is how
// many times what it costs. The estimates err each by itself, or all by the same.
Draw money(double worth, const std::string& errors) {
    return [=](Random& random) {
        constexpr double rate = 0.035, z = 1.959963984540054;
        const double common = random.normal();
        Texts offence;
        Numbers year, prevented, low, high, spent_year, spent;
        double value = 0;
        for (int t = 0; t < 3; ++t)
            for (const auto& [name, events, price] :
                 {std::tuple{"robbery", 40.0, 3000.0}, {"burglary", 25.0, 5000.0}}) {
                const double se = events / 4;
                const double told = events + se * (errors == "together" ? common : random.normal());
                offence.emplace_back(name);
                year.push_back(t);
                prevented.push_back(told);
                low.push_back(told - z * se);
                high.push_back(told + z * se);
                value += events * price / std::pow(1 + rate, t);
            }
        spent_year.push_back(0);
        spent.push_back(value / worth);
        Frame effects, unit_costs, costs;
        effects.add("offence", std::move(offence));
        effects.add("year", std::move(year));
        effects.add("prevented", std::move(prevented));
        effects.add("low", std::move(low));
        effects.add("high", std::move(high));
        unit_costs.add("offence", Texts{"robbery", "burglary"});
        unit_costs.add("cost", Numbers{3000, 5000});
        costs.add("year", std::move(spent_year));
        costs.add("cost", std::move(spent));
        City city;
        city.question.tables.emplace("effects", std::move(effects));
        city.question.tables.emplace("unit_costs", std::move(unit_costs));
        city.question.tables.emplace("costs", std::move(costs));
        city.question.given["errors"] = errors;
        city.truth = {value - value / worth};
        return city;
    };
}

// Sixty months with a season; from the 37th on `ratio` times what they would be. Errors remember `memory`.
struct Interrupted {
    double ratio = 1, phi = 1, memory = 0;
    Given given{};
};
Draw interrupted(Interrupted how) {
    return [=](Random& random) {
        Numbers events;
        double off = random.normal(0, 0.15);
        for (int i = 0; i < 60; ++i) {
            off = how.memory * off + random.normal(0, 0.15 * std::sqrt(1 - how.memory * how.memory));
            double mean = 80 * (1 + 0.2 * std::sin(i * M_PI / 6)) * std::exp(how.memory > 0 ? off : 0);
            if (i >= 36) mean *= how.ratio;
            events.push_back(static_cast<double>(random.negative_binomial(mean, how.phi)));
        }
        Frame series;
        series.add("events", std::move(events));
        City city;
        city.question.tables.emplace("series", std::move(series));
        city.question.given = how.given;
        city.question.given["start"] = "37";
        city.truth = {how.ratio};
        return city;
    };
}

// Forty areas over eight years; a quarter takes the measure up in the fourth, a quarter in the sixth.
Draw staggered(double effect, std::size_t units) {
    return [=](Random& random) {
        Texts unit;
        Numbers period, value, first;
        Numbers of_year;
        for (int t = 0; t < 8; ++t) of_year.push_back(random.normal(0, 1));
        for (std::size_t u = 0; u < units; ++u) {
            const double level = random.normal(0, 3), taken = u % 4 == 0 ? 4 : u % 4 == 1 ? 6 : 0;
            for (int t = 1; t <= 8; ++t) {
                unit.push_back(std::to_string(u));
                period.push_back(t);
                first.push_back(taken);
                const bool treated = taken > 0 && t >= taken;
                value.push_back(level + of_year[static_cast<std::size_t>(t) - 1] + (treated ? effect : 0) +
                                random.normal());
            }
        }
        Frame panel;
        panel.add("unit", std::move(unit));
        panel.add("period", std::move(period));
        panel.add("value", std::move(value));
        panel.add("first_treated", std::move(first));
        City city;
        city.question.tables.emplace("panel", std::move(panel));
        city.question.given["permutations"] = "99";
        city.truth = {effect};  // the simple average is the first row
        return city;
    };
}

// Twenty barrios that follow two common movements, each by its own share; one is treated in the last four of sixteen months.
// Its controls are sought by the means of the four quarters before, as an analyst would hand them over: importances of
// twelve months take fifty times as long.
Draw one_treated(double effect) {
    return [=](Random& random) {
        constexpr int units = 20, periods = 16, before = 12, quarter = 3;
        Numbers first, second;
        for (int t = 0; t < periods; ++t) {
            first.push_back((t > 0 ? first.back() : 0) + random.normal());
            second.push_back((t > 0 ? second.back() : 0) + random.normal());
        }
        Texts unit, known;
        Numbers period, value, treated;
        std::vector<Numbers> quarters(before / quarter);
        for (int u = 0; u < units; ++u) {
            const double a = random.uniform(), b = random.uniform();
            known.push_back(std::to_string(u + 10));
            for (auto& mean : quarters) mean.push_back(0);
            for (int t = 0; t < periods; ++t) {
                const auto at = static_cast<std::size_t>(t);
                const bool on = u == 7 && t >= before;
                unit.push_back(known.back());
                period.push_back(t + 1);
                treated.push_back(on);
                value.push_back(50 + 3 * (a * first[at] + b * second[at]) + random.normal() +
                                (on ? effect : 0));
                if (t < before) quarters[at / quarter].back() += value.back() / quarter;
            }
        }
        Frame panel, predictors;
        panel.add("unit", std::move(unit));
        panel.add("period", std::move(period));
        panel.add("value", std::move(value));
        panel.add("treated", std::move(treated));
        predictors.add("unit", std::move(known));
        for (std::size_t i = 0; i < quarters.size(); ++i)
            predictors.add("x" + std::to_string(i + 1), std::move(quarters[i]));
        City city;
        city.question.tables.emplace("panel", std::move(panel));
        city.question.tables.emplace("predictors", std::move(predictors));
        return city;
    };
}

// 300 units; what makes them be treated raises their outcome too.
Draw chosen(double effect) {
    return [=](Random& random) {
        Numbers outcome, treated, x1, x2;
        for (int i = 0; i < 300; ++i) {
            x1.push_back(random.normal());
            x2.push_back(random.normal());
            treated.push_back(random.chance(1 / (1 + std::exp(0.5 - 0.6 * x1.back() - 0.4 * x2.back()))));
            outcome.push_back(x1.back() + 0.5 * x2.back() + effect * treated.back() + random.normal());
        }
        Frame units;
        units.add("outcome", std::move(outcome));
        units.add("treated", std::move(treated));
        units.add("x1", std::move(x1));
        units.add("x2", std::move(x2));
        City city;
        city.question.tables.emplace("units", std::move(units));
        city.truth = {effect};
        return city;
    };
}
double off_by(const City& city, const Result& result, const std::string& what) {
    const auto& effect = result.tables.at("effect");
    return std::abs(effect.numbers(what)[0] - city.truth[0]) / effect.numbers(what + "_se")[0];
}
Row of_weights(const std::string& what) {
    return {
        .method = "propensity_weighting",
        .counted = what + " beyond 1.96 se",
        .null = "300 units, chosen by two covariates",
        .planted = "an effect of 0.5 sd",
        .none = chosen(0),
        .some = chosen(0.5),
        .says =
            [=](const City&, const Result& result) {
                const auto& effect = result.tables.at("effect");
                return Count{1, std::abs(effect.numbers(what)[0]) > 1.96 * effect.numbers(what + "_se")[0]};
            },
        .covers =
            [=](const City& city, const Result& result) {
                return Count{1, off_by(city, result, what) <= 1.96};
            },
        .cities = 2000};
}

// Eighty areas with two covariates, of which the first works as `ratio` a unit.
Draw explained(double ratio, double phi, const std::string& family) {
    return [=](Random& random) {
        Numbers y, x1, x2, exposure, trials;
        for (int i = 0; i < 80; ++i) {
            x1.push_back(random.normal());
            x2.push_back(random.normal());
            exposure.push_back(random.uniform(2000, 20'000));
            const double power = std::log(ratio) * x1.back() + 0.2 * x2.back();
            if (family == "binomial") {
                trials.push_back(50);
                y.push_back(static_cast<double>(random.binomial(50, 1 / (1 + std::exp(0.8 - power)))) / 50);
            } else {
                const double mean = exposure.back() * 2e-3 * std::exp(power);
                y.push_back(static_cast<double>(
                    random.negative_binomial(mean, family == "negative_binomial" ? 1 + mean / 5 : phi)));
            }
        }
        Frame rows;
        rows.add("y", std::move(y));
        rows.add("x1", std::move(x1));
        rows.add("x2", std::move(x2));
        if (trials.empty())
            rows.add("exposure", std::move(exposure));
        else
            rows.add("trials", std::move(trials));
        City city;
        city.question.tables.emplace("rows", std::move(rows));
        city.question.given["family"] = family;
        city.truth = {std::nan(""), ratio};  // the constant comes first
        return city;
    };
}
Row of_family(const std::string& family, const std::string& what, const std::string& null, double phi) {
    return {.method = "regression",
            .counted = "p of x1, " + family + what,
            .null = null,
            .planted = "15 % more a unit",
            .none = explained(1, phi, family),
            .some = explained(1.15, phi, family),
            .says =
                [](const City&, const Result& result) {
                    return Count{1, result.tables.at("terms").numbers("p")[1] <= 0.05};
                },
            .covers = holds("terms", "ratio_low", "ratio_high"),
            .cities = 4000};
}

}  // namespace

std::vector<Row> of_evaluations() {
    std::vector<Row> rows;
    const auto ring = leaves_out("summary", "low", "high", 0);
    const auto covered = holds("summary", "low", "high");
    rows.push_back({.method = "displacement",
                    .counted = "the interval leaves out 0",
                    .null = "an area, its ring and controls, 80 to 150 each, Poisson",
                    .planted = "half fewer in the area",
                    .none = measure_with_ring(1, 1),
                    .some = measure_with_ring(0.5, 1),
                    .says = ring,
                    .covers = covered,
                    .cities = 10'000});
    rows.push_back({.method = "displacement",
                    .counted = "the interval leaves out 0, phi 2",
                    .null = "the same, variance twice the mean",
                    .planted = "half fewer in the area",
                    .none = measure_with_ring(1, 2),
                    .some = measure_with_ring(0.5, 2),
                    .says = ring,
                    .covers = covered,
                    .cities = 10'000});
    for (const char* errors : {"together", "apart"})
        rows.push_back({.method = "cost_benefit",
                        .counted = std::string{"the interval of net leaves out 0, errors "} + errors,
                        .null = "two kinds over three years that are worth what they cost",
                        .planted = "worth 1.5 times that",
                        .none = money(1, errors),
                        .some = money(1.5, errors),
                        .says = leaves_out("summary", "net_low", "net_high", 0),
                        .covers = holds("summary", "net_low", "net_high"),
                        .cities = 4000});
    const auto step = [&](const std::string& what, const std::string& null, Interrupted how) {
        auto planted = how;
        planted.ratio = 0.8;
        rows.push_back({.method = "interrupted_series",
                        .counted = "p of the step" + what,
                        .null = null,
                        .planted = "20 % fewer from month 37 on",
                        .none = interrupted(how),
                        .some = interrupted(planted),
                        .says = first_at_most("effects", "p"),
                        .covers = holds("effects", "low", "high"),
                        .cities = 6000});
    };
    step("", "60 months of 80 with a season, Poisson", {});
    step(", phi 2", "the same, variance twice the mean", {.phi = 2});
    step(", memory", "the same, errors remember 0.5 of the month before", {.memory = 0.5});
    step(", memory, hac", "the same, errors remember 0.5 of the month before",
         {.memory = 0.5, .given = {{"hac", "true"}}});
    for (const std::size_t units : {std::size_t{12}, std::size_t{40}})
        rows.push_back({.method = "staggered_differences",
                        .counted = "the average leaves out 0, " + std::to_string(units) + " areas",
                        .null = std::to_string(units) + " areas over eight years, half treated",
                        .planted = "1 sd in the treated",
                        .none = staggered(0, units),
                        .some = staggered(1, units),
                        .says = leaves_out("averages", "low", "high", 0),
                        .covers = holds("averages", "low", "high"),
                        .cities = 2000});
    rows.push_back({.method = "synthetic_control",
                    .counted = "p",
                    .null = "20 areas of two common movements, 16 months",
                    .planted = "4 sd of the error from month 13 on",
                    .none = one_treated(0),
                    .some = one_treated(4),
                    .says = first_at_most("effect", "p"),
                    .cities = 1000});
    rows.push_back(of_weights("att"));
    rows.push_back(of_weights("ate"));
    rows.push_back(of_family("quasi_poisson", "", "80 areas, variance twice the mean", 2));
    rows.push_back(of_family("poisson", "", "80 areas, Poisson", 1));
    rows.push_back(of_family("poisson", ", phi 2", "80 areas, variance twice the mean", 2));
    rows.push_back(of_family("negative_binomial", "", "80 areas, theta 5", 1));
    rows.push_back(of_family("binomial", "", "80 groups of 50", 1));
    return rows;
}

}  // namespace atalaya::methods::power
