#include "store/live_facts.hpp"

#include "store/sql.hpp"

namespace atalaya::store {

namespace {

std::int32_t or_nothing(const Row& row, std::size_t at) {
    return row.is_null(at) ? nothing<std::int32_t> : static_cast<std::int32_t>(row.integer(at));
}

}  // namespace

LiveFacts live_facts(AnalyticsStore& store, const At& at, Period period) {
    LiveFacts out;
    const Values values{at.city, at.vintage_no, period.first, period.past_end};
    store.database().query(sql::analytics::query::live_facts, values, [&](const Row& row) {
        out.incident_no.push_back(row.integer(0));
        out.source.push(row.text(1));
        out.offence.push(row.text(2));
        out.day.since_epoch.push_back(since_epoch(row.day(3)));
        out.hour.push_back(static_cast<std::int8_t>(row.integer(4)));
        out.known.push_back(static_cast<std::int8_t>(row.integer(5)));
        out.units.push_back(static_cast<std::int32_t>(row.integer(6)));
        for (std::size_t slot = 0; slot < out.area.size(); ++slot) out.area[slot].push(row.text(7 + slot));
        out.delay.push_back(static_cast<std::int32_t>(row.integer(11)));
        out.lon.push_back(or_nothing(row, 12));
        out.lat.push_back(or_nothing(row, 13));
        out.from.push_back(or_nothing(row, 14));
        out.past.push_back(or_nothing(row, 15));
    });
    return out;
}

}  // namespace atalaya::store
