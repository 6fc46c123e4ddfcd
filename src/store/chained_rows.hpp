// Rows of the record store with their chain: link = SHA-256(link of the row before, the
// row as canonical JSON). A changed value no longer gives its link; a missing row
// leaves a gap in link_no; missing last rows disagree with the head kept apart.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "store/database.hpp"

namespace atalaya::store {

struct RecordTable {
    std::string_view name;
    std::vector<std::string_view> columns;  // as in the schema, without link_no and link
    std::vector<std::string_view> key;      // columns that name a row
};
const std::vector<RecordTable>& record_tables();
const RecordTable& record_table(std::string_view name);

struct ChainEnd {
    std::int64_t links = 0;
    std::string head;  // "" before the first row
};
ChainEnd chain_end(Database& database, std::string_view city, std::string_view table);

// Databases take UTF-8 without NULs; what a source wrote may be neither.
std::string storable(std::string_view found);

// The digest in a column of text. Error{corrupt} where there is none.
Digest digest_in(const Row& row, std::size_t column);

// `row` has the columns of its table, city first, integers and texts only.
std::string link_after(std::string_view head, const Values& row);

// Adds rows to one table of a city and moves its chain on. Call inside a transaction.
void append_chained(Database& database, std::string_view city, std::string_view table,
                    std::vector<Values> rows);

}  // namespace atalaya::store
