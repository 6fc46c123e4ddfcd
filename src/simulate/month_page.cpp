#include "simulate/month_page.hpp"

#include <fmt/format.h>

#include "simulate/feed.hpp"
#include "simulate/typed_page.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;

constexpr std::array<std::string_view, 12> month_names = {"enero",      "febrero", "marzo",     "abril",
                                                          "mayo",       "junio",   "julio",     "agosto",
                                                          "septiembre", "octubre", "noviembre", "diciembre"};

std::string_view name_of(Month month) {
    return month_names[static_cast<unsigned>(month.month()) - 1];
}

constexpr std::array<Line, 8> matters = {{{"Ruidos molestos", 14},
                                          {"Riñas sin lesiones", 6},
                                          {"Alcohol en la vía pública", 9},
                                          {"Animales sueltos", 4},
                                          {"Residuos fuera de hora", 7},
                                          {"Ofensas entre vecinos", 5},
                                          {"Daños menores", 3},
                                          {"Ocupación de veredas", 4}}};

std::string page_of(const PrintedTable& table, Month month) {
    constexpr double margin = 50, first_column = 240, column_wide = 72, line_high = 18;
    const double past = first_column + column_wide * static_cast<double>(table.columns.size());
    TypedPage page;
    page.left(margin, 60, "CORREGIDURÍA DE VILLA MAREJADA", 13);
    page.left(margin, 78, "Ciudad simulada: ninguna persona, lugar ni hecho existe.", 8);
    page.left(margin, 104, fmt::format("Contravenciones de {} de {}", name_of(month), year_of(month)), 11);
    double y = 136;
    page.left(margin, y, "MATERIA");
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        page.right(first_column + column_wide * static_cast<double>(i), y, table.columns[i]);
    page.right(past, y, "TOTAL");
    page.rule(margin, y + 5, past);
    const auto printed = table.printed();
    for (std::size_t row = 0; row < printed.size(); ++row) {
        y += line_high;
        const bool totals = row == table.rows.size();
        if (totals) page.rule(margin, y - 12, past);
        page.left(margin, y, totals ? "TOTAL" : table.rows[row]);
        for (std::size_t i = 0; i < printed[row].size(); ++i)
            page.right(first_column + column_wide * static_cast<double>(i), y, printed[row][i]);
    }
    page.left(margin, y + 40, "S/D: sin dato. Los totales son los impresos por la corregiduría.", 8);
    return page.pdf();
}

}  // namespace

Paper corregiduria(const Town& town, Month last, std::uint64_t seed, const std::filesystem::path& folder) {
    constexpr int months = 12, month_without_a_cell = 3, month_of_wrong_total = 7;
    constexpr std::size_t wrong_row = 1;
    Paper paper{
        .source = "marejada-corregiduria",
    };
    Random random{seed, stats::stream_of("corregiduria")};
    std::vector<std::string> columns;
    for (const auto& name : town.delegations) columns.push_back(in_capitals(name));
    for (int i = 0; i < months; ++i) {
        const Month month = plus_months(last, i + 1 - months);
        auto table = drawn(matters, columns, random);
        if (i == month_without_a_cell)
            table.cells[random.below(matters.size())][random.below(columns.size())] = std::nullopt;
        if (i == month_of_wrong_total) {
            table.wrong_row = wrong_row;
            paper.open_totals.push_back(iso(month) + " " + table.rows[wrong_row]);
        }
        paper.add(table);
        paper.files.push_back("corregiduria/" + iso(month) + ".pdf");
        write_file(folder / paper.files.back(), page_of(table, month));
    }
    return paper;
}

}  // namespace atalaya::simulate
