#include "stats/distributed_lags.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/lag_curves.hpp"
#include "methods/rows.hpp"
#include "stats/percentiles.hpp"

namespace atalaya::methods {

namespace {

constexpr std::size_t most_columns = 400;
constexpr double days_of_a_year = 365.25;

using Days = std::vector<std::int32_t>;

// The rows of the table in the order of their days.
Frame by_day(const Frame& table) {
    const auto& days = table.numbers("day");
    std::vector<std::size_t> order(days.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return days[i]; });
    for (std::size_t i = 1; i < order.size(); ++i)
        if (days[order[i]] == days[order[i - 1]])
            throw Error{Fault::bad_input,
                        message("table days: expected each day once, found one twice in rows {} and {}",
                                std::min(order[i - 1], order[i]) + 1, std::max(order[i - 1], order[i]) + 1)};
    return table.only(order);
}

// Columns that a model has beside the exposures, each with a cell a day.
class Columns {
  public:
    explicit Columns(const Days& days) : days_{days} {}

    void add(Numbers column) { columns_.push_back(std::move(column)); }
    void add_curve(const Numbers& at, std::int64_t df) {
        const auto ascending = known_ascending(at);
        if (df == 0 || ascending.front() == ascending.back()) return;
        const stats::CurveBasis basis{{.shape = stats::CurveShape::natural,
                                       .knots = quantile_knots(ascending, df - 1),
                                       .low = ascending.front(),
                                       .high = ascending.back()}};
        const std::size_t first = columns_.size();
        columns_.resize(first + basis.columns());
        for (const double x : at) {
            const auto row = basis.at(x);
            for (std::size_t c = 0; c < row.size(); ++c) columns_[first + c].push_back(row[c]);
        }
    }
    void add_weekdays() {
        for (unsigned weekday = 1; weekday < 7; ++weekday) {
            Numbers column;
            for (const auto day : days_) column.push_back(date(day).weekday == weekday);
            add(std::move(column));
        }
    }
    Numbers days_of_year() const {
        Numbers out;
        for (const auto day : days_) out.push_back(date(day).of_year);
        return out;
    }
    std::vector<Numbers> take() && { return std::move(columns_); }
    std::size_t size() const { return columns_.size(); }

  private:
    struct Date {
        unsigned weekday;
        int of_year;  // from 1
    };
    static Date date(std::int32_t day) {
        const std::chrono::sys_days there{std::chrono::days{day}};
        const std::chrono::sys_days new_year{std::chrono::year_month_day{there}.year() / 1 / 1};
        return {std::chrono::weekday{there}.c_encoding(), static_cast<int>((there - new_year).count()) + 1};
    }

    const Days& days_;
    std::vector<Numbers> columns_;
};

std::vector<Numbers> other_columns(const Asked& asked, const Frame& table, const Days& days) {
    Columns out{days};
    out.add(Numbers(days.size(), 1.0));
    const double years = (days.back() - days.front() + 1) / days_of_a_year;
    const auto df = static_cast<std::int64_t>(std::round(asked.number("time_df") * years));
    out.add_curve(Numbers(days.begin(), days.end()), df);
    out.add_curve(out.days_of_year(), asked.whole("season_df"));
    if (asked.flag("weekday")) out.add_weekdays();
    for (const auto& name : covariates_of(asked, "days")) out.add(table.numbers(name));
    return std::move(out).take();
}

stats::Maybe<stats::LaggedExposure> exposure(const Asked& asked, const Frame& table,
                                             const std::string& name) {
    const std::string prefix = name == "value" ? "" : name + "_",
                      of_lags = name == "value" ? "lag" : name + "_lag";
    const auto& values = table.numbers(name);
    auto curve = value_curve(asked, name, prefix, known_ascending(values));
    if (!curve) return std::unexpected{curve.error()};
    const auto lag = static_cast<int>(asked.whole(prefix + "lag"));
    return stats::LaggedExposure{values, std::move(*curve), lag_curve(asked, of_lags, prefix, lag), lag};
}

// Curves that bend say nothing beyond the values that were seen; a straight line goes on.
bool reference_is_beyond(const Asked& asked, const stats::CurveModel& curve) {
    if (asked.choice("reference") != "given") return false;
    if (curve.shape == stats::CurveShape::linear || curve.shape == stats::CurveShape::threshold) return false;
    return asked.number("at") < curve.low || asked.number("at") > curve.high;
}

// What is asked about the first exposure, once the model is there.
class Answers {
  public:
    Answers(const Asked& asked, const stats::DistributedLags& model, std::vector<double> values)
        : asked_{asked}, model_{model}, values_{std::move(values)}, confidence_{asked.number("confidence")} {
        reference_ = reference();
    }

