// The lines of a page of a PDF, and the columns that they share.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "intake/pdf_table.hpp"

namespace atalaya::intake {

// Words close together.
struct PdfCell {
    double left = 0, right = 0;
    std::string text;
    bool number = false;  // a count, a decimal number, or a word that says there is none
};

struct PdfLine {
    std::size_t number = 0;  // from 1, from the top
    double middle = 0, height = 0;
    std::vector<PdfCell> cells;  // from the left

    std::string text() const;
};

// Words belong to one line when their middles are within half a word's height, to one cell when less than 0.45 of it is
// between them; two numbers never do.
std::vector<PdfLine> lines_of(const Source& source, std::vector<PdfWord> words);

// Where a column begins and ends.
struct PdfColumn {
    double left = 0, right = 0;
    bool of_numbers = false;
};

// Of lines that hold rows of one table, and of the last line of its head: stretches that more than one line in twenty
// covers (of four to twenty lines, more than one), at least 1 point apart. A column is of numbers when most of its cells are.
std::vector<PdfColumn> columns_of(std::span<const PdfLine* const> rows, const PdfLine* head);

// The columns that a cell lies over, as first and past the last; the nearest one and `beside` when it lies over none.
struct Lies {
    std::size_t first = 0, past = 0;
    bool beside = false;
};
Lies where(const PdfCell& cell, std::span<const PdfColumn> columns);

// Which columns, from `first` on, each cell of an upper line of a head stands over: all of them shared out in order so
// that each cell is in the middle of its columns, or at their beginning. Empty when they cannot be, or in two ways.
std::vector<std::size_t> shared_out(std::span<const PdfCell> cells, std::span<const PdfColumn> columns,
                                    std::size_t first);

// Where they cannot be shared out because some columns have nothing above them: of each cell the run of columns from `first` on
// in whose middle it stands, to half the width of the narrowest or 6 points, and that holds those it lies over and none of
// another cell. Empty when a cell has none, or more than one.
std::vector<Lies> middles_over(std::span<const PdfCell> cells, std::span<const PdfColumn> columns,
                               std::size_t first);

}  // namespace atalaya::intake
