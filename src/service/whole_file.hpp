// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace atalaya::service {

// With the folders above it. Error{no_space} or Error{missing} where it cannot be made.
void make_folder(const std::filesystem::path& folder);

// In place of what is there. Error{no_space} when it cannot be written; then the file is as it was.
void write_whole(const std::filesystem::path& path, std::string_view bytes);

// What is given piece by piece to a reader, so that it is never whole in memory.
using Pieces = std::function<void(std::string_view)>;
void write_whole(const std::filesystem::path& path, const std::function<void(const Pieces&)>& give);

}  // namespace atalaya::service
