#include "store/rebuild.hpp"

#include <fmt/format.h>

#include "store/data_directory.hpp"
#include "store/row_sum.hpp"

namespace atalaya::store {

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
