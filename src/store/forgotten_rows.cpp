#include "store/forgotten_rows.hpp"

#include <fmt/format.h>

namespace atalaya::store {

void forget_rows(Database& database, std::initializer_list<std::string_view> tables) {
    if (database.engine() != Engine::postgresql) return;
    for (const auto table : tables) database.script(fmt::format("VACUUM (FULL, ANALYZE) {}", table));
    database.script("VACUUM FULL pg_catalog.pg_statistic");
}

}  // namespace atalaya::store
