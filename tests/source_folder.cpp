#include "source_folder.hpp"

namespace atalaya {

std::filesystem::path source_folder() {
    return ATALAYA_SOURCE;
}

}  // namespace atalaya
