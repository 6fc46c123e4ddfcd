#include "store/clock_records.hpp"

#include <algorithm>
#include <cstdint>

#include "store/chained_rows.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

struct Numbered {
    ReadingClock clock;
    std::int64_t number{};
};

void take(std::vector<Numbered>& known, Numbered one) {
    const auto same = std::find_if(known.begin(), known.end(),
                                   [&](const Numbered& other) { return other.clock.run == one.clock.run; });
    if (same == known.end())
        known.push_back(std::move(one));
    else
        *same = std::move(one);
}

std::vector<Numbered> newest_of_each(RecordStore& records, std::string_view city) {
    std::vector<Numbered> known;
    records.database().query(sql::records::query::reading_clocks, {std::string{city}}, [&](const Row& row) {
        const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
        take(known, {{text(0), text(2), text(3)}, row.integer(1)});
    });
    return known;
}

}  // namespace

std::vector<ReadingClock> reading_clocks(RecordStore& records, std::string_view city) {
    std::vector<ReadingClock> clocks;
    for (auto& one : newest_of_each(records, city)) clocks.push_back(std::move(one.clock));
    return clocks;
}

void keep_reading_clocks(RecordStore& records, std::string_view city,
                         const std::vector<ReadingClock>& clocks) {
    Transaction transaction{records.database()};
    auto known = newest_of_each(records, city);
    std::vector<Values> rows;
    for (const auto& clock : clocks) {
        const auto before = std::find_if(known.begin(), known.end(),
                                         [&](const Numbered& one) { return one.clock.run == clock.run; });
        if (before != known.end() && before->clock == clock) continue;
        const std::int64_t number = before == known.end() ? 1 : before->number + 1;
        rows.push_back({std::string{city}, clock.run, number, clock.zone, storable(clock.tzdata)});
        take(known, {clock, number});
    }
    append_chained(records.database(), city, "reading_clock", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
