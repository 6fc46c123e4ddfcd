#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/scored_forecast.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"crps", "wis",  "log_score", "interval_score",
                                       "low",  "high", "below",     "at"};
const std::vector<std::string> means{"crps", "wis", "log_score", "interval_score", "covered"};
constexpr std::size_t bins = 10;

[[noreturn]] void wanting(const std::string& table, const std::string& column, const Asked& asked) {
    throw Error{Fault::usage,
                message("table {}: expected a column \"{}\" for --set form={}: give it, or say with "
                        "--map which column it is",
                        table, column, asked.choice("form"))};
}

const Numbers& column(const Asked& asked, const std::string& name) {
    if (!asked.has("forecasts", name)) wanting("forecasts", name, asked);
    return asked.table("forecasts").numbers(name);
}

// The rows of draws or quantiles, by the forecast that they are of.
std::map<std::string, std::vector<std::size_t>> rows_by_forecast(const Asked& asked,
                                                                 const std::string& table) {
    if (!asked.has(table))
        throw Error{Fault::usage, message("expected a table \"{}\" for --set form={}: --table {}=FILE", table,
                                          asked.choice("form"), table)};
    if (!asked.has("forecasts", "id")) wanting("forecasts", "id", asked);
    std::map<std::string, std::vector<std::size_t>> out;
    const auto& ids = asked.table(table).texts("id");
    for (std::size_t i = 0; i < ids.size(); ++i) out[ids[i]].push_back(i);
    return out;
}

using Scored = stats::Maybe<stats::ScoredForecast>;

Scored of_counts(const Asked& asked, std::size_t i) {
    const double y = column(asked, "actual")[i], mean = column(asked, "mean")[i];
    if (y < 0 || y != std::floor(y) || mean < 0) return std::unexpected{stats::Why::not_a_count};
    const auto count = static_cast<std::int64_t>(y);
    const double confidence = asked.number("confidence");
    if (asked.choice("form") == "poisson") return stats::score_poisson(count, mean, confidence);
    return stats::score_negative_binomial(count, mean, column(asked, "size")[i], confidence);
}

std::vector<Scored> of_distributions(const Asked& asked) {
    std::vector<Scored> out;
    const bool normal = asked.choice("form") == "normal";
    const auto &actual = column(asked, "actual"), &mean = column(asked, "mean");
    for (std::size_t i = 0; i < actual.size(); ++i) {
        if (!normal) {
            out.push_back(of_counts(asked, i));
            continue;
        }
        const double sd = column(asked, "sd")[i];
        if (sd < 0)
            throw Error{Fault::bad_input,
                        message("table forecasts: expected standard deviations of 0 or more in the column "
                                "\"sd\", found {}; of the rows that miss nothing it is number {}",
                                canonical_number(sd), i + 1)};
        out.push_back(stats::score_normal(actual[i], mean[i], sd, asked.number("confidence")));
    }
    return out;
}

std::vector<Scored> of_draws(const Asked& asked) {
    const auto rows = rows_by_forecast(asked, "draws");
    const auto& values = asked.table("draws").numbers("value");
    const auto& actual = column(asked, "actual");
    const auto& ids = asked.table("forecasts").texts("id");
    std::vector<Scored> out;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        std::vector<double> draws;
        if (const auto own = rows.find(ids[i]); own != rows.end())
            for (const auto row : own->second) draws.push_back(values[row]);
        if (draws.empty())
            out.push_back(std::unexpected{stats::Why::too_few_values});
        else
            out.push_back(stats::score_draws(actual[i], draws, asked.number("confidence")));
    }
    return out;
}

// By level. Throws where a level comes twice or a value falls.
void check_rising(std::vector<stats::GivenQuantile>& quantiles, const std::string& id) {
    std::sort(quantiles.begin(), quantiles.end(),
              [](const auto& a, const auto& b) { return a.level < b.level; });
    for (std::size_t k = 0; k < quantiles.size(); ++k) {
        const auto& [level, value] = quantiles[k];
        if (!(level > 0 && level < 1))
            throw Error{Fault::bad_input,
                        message("table quantiles: expected levels between 0 and 1, such as 0.05, "
                                "found {} of \"{}\"",
                                level, id)};
        if (k > 0 && (level - quantiles[k - 1].level < 1e-9 || value < quantiles[k - 1].value))
            throw Error{
                Fault::bad_input,
                message("table quantiles: expected each level of \"{}\" once and values that do not fall as "
                        "levels rise, found {} at {} after {} at {}",
                        id, value, level, quantiles[k - 1].value, quantiles[k - 1].level)};
    }
}

std::vector<Scored> of_quantiles(const Asked& asked) {
    const auto rows = rows_by_forecast(asked, "quantiles");
    const auto& table = asked.table("quantiles");
    const auto &levels = table.numbers("level"), &values = table.numbers("value");
    const auto& actual = column(asked, "actual");
    const auto& ids = asked.table("forecasts").texts("id");
    std::vector<Scored> out;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        std::vector<stats::GivenQuantile> quantiles;
        if (const auto own = rows.find(ids[i]); own != rows.end())
            for (const auto row : own->second) quantiles.push_back({levels[row], values[row]});
        check_rising(quantiles, ids[i]);
        if (quantiles.empty())
            out.push_back(std::unexpected{stats::Why::too_few_values});
        else
            out.push_back(stats::score_quantiles(actual[i], quantiles, asked.number("confidence")));
    }
    return out;
}

