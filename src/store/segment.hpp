// Segments: what a vintage says, in files that are never changed.
//
//   <vintage>.seg    entries, new incidents, intervals, tallies and who told them, exposures, areas, cells without a number
//   <vintage>.place  positions, apart: the only file that an erasure may rewrite
//
// Layout, all numbers little-endian:
//
//   "ATALSEG\n"  u32 format = 1  u32 header bytes  header (canonical JSON)
//   then each column of each table in the header's order:
//     text columns first say their words:  u32 count, then (u32 bytes, UTF-8) each
//     i64 base, u8 width (0 1 2 4 8), then rows x width bytes: value = base + unsigned
//     ("text": the number of the word; "day": days since 1970-01-01; nothing<T> as it is)
//
// The header says city, vintage, program, inputs (delivery, recipe, source), and tables
// with their columns, types (i8 i32 i64 day text) and rows. The same content is the same
// bytes: words sorted, columns as narrow as their values, no clock, no pointer.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/table.hpp"

namespace atalaya::store {

inline constexpr std::uint32_t segment_format = 1;
// What segments and vintages say that they were written by: the project's version.
inline constexpr std::string_view program_version = "0.1.0";

struct SegmentInput {
    std::string source;
    Digest delivery;
    Digest recipe;
};

struct SegmentColumn {
    enum class Type : std::uint8_t { i8, i32, i64, day, text };
    std::string name;
    Type type = Type::i64;
};

struct SegmentTable {
    std::string name;
    std::uint64_t rows{};
    std::vector<SegmentColumn> columns;
};

struct SegmentHeader {
    std::string city;
    std::string vintage;
    std::int64_t vintage_no{};
    std::string program;
    std::vector<SegmentInput> inputs;
    std::vector<SegmentTable> tables;
};

// Writes one segment file from front to back. The columns must come as the header
// names them. Nothing is at `path` until finish(), which makes it durable.
class SegmentWriter {
  public:
    SegmentWriter(std::filesystem::path path, const SegmentHeader& header);
    ~SegmentWriter();
    SegmentWriter(const SegmentWriter&) = delete;
    SegmentWriter& operator=(const SegmentWriter&) = delete;

    void numbers(std::span<const std::int64_t> values);
    // words[0] is "".
    void text(std::span<const std::string> words, std::span<const std::int64_t> codes);
    void column(const Cells& cells);
    // fsync, rename, fsync of the folder. Gives the SHA-256 of the file.
    Digest finish();

  private:
    struct File;
    std::unique_ptr<File> file_;
};

// A column of a mapped segment: values are read where they lie.
class StoredColumn {
  public:
    std::int64_t operator[](std::size_t row) const;  // inline: read once a row and column
    std::string_view word(std::size_t row) const;    // of a text column

    SegmentColumn::Type type{};
    std::vector<std::string_view> words;  // of a text column
    std::int64_t base{};
    int width{};
    const unsigned char* bytes{};
    std::uint64_t rows{};
};

inline std::int64_t StoredColumn::operator[](std::size_t row) const {
    std::uint64_t offset = 0;
    // Constant sizes, so that each copy is one load.
    switch (width) {
        case 0: break;
        case 1: offset = bytes[row]; break;
        case 2: {
            std::uint16_t v;
            std::memcpy(&v, bytes + 2 * row, 2);
            offset = v;
            break;
        }
        case 4: {
            std::uint32_t v;
            std::memcpy(&v, bytes + 4 * row, 4);
            offset = v;
            break;
        }
        default: std::memcpy(&offset, bytes + 8 * row, 8);
    }
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + offset);
}

// A segment file mapped into memory. Error{missing} when it is not there,
// Error{newer_version} when of a newer format, Error{corrupt} when it is not whole.
// (A changed value inside a column is found by its digest, see verify.hpp.)
class Segment {
  public:
    explicit Segment(const std::filesystem::path& path);
    ~Segment();
    Segment(Segment&&) noexcept;
    Segment& operator=(Segment&&) noexcept;

    const SegmentHeader& header() const;
    std::uint64_t rows(std::string_view table) const;  // 0 when it has no such table
    const StoredColumn& column(std::string_view table, std::string_view name) const;

  private:
    struct Mapped;
    std::unique_ptr<Mapped> mapped_;
};

// segments/<city>/
class SegmentFolder {
  public:
    SegmentFolder(std::filesystem::path folder, std::string city);

    std::filesystem::path segment(std::string_view vintage) const;
    std::filesystem::path place(std::string_view vintage) const;
    // Vintages that have either file, by bytes.
    std::vector<std::string> vintages() const;
    // Deletes both files of a vintage and what was half written.
    void remove(std::string_view vintage) const;
    void remove_half_written() const;
    // Cities besides this one that have a segment beside its folder, by bytes.
    std::vector<std::string> other_cities() const;
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

}  // namespace atalaya::store
