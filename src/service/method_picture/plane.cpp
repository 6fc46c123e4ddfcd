#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "render/chart_plane.hpp"
#include "service/method_picture/drawn.hpp"

namespace atalaya::service::picture {

namespace {

using render::PlaneLayer;
using Look = PlaneLayer::Look;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Look look_of(std::string_view name) {
    static constexpr std::pair<std::string_view, Look> all[] = {
        {"observed", Look::observed}, {"steady", Look::steady},     {"faint", Look::faint},
        {"limit", Look::limit},       {"steps", Look::steps},       {"bars", Look::bars},
        {"band", Look::band},         {"whiskers", Look::whiskers}, {"dots", Look::dots},
        {"rings", Look::rings},       {"alarms", Look::alarms},     {"levels", Look::steps},
        {"slope", Look::steady},      {"lorenz", Look::observed},   {"bell", Look::band},
        {"diagonal", Look::limit}};
    for (const auto& [word, look] : all)
        if (word == name) return look;
    return Look::observed;
}

double median(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return none;
    std::ranges::sort(values);
    const auto half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// The level that holds from each change on, to the end of the series.
std::vector<Planar> levels(const LayerPlan& plan, const Drawn& drawn) {
    const auto rows = drawn.numbers(plan.y), before = drawn.numbers(plan.before),
               after = drawn.numbers(plan.after);
    std::vector<Planar> out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == 0) out.push_back({1, before[i]});
        out.push_back({rows[i], after[i]});
    }
    if (!out.empty()) out.push_back({static_cast<double>(drawn.rows(plan.x)), out.back().y});
    return out;
}

// Through the medians, as Sen's slope lies.
std::vector<Planar> slope(const LayerPlan& plan, const Drawn& drawn) {
    const auto values = drawn.numbers(plan.y), slopes = drawn.numbers(plan.after);
    if (slopes.empty() || std::isnan(slopes.front())) return {};
    const double last = static_cast<double>(values.size()), middle = (last + 1) / 2, level = median(values);
    return {{1, level + slopes.front() * (1 - middle)}, {last, level + slopes.front() * (last - middle)}};
}

// Percent of what is counted in the places that have most, against percent of the places.
std::vector<Planar> lorenz(const LayerPlan& plan, const Drawn& drawn) {
    auto values = drawn.numbers(plan.y);
    std::erase_if(values, [](double value) { return std::isnan(value); });
    std::ranges::sort(values, std::greater{});
    const double all = std::accumulate(values.begin(), values.end(), 0.0);
    if (all <= 0) return {};
    std::vector<Planar> out{{0, 0}};
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        out.push_back(
            {100 * static_cast<double>(i + 1) / static_cast<double>(values.size()), 100 * sum / all});
    }
    return out;
}

// What chance gives: a normal curve, its top 1, over four standard deviations to each side.
std::vector<Planar> bell(const LayerPlan& plan, const Drawn& drawn) {
    const auto middle = drawn.numbers(plan.before), variance = drawn.numbers(plan.after);
    if (middle.empty() || variance.empty() || std::isnan(middle.front()) || !(variance.front() > 0))
        return {};
    const double sd = std::sqrt(variance.front());
    std::vector<Planar> out;
    constexpr int steps = 80;
    for (int i = 0; i <= steps; ++i) {
        const double z = -4 + 8.0 * i / steps;
        out.push_back({middle.front() + z * sd, std::exp(-z * z / 2)});
    }
    return out;
}

std::vector<Planar> points(const LayerPlan& plan, const Drawn& drawn) {
    if (plan.look == "levels") return levels(plan, drawn);
    if (plan.look == "slope") return slope(plan, drawn);
    if (plan.look == "lorenz") return lorenz(plan, drawn);
    if (plan.look == "diagonal") return {{0, 0}, {100, 100}};
    if (plan.look == "bell") return bell(plan, drawn);
    const auto y = drawn.numbers(plan.y);
    const auto x = plan.x.any() && plan.x.of != "@row" ? drawn.numbers(plan.x) : std::vector<double>{};
    const auto kept = drawn.when(plan.when, y.size());
    std::vector<Planar> out;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double place = x.size() == y.size() ? x[i] : static_cast<double>(i + 1);
        out.push_back({kept[i] ? place : none, y[i]});
    }
    return out;
}

