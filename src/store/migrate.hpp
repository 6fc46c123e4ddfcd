// Bringing a schema up to date: forward only, each step in a transaction (of a new store
// all in one), recorded in the table `migration`. Running it again, or after being killed,
// changes nothing that was done.
#pragma once

#include <span>
#include <string_view>

#include "core/error.hpp"
#include "store/database.hpp"

namespace atalaya::store {

struct Migration {
    std::string_view name;  // "0001-first"
    std::string_view sql;
};

// How a store is called in an error, and what mends it.
struct StoreWords {
    Message name, repair;
};

// What opening to read meets where steps are missing: Error{conflict}.
class OlderStore : public atalaya::Error {
  public:
    using Error::Error;
};

// Error{newer_version} when the store has steps that are not among `steps` (unless it is
// opened by the program that wrote them), Error{corrupt} when a step was recorded with
// another text, or is not recorded though its tables are there. `read_only` only checks, and
// says when steps are missing.
void migrate(Database& database, std::span<const Migration> steps, const StoreWords& store, bool read_only);

}  // namespace atalaya::store
