#include "simulate/port_sheet.hpp"

#include <fmt/format.h>

#include <utility>

#include "render/xlsx_book.hpp"
#include "simulate/feed.hpp"
#include "simulate/sheet_picture.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;

constexpr std::array<Line, 6> port = {{{"Pelea en el muelle", 5},
                                       {"Hurto en depósito", 4},
                                       {"Persona al agua", 1},
                                       {"Contrabando", 2},
                                       {"Ebriedad", 6},
                                       {"Daño a embarcación", 1.5}}};

std::string without_accents(std::string_view text) {
    std::string out{text};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> plain = {
        {{"á", "a"}, {"é", "e"}, {"í", "i"}, {"ó", "o"}, {"ú", "u"}, {"ñ", "n"}}};
    for (const auto& [from, to] : plain)
        for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from))
            out.replace(at, from.size(), to);
    return in_capitals(out);
}

std::string photograph(const PrintedTable& table, int year, std::uint64_t seed) {
    constexpr int wide = 1180, size = 3, first = 330, step = 62, line = 34, slope = 90;
    const auto printed = table.printed();
    SheetPicture sheet{wide, 150 + line * (static_cast<int>(printed.size()) + 2)};
    sheet.text(30, 30, fmt::format("GUARDIA DEL PUERTO  PARTE DEL {}", year), size + 1);
    sheet.text(30, 62, "CIUDAD SIMULADA", size - 1);
    int y = 106;
    const auto cell = [&](std::size_t column, std::string_view text) {
        const int right = first + step * static_cast<int>(column + 1);
        sheet.text(right - SheetPicture::wide(text, size), y, text, size);
    };
    sheet.text(30, y, "HECHO", size);
    for (std::size_t i = 0; i < month_heads.size(); ++i) cell(i, month_heads[i].substr(0, 3));
    cell(month_heads.size(), "TOT.");
    for (std::size_t row = 0; row < printed.size(); ++row) {
        sheet.line(30, y + line - 12, wide - 30);
        y += line;
        sheet.text(30, y, row < table.rows.size() ? without_accents(table.rows[row]) : "TOTAL", size);
        for (std::size_t i = 0; i < printed[row].size(); ++i) cell(i, printed[row][i]);
    }
    return sheet.png(slope, seed);
}

std::string typed_grid(const PrintedTable& table, int year) {
    render::XlsxBook book{{fmt::format("Parte del puerto {}", year), "Guardia del puerto (simulada)", "es",
                           fmt::format("{}-01-05", year + 1)}};
    lxw_worksheet* sheet = book.sheet(std::to_string(year), "Ciudad simulada");
    book.text(sheet, 0, 0, "HECHO", {.head = true});
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        book.text(sheet, 0, 1 + i, table.columns[i], {.head = true});
    book.text(sheet, 0, 1 + table.columns.size(), "TOTAL", {.head = true});
    const auto printed = table.printed();
    for (std::size_t row = 0; row < printed.size(); ++row) {
        book.text(sheet, 1 + row, 0, row < table.rows.size() ? table.rows[row] : "TOTAL");
        for (std::size_t i = 0; i < printed[row].size(); ++i)
            book.number(sheet, 1 + row, 1 + i, std::stoi(printed[row][i]), {});
    }
    return book.bytes();
}

}  // namespace

Paper port_sheet(int year, std::uint64_t seed, const std::filesystem::path& folder) {
    Paper paper{.source = "marejada-puerto", .files = {fmt::format("puerto/{}.xlsx", year)}};
    Random random{seed, stats::stream_of("puerto")};
    const auto table = drawn(port, {month_heads.begin(), month_heads.end()}, random);
    paper.add(table);
    paper.picture = fmt::format("puerto/hoja-{}.png", year);
    write_file(folder / paper.picture, photograph(table, year, seed));
    write_file(folder / paper.files.front(), typed_grid(table, year));
    return paper;
}

}  // namespace atalaya::simulate
