#include "intake/quality/tell.hpp"

#include <algorithm>

#include "core/json.hpp"
#include "core/only_year.hpp"
#include "intake/check.hpp"
#include "intake/counted.hpp"
#include "intake/quality/coordinates_rounded.hpp"
#include "intake/quality/days_heaped.hpp"
#include "intake/quality/hours_heaped.hpp"
#include "intake/quality/near_duplicates.hpp"
#include "intake/quality/tell_series.hpp"

namespace atalaya::intake::quality {
namespace {

void tell_hours(const std::array<std::int64_t, 24>& by_hour, std::vector<Finding>& findings) {
    JsonWriter json;
    json.object().key("hours").array();
    std::int64_t rows = 0;
    for (const auto& heap : hours_heaped(by_hour)) {
        rows += heap.rows;
        json.object().key("hour").integer(heap.hour).key("rows").integer(heap.rows);
        json.key("before").integer(heap.before).key("after").integer(heap.after).end();
    }
    json.end().end();
    if (rows > 0) findings.push_back({finding::hours_heaped, rows, json.str()});
}

void tell_days(const Incidents& incidents, std::vector<Finding>& findings) {
    JsonWriter json;
    json.object().key("days").array();
    std::int64_t rows = 0;
    std::vector<std::int32_t> days = incidents.day.since_epoch;
    std::size_t row = 0;
    std::erase_if(days, [&](std::int32_t) { return !has_day(incidents, row++); });
    for (const auto& heap : days_heaped(days)) {
        rows += heap.rows;
        json.object().key("day").integer(heap.day).key("rows").integer(heap.rows);
        json.key("expected").number(heap.expected).end();
    }
    json.end().end();
    if (rows > 0) findings.push_back({finding::days_heaped, rows, json.str()});
}

void tell_rounded(const Incidents& incidents, std::vector<Finding>& findings) {
    const auto rows = by_decimals(incidents.lon, incidents.lat);
    const auto coarse = coordinates_rounded(rows);
    if (coarse == 0) return;
    JsonWriter json;
    json.object().key("by_decimals").array();
    for (const auto n : rows) json.integer(n);
    json.end().end();
    findings.push_back({finding::coordinates_rounded, coarse, json.str()});
}

void tell_near(const Incidents& incidents, const NearRule& rule, std::vector<Finding>& findings) {
    if (!rule.any()) return;
    const auto near = near_duplicates(incidents, rule);
    if (!too_many(near)) return;
    Seen seen;
    for (const auto row : near.rows) seen.at(incidents.line[row]);
    report(findings, finding::near_duplicate, seen, [&](JsonWriter& json) {
        json.key("hours").integer(rule.hours).key("metres").number(rule.metres);
        json.key("by_chance").number(near.by_chance);
    });
}

}  // namespace

void tell_incidents(const Incidents& incidents, const std::array<std::int64_t, 24>& by_hour, const ToldOf& of,
                    std::vector<Finding>& findings) {
    tell_hours(by_hour, findings);
    tell_days(incidents, findings);
    tell_rounded(incidents, findings);
    tell_near(incidents, of.source.near_duplicates, findings);
    tell_incident_series(incidents, of, findings);
    tell_incident_rules(incidents, of, findings);
}

void tell_drift(const std::string& column, const Forms& forms, std::vector<Finding>& findings) {
    const auto drift = forms.drift();
    if (column.empty() || drift.empty()) return;
    std::int64_t rows = 0;
    JsonWriter json;
    json.object().key("column").text(column).key("forms").array();
    for (const auto& form : drift) {
        json.object().key("form").text(form.form).key("rows").integer(form.rows);
        json.key("first").integer(form.first).key("last").integer(form.last).end();
        if (&form != &drift.front()) rows += form.rows;
    }
    json.end().end();
    findings.push_back({finding::format_drift, rows, json.str()});
}

void tell_exposures(std::span<const SaidValue> said, const Source& source, std::vector<Finding>& findings) {
    const auto tell = [&](const char* check, const std::vector<Unmet>& unmet) {
        if (unmet.empty()) return;
        JsonWriter json;
        json.object().key("sums").array();
        for (const auto& [layer, area, year, sum, expected] : unmet) {
            json.object().key("area").text(area.empty() ? "" : layer + ":" + area).key("year").integer(year);
            json.key("sum").integer(sum).key("expected").integer(expected).end();
        }
        json.end().end();
        findings.push_back({check, static_cast<std::int64_t>(unmet.size()), json.str()});
    };
    tell(finding::whole_not_met, wholes_not_met(said));
    tell(finding::total_not_met, totals_not_met(said, source.known_totals));
}

void tell_encoding(const EncodingSeen& seen, const Source& source, std::vector<Finding>& findings) {
    const auto mixed = encoding_mixed(seen, source.format.encoding);
    if (mixed.lines == 0) return;
    JsonWriter json;
    json.object().key("declared").text(name_of(source.format.encoding));
    json.key("utf8").integer(seen.utf8).key("other").integer(seen.other);
    json.key("first_byte").integer(mixed.first).end();
    findings.push_back({finding::encoding_mixed, mixed.lines, json.str()});
}

}  // namespace atalaya::intake::quality
