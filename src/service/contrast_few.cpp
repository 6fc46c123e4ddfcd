#include "service/contrast_few.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "disclose/tier.hpp"
#include "service/groupings.hpp"
#include "stats/change.hpp"

namespace atalaya::service {

bool FewFacts::is_of_too_few(const Way& way, const ClaimReading& reading) const {
    const bool of_a_base = kind_ == ClaimKind::change || kind_ == ClaimKind::share;
    if (of_a_base && reading.before < stats::base_for_percent) return true;
    if (world_.catalogue().city.simulated ||
        (way.territory->territory.is_city() && way.offences.empty() && way.cut.empty()))
        return false;
    return is_withheld(reading.now) || (of_a_base && is_withheld(reading.before));
}

bool FewFacts::is_withheld(double count) const {
    const auto tier =
        indicator_ ? disclose::parse_tier(indicator_->tier).value_or(disclose::Tier::A) : disclose::Tier::A;
    return count >= 1 && count < static_cast<double>(disclose::minimum_cell(tier));
}

bool FewFacts::tells_too_few(const Contrast& out, const Way& way, const ClaimReading& reading) {
    const auto is_total = [&](const std::string& counted) {
        const auto* one = world_.catalogue().find_indicator(counted);
        return one && is_grouping(*one);
    };
    const bool of_total = std::ranges::any_of(way.counted, is_total);
    if (world_.catalogue().city.simulated || (way.offences.empty() && way.besides.empty() && !of_total))
        return false;
    return std::ranges::any_of(reading.departures, [&](const Departure& departure) {
        const auto& what = departure.what;
        const bool total = what == "indicator" && of_total;
        if (!total && !is_any_of(what, {"without", "except", "with", "offences"})) return false;
        const bool of_two = what == "offences" && std::ranges::count(departure.which, ' ') == 1;
        const bool by_itself = !of_two && out.ours_computable &&
                               (is_withheld(std::abs(reading.now - out.ours.now)) ||
                                is_withheld(std::abs(reading.before - out.ours.before)));
        const bool of_many = what == "offences" && std::ranges::count(departure.which, ' ') > 1;
        return by_itself || (what != "except" && !total && !of_many && has_small_label(way, departure));
    });
}

bool FewFacts::has_small_label(const Way& way, const Departure& departure) {
    return std::ranges::any_of(split(departure.which, ' '), [&](const auto label) {
        Way one = way;
        one.offences = {std::string{label}};
        one.besides.clear();
        if (departure.what == "with") one.besides = one.offences;
        const auto counts = readings_.read(one, {});
        return counts &&
               (is_withheld(counts->now) || (kind_ == ClaimKind::change && is_withheld(counts->before)));
    });
}

}  // namespace atalaya::service
