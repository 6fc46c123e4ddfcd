#include "intake/quality/tell_profiles.hpp"

#include "core/json.hpp"
#include "core/only_year.hpp"
#include "intake/quality/code_reused.hpp"
#include "intake/quality/profile_shift.hpp"

namespace atalaya::intake::quality {
namespace {

// A clock three hours off moves a sixth of the facts of a day with two peaks; places differ more than hours do.
constexpr double fewest_moved = 0.08;

void tell_moved(const MonthlySeries& profiles, std::vector<Finding>& findings) {
    for (const auto& [of, month, moved] : codes_reused(profiles, fewest_moved)) {
        JsonWriter json;
        json.object().key("month").text(iso(month)).key("moved").number(moved).end();
        findings.push_back({of == "hour" ? hours_moved : weekdays_moved, 1, json.str()});
    }
}

// Rows of every month, and those that say something.
struct Filled {
    std::vector<double> rows, filled;
};

template <class Says>
Filled filled_by_month(const Incidents& incidents, Month first, std::size_t months, const Says& says) {
    Filled out{std::vector<double>(months, 0), std::vector<double>(months, 0)};
    std::int32_t known = nothing<std::int32_t>;
    std::size_t at = months;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto day = incidents.day.since_epoch[i];
        if (is_only_year(incidents, i)) continue;
        if (day != known) {
            known = day;
            at = static_cast<std::size_t>(months_between(first, month_of(day_at(day))));
        }
        if (at >= months) continue;
        ++out.rows[at];
        out.filled[at] += says(i) ? 1 : 0;
    }
    return out;
}

void tell_filling(const char* check, const std::string& layer, Month first, const Filled& of,
                  std::vector<Finding>& findings) {
    const auto shift = filling_shift(of.rows, of.filled);
    if (!shift) return;
    JsonWriter json;
    json.object();
    if (!layer.empty()) json.key("layer").text(layer);
    json.key("month").text(iso(plus_months(first, static_cast<int>(shift->at))));
    json.key("months").integer(static_cast<std::int64_t>(shift->months));
    json.key("share_before").number(shift->before).key("share_after").number(shift->after).end();
    findings.push_back({check, static_cast<std::int64_t>(shift->months), json.str()});
}

}  // namespace

void tell_profiles(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings) {
    const auto profiles = hours_and_weekdays(incidents);
    if (profiles.of.empty()) return;
    tell_moved(profiles, findings);
    const Month first = profiles.first;
    const std::size_t months = profiles.of.begin()->second.size();
    const auto tell = [&](const char* check, const std::string& layer, const auto& says) {
        tell_filling(check, layer, first, filled_by_month(incidents, first, months, says), findings);
    };
    tell(hour_filling, "", [&](std::size_t i) { return incidents.hour[i] >= 0; });
    tell(position_filling, "", [&](std::size_t i) { return incidents.lon[i] != no_position; });
    for (std::size_t slot = 0; slot < of.layers.size(); ++slot) {
        const auto& area = incidents.area[slot];
        if (of.layers[slot].empty() || area.codes.size() != incidents.size()) continue;
        tell(area_filling, of.layers[slot], [&](std::size_t i) { return area.codes[i] != 0; });
    }
}

}  // namespace atalaya::intake::quality
