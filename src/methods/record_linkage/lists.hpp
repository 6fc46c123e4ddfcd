// The records of one table or of two, made ready for the kernels of linkage/: fields to compare, blocks to compare in.
#pragma once

#include <string>
#include <vector>

#include "linkage/blocking.hpp"
#include "linkage/comparison.hpp"
#include "methods/method.hpp"

namespace atalaya::methods {

inline constexpr int most_linked_fields = 8;
inline constexpr int most_block_keys = 3;
inline constexpr std::size_t most_without_blocks = 5'000;  // records

// "id", "domain", "field_1" ..., "block_1", "block_1_and" ...
TableSpec list_table(std::string name, bool optional);
// "compare_1" ..., "alike", "days", "within", "rare", "block_1_by" ...
std::vector<Setting> list_settings();

struct Lists {
    linkage::Permit permit;
    linkage::Sizes sizes;
    std::vector<std::string> ids;  // of the first table, then of the second
    std::vector<linkage::Field> fields;
    std::vector<linkage::Pass> passes;

    bool of_two() const { return permit.of_two(); }
    const char* table(std::uint32_t record) const { return record < sizes.first ? "records" : "others"; }
};

// What an analyst states is the column "domain": of two tables each says it, and so does a table of several files
// (service/method_run); one table of one file is a list of whoever keeps it, whose duplicates are looked for without.
// Throws Error{usage} for records of two privacy domains, for two tables of which one does not say its own or that do
// not have the same fields and blocks, for no field at all, and for more than most_without_blocks records without a
// block; Error{bad_input} for an id that a table has twice. O(bytes).
Lists lists_of(const Asked& asked);

// Whether an id comes before another: numbers by their value and before texts.
bool id_before(const std::string& a, const std::string& b);

}  // namespace atalaya::methods
