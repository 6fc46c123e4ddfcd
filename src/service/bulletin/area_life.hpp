// What a bulletin of an area says where the area was not there in all the months that it tells of and compares with: its
// numbers are "no data" for a reason, and the facts are counted elsewhere.
#pragma once

#include <string>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// "Flores dejó de existir el 1 de marzo de 2020: …": one for its end and one for its beginning, where they fall within the
// twelve months up to the bulletin's and the year before, or leave all of them without it. None for an area that was there.
std::vector<std::string> area_life(const Desk& desk);

}  // namespace atalaya::service
