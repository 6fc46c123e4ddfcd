// Tables as people lay them on sheets and pages: several in one file, each under a head of its own, with titles above,
// labels written once for many rows, totals between the rows and notes below.
//
//     std::vector<Page> pages = ...;                       // of a workbook's sheets, or of a PDF
//     PagesRead seen = read_pages(source, file, pages, consumer);
//     seen.tell(batch.findings);
//
// The tables become one long table. Beside the columns of their heads there are, where the descriptor names them,
// "@sheet" (the sheet's name), "@title" (the text above the head), "@month" (the one that the texts above, or else the
// sheet's name, say) and "@group" (the text of the last row that has no number). Rows and columns of totals are left out and compared with what they add up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/incident.hpp"
#include "intake/descriptor.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

struct PageRow {
    std::size_t number = 0;           // row of the sheet, line of the page; from 1
    std::vector<std::string> cells;   // by column
    std::vector<std::size_t> doubts;  // columns of which the reader is not sure: not used, but told
};

// A word that stands over several cells: rows and columns from 0, both ends in it; `row` is a place in Page::rows.
struct Spread {
    std::size_t row = 0, last_row = 0, column = 0, last_column = 0;
};

struct Page {
    enum class Of { workbook, pdf } of = Of::workbook;
    std::string name;  // of the sheet; of a PDF the number of the page
    std::vector<PageRow> rows;
    std::vector<Spread> spreads;

    // Where a person finds a cell: "2019!F14", "p. 3, l. 14".
    std::string place(std::size_t row, std::size_t column) const;
};

// What was noticed of the tables as a whole.
struct PagesRead {
    struct Open {
        std::string place, of;  // "2019!F14"; its row's labels and its column's head: "Robo, TOTAL / MARZO"
        std::int64_t says = 0, adds = 0;
    };
    std::vector<Open> open;            // totals that are not what their cells add up to, in the file's order
    std::vector<std::string> no_data;  // places of cells that say there is nothing to tell ("S/D")
    std::int64_t totals = 0;           // compared

    // total_open {"totals":[{"place","of","says","adds"}]} and no_data {"places":[...]}, the first twenty of each.
    void tell(std::vector<Finding>& findings) const;
};

// Throws Error{bad_input} when no page has a head, a sheet has none, a column is missing (as Layout), there are more
// than 4,000,000 cells, or a total is open where [totals] says closes = "required". O(cells x totals).
PagesRead read_pages(const Source& source, const std::string& file, const std::vector<Page>& pages,
                     RowConsumer& consumer);

// The month that the head of a column says, year 0 where it says none: "2019 Enero", "ene-19", "2019-03-01", "MAR",
// "Año 2019 3". A quarter or another part of a year before it says nothing more ("1º trimestre ene."). Nothing for any
// further word ("Total 2019", "Acumulado a marzo").
struct MonthOfHead {
    int year = 0, month = 0;
};
std::optional<MonthOfHead> month_of_head(std::string_view text);

// Whether a text says a quarter or another part of a year and nothing more: "1º trimestre", "II Cuatrimestre 2019".
bool says_part_of_year(std::string_view text);

// A year that stands over one of its months alone, in the middle or at the beginning of a run of months that follow each
// other within a year, is of the whole run: "ene", "2019 feb", "mar" become "2019 ene", "2019 feb", "2019 mar". A run
// of which two months say a year, or none, stays as it is.
void say_years_of_runs(std::vector<std::string>& head);

// The one year between 1900 and 2199 that a text says ("Año 2019", "Delitos 2019 (provisorio)"); 0 when none or several.
int year_said(std::string_view text);

// "2024-03" of a text that names one month and one year ("Hechos del 1 al 31 de marzo de 2024"); "" of any other.
std::string month_said(std::string_view text);

}  // namespace atalaya::intake
