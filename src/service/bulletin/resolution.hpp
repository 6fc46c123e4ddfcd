// Of the cases that came in 90 to 120 days before, how many ended in term: the sentence of the section on coexistence and of
// the devolución of whoever sends them.
#pragma once

#include <optional>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// Of the month, with its share and interval; of fewer than 20 cases without. None where there are no cases, or no such
// indicator.
std::optional<render::Paragraph> resolved_sentence(Desk& desk);

}  // namespace atalaya::service