    Result result() const {
        Result out;
        out.tables.emplace("curve", curve());
        out.tables.emplace("lags", lags());
        out.tables.emplace("percentiles", percentiles());
        out.tables.emplace("attributable", attributable());
        Rows fit{{"reference", "days", "events", "dispersion", "df"}};
        fit.add({reference_, static_cast<double>(model_.rows()), model_.total(), model_.glm().dispersion,
                 static_cast<double>(model_.glm().rank)});
        out.tables.emplace("fit", std::move(fit).frame());
        return out;
    }

  private:
    double at(double percent) const { return stats::quantile_of(values_, percent / 100); }
    bool seen(double value) const { return value >= values_.front() && value <= values_.back(); }

    std::vector<double> places() const {
        if (asked_.has("values")) return known_ascending(asked_.table("values").numbers("value"));
        std::vector<double> out;
        const auto steps = asked_.whole("steps");
        for (std::int64_t i = 0; i <= steps; ++i)
            out.push_back(i == steps
                              ? values_.back()
                              : values_.front() + (values_.back() - values_.front()) *
                                                      static_cast<double>(i) / static_cast<double>(steps));
        return out;
    }

    // Of the values between the percentiles 1 and 99 for the one of least risk: ends are seen on few days.
    double reference() const {
        const auto& choice = asked_.choice("reference");
        if (choice == "given") return asked_.number("at");
        if (choice == "median") return at(50);
        double best = at(1), least = std::numeric_limits<double>::infinity();
        for (int percent = 1; percent <= 99; ++percent) {
            const double ratio = model_.overall(at(percent), at(50), confidence_).ratio;
            if (ratio < least) least = ratio, best = at(percent);
        }
        return best;
    }

    static void add(Rows& rows, std::vector<double> of, const stats::LagRatio& found) {
        const bool bounded = std::isfinite(found.high);
        for (const double figure : {found.ratio, found.low, found.high}) of.push_back(finite(figure));
        rows.add(of, bounded ? "" : stats::code(stats::Why::no_fit));
    }

    Frame curve() const {
        Rows rows{{"value", "ratio", "low", "high"}};
        for (const double value : places()) {
            if (seen(value))
                add(rows, {value}, model_.overall(value, reference_, confidence_));
            else
                rows.add({value, no_value, no_value, no_value}, "beyond_what_was_seen");
        }
        return std::move(rows).frame();
    }

    Frame lags() const {
        Rows rows{{"value", "lag", "ratio", "low", "high"}};
        for (const double value : places()) {
            if (!seen(value)) continue;
            for (int lag = 0; lag <= asked_.whole("lag"); ++lag)
                add(rows, {value, static_cast<double>(lag)},
                    model_.at_lag(value, reference_, lag, confidence_));
        }
        return std::move(rows).frame();
    }

    Frame percentiles() const {
        Rows rows{{"percentile", "value", "ratio", "low", "high"}};
        for (const double percent : {1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.5, 99.0})
            add(rows, {percent, at(percent)}, model_.overall(at(percent), reference_, confidence_));
        return std::move(rows).frame();
    }

