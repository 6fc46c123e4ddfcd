#include "intake/quality/tell_series.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "core/json.hpp"
#include "intake/check.hpp"
#include "intake/quality/category_replaced.hpp"
#include "intake/quality/code_reused.hpp"
#include "intake/quality/ends_in_zero.hpp"
#include "intake/quality/incident_series.hpp"
#include "intake/quality/level_shift.hpp"
#include "intake/quality/level_step.hpp"
#include "intake/quality/profile_shift.hpp"
#include "intake/quality/series_gap.hpp"
#include "intake/quality/tell_profiles.hpp"
#include "intake/quality/vague_labels.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t areas_told = 20;
constexpr std::array<const char*, 3> causes{"event", "moved", "meaning"};  // in the order of Cause

// Series that change in one month, or have gaps in one delivery: more of them have one cause, and hide what else there is to
// tell.
constexpr std::size_t most_alone = 5;

// `layer`: that of the areas, where the series are of areas.
std::string name_of(const std::string& category, const std::string& area, const std::string& layer) {
    if (!category.empty()) return category;
    return area.empty() ? "ciudad" : layer + ":" + area;
}

void write_levels(JsonWriter& json, const LevelShift& shift) {
    json.key("before").number(shift.before).key("after").number(shift.after);
    json.key("may_be").text(causes[static_cast<std::size_t>(shift.cause)]);
    json.key("shared").integer(shift.shared).key("other").text(shift.other).end();
}

Finding told_alone(const LevelShift& shift, const std::string& layer) {
    JsonWriter json;
    json.object().key("category").text(name_of(shift.category, shift.area, layer));
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
        json.object()
            .key("name")
            .text(name_of(shift->category, shift->area, layer))
            .key("months")
            .integer(shift->months);
        write_levels(json, *shift);
    }
    json.end().end();
    return {finding::level_shifts_together, static_cast<std::int64_t>(shifts.size()), json.str()};
}

// A category's first or last month, told as such: that it also changes its level then is the same news.
using Turns = std::set<std::pair<std::string, Month>>;

// Those that are no level_shift, nor a turn: one finding for the series of a month.
void tell_steps(const MonthlySeries& series, const std::string& layer, const std::vector<LevelShift>& shifts,
                const Turns& told, std::vector<Finding>& findings) {
    std::map<Month, std::vector<LevelStep>> by_month;
    for (auto& step : level_steps(series)) {
        const bool is_told =
            std::ranges::any_of(shifts,
                                [&](const LevelShift& shift) {
                                    return shift.category == step.category && shift.area == step.area;
                                }) ||
            std::ranges::any_of(told, [&](const auto& turn) { return turn.first == step.category; });
        if (!is_told) by_month[step.month].push_back(std::move(step));
    }
    for (const auto& [month, of] : by_month) {
        JsonWriter json;
        json.object();
        if (!layer.empty()) json.key("layer").text(layer);
        json.key("month").text(iso(month)).key("series").array();
        for (const auto& step : of) {
            json.object().key("name").text(name_of(step.category, step.area, layer));
            json.key("months").integer(step.months);
            json.key("before").number(step.before).key("after").number(step.after).end();
        }
        json.end().end();
        findings.push_back({level_step, static_cast<std::int64_t>(of.size()), json.str()});
    }
}

void tell_shifts(const MonthlySeries& series, const std::string& layer, const Turns& told,
                 std::vector<Finding>& findings) {
    auto shifts = level_shifts(series);
    tell_steps(series, layer, shifts, told, findings);
    std::erase_if(shifts, [&](const LevelShift& shift) {
        return told.contains({shift.category, shift.month});
    });
    std::map<Month, std::vector<const LevelShift*>> by_month;
    for (const auto& shift : shifts) by_month[shift.month].push_back(&shift);
    for (const auto& [month, of] : by_month) {
        if (of.size() > most_alone) findings.push_back(told_together(month, of, layer));
    }
    for (const auto& shift : shifts) {
        if (by_month.at(shift.month).size() <= most_alone) findings.push_back(told_alone(shift, layer));
    }
}

