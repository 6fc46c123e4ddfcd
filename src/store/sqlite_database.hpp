// SQLite behind Database: a file of our own with WAL, synchronous=FULL (a commit is on
// the disk when it returns), foreign keys, STRICT tables, and text compared by bytes
// where a query says COLLATE "C".
#pragma once

#include <filesystem>
#include <memory>

#include "store/database.hpp"

namespace atalaya::store {

std::unique_ptr<Database> open_sqlite(const std::filesystem::path& file, bool read_only);

}  // namespace atalaya::store
