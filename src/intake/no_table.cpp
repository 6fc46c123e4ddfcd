#include "intake/no_table.hpp"

#include "core/error.hpp"

namespace atalaya::intake {

void refuse_what_is_no_table(std::string_view beginning, const std::string& file) {
    const auto is = [&](std::string_view magic) { return beginning.starts_with(magic); };
    const auto refuse = [](const Message& why) { throw Error{Fault::bad_input, why}; };
    const Message expected = message("{}: expected a table of separated values; ", file);
    if (is("%PDF"))
        refuse(message(
            "{}found a PDF. Where its text can be marked with the mouse, describe it with type = \"pdf\" and "
            "header_at (docs/manual/paper-and-pdf.md); of a picture, ask for the table itself or type it: "
            "atalaya source grid.",
            expected));
    if (is("\xD0\xCF\x11\xE0"))
        refuse(message("{}found an old Excel workbook (.xls). Save it as .xlsx or CSV.", expected));
    const bool heic = beginning.size() > 12 && beginning.substr(4, 4) == "ftyp";
    if (is("\xFF\xD8\xFF") || is("\x89PNG") || is("II*") || is(std::string_view{"MM\0*", 4}) || heic)
        refuse(
            message("{}found a picture, and nothing is read from those. Describe its sheet as a workbook "
                    "with [totals] closes = "
                    "\"required\", type it into the grid of atalaya source grid, and hand both over: atalaya "
                    "ingest GRID.xlsx "
                    "--picture {} (docs/manual/paper-and-pdf.md).",
                    expected, file));
    if (is("PAR1")) refuse(message("{}found Parquet. Say type = \"parquet\" in [format].", expected));
    if (is("<!DOCTYPE") || is("<html") || is("<!doctype"))
        refuse(message("{}found a web page. The address may have changed.", expected));
}

}  // namespace atalaya::intake
