// The tables of pages: where each begins, what its columns are, and its rows with what was written once for many.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/pages.hpp"

namespace atalaya::intake {

struct BlockRow {
    std::vector<std::string> cells;  // as many as the head's
    std::vector<std::string_view> views;
    std::string group;  // "@group"
    bool total = false;
    const Page* page = nullptr;
    const PageRow* row = nullptr;

    bool doubts(std::size_t column) const;
    std::string place(std::size_t column) const;
};

struct Block {
    std::vector<std::string> head;
    std::string sheet, title;
    std::string month;  // "2024-03" that the texts above or the sheet's name say; "" none
    std::vector<std::size_t> labels, numbers;  // columns; of numbers, those of totals too
    std::vector<std::optional<std::string>> totals;
    std::vector<BlockRow> rows;

    bool is_number(std::size_t column) const;
    // What a column of numbers is the total of (totals.hpp); nothing when it is none.
    const std::optional<std::string>& total_of(std::size_t column) const { return totals[column]; }
};

// In the pages' order; they point into `pages`. A page of a PDF without a head, or with the same one, goes on with the
// table before it. Throws as read_pages().
std::vector<Block> blocks_of(const Source& source, const std::string& file, const std::vector<Page>& pages);

}  // namespace atalaya::intake
