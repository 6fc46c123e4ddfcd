#include "service/contrast_units.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {

namespace {

Message counted_in(const std::string& unit) {
    if (unit == "fact") return message("facts");
    if (unit == "victim") return message("victims");
    if (unit == "vehicle") return message("vehicles");
    if (unit == "report") return message("reports");
    if (unit == "call") return message("calls");
    if (unit == "contact") return message("contacts");
    if (unit == "person") return message("people");
    if (unit == "case") return message("cases");
    return unit == "row" ? message("rows") : verbatim(unit);
}

}  // namespace

std::optional<store::UnitOverride> unlike_units(const World& world, const Claim& claim,
                                                const std::string& text,
                                                const std::optional<UnlikeUnits>& unlike) {
    const auto* whole = claim.indicator.empty() ? nullptr : &world.catalogue().indicator(claim.indicator);
    const auto* part =
        claim.part_indicator.empty() ? nullptr : &world.catalogue().indicator(claim.part_indicator);
    const bool alike = !whole || !part || whole->unit == part->unit;
    if (alike && !unlike) return {};
    if (alike)
        throw Error{Fault::usage,
                    message("--unlike-units is of a share of one indicator in another of another "
                            "unit; this claim has none. Leave it out")};
    if (!unlike) {
        throw Error{
            Fault::usage,
            message(
                "claim: {} counts \"{}\" and {} counts \"{}\": one is no share of the other. Say how many "
                "there were of each, or answer for it with --unlike-units --by WHO --why REASON",
                part->id, counted_in(part->unit), whole->id, counted_in(whole->unit))};
    }
    if (trimmed(unlike->author).empty() || trimmed(unlike->reason).empty())
        throw Error{Fault::usage,
                    message("--unlike-units: expected who answers for it and why (--by, --why); "
                            "found one of them blank")};
    return store::UnitOverride{0,
                               part->id,
                               part->unit,
                               whole->id,
                               whole->unit,
                               text,
                               world.vintage(),
                               std::string{trimmed(unlike->author)},
                               std::string{trimmed(unlike->reason)},
                               iso(unlike->on)};
}

}  // namespace atalaya::service
