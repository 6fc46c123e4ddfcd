// Who has a data directory: one writer, or any number of readers. The lock goes with the
// process that holds it, however that ends.
#pragma once

#include <filesystem>

namespace atalaya::store {

class DirectoryLock {
  public:
    // Error{conflict} that says which process has it and what to do. A reader of a folder that it
    // may not write, and that has no file to lock, goes without.
    DirectoryLock(const std::filesystem::path& folder, bool shared);
    ~DirectoryLock();
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;

  private:
    int file_ = -1;
};

}  // namespace atalaya::store
