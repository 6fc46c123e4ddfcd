#include "intake/propose/sample_rows.hpp"

#include <algorithm>
#include <utility>

namespace atalaya::intake {

namespace {

struct RowsPart final : Part {
    std::string text;
    std::vector<std::uint32_t> ends;  // of cells in the text
    std::vector<std::size_t> rows;    // past the last cell of each

    bool row(std::span<const std::string_view> cells, Quotes) override {
        for (const auto cell : cells) {
            text += cell;
            ends.push_back(static_cast<std::uint32_t>(text.size()));
        }
        rows.push_back(ends.size());
        return true;
    }
};

}  // namespace

std::size_t rows_to_keep(std::size_t columns) {
    return std::min(rows_kept, cells_kept / std::max<std::size_t>(columns, 1));
}

void RowKeeper::add(std::span<const std::string_view> cells) {
    if (seen_++ % every_ != 0) return;
    Kept row;
    for (const auto cell : cells) {
        row.text += cell;
        row.ends.push_back(static_cast<std::uint32_t>(row.text.size()));
    }
    rows_.push_back(std::move(row));
    if (rows_.size() <= most_) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows_.size(); i += 2) {
        if (kept != i) rows_[kept] = std::move(rows_[i]);
        ++kept;
    }
    rows_.resize(kept);
    every_ *= 2;
}

Sample RowKeeper::sample(std::vector<std::string> head) && {
    Sample sample;
    sample.rows_in_file = seen_;
    sample.head = std::move(head);
    for (auto& row : rows_) {
        const std::string& text = sample.texts.emplace_back(std::move(row.text));
        std::size_t at = 0;
        for (std::size_t column = 0; column < sample.width(); ++column) {
            const std::size_t end = column < row.ends.size() ? row.ends[column] : at;
            sample.cells.push_back(std::string_view{text}.substr(at, end - at));
            at = end;
        }
    }
    return sample;
}

void SampleTaker::head(const std::vector<std::string>& columns) {
    head_ = columns;
    keeper_ = std::make_unique<RowKeeper>(rows_to_keep(columns.size()));
}

std::unique_ptr<Part> SampleTaker::new_part() {
    return std::make_unique<RowsPart>();
}

void SampleTaker::take(std::unique_ptr<Part> part, double) {
    const auto& taken = static_cast<const RowsPart&>(*part);
    std::vector<std::string_view> cells;
    std::size_t cell = 0, at = 0;
    for (const auto past : taken.rows) {
        cells.clear();
        for (; cell < past; ++cell) {
            cells.push_back(std::string_view{taken.text}.substr(at, taken.ends[cell] - at));
            at = taken.ends[cell];
        }
        keeper_->add(cells);
    }
}

Sample SampleTaker::sample() && {
    return std::move(*keeper_).sample(std::move(head_));
}

}  // namespace atalaya::intake