void tell_ends(const std::vector<EndedSeries>& all_ended, std::vector<Finding>& findings) {
    for (const auto& ended : all_ended) {
        JsonWriter json;
        json.object().key("category").text(ended.category).key("months").integer(ended.months);
        json.key("series").integer(static_cast<std::int64_t>(ended.areas.size())).key("areas").array();
        for (std::size_t i = 0; i < std::min(ended.areas.size(), areas_told); ++i) json.text(ended.areas[i]);
        json.end().end();
        findings.push_back({finding::ends_in_zero, ended.cells, json.str()});
    }
}

void tell_categories(const std::vector<ReplacedCategory>& replaced, std::vector<Finding>& findings) {
    for (const auto& [from, to, month] : replaced) {
        JsonWriter json;
        json.object().key("category").text(from).key("by").text(to).key("month").text(iso(month)).end();
        findings.push_back({finding::category_replaced, 1, json.str()});
    }
}

// Codes whose facts move in one month are one finding: the areas that were sent changed, or the whole list of codes did.
void tell_codes(const MonthlySeries& by_area, std::vector<Finding>& findings) {
    const auto codes = codes_reused(by_area);
    std::map<Month, std::vector<const ReusedCode*>> by_month;
    for (const auto& code : codes) by_month[code.month].push_back(&code);
    for (const auto& [month, of] : by_month) {
        if (of.size() <= most_alone) continue;
        JsonWriter json;
        json.object().key("month").text(iso(month)).key("codes").array();
        for (const auto* code : of)
            json.object().key("category").text(code->category).key("moved").number(code->moved).end();
        json.end().end();
        findings.push_back({finding::code_reused, static_cast<std::int64_t>(of.size()), json.str()});
    }
    for (const auto& [category, month, moved] : codes) {
        if (by_month.at(month).size() > most_alone) continue;
        JsonWriter json;
        json.object().key("category").text(category).key("month").text(iso(month));
        json.key("moved").number(moved).end();
        findings.push_back({finding::code_reused, 1, json.str()});
    }
}

struct GapOfArea {
    std::string category, area;
    Month from{};
    std::int64_t months{};
};

std::vector<GapOfArea> monthly_gaps(const MonthlySeries& by_area) {
    std::map<std::string, std::vector<double>> series;
    for (const auto& [of, counts] : by_area.of) series[of.first + "\x1F" + of.second] = counts;
    std::vector<GapOfArea> gaps;
    for (const auto& gap : series_gaps(series)) {
        const auto cut = gap.series.find('\x1F');
        gaps.push_back({gap.series.substr(0, cut), gap.series.substr(cut + 1),
                        plus_months(by_area.first, static_cast<int>(gap.first)),
                        static_cast<std::int64_t>(gap.points)});
    }
    return gaps;
}

Finding told_of(const std::string& category, const std::vector<GapOfArea>& gaps) {
    JsonWriter json;
    std::int64_t months = 0;
    json.object().key("category").text(category).key("gaps").array();
    for (const auto& gap : gaps) {
        months += gap.months;
        json.object().key("area").text(gap.area);
        json.key("from").text(iso(gap.from)).key("months").integer(gap.months).end();
    }
    json.end().end();
    return {finding::series_gap, months, json.str()};
}

// By area and month: what an area did not send is missing from many categories at once.
Finding told_by_area(std::vector<GapOfArea> gaps) {
    std::map<std::tuple<std::string, Month, std::int64_t>, std::vector<std::string>> runs;
    std::int64_t months = 0;
    for (auto& gap : gaps) {
        months += gap.months;
        runs[{gap.area, gap.from, gap.months}].push_back(std::move(gap.category));
    }
    JsonWriter json;
    json.object().key("gaps").array();
    for (const auto& [run, categories] : runs) {
        const auto& [area, from, length] = run;
        json.object().key("area").text(area).key("from").text(iso(from));
        json.key("months").integer(length).key("categories").array();
        for (const auto& category : categories) json.text(category);
        json.end().end();
    }
    json.end().end();
    return {finding::series_gap, months, json.str()};
}

