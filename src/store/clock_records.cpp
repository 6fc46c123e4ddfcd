#include "store/clock_records.hpp"

#include <cstdint>
#include <map>

#include "store/chained_rows.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

struct Numbered {
    ReadingClock clock;
    std::int64_t number{};
};
using ByRun = std::map<std::string, Numbered>;

ByRun newest_of_each(RecordStore& records, std::string_view city) {
    ByRun known;
    records.database().query(sql::records::query::reading_clocks, {std::string{city}}, [&](const Row& row) {
        const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
        known[text(0)] = {{text(0), text(2), text(3)}, row.integer(1)};
    });
    return known;
}

}  // namespace

std::vector<ReadingClock> reading_clocks(RecordStore& records, std::string_view city) {
    std::vector<ReadingClock> clocks;
    for (auto& [run, one] : newest_of_each(records, city)) clocks.push_back(std::move(one.clock));
    return clocks;
}

void keep_reading_clocks(RecordStore& records, std::string_view city,
                         const std::vector<ReadingClock>& clocks) {
    Transaction transaction{records.database()};
    auto known = newest_of_each(records, city);
    std::vector<Values> rows;
    for (const auto& clock : clocks) {
        auto& [newest, number] = known[clock.run];
        if (number > 0 && newest == clock) continue;
        newest = clock;
        rows.push_back({std::string{city}, clock.run, ++number, clock.zone, storable(clock.tzdata)});
    }
    append_chained(records.database(), city, "reading_clock", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
