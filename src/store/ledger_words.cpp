#include "store/ledger_words.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace atalaya::store {

LedgerWords::LedgerWords(std::vector<std::string> labels) : labels_{std::move(labels)} {
    for (std::size_t code = 0; code < labels_.size(); ++code)
        codes_.emplace(labels_[code], static_cast<std::int32_t>(code));
    first_new_ = labels_.size();
}

std::span<const std::string_view> LedgerWords::columns() {
    static constexpr std::array<std::string_view, 8> names{"source", "offence", "basis",  "area_1",
                                                           "area_2", "area_3",  "area_4", "channel"};
    return names;
}

bool LedgerWords::has(std::string_view table, std::string_view column) {
    const bool coded = table == "entry" || table == "month_cell";
    return coded && std::find(columns().begin(), columns().end(), column) != columns().end();
}

void LedgerWords::take(const Segment& segment) {
    first_new_ = labels_.size();
    number("");
    for (const auto name : columns()) {
        for (const auto word : segment.column("entry", name).words) number(word);
    }
}

void LedgerWords::number(std::string_view word) {
    const auto [at, fresh] = codes_.try_emplace(std::string{word}, static_cast<std::int32_t>(labels_.size()));
    if (fresh) labels_.push_back(at->first);
}

std::int32_t LedgerWords::code_of(std::string_view word) const {
    const auto found = codes_.find(std::string{word});
    expects(found != codes_.end(), "a segment's words are numbered before its rows are read");
    return found->second;
}

std::vector<std::int32_t> LedgerWords::codes_of(const StoredColumn& column) const {
    std::vector<std::int32_t> out;
    out.reserve(column.words.size());
    for (const auto word : column.words) out.push_back(code_of(word));
    return out;
}

std::vector<std::int32_t> LedgerWords::codes_of(const Coded& column) const {
    std::vector<std::int32_t> known;
    for (const auto& word : column.words) known.push_back(code_of(word));
    std::vector<std::int32_t> out;
    out.reserve(column.size());
    for (const auto code : column.codes) out.push_back(known[code]);
    return out;
}

}  // namespace atalaya::store
