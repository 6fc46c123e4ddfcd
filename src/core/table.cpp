#include "core/table.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"

namespace atalaya {

std::uint32_t Coded::code_of(std::string_view word) {
    // Sources arrive sorted more often than not: the last word is the likely one.
    if (!codes.empty() && words[codes.back()] == word) return codes.back();
    if (const auto known = index_.find(word); known != index_.end()) return known->second;
    if (index_.size() != words.size()) {  // the words were filled in by hand, e.g. read back from a file
        index_.clear();
        for (std::uint32_t i = 0; i < words.size(); ++i) index_.emplace(words[i], i);
        if (const auto known = index_.find(word); known != index_.end()) return known->second;
    }
    const auto code = static_cast<std::uint32_t>(words.size());
    words.emplace_back(word);
    index_.emplace(word, code);
    return code;
}

Coded canonical(const Coded& column) {
    std::vector<bool> used(column.words.size());
    for (const auto code : column.codes) used[code] = true;
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 1; i < column.words.size(); ++i) {
        if (used[i]) order.push_back(i);
    }
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return column.words[a] < column.words[b]; });

    Coded out;
    std::vector<std::uint32_t> renumbered(column.words.size());
    for (const auto old : order) renumbered[old] = out.code_of(column.words[old]);
    out.codes.reserve(column.codes.size());
    for (const auto code : column.codes) out.codes.push_back(renumbered[code]);
    return out;
}

std::size_t size(const Cells& cells) {
    return std::visit(
        [](const auto& column) {
            using T = std::decay_t<decltype(column)>;
            if constexpr (std::is_same_v<T, Days>) {
                return column.since_epoch.size();
            } else {
                return column.size();
            }
        },
        cells);
}

std::size_t Table::rows() const {
    return columns.empty() ? 0 : size(columns.front().cells);
}

const Column& Table::column(std::string_view wanted) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == wanted; });
    expects(found != columns.end(), "Table::column asks for a column that the table has");
    return *found;
}

}  // namespace atalaya
