// The redacted twin of a delivery: its rows in their order, with the cells blanked that identify or locate.
//
// Of a row that is erased stay the cells that reading and counting need: the columns that the source, and those that
// read the file beside it, name, but for the position, the address and what is sealed. A column that nobody reads may
// say anything of a person: it goes too. The key stays, or the fact could not be known again.
//
// A twin is separated values in UTF-8 whatever the file was; as_twin() of the source reads it, to the same rows. That of a
// PDF, or of a workbook laid out as people lay them, holds its pages cell by cell (redact_pages.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "intake/descriptor.hpp"
#include "intake/held_text.hpp"

namespace atalaya::intake {

// Which rows of a file are erased.
struct ToRedact {
    bool all = false;
    std::set<std::pair<std::string, IncidentKey>> keys;  // of a source that names a key: id and key
    std::set<std::int64_t> lines;                        // 1 = first data row
    std::vector<std::string> columns;                    // blanked in every row
    std::set<std::string> quoted{};                      // texts that findings quote (store/quoted_texts.hpp)
    // What an erased row must not say, not even in a cell that stays: there the word `erased_cell` comes in its place,
    // unless the cell is of a key, one of `known` (folded: labels that are listed or decided, names of areas), or a day, an
    // hour or a number. A text in the column of a day is none.
    std::vector<HeldText> texts{};
    std::set<std::string> known{};
};
// Stands for the cell of an erased row that is counted by and said what must not be said.
inline constexpr std::string_view erased_cell = "borrado";

struct Redacted {
    std::optional<std::string> twin;  // none: no twin is made of such a file
    std::int64_t rows{}, cells{};  // blanked, or with erased_cell in their place; lines around the table too
    std::int64_t telling{};        // cells of erased rows that say one of the texts and stay
    std::vector<std::int64_t> lines;                     // of the rows that were erased
    std::set<std::pair<std::string, IncidentKey>> keys;  // of ToRedact::keys, those that a row has
    // Of ToRedact::quoted, those that a blanked cell said, and those that stay in erased rows and in no other row.
    std::set<std::string> unquoted{};
};

// Whether files of the source get a twin: those of areas, places and days are not erased.
bool has_twin(const Source& source);
// The same source, of twins.
Source as_twin(const Source& source);

// What is never kept of an erased row: position, address, sealed columns that are no key.
std::vector<std::string> locating(const Source& source);
// The columns without which a row cannot be read and counted as it was; not those that are `watched` alone.
std::vector<std::string> needed(const Source& source);
// The key that the cells of a source's key columns make; `cells` in the order of source.key.
IncidentKey key_of(const Source& source, std::span<const std::string_view> cells);

// `source` is how the bytes are read (as_twin() where a twin is there already), `readers` every source that reads the
// file. Throws what reading throws. O(bytes), all of the twin in memory.
Redacted redact(const Source& source, std::span<const Source* const> readers, std::string_view bytes,
                const std::string& name, const ToRedact& what);

}  // namespace atalaya::intake
