// The repository's folder, as the tests were configured in it. A function of one file, so
// that all the others compile to the same bytes wherever the repository lies.
#pragma once

#include <filesystem>

namespace atalaya {

std::filesystem::path source_folder();

}  // namespace atalaya
