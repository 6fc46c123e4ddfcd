#include "service/contrast_denominators.hpp"

#include <algorithm>

namespace atalaya::service {

namespace {

constexpr int first_year = 1990, past_years = 2051;

// What the residents of the areas of a layer that are in a territory add up to in a year; none unless they are known of that year of each.
std::optional<Exposure> sum_over(const World& world, const TerritoryInfo& within, const std::string& layer,
                                 int year) {
    const Period of = months_ending(std::chrono::year{year} / std::chrono::December, 12);
    std::optional<Exposure> sum;
    for (const auto* area : world.layer(layer)) {
        if (!within.territory.is_city() && area->parent != within.territory) continue;
        const auto one = world.exposure(*area, "residents", of);
        if (!one || one->year != year || one->interpolated) return {};
        if (!sum) {
            sum = one;
        } else {
            sum->value += one->value;
        }
    }
    return sum;
}

}  // namespace

void add_denominators(const AddMove& add, const Way& ours, const World& world, const Claim& claim) {
    if (claim.number.kind != ClaimKind::rate) return;
    const auto nearest = world.exposure(*ours.territory, ours.exposure, ours.period(claim));
    std::vector<std::string> kinds{ours.exposure};
    if (ours.exposure != "residents") kinds.push_back("residents");
    for (const auto& kind : kinds) {
        std::vector<int> years;
        if (nearest && kind == ours.exposure) years.push_back(nearest->year);
        for (int year = first_year; year < past_years; ++year) {
            const auto known = world.exposure(
                *ours.territory, kind, months_ending(std::chrono::year{year} / std::chrono::December, 12));
            if (!known || known->year != year || std::ranges::find(years, year) != years.end()) continue;
            years.push_back(year);
            add("exposure", kind + " " + std::to_string(year), 0.8, [kind, year](Way& way) {
                way.exposure = kind;
                way.exposure_year = year;
            });
        }
    }
    for (const auto& layer : world.catalogue().city.layers) {
        if (layer.slot == 1 || layer.id == ours.territory->territory.layer) continue;
        for (int year = first_year; year < past_years; ++year) {
            const auto sum = sum_over(world, *ours.territory, layer.id, year);
            if (!sum || (nearest && nearest->value == sum->value)) continue;
            add("exposure", "residents " + std::to_string(year) + " " + layer.id, 0.8,
                [sum = *sum](Way& way) {
                    way.exposure = "residents";
                    way.exposure_sum = sum;
                });
        }
    }
    if (claim.months != 12) add("yearly", "", 0.8, [](Way& way) { way.yearly = true; });
}

}  // namespace atalaya::service
