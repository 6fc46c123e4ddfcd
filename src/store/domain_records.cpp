#include "store/domain_records.hpp"

#include <cstdint>
#include <map>

#include "store/chained_rows.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

struct Numbered {
    std::string domain;
    std::int64_t number{};
};
using ByRun = std::map<std::string, Numbered>;

ByRun newest_of_each(RecordStore& records, std::string_view city) {
    ByRun known;
    records.database().query(sql::records::query::reading_domains, {std::string{city}}, [&](const Row& row) {
        known[std::string{row.text(0)}] = {std::string{row.text(2)}, row.integer(1)};
    });
    return known;
}

}  // namespace

std::vector<ReadingDomain> reading_domains(RecordStore& records, std::string_view city) {
    std::vector<ReadingDomain> domains;
    for (auto& [run, one] : newest_of_each(records, city)) domains.push_back({run, std::move(one.domain)});
    return domains;
}

void keep_reading_domains(RecordStore& records, std::string_view city,
                          const std::vector<ReadingDomain>& domains) {
    Transaction transaction{records.database()};
    auto known = newest_of_each(records, city);
    std::vector<Values> rows;
    for (const auto& [run, domain] : domains) {
        auto& [newest, number] = known[run];
        if (newest == domain) continue;
        newest = domain;
        rows.push_back({std::string{city}, run, ++number, storable(domain)});
    }
    append_chained(records.database(), city, "reading_domain", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
