#include "store/integer_columns.hpp"

#include "core/error.hpp"

namespace atalaya::store {

std::vector<IntegerColumn> integer_columns(Database& database, std::string_view sql, const Values& values,
                                           std::size_t count) {
    if (auto* own = dynamic_cast<KeepsColumns*>(&database)) {
        auto columns = own->integer_columns(sql, values);
        expects(columns.empty() || columns.size() == count, "an answer has the columns that are asked for");
        columns.resize(count);
        return columns;
    }
    std::vector<IntegerColumn> columns(count);
    database.query(sql, values, [&](const Row& row) {
        expects(row.size() == count, "an answer has the columns that are asked for");
        for (std::size_t i = 0; i < count; ++i) {
            expects(row[i].kind == Cell::Kind::integer || row[i].kind == Cell::Kind::day,
                    "these columns are of integers and days");
            columns[i].push_back(row[i].number);
        }
    });
    return columns;
}

}  // namespace atalaya::store
