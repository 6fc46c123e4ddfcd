#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/panel.hpp"
#include "methods/rows.hpp"
#include "stats/staggered.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> effect{"att", "se", "low", "high", "band_low", "band_high"};
const std::vector<std::string> in_all{"two_way", "units", "excluded"};

std::vector<double> figures(const stats::Effect& one) {
    return {one.att, one.se, one.low, one.high, one.band_low, one.band_high};
}

// When each unit was first treated, as an index of the periods; none: never within them.
std::vector<std::optional<std::size_t>> first_treated(const Asked& asked, const PanelRows& panel) {
    const auto& first = asked.table("panel").numbers("first_treated");
    std::vector<std::optional<std::size_t>> out;
    for (std::size_t u = 0; u < panel.units.size(); ++u) {
        double told = no_value;
        for (const auto at : panel.row[u]) {
            if (std::isnan(first[at])) continue;
            if (!std::isnan(told) && first[at] != told)
                throw Error{Fault::bad_input,
                            message("table panel: expected one \"first_treated\" of each unit, "
                                    "found several of \"{}\"",
                                    panel.units[u])};
            told = first[at];
        }
        const auto at = std::lower_bound(panel.periods.begin(), panel.periods.end(), told);
        const bool never = std::isnan(told) || told == 0 || at == panel.periods.end();
        out.push_back(never ? std::nullopt
                            : std::optional{static_cast<std::size_t>(at - panel.periods.begin())});
    }
    return out;
}

Frame group_times(const stats::Staggered& found, const PanelRows& panel) {
    auto names = effect;
    names.insert(names.begin(), {"group", "time"});
    Rows rows{names};
    for (const auto& one : found.effects) {
        std::vector<double> row{panel.periods[one.group], panel.periods[one.time]};
        if (one.effect) {
            const auto more = figures(*one.effect);
            row.insert(row.end(), more.begin(), more.end());
            rows.add(row);
        } else {
            row.resize(names.size(), no_value);
            rows.add(row, stats::code(one.effect.error()));
        }
    }
    return std::move(rows).frame();
}

class Averaged {
  public:
    Averaged() : rows_{names()} {}
    static std::vector<std::string> names() {
        auto all = effect;
        all.insert(all.begin(), "at");
        return all;
    }
    void add(const std::string& kind, double at, const std::optional<stats::Effect>& one) {
        if (!one) return;
        auto row = figures(*one);
        row.insert(row.begin(), at);
        // The average of all stands at nothing.
        rows_.add(row, std::isnan(at) ? "overall" : "");
        phases_.push_back(kind != "dynamic" || std::isnan(at) ? "" : at < 0 ? "before" : "after");
        kinds_.push_back(kind);
    }
    Frame frame() && {
        Frame out = std::move(rows_).frame();
        out.add("kind", std::move(kinds_));
        out.add("phase", std::move(phases_));
        return out;
    }

  private:
    Rows rows_;
    Texts kinds_, phases_;
};

Frame averages(const stats::Staggered& found, const PanelRows& panel) {
    Averaged out;
    out.add("simple", no_value, found.simple);
    for (const auto& [at, one] : found.dynamic.entries) out.add("dynamic", static_cast<double>(at), one);
    out.add("dynamic", no_value, found.dynamic.overall);
    for (const auto& [kind, all] : {std::pair{"group", &found.group}, {"calendar", &found.calendar}}) {
        for (const auto& [at, one] : all->entries)
            out.add(kind, panel.periods[static_cast<std::size_t>(at)], one);
        out.add(kind, no_value, all->overall);
    }
    return std::move(out).frame();
}

// Why nothing can be compared; "" when something can.
std::string_view no_comparison(const stats::Panel& panel, bool never) {
    std::set<std::size_t> groups;
    bool untreated = false, treated = false;
    for (const auto& first : panel.first_treated) {
        untreated = untreated || !first;
        treated = treated || first;
        if (first && *first > 0) groups.insert(*first);
    }
    if (!treated) return "nobody_treated";
    if (groups.empty()) return "no_time_before";
    if (untreated) return "";
    if (never) return "nobody_untreated";
    return groups.size() > 1 ? "" : "nobody_to_compare";
}

// Groups so small that their standard errors are told too low; so the `did` package warns.
std::size_t small_groups(const stats::Panel& panel) {
    constexpr std::size_t enough = 5;
    std::map<std::optional<std::size_t>, std::size_t> units;
    for (const auto& first : panel.first_treated)
        if (!first || *first > 0) ++units[first];
    return static_cast<std::size_t>(
        std::ranges::count_if(units, [](const auto& group) { return group.second < enough; }));
}

Result run_differences(const Asked& asked) {
    const auto rows = panel_rows(asked, "panel");
    const stats::Panel panel{rows.periods.size(), rows.outcomes(asked.table("panel").numbers("value")),
                             first_treated(asked, rows)};
    const bool never = asked.choice("comparison") == "never_treated";
    if (const auto why = no_comparison(panel, never); !why.empty()) return refusal(std::string{why});
    const auto found = stats::staggered_differences(
        panel, {.comparison = never ? stats::Comparison::never_treated : stats::Comparison::not_yet_treated,
                .confidence = asked.number("confidence"),
                .seed = asked.seed,
                .replicates = static_cast<int>(asked.whole("permutations"))});
    if (!found) return refusal(std::string{stats::code(found.error())});
    Result result;
    result.tables.emplace("effects", group_times(*found, rows));
    result.tables.emplace("averages", averages(*found, rows));
    Rows sums{in_all};
    sums.add(
        {or_nothing(found->two_way), static_cast<double>(found->units), static_cast<double>(found->excluded)},
        found->two_way ? "" : "singular");
    result.tables.emplace("design", std::move(sums).frame());
    if (rows.unbalanced > 0) result.excluded.push_back({"panel", "unbalanced", rows.unbalanced});
    if (const auto small = small_groups(panel); small > 0)
        result.notes.push_back({"small_groups", {{"groups", std::to_string(small)}}});
    return result;
}

}  // namespace

Method staggered_differences() {
    auto effects = named(effect), entries = named(Averaged::names());
    effects.insert(effects.begin(), {{.name = "group"}, {.name = "time"}});
    entries.push_back({.name = "kind", .holds = Holds::text});
    entries.push_back({.name = "phase", .holds = Holds::text});
    return {
        .name = "staggered_differences",
        .version = "2",
        .family = "evaluation",
        .tables = {{.name = "panel",
                    .columns = {{.name = "unit", .holds = Holds::text},
                                {.name = "period"},
                                {.name = "value"},
                                {.name = "first_treated", .may_miss = true}}}},
        .settings = {choice("comparison", {"never_treated", "not_yet_treated"}),
                     number("confidence", 0.95, 0.5, 0.9999), permutation_setting()},
        .answers = {{.name = "effects", .columns = std::move(effects)},
                    {.name = "averages", .columns = std::move(entries)},
                    {.name = "design", .columns = named(in_all)}},
        .random = true,
        .run = run_differences,
    };
}

}  // namespace atalaya::methods
