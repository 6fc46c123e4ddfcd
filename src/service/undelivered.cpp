#include "service/undelivered.hpp"

#include <algorithm>

namespace atalaya::service {

namespace {

bool holds(const std::optional<Period>& told, const FigureSpec& spec) {
    const auto has = [&](const Period& asked) {
        return told && told->first <= asked.first && asked.past_end <= told->past_end;
    };
    return has(spec.period) && (!spec.against || has(*spec.against));
}

}  // namespace

std::vector<Undelivered> undelivered(const World& world, const Figure& figure) {
    const auto& spec = figure.spec;
    if (figure.reason != "no_data" || spec.indicator.empty() || spec.measure == "residents") return {};
    if (holds(world.known_months(spec.indicator), spec)) return {};
    std::vector<Undelivered> found;
    for (const auto& source : figure.sources) {
        const auto told = world.known_months_of_source(source);
        if (!holds(told, spec)) found.push_back({source, told});
    }
    return found;
}

void put(JsonWriter& json, const std::vector<Undelivered>& undelivered) {
    json.key("undelivered").array();
    for (const auto& [source, told] : undelivered) {
        json.object().key("source").text(source);
        if (told)
            json.key("first")
                .text(iso(month_of(told->first)))
                .key("last")
                .text(iso(plus_months(month_of(told->past_end), -1)));
        json.end();
    }
    json.end();
}

}  // namespace atalaya::service
