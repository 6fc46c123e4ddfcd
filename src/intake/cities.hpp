// The cities of a share as far as they can be used, for what is about one of them: another that cannot be read
// should not stop it.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/error.hpp"
#include "intake/city.hpp"

namespace atalaya::intake {

// Every folder of `root` that holds a city.toml and can be used, by id. What read_city() says of each of the others
// goes to `broken`, in order of the folders.
std::vector<City> usable_cities(const std::filesystem::path& root,
                                const std::function<void(const Error&)>& broken);

}  // namespace atalaya::intake
