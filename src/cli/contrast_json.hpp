// A contrast as JSON.
#pragma once

#include <string>

#include "service/classification.hpp"
#include "service/contrast.hpp"

namespace atalaya::cli {

// {"claim":{…},"without_data":…,"ours":{…},…,"agree":[…],"nearest":[…],"agreeing":…,"tried":…,"crosswalks":[…],
// "overlap":[…],"decided":[…]}, the last three as of a figure (service/classification.hpp).
std::string contrast_json(const service::Contrast& found, const service::Classified& classes);

}  // namespace atalaya::cli
