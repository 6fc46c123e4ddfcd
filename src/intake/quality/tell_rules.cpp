// rule_broken: the rules that a source declares, with every violation and its place.
#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/only_year.hpp"
#include "intake/check.hpp"
#include "intake/quality/rule_cells.hpp"
#include "intake/quality/tell_series.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t no_slot = 4;

void begin(JsonWriter& json, const Rule& rule) {
    json.object().key("rule").text(rule.id).key("left").text(rule.left.text());
    json.key("operator").text(operators[static_cast<std::size_t>(rule.op)]);
    json.key("right").text(rule.right.text()).key("violations").array();
}

void tell(const Rule& rule, const RuleCells& cells, std::vector<Finding>& findings) {
    const auto violations = cells.violations();
    if (violations.empty()) return;
    JsonWriter json;
    begin(json, rule);
    for (const auto& [month, area, left, right] : violations) {
        json.object().key("month").text(iso(month_of(day_at(month)))).key("area").text(area);
        json.key("left").number(left).key("right").number(right).end();
    }
    json.end().end();
    findings.push_back({finding::rule_broken, static_cast<std::int64_t>(violations.size()), json.str()});
}

// The place of a row in the cells of a rule: an area of its layer, all the codes that the source sent, or the city.
// None for a row without an area of the layer.
template <class Areas>
std::optional<std::string> place_of(const Areas& area, std::size_t row, std::size_t slot, const Rule& rule) {
    if (rule.whole) return "";
    if (slot != no_slot) return area[slot][row].empty() ? std::nullopt : std::optional{area[slot][row]};
    std::string place;
    for (const auto& codes : area) {
        if (codes[row].empty()) continue;
        place += (place.empty() ? "" : "/") + codes[row];
    }
    return place;
}

// Calls `each(rule, slot)` of the rules of counts, with the slot of their layer.
template <class Each>
void each_rule(const ToldOf& of, const Each& each) {
    for (const auto& rule : of.source.rules) {
        if (rule.of_rows) continue;
        const auto found = std::find(of.layers.begin(), of.layers.end(), rule.layer);
        const bool by_layer = !rule.layer.empty() && !rule.whole;
        if (by_layer && found == of.layers.end()) {
            throw Error{Fault::bad_input, message("{}: [[rule]] layer \"{}\" is no layer of the city.",
                                                  of.source.id, rule.layer)};
        }
        each(rule, by_layer ? static_cast<std::size_t>(found - of.layers.begin()) : no_slot);
    }
}

// The words of a column without "source:", those that the rule names; the others are "".
std::vector<std::string> named_codes(const Coded& column, const std::string& source, const RuleCells& cells) {
    std::vector<std::string> codes;
    for (const auto& word : column.words) {
        const bool own = word.starts_with(source + ":");
        const std::string code = own ? word.substr(source.size() + 1) : word;
        codes.push_back(cells.names(code) ? code : "");
    }
    return codes;
}

}  // namespace

void tell_incident_rules(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings) {
    each_rule(of, [&](const Rule& rule, std::size_t slot) {
        RuleCells cells{rule, true};
        const auto codes = named_codes(incidents.offence, of.source.id, cells);
        for (std::size_t i = 0; i < incidents.size(); ++i) {
            const auto& code = codes[incidents.offence.codes[i]];
            if (is_only_year(incidents, i)) continue;
            const auto month = since_epoch(first_day(month_of(day_at(incidents.day.since_epoch[i]))));
            const auto place = place_of(incidents.area, i, slot, rule);
            if (!place) continue;
            cells.see(month, *place);
            if (!code.empty()) cells.add(month, *place, code, 1);
        }
        tell(rule, cells, findings);
    });
}

void tell_tally_rules(const Tallies& tallies, const ToldOf& of, std::vector<Finding>& findings) {
    each_rule(of, [&](const Rule& rule, std::size_t slot) {
        RuleCells cells{rule, false};
        const auto codes = named_codes(tallies.category, of.source.id, cells);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            const auto& code = codes[tallies.category.codes[i]];
            if (code.empty() && !cells.judges_all()) continue;
            const auto place = place_of(tallies.area, i, slot, rule);
            if (!place) continue;
            const auto month = tallies.month.since_epoch[i];
            cells.see(month, *place);
            if (!code.empty() && tallies.count[i] != nothing<std::int64_t>)
                cells.add(month, *place, code, tallies.count[i]);
        }
        tell(rule, cells, findings);
    });
}

void tell_row_rules(const RowRules& rules, std::vector<Finding>& findings) {
    for (const auto& of : rules.rules()) {
        if (of.broken.empty()) continue;
        JsonWriter json;
        begin(json, *of.rule);
        for (const auto& [line, left, right] : of.broken)
            json.object().key("line").integer(line).key("left").number(left).key("right").number(right).end();
        json.end().end();
        findings.push_back({finding::rule_broken, static_cast<std::int64_t>(of.broken.size()), json.str()});
    }
}

}  // namespace atalaya::intake::quality
