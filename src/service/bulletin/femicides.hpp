// How the victims of femicide stand to those of intentional homicide: the codes in force decide it, not the
// definition that the indicators have everywhere.
#pragma once

#include "service/world.hpp"

namespace atalaya::service {

enum class Femicides {
    inside,  // every label that counts as one counts as a homicide too
    partly,
    apart,  // none does
};

// By the labels of the sources that fill the indicator femicidio at this vintage; inside where there are none.
Femicides femicides_in_homicide(const World& world);

}  // namespace atalaya::service
