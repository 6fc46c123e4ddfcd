// Series: alarms, changes, trends, forecasts, and what is still to come in.
#include <algorithm>
#include <cmath>

#include "judges.hpp"
#include "power.hpp"
#include "stats/percentiles.hpp"

namespace atalaya::methods::power {

namespace {

using stats::Random;

struct Weeks {
    std::size_t n;
    double mean = 20, season = 0, phi = 1;
    double last = 1;       // the last `lasting` weeks are this many times what they would be
    double last_half = 1;  // so is each of the last 26
    double yearly = 0;     // share more each year
    std::size_t lasting = 1;
};

double mean_of(const Weeks& weeks, std::size_t i) {
    const double year = static_cast<double>(i) / 52;
    double mean =
        weeks.mean * (1 + weeks.season * std::sin(2 * M_PI * year)) * std::pow(1 + weeks.yearly, year);
    if (i + weeks.lasting >= weeks.n) mean *= weeks.last;
    if (i + 26 >= weeks.n) mean *= weeks.last_half;
    return mean;
}

City of_column(std::string name, Numbers values, Given given) {
    Frame series;
    series.add(std::move(name), std::move(values));
    City city;
    city.question.tables.emplace("series", std::move(series));
    city.question.given = std::move(given);
    return city;
}

Draw weekly(Weeks weeks, Given given) {
    return [=](Random& random) {
        Numbers events;
        for (std::size_t i = 0; i < weeks.n; ++i)
            events.push_back(static_cast<double>(random.negative_binomial(mean_of(weeks, i), weeks.phi)));
        auto city = of_column("events", std::move(events), given);
        if (weeks.last != 1) city.planted = {weeks.n - 1};
        return city;
    };
}

// Months of one level that is `times` as high from the 61st of 120 on.
Draw step(const std::string& column, double (*draw)(Random&, double), double level, double higher,
          Given given) {
    return [=](Random& random) {
        Numbers values;
        for (int i = 0; i < 120; ++i) values.push_back(draw(random, i < 60 ? level : higher));
        auto city = of_column(column, std::move(values), given);
        if (higher != level) city.truth = {61};
        return city;
    };
}
double poisson(Random& random, double mean) {
    return static_cast<double>(random.poisson(mean));
}
double twice(Random& random, double mean) {
    return static_cast<double>(random.negative_binomial(mean, 2));
}
double normal(Random& random, double mean) {
    return random.normal(mean);
}
Judge any_row(const std::string& table) {
    return [=](const City&, const Result& result) { return Count{1, result.tables.at(table).rows() > 0}; };
}
// Only where just the one change was found, so that it is known which interval is meant.
Judge holds_the_one(const std::string& table) {
    return [=](const City& city, const Result& result) {
        if (city.truth.empty() || result.tables.at(table).rows() != 1) return Count{};
        return holds(table, "low_row", "high_row")(city, result);
    };
}

// Sixty months that remember `memory` of the one before, rising by `slope` a month.
Draw months(double memory, double slope) {
    return [=](Random& random) {
        Numbers values;
        double off = random.normal() / std::sqrt(1 - memory * memory);
        for (int i = 0; i < 60; ++i) {
            off = memory * off + random.normal();
            values.push_back(100 + slope * i + off);
        }
        auto city = of_column("value", std::move(values), {});
        city.truth = {slope};
        return city;
    };
}

// Two years of days of some 20 facts, with a season, and a warmth with weather of its own. Each degree above 20 of a day and
// of the seven before it multiplies the facts of the day by `ratio`^(1/80): ten degrees more on all eight days by `ratio`.
Draw warm_days(double ratio, double phi) {
    return [=](Random& random) {
        constexpr int days = 730, lags = 8;
        Numbers day, value, events;
        double weather = 0;
        for (int i = 0; i < days; ++i) {
            weather = 0.6 * weather + random.normal(0, 2.4);
            const double season = std::sin(2 * M_PI * i / 365.25);
            day.push_back(18'262 + i);
            value.push_back(20 + 8 * season + weather);
            double degrees = 0;
            for (int lag = 0; lag < lags; ++lag)
                degrees += value[static_cast<std::size_t>(std::max(0, i - lag))] - 20;
            const double mean = 20 * (1 + 0.15 * season) * std::pow(ratio, degrees / (10 * lags));
            events.push_back(static_cast<double>(random.negative_binomial(mean, phi)));
        }
        City city;
        Numbers ascending = value;
        std::ranges::sort(ascending);
        const auto at = [&](double percent) { return stats::quantile_of(ascending, percent / 100); };
        for (const double percent : {1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.5, 99.0})
            city.truth.push_back(percent == 50 ? std::nan("") : std::pow(ratio, (at(percent) - at(50)) / 10));
        Frame table;
        table.add("day", std::move(day));
        table.add("events", std::move(events));
        table.add("value", std::move(value));
        city.question.tables.emplace("days", std::move(table));
        return city;
    };
}
Row of_lags(const std::string& what, const std::string& null, double phi) {
    constexpr std::size_t hottest = 10;  // the row of percentile 99
    return {.method = "distributed_lags",
            .counted = "the interval at percentile 99 leaves out 1" + what,
            .null = null,
            .planted = "1.5 times ten degrees up, over eight days",
            .none = warm_days(1, phi),
            .some = warm_days(1.5, phi),
            .says = leaves_out("percentiles", "low", "high", 1, hottest),
            .covers = holds("percentiles", "low", "high"),
            .cities = 1000};
}

// The next of (1 - B)(1 - B^12) y = (1 - 0.4 B)(1 - 0.6 B^12) e, of which the last error is already there.
double airline(const Numbers& y, const Numbers& e) {
    const std::size_t i = y.size();
    const double a_year_ago = i > 12 ? y[i - 13] : y[0], error_then = i > 12 ? e[i - 13] : 0;
    return y[i - 1] + y[i - 12] - a_year_ago + e[i] - 0.4 * e[i - 1] - 0.6 * e[i - 12] + 0.24 * error_then;
}

// Eight years of months of the process that a model is right for, and the year to come, which it is not told.
Draw to_foresee(const std::string& model) {
    return [=](Random& random) {
        constexpr int known = 96, ahead = 12;
        Numbers all(12, 0.0);  // a season to begin with
        for (int i = 0; i < 12; ++i) all[static_cast<std::size_t>(i)] = 100 + 20 * std::sin(i * M_PI / 6);
        Numbers errors(12, 0.0);
        double level = 100, slope = 0.3;
        for (std::size_t i = 12; i < known + ahead; ++i) {
            const double e = random.normal(0, 5);
            errors.push_back(e);
            if (model == "mean") all.push_back(100 + e);
            if (model == "naive") all.push_back(all.back() + e);
            if (model == "seasonal_naive") all.push_back(all[i - 12] + e);
            if (model == "ets") all.push_back(level + all[i % 12] - 100 + e);
            if (model == "airline") all.push_back(airline(all, errors));
            if (model == "ets_trend" || model == "ets_damped") {
                slope *= model == "ets_damped" ? 0.9 : 1;
                all.push_back(level + slope + all[i % 12] - 100 + e);
                level += slope;
                slope += 0.05 * e;
            }
            level += 0.3 * e;
        }
        if (model == "mean" || model == "naive")
            for (std::size_t i = 0; i < 12; ++i) all[i] = 100 + random.normal(0, 5);
        auto city = of_column("value", {all.begin(), all.begin() + known}, {{"model", model}});
        city.truth.assign(all.begin() + known, all.end());
        return city;
    };
}

// What came in of each of `periods` by delay, as known at the end of the last; the finals are not told.
struct Reported {
    Numbers period, delay, events, known, finals;
};
constexpr double shares[] = {0.55, 0.2, 0.12, 0.08, 0.05};
Reported reported(Random& random, const std::vector<double>& means, double phi, double first) {
    Reported out;
    const auto n = static_cast<int>(means.size());
    for (int i = 0; i < n; ++i) {
        double known = 0, all = 0;
        for (int delay = 0; delay < 5; ++delay) {
            const auto came = static_cast<double>(
                random.negative_binomial(means[static_cast<std::size_t>(i)] * shares[delay], phi));
            all += came;
            if (i + delay >= n) continue;
            known += came;
            out.period.push_back(first + i);
            out.delay.push_back(delay);
            out.events.push_back(came);
        }
        out.known.push_back(known);
        out.finals.push_back(all);
    }
    return out;
}
Frame reports_of(Reported told) {
    Frame frame;
    frame.add("period", std::move(told.period));
    frame.add("delay", std::move(told.delay));
    frame.add("events", std::move(told.events));
    return frame;
}
Draw late_months(double phi) {
    return [=](Random& random) {
        std::vector<double> means;
        for (int i = 0; i < 36; ++i) means.push_back(80 * (1 + 0.25 * std::sin(i * M_PI / 6)));
        auto told = reported(random, means, phi, 1);
        City city;
        city.truth = told.finals;
        for (std::size_t i = 0; i + 4 < means.size(); ++i) city.truth[i] = std::nan("");
        city.question.tables.emplace("reports", reports_of(std::move(told)));
        return city;
    };
}
// Weeks of which the last four still wait for reports; the last but one is `times` what it would be.
Draw late_weeks(double times) {
    return [=](Random& random) {
        constexpr std::size_t n = 290, seen = 60;
        std::vector<double> means;
        for (std::size_t i = 0; i < n; ++i) means.push_back(mean_of({.n = n, .mean = 40, .season = 0.3}, i));
        means[n - 2] *= times;
        const auto told = reported(random, means, 1, 1);
        Reported newest;
        for (std::size_t i = 0; i < told.period.size(); ++i) {
            if (told.period[i] <= static_cast<double>(n - seen)) continue;
            newest.period.push_back(told.period[i]);
            newest.delay.push_back(told.delay[i]);
            newest.events.push_back(told.events[i]);
        }
        auto city = of_column("events", told.known, {{"alpha", "0.05"}});
        city.question.tables.emplace("reports", reports_of(std::move(newest)));
        if (times != 1) city.planted = {n - 2};
        return city;
    };
}

void add_alerts(std::vector<Row>& rows) {
    const auto alarm = is_one("series", "alarm");
    for (const char* which : {"c1", "c2", "c3"}) {
        const Given given{{"method", which}, {"alpha", "0.05"}, {"from", "20"}};
        rows.push_back({.method = "ears",
                        .counted = std::string{"alarm, "} + which + ", alpha 0.05",
                        .null = "41 days of one mean of 20",
                        .planted = "the last three at 1.8 times",
                        .none = weekly({.n = 60}, given),
                        .some = weekly({.n = 60, .last = 1.8, .lasting = 3}, given),
                        .says = alarm,
                        .cities = 4000});
    }
    const Given after_a_year{{"from", "53"}};
    rows.push_back({.method = "cusum",
                    .counted = "alarm",
                    .null = "26 weeks of one mean of 20 after a year of it",
                    .planted = "all of them 30 % higher",
                    .none = weekly({.n = 78}, after_a_year),
                    .some = weekly({.n = 78, .last_half = 1.3}, after_a_year),
                    .says = alarm,
                    .cities = 4000});
    rows.push_back({.method = "cusum",
                    .counted = "any alarm in half a year",
                    .null = "26 weeks of one mean of 20 after a year of it",
                    .planted = "all of them 30 % higher",
                    .none = weekly({.n = 78}, after_a_year),
                    .some = weekly({.n = 78, .last_half = 1.3}, after_a_year),
                    .says = any(alarm),
                    .cities = 4000});
    rows.push_back({.method = "bayes_alerts",
                    .counted = "alarm",
                    .null = "40 weeks of one mean of 20",
                    .planted = "the last at 1.8 times",
                    .none = weekly({.n = 60}, {{"from", "21"}}),
                    .some = weekly({.n = 60, .last = 1.8}, {{"from", "21"}}),
                    .says = alarm,
                    .cities = 4000});
    for (const char* method : {"farrington", "farrington_original"}) {
        const auto add = [&](const std::string& what, const std::string& null, Weeks weeks, int cities) {
            weeks.n = 300;
            auto outbreak = weeks;
            outbreak.last = 1.8;
            const Given given{{"alpha", "0.05"}, {"from", "297"}};
            rows.push_back({.method = method,
                            .counted = "alarm" + what + ", alpha 0.05",
                            .null = null,
                            .planted = "the last at 1.8 times",
                            .none = weekly(weeks, given),
                            .some = weekly(outbreak, given),
                            .says = alarm,
                            .cities = cities});
        };
        add("", "four weeks after six years, mean 20, season 30 %", {.n = 0, .season = 0.3}, 2000);
        add(", phi 2", "the same, variance twice the mean", {.n = 0, .season = 0.3, .phi = 2}, 2000);
        add(", trend", "the same, 10 % more each year", {.n = 0, .season = 0.3, .yearly = 0.1}, 2000);
    }
    for (const char* column : {"alarm", "alarm_high"})
        rows.push_back({.method = "farrington_nowcast",
                        .counted = std::string{column} + ", alpha 0.05",
                        .null = "four open weeks after five years, mean 40",
                        .planted = "the last but one at 1.8 times",
                        .none = late_weeks(1),
                        .some = late_weeks(1.8),
                        .says = is_one("series", column),
                        .cities = 2000});
}

}  // namespace

std::vector<Row> of_time() {
    std::vector<Row> rows;
    add_alerts(rows);
    const auto add_steps = [&](const std::string& what, const std::string& null,
                               double (*draw)(Random&, double), Given given) {
        rows.push_back({.method = "change_points",
                        .counted = "any change" + what,
                        .null = null,
                        .planted = "30 % more from month 61 on",
                        .none = step("value", draw, 50, 50, given),
                        .some = step("value", draw, 50, 65, given),
                        .says = any_row("changes"),
                        .covers = holds_the_one("changes"),
                        .cities = 4000});
    };
    add_steps("", "120 months of one mean of 50, Poisson", poisson, {});
    add_steps(", phi 2", "the same, variance twice the mean", twice, {{"phi", "2"}});
    add_steps(", phi 1 where it is 2", "the same, variance twice the mean", twice, {});
    rows.push_back(of_lags("", "two years of days, 20 each, with a season and warmth", 1));
    rows.push_back(of_lags(", phi 2", "the same, variance twice the mean", 2));
    rows.push_back({.method = "structural_breaks",
                    .counted = "any break",
                    .null = "120 normal months",
                    .planted = "1 sd higher from month 61 on",
                    .none = step("value", normal, 0, 0, {}),
                    .some = step("value", normal, 0, 1, {}),
                    .says = any_row("breaks"),
                    .covers = holds_the_one("breaks"),
                    .cities = 2000});
    rows.push_back({.method = "mann_kendall",
                    .counted = "p",
                    .null = "60 normal months",
                    .planted = "0.02 sd more each month",
                    .none = months(0, 0),
                    .some = months(0, 0.02),
                    .says = first_at_most("trend", "p"),
                    .covers = holds("trend", "slope_low", "slope_high"),
                    .cities = 4000});
    rows.push_back({.method = "mann_kendall",
                    .counted = "p, memory",
                    .null = "60 months that remember 0.4 of the one before",
                    .planted = "0.02 sd more each month",
                    .none = months(0.4, 0),
                    .some = months(0.4, 0.02),
                    .says = first_at_most("trend", "p"),
                    .covers = holds("trend", "slope_low", "slope_high"),
                    .cities = 4000});
    for (const char* model : {"mean", "naive", "seasonal_naive", "ets", "ets_trend", "ets_damped", "airline"})
        rows.push_back({.method = "forecast",
                        .counted = std::string{"the intervals of a year, "} + model,
                        .null = "eight years of a process that the model is right for",
                        .none = to_foresee(model),
                        .covers = holds("forecast", "low", "high"),
                        .cities = 1000});
    rows.push_back({.method = "nowcast",
                    .counted = "the intervals of open months",
                    .null = "three years, some 80 a month, four months late, Poisson",
                    .none = late_months(1),
                    .covers = holds("periods", "low", "high"),
                    .cities = 4000});
    rows.push_back({.method = "nowcast",
                    .counted = "the intervals of open months, phi 2",
                    .null = "the same, variance twice the mean",
                    .none = late_months(2),
                    .covers = holds("periods", "low", "high"),
                    .cities = 4000});
    return rows;
}

}  // namespace atalaya::methods::power