std::vector<Scored> scored(const Asked& asked) {
    const auto& form = asked.choice("form");
    if (form == "draws") return of_draws(asked);
    return form == "quantiles" ? of_quantiles(asked) : of_distributions(asked);
}

// Why a score of a forecast that was scored is not there: a distribution lacks only its log score, where it gave all to one value.
std::string why_not(const Asked& asked) {
    const auto& form = asked.choice("form");
    return form == "draws" || form == "quantiles" ? "form_has_none" : "sure_of_one";
}

// Why a mean or a share of all of them is not there.
std::string why_none(const Asked& asked, const std::vector<Scored>& all) {
    const bool none =
        !all.empty() && std::none_of(all.begin(), all.end(), [](const auto& one) { return one.has_value(); });
    return none ? std::string{code(all.front().error())} : why_not(asked);
}

// Adds what is there, and counts it.
struct Mean {
    double sum = 0, n = 0;

    void add(const std::optional<double>& value) {
        if (value) sum += *value, ++n;
    }
    double value() const { return n > 0 ? sum / n : no_value; }
};

Frame summary_of(const Asked& asked, const std::vector<Scored>& all, const Numbers& actual) {
    Mean crps, wis, log_score, interval, covered;
    bool whole = std::any_of(all.begin(), all.end(), [](const auto& one) { return one.has_value(); });
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i]) continue;
        const auto& one = *all[i];
        crps.add(one.crps);
        wis.add(one.wis);
        log_score.add(one.log_score);
        interval.add(one.interval_score);
        if (one.interval_score) covered.add(actual[i] >= *one.low && actual[i] <= *one.high);
        whole = whole && one.crps && one.wis && one.log_score && one.interval_score;
    }
    Rows rows{means};
    rows.add({crps.value(), wis.value(), log_score.value(), interval.value(), covered.value()},
             whole ? "" : why_none(asked, all));
    return std::move(rows).frame();
}

Frame transforms_of(const Asked& asked, const std::vector<Scored>& all) {
    std::vector<double> shares(bins);
    double n = 0;
    for (const auto& one : all) {
        if (!one || !one->at) continue;
        const auto share = stats::pit_bins(*one->below, *one->at, bins);
        for (std::size_t j = 0; j < bins; ++j) shares[j] += share[j];
        ++n;
    }
    Rows rows{{"low", "high", "share"}};
    if (n == 0) rows.none(why_none(asked, all));
    for (std::size_t j = 0; n > 0 && j < bins; ++j)
        rows.add({static_cast<double>(j) / bins, static_cast<double>(j + 1) / bins, shares[j] / n});
    return std::move(rows).frame();
}

Result run_scores(const Asked& asked) {
    const auto all = scored(asked);
    Rows rows{figures};
    for (const auto& one : all) {
        if (!one) {
            rows.none(one.error());
            continue;
        }
        const std::vector<double> found{or_nothing(one->crps),      or_nothing(one->wis),
                                        or_nothing(one->log_score), or_nothing(one->interval_score),
                                        or_nothing(one->low),       or_nothing(one->high),
                                        or_nothing(one->below),     or_nothing(one->at)};
        const bool whole = std::none_of(found.begin(), found.end(), [](double x) { return std::isnan(x); });
        rows.add(found, whole ? "" : why_not(asked));
    }
    Result result;
    result.tables.emplace("scores", std::move(rows).frame());
    result.tables.emplace("summary", summary_of(asked, all, column(asked, "actual")));
    result.tables.emplace("pit", transforms_of(asked, all));
    return result;
}

}  // namespace

Method forecast_scores() {
    return {
        .name = "forecast_scores",
        .version = "1",
        .family = "time",
        .tables = {{.name = "forecasts",
                    .columns = {{.name = "actual"},
                                {.name = "id", .holds = Holds::text, .optional = true},
                                {.name = "mean", .optional = true},
                                {.name = "sd", .optional = true},
                                {.name = "size", .holds = Holds::positive, .optional = true}}},
                   {.name = "draws",
                    .columns = {{.name = "id", .holds = Holds::text}, {.name = "value"}},
                    .optional = true},
                   {.name = "quantiles",
                    .columns = {{.name = "id", .holds = Holds::text}, {.name = "level"}, {.name = "value"}},
                    .optional = true}},
        .settings = {choice("form", {"normal", "poisson", "negative_binomial", "draws", "quantiles"}),
                     number("confidence", 0.9, 0.01, 0.9999)},
        .answers = {{.name = "scores", .columns = named(figures), .rows = "forecasts"},
                    {.name = "summary", .columns = named(means)},
                    {.name = "pit", .columns = named({"low", "high", "share"})}},
        .run = run_scores,
    };
}

}  // namespace atalaya::methods
