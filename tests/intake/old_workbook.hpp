// The workbook that an office kept for years, made anew from a seed: 12 offences, 15 sectors, 60 months, as people lay
// such tables, with what it says known.
#pragma once

#include <zip.h>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "sectors.hpp"
#include "stats/random.hpp"
#include "support.hpp"

namespace atalaya::intake {

inline constexpr std::array<const char*, 12> old_offences{
    "Homicidio doloso", "Lesiones dolosas", "Robo",     "Robo a mano armada", "Hurto",
    "Hurto de rueda",   "Robo de vehículo", "Amenazas", "Violencia",          "Daños",
    "Estafas",          "Disturbios"};
inline constexpr std::array<const char*, 12> old_months{"ENERO",      "FEBRERO", "MARZO",     "ABRIL",
                                                        "MAYO",       "JUNIO",   "JULIO",     "AGOSTO",
                                                        "SEPTIEMBRE", "OCTUBRE", "NOVIEMBRE", "DICIEMBRE"};
inline constexpr int old_sectors = 15, old_years = 5, old_first_year = 2019;

struct OldCounts {
    std::array<std::array<std::array<int, 60>, 15>, 12> of{};  // offence, sector, month; -1 "S/D"

    static OldCounts drawn(std::uint64_t seed) {
        stats::Random random{seed};
        OldCounts counts;
        for (std::size_t offence = 0; offence < 12; ++offence) {
            for (auto& sector : counts.of[offence]) {
                for (auto& cell : sector) {
                    cell = static_cast<int>(random.below(offence == 0 ? 3 : 40));
                    if (random.below(200) == 0) cell = -1;
                }
            }
        }
        return counts;
    }
    // As a source of that id tells them, each label its own code.
    Series series(const std::string& source) const {
        Series all;
        for (std::size_t o = 0; o < 12; ++o) {
            const std::string offence = source + ":" + replaced(folded(old_offences[o]), " ", "-");
            for (std::size_t s = 0; s < 15; ++s) {
                for (std::size_t m = 0; m < 60; ++m) {
                    const std::string month =
                        std::to_string(2019 + m / 12) + "-" + std::to_string(m % 12 + 101).substr(1);
                    if (of[o][s][m] >= 0) all[{offence, std::to_string(s + 1), month}] = of[o][s][m];
                }
            }
        }
        return all;
    }
    int known(std::size_t o, std::size_t s, std::size_t m) const { return std::max(of[o][s][m], 0); }
    std::size_t without_data() const {
        std::size_t n = 0;
        for (const auto& offence : of)
            for (const auto& sector : offence)
                n += static_cast<std::size_t>(std::count(sector.begin(), sector.end(), -1));
        return n;
    }
};

// A sheet under way: texts and numbers by place, from 1, and what is merged.
class OldSheet {
  public:
    explicit OldSheet(std::string sheet_name) : name{std::move(sheet_name)} {}
    std::string name;
    bool hidden = false;

    static std::string at(std::size_t row, std::size_t column) {
        std::string letters;
        for (std::size_t rest = column; rest > 0; rest = (rest - 1) / 26)
            letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
        return letters + std::to_string(row);
    }
    void text(std::size_t row, std::size_t column, const std::string& what) {
        cells_[row][column] =
            "<c r=\"" + at(row, column) + "\" t=\"inlineStr\"><is><t>" + xml_escaped(what) + "</t></is></c>";
    }
    void number(std::size_t row, std::size_t column, int what) {
        cells_[row][column] = "<c r=\"" + at(row, column) + "\"><v>" + std::to_string(what) + "</v></c>";
    }
    void day(std::size_t row, std::size_t column, int serial) {
        cells_[row][column] =
            "<c r=\"" + at(row, column) + "\" s=\"1\"><v>" + std::to_string(serial) + "</v></c>";
    }
    void count(std::size_t row, std::size_t column, int what) {
        if (what < 0)
            text(row, column, "S/D");
        else
            number(row, column, what);
    }
    void merge(std::size_t row, std::size_t column, std::size_t last_row, std::size_t last_column) {
        merges_ += "<mergeCell ref=\"" + at(row, column) + ":" + at(last_row, last_column) + "\"/>";
    }
    std::string xml() const {
        std::string rows;
        for (const auto& [row, cells] : cells_) {
            rows += "<row r=\"" + std::to_string(row) + "\">";
            for (const auto& [column, cell] : cells) rows += cell;
            rows += "</row>";
        }
        return "<worksheet><sheetData>" + rows + "</sheetData><mergeCells>" + merges_ +
               "</mergeCells></worksheet>";
    }

