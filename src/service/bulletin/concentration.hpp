// By which places a bulletin tells concentration.
#pragma once

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// Street segments where the city has them and they hold any of the robberies of twelve months; else the
// layer of slot 2; nullptr when the city has neither.
const intake::Layer* layer_of_concentration(const Desk& desk);

}  // namespace atalaya::service
