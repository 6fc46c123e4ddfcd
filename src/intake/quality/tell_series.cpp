#include "intake/quality/tell_series.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/json.hpp"
#include "intake/check.hpp"
#include "intake/quality/category_replaced.hpp"
#include "intake/quality/code_reused.hpp"
#include "intake/quality/ends_in_zero.hpp"
#include "intake/quality/incident_series.hpp"
#include "intake/quality/level_shift.hpp"
#include "intake/quality/series_gap.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t areas_told = 20;
constexpr std::array<const char*, 3> causes{"event", "moved", "meaning"};  // in the order of Cause

// Series that change their level in one month: more of them hide what else there is to tell.
constexpr std::size_t most_alone = 5;

// `layer`: that of the areas, where the series are of areas.
std::string name_of(const LevelShift& shift, const std::string& layer) {
    if (!shift.category.empty()) return shift.category;
    return shift.area.empty() ? "ciudad" : layer + ":" + shift.area;
}

void write_levels(JsonWriter& json, const LevelShift& shift) {
    json.key("before").number(shift.before).key("after").number(shift.after);
    json.key("may_be").text(causes[static_cast<std::size_t>(shift.cause)]);
    json.key("shared").integer(shift.shared).key("other").text(shift.other).end();
}

Finding told_alone(const LevelShift& shift, const std::string& layer) {
    JsonWriter json;
    json.object().key("category").text(name_of(shift, layer));
    json.key("month").text(iso(shift.month)).key("months").integer(shift.months);
    write_levels(json, shift);
    return {finding::level_shift, shift.months, json.str()};
}

Finding told_together(Month month, const std::vector<const LevelShift*>& shifts, const std::string& layer) {
    const auto rises = std::count_if(shifts.begin(), shifts.end(),
                                     [](const auto* shift) { return shift->after > shift->before; });
    JsonWriter json;
    json.object();
    if (!layer.empty()) json.key("layer").text(layer);
    json.key("month").text(iso(month)).key("rise").integer(rises);
    json.key("fall").integer(static_cast<std::int64_t>(shifts.size()) - rises).key("series").array();
    for (const auto* shift : shifts) {
        json.object().key("name").text(name_of(*shift, layer)).key("months").integer(shift->months);
        write_levels(json, *shift);
    }
    json.end().end();
    return {finding::level_shifts_together, static_cast<std::int64_t>(shifts.size()), json.str()};
}

void tell_shifts(const MonthlySeries& series, const std::string& layer, std::vector<Finding>& findings) {
    const auto shifts = level_shifts(series);
    std::map<Month, std::vector<const LevelShift*>> by_month;
    for (const auto& shift : shifts) by_month[shift.month].push_back(&shift);
    for (const auto& [month, of] : by_month) {
        if (of.size() > most_alone) findings.push_back(told_together(month, of, layer));
    }
    for (const auto& shift : shifts) {
        if (by_month.at(shift.month).size() <= most_alone) findings.push_back(told_alone(shift, layer));
    }
}

void tell_ends(const MonthlySeries& by_area, std::vector<Finding>& findings) {
    for (const auto& ended : ends_in_zero(by_area)) {
        JsonWriter json;
        json.object().key("category").text(ended.category).key("months").integer(ended.months);
        json.key("series").integer(static_cast<std::int64_t>(ended.areas.size())).key("areas").array();
        for (std::size_t i = 0; i < std::min(ended.areas.size(), areas_told); ++i) json.text(ended.areas[i]);
        json.end().end();
        findings.push_back({finding::ends_in_zero, ended.cells, json.str()});
    }
}

void tell_categories(const MonthlySeries& by_area, const MonthlySeries& whole,
                     std::vector<Finding>& findings) {
    for (const auto& [from, to, month] : categories_replaced(whole)) {
        JsonWriter json;
        json.object().key("category").text(from).key("by").text(to).key("month").text(iso(month)).end();
        findings.push_back({finding::category_replaced, 1, json.str()});
    }
    for (const auto& [category, month, moved] : codes_reused(by_area)) {
        JsonWriter json;
        json.object().key("category").text(category).key("month").text(iso(month));
        json.key("moved").number(moved).end();
        findings.push_back({finding::code_reused, 1, json.str()});
    }
}

// Gaps of one series of areas each, of months.
void tell_monthly_gaps(const MonthlySeries& by_area, std::vector<Finding>& findings) {
    std::map<std::string, std::vector<double>> series;
    for (const auto& [of, counts] : by_area.of) series[of.first + "\x1F" + of.second] = counts;
    std::map<std::string, std::vector<Gap>> by_category;
    for (auto& gap : series_gaps(series)) {
        const auto cut = gap.series.find('\x1F');
        const std::string category = gap.series.substr(0, cut);
        gap.series.erase(0, cut + 1);
        by_category[category].push_back(std::move(gap));
    }
    for (const auto& [category, gaps] : by_category) {
        JsonWriter json;
        std::int64_t months = 0;
        json.object().key("category").text(category).key("gaps").array();
        for (const auto& gap : gaps) {
            months += static_cast<std::int64_t>(gap.points);
            json.object().key("area").text(gap.series);
            json.key("from").text(iso(plus_months(by_area.first, static_cast<int>(gap.first))));
            json.key("months").integer(static_cast<std::int64_t>(gap.points)).end();
        }
        json.end().end();
        findings.push_back({finding::series_gap, months, json.str()});
    }
}

void tell_weekly_gaps(const WeeklySeries& weekly, const std::string& layer, std::vector<Finding>& findings) {
    const auto gaps = series_gaps(weekly.of);
    if (gaps.empty()) return;
    JsonWriter json;
    std::int64_t weeks = 0;
    json.object().key("layer").text(layer).key("gaps").array();
    for (const auto& gap : gaps) {
        weeks += static_cast<std::int64_t>(gap.points);
        json.object().key("area").text(gap.series);
        json.key("from").text(iso(day_at(weekly.first + static_cast<std::int32_t>(gap.first) * 7)));
        json.key("weeks").integer(static_cast<std::int64_t>(gap.points)).end();
    }
    json.end().end();
    findings.push_back({finding::series_gap, weeks, json.str()});
}

}  // namespace

void tell_incident_series(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings) {
    const auto series = incident_series(incidents);
    tell_shifts(series.city, "", findings);
    tell_shifts(series.offences, "", findings);
    for (std::size_t slot = 0; slot < of.layers.size(); ++slot) {
        tell_shifts(series.areas[slot], of.layers[slot], findings);
        tell_weekly_gaps(series.weekly_areas[slot], of.layers[slot], findings);
    }
}

void tell_tallies(const Tallies& tallies, const ToldOf& of, std::vector<Finding>& findings) {
    const auto by_area = monthly_series(tallies);
    const auto whole = whole_city(by_area);
    tell_ends(by_area, findings);
    tell_categories(by_area, whole, findings);
    tell_shifts(whole, "", findings);
    tell_monthly_gaps(by_area, findings);
    tell_tally_rules(tallies, of, findings);
}

}  // namespace atalaya::intake::quality
