#include "store/directory_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::store {
namespace {

// The process that /proc/locks (Linux) shows for the file, or "another process".
// A line: "1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF".
Message holder_of(int file) {
    struct stat about {};
    ::fstat(file, &about);
    const std::string inode = fmt::format(":{}", about.st_ino);
    std::ifstream locks{"/proc/locks"};
    for (std::string kind, word; locks >> word >> kind;) {
        std::string advisory, access, process, where, rest;
        if (kind == "->") continue;  // someone who waits
        locks >> advisory >> access >> process >> where;
        std::getline(locks, rest);
        if (kind == "FLOCK" && where.ends_with(inode)) return message("process {}", process);
    }
    return message("another process");
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& folder, bool shared) {
    const auto path = folder / "lock";
    file_ = ::open(path.c_str(), (shared ? O_RDONLY : O_RDWR) | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0 && shared) file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    // Who may not write the folder cannot make the file, nor be in a writer's way.
    if (file_ < 0 && shared && ::access(folder.c_str(), W_OK) != 0) return;
    if (file_ < 0) {
        throw Error{Fault::conflict, message("could not open {}: {}. Check whose the folder is",
                                             path.string(), std::strerror(errno))};
    }
    if (::flock(file_, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0) return;
    const auto holder = holder_of(file_);
    ::close(file_);
    throw Error{Fault::conflict, message("{} is in use by {}. Wait until it ends, or end it, and try again",
                                         folder.string(), holder)};
}

DirectoryLock::~DirectoryLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace atalaya::store
