#include "store/former_areas.hpp"

#include "store/sql.hpp"

namespace atalaya::store {

std::vector<FormerArea> former_areas(AnalyticsStore& store, const At& at) {
    std::vector<FormerArea> out;
    store.database().query(
        sql::analytics::query::former_areas, Values{at.city, at.vintage_no}, [&](const Row& row) {
            out.push_back({std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)},
                           std::string{row.text(3)}, std::string{row.text(4)}});
        });
    return out;
}

}  // namespace atalaya::store
