// A source of PDFs, read.
#pragma once

#include <string>

#include "pdf_bytes.hpp"
#include "sectors.hpp"
#include "support.hpp"

namespace atalaya::intake {

// "1.096", as they print it.
inline std::string printed(int count) {
    if (count < 1000) return std::to_string(count);
    return std::to_string(count / 1000) + "." + std::to_string(1000 + count % 1000).substr(1);
}

inline constexpr const char* head_of_all = R"(id = "informe"
version = "1"
kind = "tallies"
files = ["*.pdf"]
name = { es = "Informe", pt = "Relatório", en = "Report" }
publisher = "Jefatura"
url = "https://example.org"
licence = "CC0"
cadence = "monthly"
[format]
type = "pdf"
decimal = ","
missing = ["S/D"]
)";

inline Batch read_pdf(const std::string& descriptor, const std::string& bytes) {
    const Folder folder;
    folder.write("informe/source.toml", head_of_all + descriptor);
    const Source source = read_source(folder.path() / "informe");
    NoProgress quiet;
    return read_delivery(source, sector_city(), sectors(), folder.write("i.pdf", bytes), quiet);
}

// A heading of three lines beside a group of two, which have nothing above them; counts of six sectors.
inline PdfBytes pdf_of_three_lines() {
    PdfBytes pdf;
    pdf.page();
    pdf.text(40, 30, "Marzo de 2024");
    pdf.middle(320, 60, "Violencia");
    pdf.middle(187.5, 71, "PROPIEDAD");
    pdf.middle(320, 71, "en el");
    pdf.text(40, 82, "Sector");
    pdf.middle(150, 82, "Hurto");
    pdf.middle(225, 82, "Robo");
    pdf.middle(320, 82, "hogar");
    for (int row = 0; row < 6; ++row) {
        const double y = 98 + 15 * row;
        pdf.text(40, y, "Sector " + std::to_string(row + 1));
        for (int c = 0; c < 3; ++c)
            pdf.middle(c < 2 ? 150 + 75 * c : 320, y, std::to_string(100 * (c + 1) + row));
    }
    return pdf;
}

inline constexpr const char* under_three_lines = R"(header_at = "Violencia"
header_rows = 3
[time]
month = { column = "@month", format = "YYYYMM" }
[category]
columns = ["delito"]
unlisted = "keep"
[count]
column = "n"
[wide]
columns = ["PROPIEDAD Hurto", "PROPIEDAD Robo", "Violencia en el hogar"]
name = "delito"
value = "n"
[area.sector]
column = "Sector"
)";

inline bool readable() {
    return fs::exists("/usr/bin/pdftotext");
}

#define SKIP_WITHOUT_PDFTOTEXT() \
    if (!readable()) GTEST_SKIP() << "pdftotext is not here (poppler-utils)"

}  // namespace atalaya::intake
