// What an erasure does to the cells of a table (redact.hpp): which of an erased row stay, go, or say too much.
#pragma once

#include <cstddef>
#include <regex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/descriptor.hpp"
#include "intake/redact.hpp"

namespace atalaya::intake {

enum class Fate {
    stays,
    goes,
    replaced,
    tells
};  // replaced: by erased_cell; tells: stays, though it says one of the texts

class CellFates {
  public:
    // `readers` and `what` outlive it. `head`: the columns' words.
    CellFates(std::span<const Source* const> readers, const ToRedact& what,
              const std::vector<std::string>& head);

    std::size_t width() const { return columns_.size(); }
    // Of a cell of that column; one beyond the head belongs to none.
    Fate of(std::size_t column, std::string_view cell, bool erased) const;
    // Whether all that an erasure takes is blank, as in a row that was erased before: it says nothing for itself.
    bool is_bare(std::span<const std::string_view> cells) const;

  private:
    struct Column {
        bool needed = false;               // rows are counted by it
        bool everywhere = false;           // goes from every row
        bool chosen = false;               // of the key, or by which rows are chosen
        bool time = false;                 // a day, an hour or a part of either
        bool words = false;                // labels, areas, channels: never a day or number
        std::vector<std::regex> patterns;  // that make an area of a cell
    };
    bool is_needed(const std::string& word, std::size_t place) const;
    void say(Column& column, const std::string& word, std::size_t place) const;
    bool may_be_replaced(std::string_view cell, const Column& column) const;
    bool says_no_time(std::string_view cell) const;

    std::span<const Source* const> readers_;
    const ToRedact& what_;
    std::vector<Column> columns_;
};

// What becomes of the texts that findings quote, by the cells that say them.
class QuotesSeen {
  public:
    explicit QuotesSeen(const ToRedact& what) : quoted_{what.quoted} {}
    void see(std::string_view cell, Fate fate, bool erased);
    // Those that a blanked cell said, and those that stay in erased rows and in no other row.
    std::set<std::string> gone() const;

  private:
    const std::set<std::string>& quoted_;
    std::set<std::string> blanked_, left_, elsewhere_;
};

}  // namespace atalaya::intake
