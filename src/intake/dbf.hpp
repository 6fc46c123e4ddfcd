// The table of a shapefile (dBase III, .dbf): a head of 32 bytes, 32 for each field, then records of one length.
// What lies in it is told twice (counts and lengths in the head, and the size of the file), and both have to agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

class DbfTable {
  public:
    // `bytes` outlive this; `what` is what messages call the file. Throws Error{bad_input} when the head cannot
    // be, records are missing, or a field is of a type that is no text, number, day or yes and no (C N F D L).
    DbfTable(std::string_view bytes, Encoding encoding, std::string what);

    const std::vector<std::string>& names() const { return names_; }
    std::size_t size() const { return records_; }  // with those that were deleted
    bool deleted(std::size_t record) const;
    // Cells of the record, in the order of names(): texts without the blanks after them, days as "2020-03-09",
    // numbers with a point in the fewest digits, others as written; "" for what overflowed ("***") or was not
    // known ("?"). Throws Error{bad_input} when bytes are not of the encoding.
    void read(std::size_t record, std::vector<std::string>& cells) const;

  private:
    struct Field {
        char type;
        std::size_t at, length;
    };
    std::string utf8(std::string_view bytes, std::size_t record) const;
    std::string_view record_bytes(std::size_t record) const;

    std::string_view bytes_;
    Encoding encoding_;
    std::string what_;
    std::vector<std::string> names_;
    std::vector<Field> fields_;
    std::size_t records_ = 0, head_ = 0, length_ = 0;
};

}  // namespace atalaya::intake
