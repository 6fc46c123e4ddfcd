// The table of a PDF that nobody has described yet: where its head stands, on how many lines, and what lies below.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "intake/pdf_table.hpp"
#include "intake/propose/sample_rows.hpp"

namespace atalaya::intake {

struct SeenPdf {
    std::size_t pages = 0, tables = 0;
    char decimal = '.';
    std::vector<std::string> missing;  // words alone in a cell that say nothing: "S/D", "-"
    std::string header_at;             // as [format] has it
    int header_rows = 1;
    std::string above;        // the line above the head, "" none: a title, or one more of its lines
    std::size_t doubts = 0;   // cells of which the reader is not sure
    std::int64_t totals = 0;  // rows
    std::string title;        // above the first table
    // The rows that are no totals, of the tables with the head of the first; behind its columns "@month" and "@group" where
    // the pages say them.
    Sample rows;
    std::vector<std::size_t> numbers;  // columns of counts, totals not among them
};

// Heads are looked for on the first pages with a table, from one to five lines: the fewest that name every column and no two
// alike, and those close above that have several cells too. Throws Error{bad_input} for pages without text, and where no
// head is found. O(words log words) for each of some hundred heads tried.
SeenPdf look_at_pdf(const std::string& file, const std::vector<std::vector<PdfWord>>& words);

}  // namespace atalaya::intake
