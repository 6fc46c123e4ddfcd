// How the sources of a bulletin count, in its words: what no figure of it leaves without.
#pragma once

#include "service/bulletin/mensual.hpp"
#include "service/counting_rules.hpp"

namespace atalaya::service {

// Says of each source of facts of a bulletin how it counted at its vintage, beside its deliveries in the appendix: "cuenta
// hechos y vehículos, al registrarse, amenazas aparte; no dice si hay tentativas", with the units of the figures that are
// shown of it. The page of the meeting has its appendix in the HTML and the workbook, and says of the source of its robberies
// how it counts. `rules` are those of the vintage.
void tell_counting(Bulletin& bulletin, const CountingBySource& rules, Worlds& worlds,
                   const BulletinRequest& request);

}  // namespace atalaya::service
