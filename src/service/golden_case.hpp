// The golden cases of a method (src/methods/NAME/golden.json) as questions that it answers.
#pragma once

#include "methods/method.hpp"

namespace atalaya::service {

// Promise: there is such a case.
methods::Question golden_question(const methods::Method& method, std::size_t number);

}  // namespace atalaya::service
