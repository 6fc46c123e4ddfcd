#include "service/bulletin/resolution.hpp"

#include <cmath>

namespace atalaya::service {

std::optional<render::Paragraph> resolved_sentence(Desk& desk) {
    constexpr auto kind = render::Paragraph::Kind::body;
    if (!desk.catalogue().find_indicator("resolucion")) return {};
    const Figure& resolved = desk.ask("resolucion", "resolved", desk.this_month());
    if (!resolved.value && resolved.reason != "small_base") return {};
    const auto n = [&](double value) {
        return render::counted(desk.forms(), std::llround(value), figure_id(resolved.spec));
    };
    const auto k = n(*resolved.numerator), m = n(*resolved.denominator);
    if (!resolved.value) return desk.sentence(kind, "coexistence.resolved_few", {{"k", k}, {"m", m}});
    return desk.sentence(
        kind, "coexistence.resolved",
        {{"x", desk.percent(resolved)}, {"k", k}, {"m", m}, {"interval", desk.interval(resolved)}});
}

}  // namespace atalaya::service
