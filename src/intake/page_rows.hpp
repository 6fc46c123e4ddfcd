// The rows that pages are read to, with where each stands: what erasing and looking for a text need of a file whose rows are
// those of tables within it.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "intake/held_text.hpp"
#include "intake/pages.hpp"

namespace atalaya::intake {

struct PageRows {
    std::vector<std::string> head;
    // Of each line as read_pages() counts them for the source's kind: the row of a table, totals left out, counted through
    // all tables from 0.
    std::vector<std::size_t> place;
    std::vector<std::vector<std::string>> cells;  // of each row that was handed on
    std::size_t totals = 0, open = 0;

    // The same rows with the same totals, but for what an erasure wrote instead; of each only the columns that are asked for.
    bool reads_as(const PageRows& other, const std::vector<bool>& columns) const;
};

// Throws as read_pages(). O(cells).
PageRows page_rows(const Source& source, const std::string& file, const std::vector<Page>& pages);

// Which rows of a page hold a text, by their place in Page::rows: alone, or where a cell goes on in the same column of the
// next row, both.
std::set<std::size_t> rows_that_hold(const Page& page, std::span<const HeldText> texts);

// Which rows around the tables hold a text: alone, or two that follow each other together, for a sentence goes on in the
// next line.
std::set<const PageRow*> notes_that_hold(const Page& page, const std::set<const PageRow*>& in_tables,
                                         std::span<const HeldText> texts);

}  // namespace atalaya::intake