    Frame attributable() const {
        Rows rows{{"events", "low", "high", "share"}};
        Texts parts;
        for (const auto& [name, part] : {std::pair{"all", stats::AttributablePart::all},
                                         {"above", stats::AttributablePart::above},
                                         {"below", stats::AttributablePart::below}}) {
            const auto found = model_.attributable(reference_, confidence_, part);
            const bool bounded = std::isfinite(found.low) && std::isfinite(found.high);
            rows.add({finite(found.events), finite(found.low), finite(found.high), finite(found.share)},
                     bounded ? "" : stats::code(stats::Why::no_fit));
            parts.emplace_back(name);
        }
        Frame out = std::move(rows).frame();
        out.add("part", std::move(parts));
        return out;
    }

    const Asked& asked_;
    const stats::DistributedLags& model_;
    std::vector<double> values_;  // ascending
    double confidence_, reference_{};
};

Result run_lags(const Asked& asked) {
    check_knots_table(asked);
    const Frame table = by_day(asked.table("days"));
    Days days;
    for (const double day : table.numbers("day")) days.push_back(static_cast<std::int32_t>(day));

    stats::LagModel model{.days = days, .events = table.numbers("events")};
    std::size_t columns = 0;
    for (const auto* name : {"value", "other"}) {
        if (!asked.has("days", name)) continue;
        auto one = exposure(asked, table, name);
        if (!one) return refusal(std::string{stats::code(one.error())});
        columns += stats::CrossBasis{*one}.columns();
        model.exposures.push_back(std::move(*one));
    }
    if (reference_is_beyond(asked, model.exposures.front().curve)) return refusal("beyond_what_was_seen");
    model.columns = other_columns(asked, table, days);
    if (columns + model.columns.size() > most_columns) return refusal("too_many_columns");
    Numbers offset;
    if (asked.has("days", "population"))
        for (const double people : table.numbers("population")) offset.push_back(std::log(people));
    model.offset = offset;

    const auto found = stats::DistributedLags::fit(model);
    if (!found) return refusal(std::string{stats::code(found.error())});
    auto result = Answers{asked, *found, known_ascending(table.numbers("value"))}.result();
    const auto left_out = static_cast<std::int64_t>(days.size() - found->rows());
    if (left_out > 0) result.excluded.push_back({"days", "without_the_days_before", left_out});
    return result;
}

}  // namespace

Method distributed_lags() {
    std::vector<ColumnSpec> columns{{.name = "day", .holds = Holds::day},
                                    {.name = "events", .holds = Holds::count, .may_miss = true},
                                    {.name = "value", .may_miss = true},
                                    {.name = "other", .optional = true, .may_miss = true},
                                    {.name = "population", .holds = Holds::positive, .optional = true}};
    for (auto& column : covariate_columns()) {
        column.may_miss = true;
        columns.push_back(std::move(column));
    }
    auto settings = lag_settings("", 7);
    for (auto& setting : lag_settings("other_", 3)) settings.push_back(std::move(setting));
    settings.insert(
        settings.end(),
        {whole("degree", 3, 1, 3), number("time_df", 7, 0, 12), whole("season_df", 0, 0, 20),
         flag("weekday", true), choice("reference", {"median", "least", "given"}),
         number("at", 20, -1e9, 1e9), whole("steps", 20, 1, 200), number("confidence", 0.95, 0.5, 0.9999)});
    auto parts = named({"events", "low", "high", "share"});
    parts.push_back({.name = "part", .holds = Holds::text});
    return {
        .name = "distributed_lags",
        .version = "1",
        .family = "time",
        .tables = {{.name = "days", .columns = std::move(columns)},
                   {.name = "values", .columns = {{.name = "value"}}, .optional = true},
                   knots_table()},
        .settings = std::move(settings),
        .answers = {{.name = "curve", .columns = named({"value", "ratio", "low", "high"})},
                    {.name = "lags", .columns = named({"value", "lag", "ratio", "low", "high"})},
                    {.name = "percentiles",
                     .columns = named({"percentile", "value", "ratio", "low", "high"})},
                    {.name = "attributable", .columns = std::move(parts)},
                    {.name = "fit", .columns = named({"reference", "days", "events", "dispersion", "df"})}},
        .run = run_lags,
    };
}

}  // namespace atalaya::methods