PlaneLayer layer_of(const LayerPlan& plan, const Sheet& sheet) {
    const auto at = points(plan, sheet.drawn);
    auto low = sheet.drawn.numbers(plan.low);
    if (plan.look == "bell") low.assign(at.size(), 0);
    if (low.size() != at.size()) low.clear();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < at.size(); ++i)
        if (!std::isnan(at[i].x)) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return at[i].x; });
    PlaneLayer layer{
        .look = look_of(plan.look), .at = {}, .low = {}, .label = sheet.tongue.words(plan.words)};
    for (const auto i : order) {
        layer.at.push_back(at[i]);
        if (!low.empty()) layer.low.push_back(low[i]);
    }
    const bool needs_low = layer.look == Look::band || layer.look == Look::whiskers;
    if (needs_low && layer.low.empty()) layer.at.clear();
    return layer;
}

// Some of the days that there are, as far apart as can be.
std::vector<std::pair<double, std::string>> day_names(const std::vector<PlaneLayer>& layers,
                                                      const Tongue& tongue) {
    std::set<double> days;
    for (const auto& layer : layers)
        for (const auto& at : layer.at) days.insert(at.x);
    constexpr std::size_t most = 6;
    const std::size_t every = (days.size() + most - 1) / most;
    std::vector<std::pair<double, std::string>> names;
    std::size_t i = 0;
    for (const double day : days)
        if (i++ % every == 0)
            names.emplace_back(day, tongue.forms.short_day(Day{std::chrono::days{static_cast<int>(day)}}));
    return names;
}

bool any(const PlaneLayer& layer) {
    return std::ranges::any_of(layer.at, [](Planar at) { return !std::isnan(at.y); });
}

std::string described(const render::PlaneChart& chart, const Sheet& sheet) {
    const auto& [forms, say] = sheet.tongue;
    std::string out = sheet.tongue.say("picture.axes", {{"x", chart.x.title}, {"y", chart.y.title}});
    for (const auto& layer : chart.layers) {
        if (!any(layer) || layer.label.empty()) continue;
        double least = std::numeric_limits<double>::infinity(), greatest = -least;
        std::int64_t n = 0;
        for (const auto& at : layer.at) {
            if (std::isnan(at.y)) continue;
            least = std::min(least, at.y), greatest = std::max(greatest, at.y), ++n;
        }
        out += " " + say("picture.layer", {{"name", layer.label},
                                           {"n", render::counted(forms, n)},
                                           {"low", sheet.tongue.number(least)},
                                           {"high", sheet.tongue.number(greatest)}});
    }
    for (const auto& rule : chart.rules) {
        if (rule.label.empty()) continue;
        const auto& number = sheet.tongue;
        const bool span = !std::isnan(rule.low) && !std::isnan(rule.high);
        out += " " + (span ? say("picture.span", {{"name", rule.label},
                                                  {"at", number.number(rule.at)},
                                                  {"low", number.number(rule.low)},
                                                  {"high", number.number(rule.high)}})
                           : say("picture.rule", {{"name", rule.label}, {"at", number.number(rule.at)}}));
    }
    return out;
}

render::AxisWish wish_of(const AxisPlan& plan, const Tongue& tongue) {
    return {.title = tongue.words(plan.words), .zero = plan.zero, .ratio = plan.ratio, .whole = plan.whole};
}

// Only the first of several has a name.
void add_rule(const RulePlan& plan, const Sheet& sheet, render::PlaneChart& chart) {
    auto at = sheet.drawn.places(plan.at);
    const auto holds = sheet.drawn.when(plan.when, at.size());
    const auto low = sheet.drawn.numbers(plan.low), high = sheet.drawn.numbers(plan.high);
    std::vector<render::PlaneRule> kept;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!holds[i] || std::isnan(at[i])) continue;
        kept.push_back({.at = at[i], .upright = plan.upright, .label = {}});
        if (low.size() == at.size() && high.size() == at.size())
            kept.back().low = low[i], kept.back().high = high[i];
    }
    if (plan.when.of.any() && !kept.empty()) kept = {std::ranges::min(kept, {}, &render::PlaneRule::at)};
    if (!kept.empty()) kept.front().label = sheet.tongue.words(plan.words);
    chart.rules.insert(chart.rules.end(), kept.begin(), kept.end());
}

}  // namespace

render::Drawing draw(const PlanePlan& plan, const Sheet& sheet) {
    render::PlaneChart chart{.x = wish_of(plan.x, sheet.tongue), .y = wish_of(plan.y, sheet.tongue)};
    for (const auto& layer : plan.layers) chart.layers.push_back(layer_of(layer, sheet));
    if (std::ranges::none_of(chart.layers, any)) refuse_empty(sheet.method);
    for (const auto& rule : plan.rules) add_rule(rule, sheet, chart);
    if (plan.x.day) chart.x.names = day_names(chart.layers, sheet.tongue);
    return render::plane_chart(sheet.frame(described(chart, sheet)), chart);
}

}  // namespace atalaya::service::picture
