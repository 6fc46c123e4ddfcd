// Where a text stands in a TOML file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake {

// "contact.institution" and its line.
struct TomlPlace {
    std::string key;
    std::int64_t line = 0;
};

// Every value that is the text, by line; of a list, once for each time. Throws what read_toml() throws.
std::vector<TomlPlace> toml_places(const std::filesystem::path& path, std::string_view text);

}  // namespace atalaya::intake
