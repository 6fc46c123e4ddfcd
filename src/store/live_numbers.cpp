#include "store/live_numbers.hpp"

#include "store/sql.hpp"

namespace atalaya::store {

std::vector<LiveNumber> live_numbers(AnalyticsStore& store, const At& at, Period period) {
    return store.database().collect(
        sql::analytics::query::live_numbers, {at.city, at.vintage_no, period.first, period.past_end},
        [](const Row& row) -> LiveNumber {
            return {row.integer(0), std::string{row.text(1)}, std::string{row.text(2)}, row.day(3)};
        });
}

}  // namespace atalaya::store
