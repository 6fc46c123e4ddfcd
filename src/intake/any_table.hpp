// A table that an analyst hands over without a descriptor: of any format that a reader reads but PDF, known by its
// bytes, the head in its first row, every cell as text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "geo/area.hpp"

namespace atalaya::intake {

// A row of separated values that says more cells than the head has columns: nobody knows which cell is of which.
struct TornRow {
    std::size_t row{};  // of the data, from 1
    std::size_t cells{};
};

struct AnyTable {
    std::string file;  // its name without folders
    Digest digest;     // of its bytes
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> columns;  // one a word of the head, all of one length
    std::vector<geo::MultiPolygon> shapes;          // one a row, or none at all
    std::vector<TornRow> torn{};                    // in none of the columns
};

struct TableReading {
    std::vector<std::string> missing;  // cells that say "nothing"
    std::string crs;                   // of the polygons, such as "EPSG:3116"; "": degrees on WGS 84
    std::string sheet{};               // of a workbook; "": its first
};

// In a child process as read_delivery() does (read.hpp): separated values, a sheet of an XLSX workbook, Parquet,
// GeoJSON, a JSON list, a shapefile in a zip, and a GAL file of neighbours (known by its name), whose columns are "from" and
// "to". Features with polygons bring their shapes, points "@lon" and "@lat". Lines with
// nothing on them before the head are none of the table. Throws Error{missing} when there is no such file, Error{bad_input} when it
// cannot be read, has no head, a word of the head comes twice, or it has no sheet of that name; and for a torn row of one column.
AnyTable read_any_table(const std::filesystem::path& path, const TableReading& how, Progress& progress);

// The same in this process; not for Parquet.
AnyTable read_any_table_here(const std::filesystem::path& path, const TableReading& how, Progress& progress);

// Throws Error{bad_input} that says which row is the first of `torn`, and what to do. A promise: there is one.
[[noreturn]] void refuse_torn(const AnyTable& table);

}  // namespace atalaya::intake
