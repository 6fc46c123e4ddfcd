#include "intake/quality/tell.hpp"

#include <algorithm>

#include "core/json.hpp"
#include "intake/check.hpp"
#include "intake/quality/category_replaced.hpp"
#include "intake/quality/days_heaped.hpp"
#include "intake/quality/ends_in_zero.hpp"
#include "intake/quality/hours_heaped.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t areas_told = 20;

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
    for (const auto& heap : days_heaped(incidents.day.since_epoch)) {
        rows += heap.rows;
        json.object().key("day").integer(heap.day).key("rows").integer(heap.rows);
        json.key("expected").number(heap.expected).end();
    }
    json.end().end();
    if (rows > 0) findings.push_back({finding::days_heaped, rows, json.str()});
}

}  // namespace

void tell_incidents(const Incidents& incidents, const std::array<std::int64_t, 24>& by_hour,
                    std::vector<Finding>& findings) {
    tell_hours(by_hour, findings);
    tell_days(incidents, findings);
}

void tell_tallies(const Tallies& tallies, std::vector<Finding>& findings) {
    const auto by_area = monthly_series(tallies);
    for (const auto& ended : ends_in_zero(by_area)) {
        JsonWriter json;
        json.object().key("category").text(ended.category).key("months").integer(ended.months);
        json.key("series").integer(static_cast<std::int64_t>(ended.areas.size())).key("areas").array();
        for (std::size_t i = 0; i < std::min(ended.areas.size(), areas_told); ++i) json.text(ended.areas[i]);
        json.end().end();
        findings.push_back({finding::ends_in_zero, ended.cells, json.str()});
    }
    for (const auto& [from, to, month] : categories_replaced(whole_city(by_area))) {
        JsonWriter json;
        json.object().key("category").text(from).key("by").text(to).key("month").text(iso(month)).end();
        findings.push_back({finding::category_replaced, 1, json.str()});
    }
}

}  // namespace atalaya::intake::quality
