// What passed between the observatory and those who send.
#include <algorithm>

#include "core/error.hpp"
#include "store/chained_rows.hpp"
#include "store/next_number.hpp"
#include "store/record_store.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

namespace ask = sql::records::query;

std::string text(std::string_view value) {
    return std::string{value};
}

}  // namespace

std::vector<Arrival> RecordStore::arrivals(std::string_view city) {
    return database_->collect(ask::arrivals, {text(city)}, [](const Row& row) -> Arrival {
        return {digest_in(row, 0), row.day(1)};
    });
}

void RecordStore::keep_arrivals(std::string_view city, const std::vector<Arrival>& arrivals) {
    Transaction transaction{*database_};
    auto known = this->arrivals(city);
    std::vector<Values> rows;
    for (const auto& arrival : arrivals) {
        const auto same = std::find_if(known.begin(), known.end(),
                                       [&](const Arrival& one) { return one.delivery == arrival.delivery; });
        if (same == known.end()) {
            rows.push_back({text(city), arrival.delivery.hex(), iso(arrival.on)});
            known.push_back(arrival);
        } else if (same->on != arrival.on) {
            throw Error{Fault::conflict,
                        message("the delivery {} is on record as come on {}; found {}",
                                arrival.delivery.hex().substr(0, 12), iso(same->on), iso(arrival.on))};
        }
    }
    append_chained(*database_, city, "arrival", std::move(rows));
    transaction.commit();
}

std::vector<Refusal> RecordStore::refusals(std::string_view city) {
    return database_->collect(ask::refusals, {text(city)}, [](const Row& row) -> Refusal {
        return {row.integer(0),    row.text(1).empty() ? Digest{} : digest_in(row, 1),
                text(row.text(2)), text(row.text(3)),
                row.integer(4),    row.day(5),
                text(row.text(6))};
    });
}

std::int64_t RecordStore::keep_refusal(std::string_view city, const Refusal& refusal) {
    Transaction transaction{*database_};
    const auto number = next_number(*database_, city, "refusal");
    append_chained(
        *database_, city, "refusal",
        {{text(city), number, refusal.delivery == Digest{} ? "" : refusal.delivery.hex(), refusal.source,
          storable(refusal.file_name), refusal.bytes, iso(refusal.on), storable(refusal.reason)}});
    transaction.commit();
    return number;
}

std::vector<Letter> RecordStore::letters(std::string_view city) {
    std::vector<Letter> letters;
    database_->query(ask::letters, {text(city)}, [&](const Row& row) {
        if (letters.empty() || letters.back().number != row.integer(0))
            letters.push_back(
                {row.integer(0), text(row.text(1)), {}, row.day(5), text(row.text(6)), text(row.text(7))});
        letters.back().about.push_back({text(row.text(2)), row.integer(3), row.day(4)});
    });
    return letters;
}

void RecordStore::keep_letters(std::string_view city, std::vector<Letter>& letters) {
    Transaction transaction{*database_};
    const auto known = this->letters(city);
    auto number = known.empty() ? std::int64_t{0} : known.back().number;
    std::vector<Values> rows;
    for (auto& letter : letters) {
        letter.number = ++number;
        for (const auto& [period, step, due] : letter.about)
            rows.push_back({text(city), letter.number, letter.source, period, step, iso(due),
                            iso(letter.written_on), letter.vintage, letter.language});
    }
    append_chained(*database_, city, "letter", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
