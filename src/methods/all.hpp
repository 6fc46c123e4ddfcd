// One function per folder, each making its method.
#pragma once

#include "methods/method.hpp"

namespace atalaya::methods {

Method aoristic();
Method change();
Method concentration();
Method direct_rate();
Method displacement();
Method hot_spots();
Method indirect_rate();
Method proportion();
Method rate();

}  // namespace atalaya::methods
