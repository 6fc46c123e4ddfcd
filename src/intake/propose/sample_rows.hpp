// A sample of the rows of a table whose length is not known before.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/propose/columns.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

inline constexpr std::size_t rows_kept = 200'000;
inline constexpr std::size_t cells_kept = 4'000'000;
// Fewer rows of wide tables.
std::size_t rows_to_keep(std::size_t columns);

// Keeps every n-th row, n a power of two: no more than `most`, and more than half of it where there are as many.
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

// Takes a sample of what a reader of rows (rows.hpp) hands on.
class SampleTaker final : public RowConsumer {
  public:
    void head(const std::vector<std::string>& columns) override;
    std::unique_ptr<Part> new_part() override;
    void take(std::unique_ptr<Part> part, double share) override;
    Sample sample() &&;

  private:
    std::vector<std::string> head_;
    std::unique_ptr<RowKeeper> keeper_;
};

}  // namespace atalaya::intake
