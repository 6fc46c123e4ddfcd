// From words with their places to the rows and columns of a table.
//
// Words on one height are a line, words close together a cell. Columns are where the cells of the lines with numbers
// stand: what no line or hardly any crosses is the space between two. A head is header_rows lines with the one of
// header_at among them: the first of them, or, where headings of one line stand in the middle of headings of two ("MES"
// beside "Hurtos / simples"), any; such lines are nearer to each other than 0.8 of their height and no head ends between
// them. There a heading belongs to the column over which it stands, and one that has headings of several columns below it
// to these. A page without a head keeps the columns of the
// page before. A cell is doubtful when it lies in two columns or in none, when two numbers stand in it, when a letter
// has no code, or when a label may go on in a line of its own; a doubtful cell is never used.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/pages.hpp"

namespace atalaya::intake {

struct PdfWord {
    double left = 0, top = 0, right = 0, bottom = 0;  // points, from the page's upper left
    std::string text;
};

// Of each page, as pdf_words() has them; every page is there, also without words. Lines that are none are left out.
std::vector<std::vector<PdfWord>> words_of_tsv(std::string_view tsv);

// Pages for read_pages(): the head is known by source.format.header_at, as there. A line's number is its place on the
// page, from 1. Throws Error{bad_input} when no page has a word: it is a picture. O(words log words).
std::vector<Page> pages_of_pdf(const Source& source, const std::string& file,
                               const std::vector<std::vector<PdfWord>>& words);

}  // namespace atalaya::intake