  private:
    std::map<std::size_t, std::map<std::size_t, std::string>> cells_;
    std::string merges_;
};

inline fs::path save_workbook(const fs::path& path, const std::vector<OldSheet>& sheets) {
    std::string list, relations;
    std::vector<std::pair<std::string, std::string>> members;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        list += "<sheet name=\"" + sheets[i].name + (sheets[i].hidden ? "\" state=\"hidden" : "") +
                "\" sheetId=\"" + n + "\" r:id=\"r" + n + "\"/>";
        relations += "<Relationship Id=\"r" + n + "\" Target=\"worksheets/s" + n + ".xml\"/>";
        members.emplace_back("xl/worksheets/s" + n + ".xml", sheets[i].xml());
    }
    members.emplace_back("xl/workbook.xml",
                         "<workbook xmlns:r=\"x\"><sheets>" + list + "</sheets></workbook>");
    members.emplace_back("[Content_Types].xml", "<Types/>");
    members.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
    members.emplace_back(
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"17\"/></cellXfs></styleSheet>");
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [member, text] : members) {
        zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
        zip_file_add(archive, member.c_str(), source, ZIP_FL_OVERWRITE);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
}

// How the office laid it.
enum class OldStyle {
    year_a_sheet,  // months across, offences merged over their sectors, subtotals, a total column and a general total
    years_across,   // one sheet: the year merged over its months, offences said once
    year_a_block,   // one sheet: a block a year under its title, an offence alone in a row above its sectors
    months_as_days  // sheets "Año 2019" with months as days, sectors above, no totals
};

class OldWorkbook {
  public:
    OldWorkbook(OldStyle style, const OldCounts& counts) : counts_{counts} {
        switch (style) {
            case OldStyle::year_a_sheet: year_a_sheet(); break;
            case OldStyle::years_across: years_across(); break;
            case OldStyle::year_a_block: year_a_block(); break;
            case OldStyle::months_as_days: months_as_days(); break;
        }
    }
    std::vector<OldSheet> sheets;

  private:
    int sum(std::size_t offence, std::size_t sector, std::size_t first, std::size_t past) const {
        int all = 0;
        for (std::size_t m = first; m < past; ++m) all += counts_.known(offence, sector, m);
        return all;
    }
    void counts(OldSheet& sheet, std::size_t row, std::size_t column, std::size_t o, std::size_t s,
                std::size_t first) {
        for (std::size_t m = 0; m < 12; ++m) sheet.count(row, column + m, counts_.of[o][s][first + m]);
        sheet.number(row, column + 12, sum(o, s, first, first + 12));
    }
    // Of offences [o, o_past) in all sectors.
    void totals(OldSheet& sheet, std::size_t row, std::size_t column, std::size_t o, std::size_t o_past,
                std::size_t first) {
        int year = 0;
        for (std::size_t m = 0; m < 12; ++m) {
            int all = 0;
            for (std::size_t offence = o; offence < o_past; ++offence)
                for (std::size_t s = 0; s < 15; ++s) all += counts_.known(offence, s, first + m);
            sheet.number(row, column + m, all);
            year += all;
        }
        sheet.number(row, column + 12, year);
    }

    void year_a_sheet() {
        for (std::size_t year = 0; year < 5; ++year) {
            OldSheet sheet{std::to_string(2019 + year)};
            sheet.text(1, 1, "JEFATURA DE POLICÍA - ESTADÍSTICA");
            sheet.merge(1, 1, 1, 15);
            sheet.text(2, 1, "Hechos por sector, año " + std::to_string(2019 + year));
            sheet.text(4, 1, "DELITO");
            sheet.text(4, 2, "SECTOR");
            for (std::size_t m = 0; m < 12; ++m) sheet.text(4, 3 + m, old_months[m]);
            sheet.text(4, 15, "TOTAL");
            std::size_t row = 5;
            for (std::size_t o = 0; o < 12; ++o) {
                sheet.text(row, 1, old_offences[o]);
                sheet.merge(row, 1, row + 15, 1);
                for (std::size_t s = 0; s < 15; ++s, ++row) {
                    sheet.text(row, 2, old_sector(s));
                    counts(sheet, row, 3, o, s, year * 12);
                }
                sheet.text(row, 2, "Subtotal");
                totals(sheet, row++, 3, o, o + 1, year * 12);
            }
            sheet.text(row, 1, "TOTAL GENERAL");
            sheet.merge(row, 1, row, 2);
            totals(sheet, row, 3, 0, 12, year * 12);
            sheet.text(row + 2, 1, "S/D: sin dato. Fuente: partes de las comisarías, 2024.");
            sheets.push_back(std::move(sheet));
        }
        OldSheet notes{"Notas"};
        notes.text(1, 1, "Elaborado por la oficina de estadística");
        sheets.push_back(std::move(notes));
    }

