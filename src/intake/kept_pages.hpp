// Pages of a workbook or a PDF as a redacted twin keeps them: what reading takes from the file, cell by cell, and nothing
// else of it. Read again they are the same tables with the same totals, and every cell stands where it stood.
//
//     atalaya pages 1                separated values in UTF-8; each record begins with what it is
//     sheet,2024                     a sheet of a workbook, or page,3 of a PDF
//     merged,0,2,1,1                 Page::spreads: first and last row, first and last column, from 0
//     row,5,,Norte,12                number; columns of doubtful cells, by blanks; cells
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/progress.hpp"
#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"
#include "intake/pages.hpp"

namespace atalaya::intake {

std::string pages_text(const std::vector<Page>& pages);

// Whether a file begins as pages_text() writes it, which neither a workbook nor a PDF does.
bool is_pages_text(const OpenFile& file);

// The pages of a source that is read by pages: of a workbook, of a PDF whose words are `words` (pdf_words()), or of the
// twin of either. Throws Error{bad_input} as reading those does, and for a twin that is none.
std::vector<Page> pages_of_file(const Source& source, const OpenFile& file, std::string_view words,
                                Progress& progress);

}  // namespace atalaya::intake
