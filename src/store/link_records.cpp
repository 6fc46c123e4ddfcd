#include "store/link_records.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "store/chained_rows.hpp"
#include "store/next_number.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

std::vector<LinkRecord> link_records(AnalyticsStore& store, const At& at, const std::string& offence) {
    std::vector<LinkRecord> records;
    store.database().query(sql::analytics::query::link_records, {at.city, at.vintage_no, offence},
                           [&](const Row& row) {
                               LinkRecord record{.number = row.integer(0),
                                                 .day = row.day(1),
                                                 .hour = static_cast<int>(row.integer(2)),
                                                 .units = row.integer(3),
                                                 .at = {},
                                                 .area = {}};
                               if (!row.is_null(4))
                                   record.at = LonLat{static_cast<double>(row.integer(4)) * 1e-7,
                                                      static_cast<double>(row.integer(5)) * 1e-7};
                               for (std::size_t slot = 1; slot <= 4; ++slot)
                                   record.area[slot] = row.text(5 + slot);
                               records.push_back(std::move(record));
                           });
    return records;
}

std::vector<LinkDecision> link_decisions(RecordStore& records, std::string_view city) {
    return records.database().collect(
        sql::records::query::link_decisions, {std::string{city}}, [](const Row& row) -> LinkDecision {
            const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
            return {text(0), row.integer(1), text(2),        text(3),       text(4),
                    text(5), text(6),        row.integer(7), row.integer(8)};
        });
}

void keep_link_decision(RecordStore& records, std::string_view city, const LinkDecision& decision) {
    Transaction transaction{records.database()};
    std::int64_t number = 1;
    for (const auto& kept : link_decisions(records, city)) {
        if (kept.pair == decision.pair) number = kept.number + 1;
    }
    append_chained(
        records.database(), city, "link_decision",
        {{std::string{city}, decision.pair, number, decision.verdict, decision.author, decision.reason,
          decision.decided_on, decision.pairing, decision.record_a, decision.record_b}});
    transaction.commit();
}

std::vector<NamesShown> names_shown(RecordStore& records, std::string_view city) {
    return records.database().collect(
        sql::records::query::names_shown, {std::string{city}}, [](const Row& row) -> NamesShown {
            const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
            return {row.integer(0), text(1), text(2),        text(3),
                    text(4),        text(5), row.integer(6), row.integer(7)};
        });
}

void keep_names_shown(RecordStore& records, std::string_view city, const std::vector<NamesShown>& shown) {
    Transaction transaction{records.database()};
    auto number = next_number(records.database(), city, "names_shown");
    std::vector<Values> rows;
    for (const auto& one : shown)
        rows.push_back({std::string{city}, number++, one.author, one.reason, one.shown_at, one.pairing,
                        one.pair, one.record_a, one.record_b});
    append_chained(records.database(), city, "names_shown", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
