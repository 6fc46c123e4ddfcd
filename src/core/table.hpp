// Columns of plain values: what readers hand to checks, checks to segments, and
// segments to either database. Texts that repeat are kept once.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/day.hpp"

namespace atalaya {

// Texts by number: words[codes[row]]. Word 0 is "" and means that the row has none.
// The order of the words is the order of first use; canonical() makes it bytes' order.
class Coded {
  public:
    std::vector<std::string> words{std::string{}};
    std::vector<std::uint32_t> codes;

    // The number of `word`, new or known. O(1).
    std::uint32_t code_of(std::string_view word);
    void push(std::string_view word) { codes.push_back(code_of(word)); }
    const std::string& operator[](std::size_t row) const { return words[codes[row]]; }
    std::size_t size() const { return codes.size(); }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> index_{{"", 0}};
};

// Words sorted by bytes and without unused ones, codes renumbered: equal content
// becomes equal bytes whatever the order of reading.
Coded canonical(const Coded& column);

// Days since 1970-01-01.
struct Days {
    std::vector<std::int32_t> since_epoch;
};
inline std::int32_t since_epoch(Day day) {
    return static_cast<std::int32_t>(day.time_since_epoch().count());
}
inline Day day_at(std::int32_t since_epoch) {
    return Day{std::chrono::days{since_epoch}};
}

using Cells =
    std::variant<std::vector<std::int8_t>, std::vector<std::int32_t>, std::vector<std::int64_t>, Days, Coded>;

// A number that is not there, in a column of numbers or days.
template <class T>
inline constexpr T nothing = std::numeric_limits<T>::min();

struct Column {
    std::string name;
    Cells cells;
};

struct Table {
    std::string name;
    std::vector<Column> columns;

    std::size_t rows() const;
    const Column& column(std::string_view name) const;  // promise: it is there
};

std::size_t size(const Cells& cells);

}  // namespace atalaya