    void years_across() {
        OldSheet sheet{"Serie"};
        sheet.text(1, 1, "Serie 2019-2023");
        sheet.text(3, 1, "Delito");
        sheet.merge(3, 1, 4, 1);
        sheet.text(3, 2, "Sector");
        sheet.merge(3, 2, 4, 2);
        for (std::size_t year = 0; year < 5; ++year) {
            const std::size_t column = 3 + year * 13;
            sheet.text(3, column, std::to_string(2019 + year));
            sheet.merge(3, column, 3, column + 12);
            for (std::size_t m = 0; m < 12; ++m)
                sheet.text(4, column + m, std::string{old_months[m]}.substr(0, 3) + ".");
            sheet.text(4, column + 12, "Total");
        }
        std::size_t row = 5;
        for (std::size_t o = 0; o < 12; ++o) {
            sheet.text(row, 1, old_offences[o]);
            for (std::size_t s = 0; s < 15; ++s, ++row) {
                sheet.text(row, 2, old_sector(s));
                for (std::size_t year = 0; year < 5; ++year)
                    counts(sheet, row, 3 + year * 13, o, s, year * 12);
            }
            sheet.text(row, 1, std::string{"Total "} + old_offences[o]);
            for (std::size_t year = 0; year < 5; ++year)
                totals(sheet, row, 3 + year * 13, o, o + 1, year * 12);
            ++row;
        }
        sheets.push_back(std::move(sheet));
    }

    void year_a_block() {
        OldSheet sheet{"Hoja1"};
        std::size_t row = 1;
        for (std::size_t year = 0; year < 5; ++year) {
            sheet.text(row++, 1, "AÑO " + std::to_string(2019 + year));
            sheet.text(row, 1, "Sector");
            for (std::size_t m = 0; m < 12; ++m) sheet.text(row, 2 + m, old_months[m]);
            sheet.text(row++, 14, "Total");
            for (std::size_t o = 0; o < 12; ++o) {
                sheet.text(row++, 1, old_offences[o]);
                for (std::size_t s = 0; s < 15; ++s) {
                    sheet.text(row, 1, old_sector(s));
                    counts(sheet, row++, 2, o, s, year * 12);
                }
                sheet.text(row, 1, "Subtotal");
                totals(sheet, row++, 2, o, o + 1, year * 12);
            }
            sheet.text(row, 1, "Total general");
            totals(sheet, row++, 2, 0, 12, year * 12);
            sheet.text(row++, 1, "(*) datos provisorios");
            ++row;
        }
        sheets.push_back(std::move(sheet));
    }

    void months_as_days() {
        int serial = 43466;  // 2019-01-01
        for (std::size_t year = 0; year < 5; ++year) {
            OldSheet sheet{"Año " + std::to_string(2019 + year)};
            sheet.text(2, 2, "Delito");
            sheet.text(2, 3, "Sector");
            for (std::size_t m = 0; m < 12; ++m) {
                sheet.day(2, 4 + m, serial);
                serial += static_cast<int>(days_in(2019 + static_cast<int>(year), m));
            }
            std::size_t row = 3;
            for (std::size_t s = 0; s < 15; ++s) {
                for (std::size_t o = 0; o < 12; ++o, ++row) {
                    sheet.text(row, 2, old_offences[o]);
                    sheet.text(row, 3, old_sector(s));
                    for (std::size_t m = 0; m < 12; ++m)
                        sheet.count(row, 4 + m, counts_.of[o][s][year * 12 + m]);
                }
            }
            sheets.push_back(std::move(sheet));
        }
    }
    static unsigned days_in(int year, std::size_t month) {
        using namespace std::chrono;
        const auto last = std::chrono::year{year} / static_cast<int>(month + 1) / std::chrono::last;
        return static_cast<unsigned>(year_month_day{last}.day());
    }

    const OldCounts& counts_;
};

// source.toml of each style; what it takes is what a person would write.
inline std::string old_descriptor(OldStyle style) {
    const std::string head = R"(id = "planilla"
version = "1"
kind = "tallies"
files = ["*.xlsx"]
name = { es = "Planilla", pt = "Planilha", en = "Sheet" }
publisher = "Jefatura"
url = "https://example.org"
licence = "CC0"
cadence = "monthly"
[format]
type = "xlsx"
missing = ["S/D"]
)";
    const std::string rest = R"([time]
month = { column = "mes", format = "YYYYMM" }
[count]
column = "hechos"
[wide]
months = true
name = "mes"
value = "hechos"
)";
    const auto keys = [](const std::string& offence, const std::string& sector) {
        return "[category]\ncolumns = [\"" + offence +
               "\"]\nunlisted = \"keep\"\n[area.sector]\ncolumn = \"" + sector + "\"\n";
    };
    switch (style) {
        case OldStyle::year_a_sheet:
            return head + "sheets = [\"20*\"]\nheader_at = \"DELITO\"\n" + rest + "year = \"@sheet\"\n" +
                   keys("DELITO", "SECTOR");
        case OldStyle::years_across:
            return head + "header_row = 3\nheader_rows = 2\nfill = [\"Delito\"]\n" + rest +
                   keys("Delito", "Sector");
        case OldStyle::year_a_block:
            return head + "header_at = \"Sector\"\n" + rest + "year = \"@title\"\n" +
                   keys("@group", "Sector");
        case OldStyle::months_as_days:
            return head + "sheets = [\"Año *\"]\nheader_row = 2\n" + rest + keys("Delito", "Sector");
    }
    return {};
}

}  // namespace atalaya::intake
