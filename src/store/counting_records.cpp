#include "store/counting_records.hpp"

#include <cstdint>
#include <map>

#include "store/chained_rows.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

struct Numbered {
    std::string said;
    std::int64_t number{};
};
using ByRun = std::map<std::string, Numbered>;

ByRun newest_of_each(RecordStore& records, std::string_view city) {
    ByRun known;
    records.database().query(sql::records::query::counting_rules, {std::string{city}}, [&](const Row& row) {
        known[std::string{row.text(0)}] = {std::string{row.text(2)}, row.integer(1)};
    });
    return known;
}

}  // namespace

std::vector<KeptRules> counting_rules(RecordStore& records, std::string_view city) {
    std::vector<KeptRules> all;
    for (auto& [run, rules] : newest_of_each(records, city)) all.push_back({run, std::move(rules.said)});
    return all;
}

void keep_counting_rules(RecordStore& records, std::string_view city, const std::vector<KeptRules>& rules) {
    Transaction transaction{records.database()};
    auto known = newest_of_each(records, city);
    std::vector<Values> rows;
    for (const auto& [run, said] : rules) {
        auto& [newest, number] = known[run];
        if (number > 0 && newest == said) continue;
        newest = said;
        rows.push_back({std::string{city}, run, ++number, storable(said)});
    }
    append_chained(records.database(), city, "counting_rules", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
