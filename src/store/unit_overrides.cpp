#include "store/unit_overrides.hpp"

#include "store/chained_rows.hpp"
#include "store/next_number.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

std::vector<UnitOverride> unit_overrides(RecordStore& records, std::string_view city) {
    std::vector<UnitOverride> all;
    records.database().query(sql::records::query::unit_overrides, {std::string{city}}, [&](const Row& row) {
        const auto text = [&](std::size_t column) { return std::string{row.text(column)}; };
        all.push_back({row.integer(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8),
                       text(9)});
    });
    return all;
}

UnitOverride keep_unit_override(RecordStore& records, std::string_view city, UnitOverride taken) {
    Transaction transaction{records.database()};
    taken.number = next_number(records.database(), city, "unit_override");
    taken.claim = storable(taken.claim);
    taken.author = storable(taken.author);
    taken.reason = storable(taken.reason);
    append_chained(
        records.database(), city, "unit_override",
        {{std::string{city}, taken.number, taken.part, taken.part_unit, taken.whole, taken.whole_unit,
          taken.claim, taken.vintage, taken.author, taken.reason, taken.decided_on}});
    transaction.commit();
    return taken;
}

}  // namespace atalaya::store
