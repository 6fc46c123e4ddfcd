// A contrast as JSON.
#pragma once

#include <string>

#include "service/contrast.hpp"

namespace atalaya::cli {

// {"claim":{…},"without_data":…,"ours":{…},…,"agree":[…],"nearest":[…],"agreeing":…,"tried":…}.
std::string contrast_json(const service::Contrast& found);

}  // namespace atalaya::cli
