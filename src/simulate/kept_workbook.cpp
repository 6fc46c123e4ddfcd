#include "simulate/kept_workbook.hpp"

#include <fmt/format.h>

#include "render/xlsx_book.hpp"
#include "simulate/feed.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;

constexpr std::array<Line, 12> offences = {{{"Homicidio", 0.1},
                                            {"Lesiones", 5},
                                            {"Lesiones en siniestro vial", 4},
                                            {"Amenazas", 4},
                                            {"Violencia familiar", 6},
                                            {"Robo", 8},
                                            {"Robo en vivienda", 4},
                                            {"Robo de vehículo", 3},
                                            {"Hurto", 13},
                                            {"Estafa", 3},
                                            {"Daños", 5},
                                            {"Otros", 4}}};

// A block of the sheet: an offence merged over its sections, and its subtotal below.
std::size_t write_block(render::XlsxBook& book, lxw_worksheet* sheet, std::size_t row,
                        const std::string& offence, const PrintedTable& table) {
    const auto printed = table.printed();
    const std::size_t sections = table.rows.size();
    book.merge(sheet, row, row + sections - 1, 0, offence, {});
    for (std::size_t i = 0; i < printed.size(); ++i) {
        const bool subtotal = i == sections;
        book.text(sheet, row + i, 1, subtotal ? "Subtotal" : table.rows[i], {.bold = subtotal});
        for (std::size_t column = 0; column < printed[i].size(); ++column) {
            const auto& cell = printed[i][column];
            if (cell == "S/D")
                book.text(sheet, row + i, 2 + column, cell);
            else
                book.number(sheet, row + i, 2 + column, std::stoi(cell), {.bold = subtotal});
        }
    }
    return row + printed.size();
}

PrintedTable of_sections(const Town& town, const Line& offence, Random& random) {
    constexpr double unknown = 0.01, phi = 1.5;
    PrintedTable table{.rows = {}, .columns = {month_heads.begin(), month_heads.end()}, .cells = {}};
    for (int section = 1; section <= town.sections; ++section) {
        table.rows.push_back(fmt::format("Sección {}", section));
        auto& cells = table.cells.emplace_back();
        for (std::size_t i = 0; i < month_heads.size(); ++i) {
            const auto number = random.negative_binomial(offence.mean, phi);
            cells.push_back(random.chance(unknown) ? std::nullopt : std::optional{static_cast<int>(number)});
        }
    }
    return table;
}

}  // namespace

Paper kept_workbook(const Town& town, int past_year, std::uint64_t seed,
                    const std::filesystem::path& folder) {
    constexpr int years = 5, year_of_wrong_total = 3;
    constexpr std::size_t wrong_offence = 5, wrong_section = 3, head_row = 2;
    Paper paper{
        .source = "marejada-planilla",
    };
    Random random{seed, stats::stream_of("planilla")};
    render::XlsxBook book{
        {"Planilla de la Jefatura (ciudad simulada)", town.name, "es", fmt::format("{}-01-05", past_year)}};
    for (int i = 0; i < years; ++i) {
        const std::string year = std::to_string(past_year - years + i);
        lxw_worksheet* sheet = book.sheet(year, "Ciudad simulada");
        book.text(sheet, 0, 0, "JEFATURA DE POLICÍA. Hechos de " + year, {.title = true});
        std::vector<std::string> heads = {"DELITO", "SECCIÓN"};
        heads.insert(heads.end(), month_heads.begin(), month_heads.end());
        heads.emplace_back("TOTAL");
        for (std::size_t column = 0; column < heads.size(); ++column)
            book.text(sheet, head_row, column, heads[column], {.head = true});
        std::size_t row = head_row + 1;
        std::vector<int> months(month_heads.size());
        for (std::size_t k = 0; k < offences.size(); ++k) {
            auto table = of_sections(town, offences[k], random);
            if (i == year_of_wrong_total && k == wrong_offence) {
                table.wrong_row = wrong_section;
                paper.open_totals.push_back(
                    fmt::format("{} {}, {}", year, offences[k].label, table.rows[wrong_section]));
            }
            paper.add(table);
            for (std::size_t month = 0; month < months.size(); ++month)
                months[month] += table.column_total(month);
            row = write_block(book, sheet, row, std::string{offences[k].label}, table);
        }
        book.text(sheet, row, 0, "TOTAL GENERAL", {.bold = true});
        int all = 0;
        for (std::size_t month = 0; month < months.size(); ++month) {
            book.number(sheet, row, 2 + month, months[month], {.bold = true});
            all += months[month];
        }
        book.number(sheet, row, 2 + months.size(), all, {.bold = true});
        book.text(sheet, row + 2, 0, "S/D: la sección no informó. Planilla simulada.");
    }
    paper.files = {fmt::format("planilla/planilla-{}-{}.xlsx", past_year - years, past_year - 1)};
    write_file(folder / paper.files.front(), book.bytes());
    return paper;
}

}  // namespace atalaya::simulate
