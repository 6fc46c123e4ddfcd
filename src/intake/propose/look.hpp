// The first look at a file: what it is, how its bytes and cells are cut, and a sample of its rows.
#pragma once

#include <string>
#include <vector>

#include "core/progress.hpp"
#include "intake/bytes.hpp"
#include "intake/propose/columns.hpp"
#include "intake/propose/dialect.hpp"
#include "intake/propose/judged.hpp"
#include "intake/propose/systems.hpp"

namespace atalaya::intake {

struct Look {
    FileType type = FileType::csv;
    Judged<Encoding> encoding;          // csv, geojson
    Judged<char> separator;             // csv
    Judged<Head> head;                  // csv, xlsx
    Judged<std::string> sheet;          // xlsx
    Judged<std::string> ends_at_blank;  // xlsx; "" none
    Judged<std::string> system;         // geojson; "" degrees
    Sample sample;
};

inline constexpr std::size_t rows_kept = 200'000;
inline constexpr std::size_t cells_kept = 4'000'000;

// Keeps every n-th row of a table whose length is not known before, n a power of two: no more than `most`, and
// more than half of it where there are as many.
class RowKeeper {
  public:
    explicit RowKeeper(std::size_t most) : most_{most} {}
    void add(std::span<const std::string_view> cells);
    // Cells missing at a row's end are blank; `head` says how wide rows are.
    Sample sample(std::vector<std::string> head) &&;

  private:
    struct Kept {
        std::string text;
        std::vector<std::uint32_t> ends;
    };
    std::size_t most_;
    std::int64_t seen_ = 0, every_ = 1;
    std::vector<Kept> rows_;
};

// Whether the bytes are an Excel workbook's (.xlsx).
bool is_workbook(const OpenFile& file);

// Throws Error{bad_input} for what no reader of this program can read.
Look look_at(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress);

}  // namespace atalaya::intake
