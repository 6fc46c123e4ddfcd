#include "disclose/door.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::disclose {

std::string_view code(Ground ground) {
    switch (ground) {
        case Ground::simulated: return "simulated";
        case Ground::profile: return "profile";
        case Ground::threshold: return "threshold";
        case Ground::suppressed: return "suppressed";
    }
    return "";
}

std::string Shown::text() const {
    return exact ? std::to_string(*exact) : "<" + std::to_string(below);
}

namespace {

bool in_profile(const Context& context, const Profile& profile) {
    return profile.exact_months && context.indicator_exact && context.tier != Tier::A &&
           context.residents >= profile.least_residents && context.month_or_longer && !context.crossed;
}

bool too_small(Count count, const Context& context) {
    if (count == 0) return context.revealing_zero;
    return count < minimum_cell(context.tier);
}

}  // namespace

bool is_exact(const Context& context, const Profile& profile) {
    return !context.finer && (context.simulated || in_profile(context, profile));
}

Shown Door::shown(Count count, const Context& context) const {
    expects(count >= 0, "disclose: a count is 0 or more");
    if (context.finer) return {{}, minimum_cell(context.tier), Ground::suppressed};
    if (context.simulated) return {count, 0, Ground::simulated};
    if (in_profile(context, profile_)) return {count, 0, Ground::profile};
    if (too_small(count, context)) return {{}, minimum_cell(context.tier), Ground::suppressed};
    return {count, 0, Ground::threshold};
}

Public<Shown> Door::disclose(Count count, const Context& context) const {
    return Public<Shown>{shown(count, context)};
}

Public<std::vector<Shown>> Door::disclose(std::span<const Count> counts, const Context& context) const {
    std::vector<Shown> out;
    for (const Count count : counts) out.push_back(shown(count, context));
    return Public<std::vector<Shown>>{std::move(out)};
}

Public<ShownNumber> Door::disclose(std::optional<double> value, std::span<const Count> from,
                                   const Context& context) const {
    expects(!from.empty(), "disclose: a number comes from at least one count");
    Ground ground = Ground::threshold;
    for (const Count count : from) {
        ground = shown(count, context).ground;
        if (ground == Ground::suppressed) return Public<ShownNumber>{{{}, ground}};
    }
    return Public<ShownNumber>{{value, ground}};
}

Public<Shown> disclose(Count count, const Context& context) {
    return Door{Profile{}}.disclose(count, context);
}

}  // namespace atalaya::disclose
