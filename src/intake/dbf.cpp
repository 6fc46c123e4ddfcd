#include "intake/dbf.hpp"

#include <algorithm>

#include "core/composed.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/encoding.hpp"
#include "intake/laid_numbers.hpp"
#include "intake/row_feed.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t head_bytes = 32, field_bytes = 32, name_bytes = 11;
constexpr char end_of_fields = '\x0D', deleted_mark = '*';
constexpr std::string_view types = "CNFDL";

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

std::string_view until_nul(std::string_view bytes) {
    return bytes.substr(0, bytes.find('\0'));
}

// "20200309" as "2020-03-09"; what is no eight digits as written.
std::string day_text(std::string_view written) {
    if (written.size() != 8 || !whole_number(written)) return std::string{written};
    if (written == "00000000") return {};
    std::string text{written};
    return text.insert(6, "-").insert(4, "-");
}

std::string plain_number(std::string_view written) {
    if (written.find('*') != std::string_view::npos) return {};  // it did not fit into the field
    if (written.find_first_of(".eE") == std::string_view::npos) return std::string{written};
    const auto number = decimal_number(written);
    return number ? number_text(*number) : std::string{written};
}

}  // namespace

DbfTable::DbfTable(std::string_view bytes, Encoding encoding, std::string what)
    : bytes_{bytes}, encoding_{encoding}, what_{std::move(what)} {
    const Message expected = message("{}: expected a dBase table; ", what_);
    if (bytes_.size() < head_bytes + 1)
        refuse(message("{}it ends within its head. Fetch it again.", expected));
    records_ = little_32(bytes_, 4);
    head_ = little_16(bytes_, 8);
    length_ = little_16(bytes_, 10);
    if (head_ < head_bytes + 1 || head_ > bytes_.size() || length_ < 1)
        refuse(message("{}found a head that cannot be. Fetch it again.", expected));
    std::size_t at = 1;  // after the mark of deleted records
    for (std::size_t field = head_bytes; field + field_bytes <= head_ && bytes_[field] != end_of_fields;
         field += field_bytes) {
        const char type = bytes_[field + name_bytes];
        const std::string name = utf8(trimmed(until_nul(bytes_.substr(field, name_bytes))), 0);
        const std::size_t length = static_cast<unsigned char>(bytes_[field + 16]);
        if (types.find(type) == std::string_view::npos) {
            const bool shows = type > ' ' && type < '\x7F';
            refuse(
                message("{}: expected columns of text, numbers, days or yes and no (C, N, F, D, L); found "
                        "\"{}\" of type {}. Leave it out, or hand the table over as CSV.",
                        what_, name, shows ? std::string(1, type) : std::string{"?"}));
        }
        names_.push_back(name);
        fields_.push_back({type, at, length});
        at += length;
    }
    if (names_.empty()) refuse(message("{}it has no columns. Fetch it again.", expected));
    if (at > length_)
        refuse(message("{}its columns take {} bytes; its records have {}. Fetch it again.", expected, at,
                       length_));
    const std::size_t there = (bytes_.size() - head_) / length_;
    if (records_ > there)
        refuse(message("{}says that it has {} records; found {}. It was cut short: fetch it again.", expected,
                       records_, there));
}

std::string_view DbfTable::record_bytes(std::size_t record) const {
    return bytes_.substr(head_ + record * length_, length_);
}

bool DbfTable::deleted(std::size_t record) const {
    return record_bytes(record).front() == deleted_mark;
}

void DbfTable::read(std::size_t record, std::vector<std::string>& cells) const {
    const std::string_view bytes = record_bytes(record);
    cells.resize(fields_.size());
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const std::string_view written = trimmed(until_nul(bytes.substr(fields_[i].at, fields_[i].length)));
        std::string& cell = cells[i];
        cell = utf8(written, record + 1);
        if (fields_[i].type == 'D') cell = day_text(cell);
        if (fields_[i].type == 'N' || fields_[i].type == 'F') cell = plain_number(cell);
        if (fields_[i].type == 'L' && cell == "?") cell.clear();
    }
}

std::string DbfTable::utf8(std::string_view bytes, std::size_t record) const {
    if (encoding_ != Encoding::utf8) return composed(decoded(std::string{bytes}, encoding_));
    if (is_utf8(bytes)) return composed(bytes);
    // Cut in the middle of a letter where the field ended.
    for (std::size_t less = 1; less < 4 && less < bytes.size(); ++less) {
        const std::string_view shorter = bytes.substr(0, bytes.size() - less);
        const bool lead = static_cast<unsigned char>(bytes[shorter.size()]) >= 0xC0;
        if (lead) {
            if (is_utf8(shorter)) return composed(shorter);
            break;
        }
    }
    refuse(
        message("{}, record {}: expected UTF-8; found bytes that are not. Say encoding = \"latin-1\" in "
                "[format], and see that no .cpg beside it says otherwise.",
                what_, record));
}

}  // namespace atalaya::intake
