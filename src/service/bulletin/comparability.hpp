// What a finished bulletin says beside each table and picture that adds labels which overlap the classes they are
// mapped to, whose totals are not to be converted nor compared with another country's; and beside those of facts that two
// versions of a list of codes name.
#pragma once

#include "render/document.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// Every table and picture that shows a figure of an indicator which overlaps its classes has § behind its title, and the values
// behind a picture say what it means. A note of each kind stands at the first table or picture that shows a figure of such an
// indicator, naming what was not named before it; in a bulletin of one page at the first alone. Pictures are told by the values behind them; where only sentences show such figures, the last section ends with it.
void tell_overlaps(const Desk& desk, render::Document& document, bool once = false);

// "clasificación «codes», versión 2 (1a2b3c4d)": by which crosswalk these figures count a source of the catalogue, with who
// made it, where that is said; where they count by several, what by each. "" of a source that none of them counts (of
// residents, or asked only for its rows).
std::string crosswalks_text(const Desk& desk, const std::vector<Figure>& figures, const std::string& source);

}  // namespace atalaya::service
