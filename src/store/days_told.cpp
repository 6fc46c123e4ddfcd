#include "store/days_told.hpp"

#include "store/sql.hpp"

namespace atalaya::store {

DayRows days_told(AnalyticsStore& store, const At& at, const std::string& source) {
    DayRows rows;
    store.database().query(sql::analytics::query::days_told, {at.city, at.vintage_no, source},
                           [&](const Row& row) { rows.emplace(row.day(0), row.integer(1)); });
    return rows;
}

}  // namespace atalaya::store
