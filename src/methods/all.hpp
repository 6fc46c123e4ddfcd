// One function per folder, each making its method; the build writes the list (cmake/Methods.cmake).
#pragma once

#include <vector>

#include "methods/method.hpp"

namespace atalaya::methods {

// By name.
std::vector<Method> every_method();

}  // namespace atalaya::methods
