#include "store/integer_columns.hpp"

#include <utility>

#include "core/error.hpp"

namespace atalaya::store {

IntegerColumns integer_columns(Database& database, std::string_view sql, const Values& values,
                               std::size_t narrow, std::size_t wide) {
    IntegerColumns columns{narrow, wide};
    if (auto* own = dynamic_cast<KeepsColumns*>(&database)) {
        own->add_integer_columns(sql, values, columns);
        return columns;
    }
    database.query(sql, values, [&](const Row& row) {
        expects(row.size() == narrow + wide, "an answer has the columns that are asked for");
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& cell = row[i];
            expects(cell.kind == Cell::Kind::integer || cell.kind == Cell::Kind::day,
                    "these columns are of integers and days");
            if (i < narrow) {
                expects(std::in_range<std::int32_t>(cell.number), "codes and days have 32 bits");
                columns.codes[i].push_back(static_cast<std::int32_t>(cell.number));
            } else {
                columns.amounts[i - narrow].push_back(cell.number);
            }
        }
    });
    return columns;
}

}  // namespace atalaya::store
