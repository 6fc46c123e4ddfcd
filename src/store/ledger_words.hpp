// Numbers for the texts of a city's ledger. The analytics store keeps `entry` and `month_cell` with
// codes and their texts once, in `word`: ten million rows then load without a text among them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// Code 0 is "". The others follow in order of first use: segment by segment, in a segment
// column by column, in a column by bytes. So codes are a function of the segments, and
// a later vintage only adds.
class LedgerWords {
  public:
    // Words that a store has already, by code.
    explicit LedgerWords(std::vector<std::string> labels = {});

    static std::span<const std::string_view> columns();  // of `entry`, as they are numbered
    static bool has(std::string_view table, std::string_view column);

    // Numbers the words of a vintage's entries.
    void take(const Segment& segment);

    const std::vector<std::string>& labels() const { return labels_; }
    // Of the vintage taken last: its words are from here on.
    std::size_t first_new() const { return first_new_; }
    // The code of each word of a text column. Promise: its segment was taken.
    std::vector<std::int32_t> codes_of(const StoredColumn& column) const;
    // The code of each row of a column of them. The same promise.
    std::vector<std::int32_t> codes_of(const Coded& column) const;

  private:
    void number(std::string_view word);
    std::int32_t code_of(std::string_view word) const;

    std::vector<std::string> labels_;
    std::unordered_map<std::string, std::int32_t> codes_;
    std::size_t first_new_ = 0;
};

}  // namespace atalaya::store
