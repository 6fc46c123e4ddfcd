// A source of PDFs, read.
#pragma once

#include <string>

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

inline bool readable() {
    return fs::exists("/usr/bin/pdftotext");
}

#define SKIP_WITHOUT_PDFTOTEXT() \
    if (!readable()) GTEST_SKIP() << "pdftotext is not here (poppler-utils)"

}  // namespace atalaya::intake
