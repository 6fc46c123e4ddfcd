#include "store/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "store/room.hpp"

namespace atalaya::store {
namespace {

constexpr std::size_t buffered = 1 << 20;

[[noreturn]] void fail(const std::filesystem::path& path, const Message& doing) {
    const int why = errno;
    const Fault fault = why == ENOSPC || why == EDQUOT || why == EFBIG  ? Fault::no_space
                        : why == ENOENT || why == ENOTDIR               ? Fault::missing
                        : why == EACCES || why == EROFS || why == EPERM ? Fault::conflict
                                                                        : Fault::corrupt;
    throw Error{fault, message("{} {}: {}{}", doing, path.string(), std::strerror(why), room_for(fault))};
}

}  // namespace

DurableFile::DurableFile(std::filesystem::path path, unsigned mode)
    : path_{std::move(path)}, half_{path_.string() + std::string{half_written}} {
    make_folder_durably(path_.parent_path());
    file_ = ::open(half_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (file_ < 0) fail(half_, message("could not make"));
    buffer_.reserve(buffered);
}

DurableFile::~DurableFile() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(half_.c_str());
}

void DurableFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto taken = std::min(bytes.size(), buffered - buffer_.size());
        buffer_.append(bytes.substr(0, taken));
        bytes.remove_prefix(taken);
        if (buffer_.size() == buffered) flush();
    }
}

void DurableFile::flush() {
    for (std::size_t done = 0; done < buffer_.size();) {
        const auto n = ::write(file_, buffer_.data() + done, buffer_.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(half_, message("could not write"));
        done += static_cast<std::size_t>(n);
    }
    buffer_.clear();
}

void DurableFile::finish() {
    flush();
    if (::fsync(file_) != 0) fail(half_, message("could not make durable"));
    if (::close(file_) != 0) fail(half_, message("could not close"));
    file_ = -1;
    if (::rename(half_.c_str(), path_.c_str()) != 0) fail(path_, message("could not put in place"));
    fsync_folder(path_.parent_path());
}

void write_durably(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
    DurableFile file{path, mode};
    file.write(bytes);
    file.finish();
}

void make_folder_durably(const std::filesystem::path& folder) {
    if (folder.empty() || std::filesystem::is_directory(folder)) return;
    make_folder_durably(folder.parent_path());
    std::error_code ignored;
    if (std::filesystem::create_directory(folder, ignored)) {
        fsync_folder(folder.has_parent_path() ? folder.parent_path() : ".");
    } else if (!std::filesystem::is_directory(folder)) {
        errno = ignored.value();
        fail(folder, message("could not make the folder"));
    }
}

void fsync_folder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) fail(folder, message("could not open"));
    const int done = ::fsync(file);
    ::close(file);
    if (done != 0) fail(folder, message("could not make durable"));
}

}  // namespace atalaya::store
