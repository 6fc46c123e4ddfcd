#include "service/whole_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) return;
    const bool full = failed == std::errc::no_space_on_device;
    throw Error{full ? Fault::no_space : Fault::missing,
                message("could not make the folder {}: {}. Choose another with --out", folder.string(),
                        failed.message())};
}

void write_whole(const fs::path& path, std::string_view bytes) {
    write_whole(path, [&](const Pieces& take) { take(bytes); });
}

void write_whole(const fs::path& path, const std::function<void(const Pieces&)>& give) {
    const fs::path beside = path.string() + ".part";
    {
        std::ofstream file{beside, std::ios::binary | std::ios::trunc};
        std::size_t written = 0;
        give([&](std::string_view piece) {
            file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            written += piece.size();
        });
        file.flush();
        if (!file) {
            const std::string why = std::strerror(errno);
            std::error_code ignored;
            fs::remove(beside, ignored);
            const auto folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
            if (!fs::is_directory(folder, ignored))
                throw Error{Fault::missing,
                            message("could not write {}: expected the folder {}; there is none",
                                    path.string(), folder.string())};
            throw Error{Fault::no_space,
                        message("could not write {} ({} bytes): {}", path.string(), written, why)};
        }
    }
    fs::rename(beside, path);
}

}  // namespace atalaya::service
