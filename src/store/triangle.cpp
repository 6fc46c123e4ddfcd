#include "store/triangle.hpp"

#include "store/sql.hpp"

namespace atalaya::store {

std::vector<Revision> revision_triangle(AnalyticsStore& store, const At& at, std::string_view source) {
    std::vector<Revision> out;
    store.database().query(
        sql::analytics::query::revision_triangle, Values{at.city, at.vintage_no, std::string{source}},
        [&](const Row& row) {
            out.push_back({months_from(month_of(row.day(0)), static_cast<int>(row.integer(1))),
                           row.integer(2), row.integer(3)});
        });
    return out;
}

}  // namespace atalaya::store
