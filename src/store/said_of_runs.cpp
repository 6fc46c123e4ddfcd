#include "store/said_of_runs.hpp"

#include <cstdint>

#include "core/error.hpp"
#include "store/chained_rows.hpp"

namespace atalaya::store {

namespace {

struct Numbered {
    Said said;
    std::int64_t number{};
};

std::map<std::string, Numbered> newest_of_each(RecordStore& records, std::string_view city,
                                               const RunTexts& what) {
    std::map<std::string, Numbered> known;
    records.database().query(what.query, {std::string{city}}, [&](const Row& row) {
        Said said;
        for (std::size_t i = 0; i < what.texts; ++i) said.emplace_back(row.text(2 + i));
        known[std::string{row.text(0)}] = {std::move(said), row.integer(1)};
    });
    return known;
}

}  // namespace

std::map<std::string, Said> said_of_runs(RecordStore& records, std::string_view city, const RunTexts& what) {
    std::map<std::string, Said> newest;
    for (auto& [run, one] : newest_of_each(records, city, what)) newest.emplace(run, std::move(one.said));
    return newest;
}

void keep_said_of_runs(RecordStore& records, std::string_view city, const RunTexts& what,
                       const std::vector<std::pair<std::string, Said>>& wanted) {
    Transaction transaction{records.database()};
    auto known = newest_of_each(records, city, what);
    std::vector<Values> rows;
    for (const auto& [run, found] : wanted) {
        expects(found.size() == what.texts, "a reading is said by the columns of its table");
        Said said;
        for (const auto& text : found) said.push_back(storable(text));
        auto& [newest, number] = known.try_emplace(run, Numbered{Said(what.texts), 0}).first->second;
        if (newest == said) continue;
        newest = said;
        Values row{std::string{city}, run, ++number};
        row.insert(row.end(), said.begin(), said.end());
        rows.push_back(std::move(row));
    }
    append_chained(records.database(), city, what.table, std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