// Gaps of one series of areas each, of months.
void tell_monthly_gaps(const MonthlySeries& by_area, std::vector<Finding>& findings) {
    auto gaps = monthly_gaps(by_area);
    std::map<std::string, std::vector<GapOfArea>> by_category;
    for (const auto& gap : gaps) by_category[gap.category].push_back(gap);
    if (by_category.size() > most_alone) {
        findings.push_back(told_by_area(std::move(gaps)));
        return;
    }
    for (const auto& [category, of] : by_category) findings.push_back(told_of(category, of));
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

// Offences that stop, that another replaces, or that pause while others go on. Where the whole city has nothing in one of
// the last months, what ended is the delivery and no offence; and one that another replaces did not end.
void tell_offences(const IncidentSeries& series, std::vector<Finding>& findings) {
    if (series.city.of.empty()) return;
    const auto& city = series.city.of.begin()->second;
    const Month past = plus_months(series.city.first, static_cast<int>(city.size()));
    const auto replaced = categories_replaced(series.offences);
    Turns told;
    std::set<std::string> gone;
    for (const auto& [from, to, month] : replaced) {
        gone.insert(from);
        told.insert({from, month});
        told.insert({to, month});
    }
    auto ended = ends_in_zero(series.offences);
    std::erase_if(ended, [&](const EndedSeries& one) {
        return gone.contains(one.category) || std::find(city.end() - one.months, city.end(), 0) != city.end();
    });
    for (const auto& one : ended) told.insert({one.category, plus_months(past, -one.months)});
    tell_categories(replaced, findings);
    tell_ends(ended, findings);
    tell_monthly_gaps(series.offences, findings);
    tell_shifts(series.offences, "", told, findings);
}

}  // namespace

namespace {

std::map<std::string, std::int64_t> rows_by_offence(const Incidents& incidents) {
    std::vector<std::int64_t> rows(incidents.offence.words.size(), 0);
    for (const auto code : incidents.offence.codes) ++rows[code];
    std::map<std::string, std::int64_t> by_offence;
    for (std::size_t word = 0; word < rows.size(); ++word)
        by_offence[incidents.offence.words[word]] += rows[word];
    return by_offence;
}

// Of categories that end in zeros everywhere: months that may be no data say nothing of a level. A year of them does, for
// then something ended.
Turns turns_of(const std::vector<EndedSeries>& ended, const MonthlySeries& whole) {
    constexpr int a_year = 12;
    Turns turns;
    for (const auto& [of, counts] : whole.of) {
        const bool told =
            std::ranges::any_of(ended, [&](const auto& one) { return one.category == of.first; });
        if (const int zeros = told ? zeros_at_end(counts) : 0; zeros > 0 && zeros < a_year)
            turns.insert({of.first, plus_months(whole.first, static_cast<int>(counts.size()) - zeros)});
    }
    return turns;
}

std::map<std::string, std::int64_t> sum_by_category(const Tallies& tallies) {
    std::map<std::string, std::int64_t> by_category;
    for (std::size_t cell = 0; cell < tallies.size(); ++cell) {
        if (tallies.count[cell] != nothing<std::int64_t>)
            by_category[tallies.category.words[tallies.category.codes[cell]]] += tallies.count[cell];
    }
    return by_category;
}

}  // namespace

void tell_incident_series(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings) {
    const auto series = incident_series(incidents);
    tell_shifts(series.city, "", {}, findings);
    tell_offences(series, findings);
    for (std::size_t slot = 0; slot < of.layers.size(); ++slot) {
        tell_shifts(series.areas[slot], of.layers[slot], {}, findings);
        tell_weekly_gaps(series.weekly_areas[slot], of.layers[slot], findings);
    }
    tell_codes(offences_by_area(incidents), findings);
    tell_profiles(incidents, of, findings);
    tell_vague(of.source, rows_by_offence(incidents), findings);
}

void tell_tallies(const Tallies& tallies, const ToldOf& of, std::vector<Finding>& findings) {
    const auto by_area = monthly_series(tallies);
    const auto whole = whole_city(by_area);
    const auto ended = ends_in_zero(by_area);
    tell_ends(ended, findings);
    tell_categories(categories_replaced(whole), findings);
    tell_codes(by_area, findings);
    tell_shifts(whole, "", turns_of(ended, whole), findings);
    tell_monthly_gaps(by_area, findings);
    tell_vague(of.source, sum_by_category(tallies), findings);
    tell_tally_rules(tallies, of, findings);
}

}  // namespace atalaya::intake::quality
