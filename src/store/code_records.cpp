#include "store/code_records.hpp"

#include <map>
#include <set>
#include <utility>

#include "store/chained_rows.hpp"
#include "store/next_number.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

std::vector<KeptCoding> codings(RecordStore& records, std::string_view city) {
    return records.database().collect(
        sql::records::query::codings, {std::string{city}}, [](const Row& row) -> KeptCoding {
            return {digest_in(row, 0), std::string{row.text(1)}, std::string{row.text(2)}};
        });
}

void keep_codings(RecordStore& records, std::string_view city, const std::vector<KeptCoding>& wanted) {
    Transaction transaction{records.database()};
    std::set<Digest> known;
    for (const auto& kept : codings(records, city)) known.insert(kept.recipe);
    std::vector<Values> rows;
    for (const auto& [recipe, source, said] : wanted) {
        if (known.insert(recipe).second) rows.push_back({std::string{city}, recipe.hex(), source, said});
    }
    append_chained(records.database(), city, "coding", std::move(rows));
    transaction.commit();
}

std::vector<LabelDecision> label_decisions(RecordStore& records, std::string_view city) {
    return records.database().collect(
        sql::records::query::label_decisions, {std::string{city}}, [](const Row& row) -> LabelDecision {
            const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
            return {text(0), text(1), row.integer(2), text(3), text(4), text(5), text(6), text(7), text(8)};
        });
}

void keep_label_decisions(RecordStore& records, std::string_view city,
                          const std::vector<LabelDecision>& decisions) {
    Transaction transaction{records.database()};
    std::map<std::pair<std::string, std::string>, std::int64_t> last;
    for (const auto& kept : label_decisions(records, city)) last[{kept.source, kept.label}] = kept.number;
    std::vector<Values> rows;
    for (const auto& one : decisions) {
        rows.push_back({std::string{city}, one.source, one.label, ++last[{one.source, one.label}],
                        one.verdict, one.code, storable(one.written), storable(one.author),
                        storable(one.reason), one.decided_on});
    }
    append_chained(records.database(), city, "label_decision", std::move(rows));
    transaction.commit();
}

std::vector<KeptCodeTexts> code_texts(RecordStore& records, std::string_view city) {
    return records.database().collect(
        sql::records::query::code_texts, {std::string{city}}, [](const Row& row) -> KeptCodeTexts {
            const auto text = [&](std::size_t i) { return std::string{row.text(i)}; };
            return {row.integer(0), text(1), text(2), text(3), digest_in(row, 4),
                    text(5),        text(6), text(7), text(8)};
        });
}

void keep_code_texts(RecordStore& records, std::string_view city, const std::vector<KeptCodeTexts>& texts) {
    Transaction transaction{records.database()};
    auto number = next_number(records.database(), city, "code_texts");
    std::vector<Values> rows;
    for (const auto& one : texts)
        rows.push_back({std::string{city}, number++, one.list, one.kind, storable(one.file_name),
                        one.digest.hex(), storable(one.source), storable(one.author), one.imported_on,
                        storable(one.said)});
    append_chained(records.database(), city, "code_texts", std::move(rows));
    transaction.commit();
}

}  // namespace atalaya::store
