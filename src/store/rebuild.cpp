#include "store/rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "store/data_directory.hpp"
#include "store/duck_database.hpp"
#include "store/migrate.hpp"
#include "store/row_sum.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

std::vector<SchemaObject> schema_as_made() {
    const auto twin = open_duckdb({.file = ":memory:", .temp_directory = {}, .threads = 1});
    migrate(*twin, sql::analytics::schema::steps, {verbatim(""), verbatim("")}, false);
    return twin->schema();
}

// Whether its table `migration` says what this program would have written.
bool says_so(Database& analytics) {
    try {
        migrate(analytics, sql::analytics::schema::steps,
                {message("analytics store"), verbatim("atalaya rebuild")}, true);
        return true;
    } catch (const Error& error) {
        if (error.fault() == Fault::corrupt || error.fault() == Fault::conflict) return false;
        throw;
    }
}

}  // namespace

void drop_damaged_tables(Database& analytics) {
    const bool said = says_so(analytics);
    const auto made = schema_as_made();
    const auto found = analytics.schema();
    const bool whole = std::all_of(made.begin(), made.end(), [&](const SchemaObject& should) {
        return std::any_of(found.begin(), found.end(), [&](const SchemaObject& is) {
            return is.kind == should.kind && is.name == should.name && is.columns == should.columns;
        });
    });
    if (said && whole) return;
    Transaction transaction{analytics};
    for (const std::string_view kind : {"view", "table"}) {  // a view needs its tables
        for (const auto& is : found) {
            const bool ours = std::any_of(made.begin(), made.end(),
                                          [&](const SchemaObject& should) { return should.name == is.name; });
            if (ours && is.kind == kind) analytics.execute(fmt::format("DROP {} {}", kind, is.name));
        }
    }
    transaction.commit();
}

std::vector<TableDigest> table_digests(AnalyticsStore& store, std::string_view city) {
    std::vector<TableDigest> out;
    std::vector<Cell> cells;
    std::string buffer;
    for (const auto& table : fact_tables()) {
        RowSum sum;
        store.database().query(fmt::format("SELECT * FROM {} WHERE city = $1", table.name),
                               {std::string{city}}, [&](const Row& row) {
                                   cells.clear();
                                   for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(row[i]);
                                   sum.add(hash_of(cells, buffer));
                               });
        out.push_back({std::string{table.name}, sum.rows, sum.digest()});
    }
    return out;
}

Rebuilt rebuild(const std::filesystem::path& folder, Progress& progress) {
    Store store{folder, Access::rebuild, progress};
    return {static_cast<std::int64_t>(store.vintages().size()),
            table_digests(store.analytics(), store.city())};
}

}  // namespace atalaya::store
