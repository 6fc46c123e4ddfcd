// What stands in a cell, and the description of a source.
#include <cmath>

#include "core/text.hpp"
#include "fuzz/target.hpp"
#include "geocode/address.hpp"
#include "geocode/words.hpp"
#include "intake/cells.hpp"
#include "intake/support.hpp"
#include "intake/workbook.hpp"

namespace atalaya::fuzz {

namespace {

std::string read_descriptor(std::string_view bytes) {
    static const intake::Folder folder;
    folder.write("hechos/source.toml", bytes);
    folder.write("hechos/codes.csv", intake::small_codes);
    const intake::Source source = intake::read_source(folder.path() / "hechos");
    std::string columns;
    for (const auto& column : source.columns()) columns += column.size() > 1 ? "c" : "";
    return "kind " + std::to_string(static_cast<int>(source.kind)) + " format " +
           std::to_string(static_cast<int>(source.format.type)) + " " + columns;
}

void holds_when(const std::optional<intake::When>& when) {
    if (!when) return;
    const std::chrono::year_month_day day{std::chrono::sys_days{when->day.time_since_epoch()}};
    holds(day.ok() && day.year() >= std::chrono::year{1000} && day.year() <= std::chrono::year{9999},
          "a day is of the calendar");
    holds(when->hour >= -1 && when->hour < 24, "an hour is of the day");
}

// One text as every kind of cell.
std::string read_dates(std::string_view text) {
    std::string said;
    const auto tell = [&](const char* what, bool there) { said += there ? what : ""; };
    for (int format = 0; format <= static_cast<int>(intake::DayFormat::month_name); ++format) {
        const auto when = intake::parse_when(text, static_cast<intake::DayFormat>(format));
        holds_when(when);
        tell(std::to_string(format).c_str(), when.has_value());
        if (when) said += when->hour >= 0 ? "h" : "";
    }
    const auto parts = split(text, '|');
    holds_when(intake::day_of(parts[0], parts.size() > 1 ? parts[1] : "3",
                              parts.size() > 2 ? std::optional{parts[2]} : std::nullopt));
    if (const auto month = intake::parse_month_number(text)) {
        holds(*month >= 1 && *month <= 12, "a month is of the year");
        said += "m";
    }
    if (const auto hour = intake::parse_hour(text)) {
        holds(hour->hour >= 0 && hour->hour < 24, "an hour is of the day");
        said += "H";
    }
    for (const char decimal : {'.', ','}) {
        const auto degrees = intake::parse_degrees(text, decimal);
        if (degrees) holds(*degrees >= -1'800'000'000 && *degrees <= 1'800'000'000, "degrees go around once");
        const auto number = intake::parse_decimal(text, decimal);
        if (number) holds(std::isfinite(*number), "a number is finite");
        const auto count = intake::parse_count(text, decimal);
        if (count) holds(*count >= 0, "a count is no less than nothing");
        const auto restored = intake::parse_lost_thousands(text, decimal);
        if (restored) holds(*restored > 0 && *restored < 1'000'000, "lost thousands are of six digits");
        tell("d", degrees.has_value()), tell("n", number.has_value()), tell("c", count.has_value()),
            tell("t", restored.has_value());
    }
    for (const auto shows : {intake::Shows::date, intake::Shows::time, intake::Shows::date_and_time}) {
        for (const bool from_1904 : {false, true})
            holds(!intake::date_text(text, shows, from_1904).empty() || text.empty(), "a number is shown");
    }
    said += "s" + std::to_string(static_cast<int>(intake::shown_by(text)));
    return said;
}

std::string read_address(std::string_view text) {
    const auto all = geocode::readings(text);
    holds(all.size() <= 6, "an address has six readings at most");
    std::string said;
    for (const auto& one : all) {
        holds(!one.number || (*one.number >= 0 && *one.number <= 999'999), "a number is of a door");
        holds(one.crossings.size() <= 2, "a street is between two others");
        said += std::string{"a"} + (one.number ? "n" : "") + (one.letter.empty() ? "" : "l") +
                std::to_string(one.crossings.size()) + (one.block.empty() ? "" : "b") +
                (one.lot.empty() ? "" : "o") + (one.kilometre ? "k" : "") + (one.without_number ? "s" : "") +
                (one.beside ? "v" : "") + std::to_string(std::min<std::size_t>(one.tails.size(), 3));
    }
    const auto words = geocode::words_of(text);
    holds(words.size() <= 24, "a name has 24 words at most");
    for (const auto& word : words) geocode::sound_of(word.text);
    return said;
}

}  // namespace

Target descriptor() {
    Target target{.name = "descriptor",
                  .read = read_descriptor,
                  .seeds = {intake::small_descriptor},
                  .tokens = {"[",
                             "]",
                             "[[",
                             "]]",
                             "=",
                             "\"",
                             "'",
                             "'''",
                             "\"\"\"",
                             "{",
                             "}",
                             "\\u0000",
                             "\\ud800",
                             "\n",
                             "#",
                             "true",
                             "1979-05-27",
                             "99999999999999999999",
                             "-1",
                             "nan",
                             "inf",
                             "crs = \"EPSG:3116\"",
                             "type = \"xlsx\"",
                             "kind = \"tallies\"",
                             "[wide]",
                             "[only]",
                             "a.b.c = 1",
                             "each = { sex = \"x\" }"}};
    for (const auto& text : samples("source.toml")) {
        const auto line = text.find('\n');
        target.seeds.push_back("id = \"hechos\"" + text.substr(std::min(line, text.size())));
    }
    return target;
}

Target dates() {
    return {.name = "dates",
            .read = read_dates,
            .seeds = {"2020-03-09T14:30:59.5Z",
                      "9/3/2020 2:30 PM",
                      "2020/03/09",
                      "20200309",
                      "09-mar-2020",
                      "9 de marzo de 2020",
                      "202003",
                      "marzo 2020",
                      "2020|3|9",
                      "14:30",
                      "23",
                      "1.234.567",
                      "12.0",
                      "-58.4370893",
                      "1,096",
                      "43899.5",
                      "dd/mm/yyyy hh:mm",
                      "[h]:mm:ss",
                      "0.5",
                      "1e5",
                      "septiembre de 99"},
            .tokens = {"0",
                       "9",
                       "-",
                       "/",
                       ".",
                       ",",
                       ":",
                       "T",
                       " ",
                       "Z",
                       "PM",
                       "a. m.",
                       "e400",
                       "e-5",
                       "mar",
                       "de",
                       "4294969316",
                       "999999999999999999",
                       "18446744073709551615",
                       "\xC3\xA7",
                       "nan",
                       "inf",
                       "0x1p3",
                       "+",
                       "|",
                       "\"",
                       "[",
                       "\\"}};
}

Target address() {
    return {.name = "address",
            .read = read_address,
            .seeds = {"Av. 18 de Julio 1234 bis apto 3", "Batlle y Ordóñez",
                      "Bulevar Artigas esq. Av. Italia", "Ruta 8 km 23,500, Barros Blancos",
                      "Manzana 4 Lote 12 barrio Nuevo París", "Cuareim entre Mercedes y Uruguay",
                      "Rua XV de Novembro, 45 - Centro", "a la vuelta de Durazno s/n", "Calle 45 # 12-34",
                      "MUÃ‘OZ 12", "1° de Mayo 1ra", "Cr 7 No. 32-16 sur"},
            .tokens = {" esq. ",
                       " entre ",
                       " y ",
                       " km ",
                       " s/n",
                       " bis",
                       "manzana",
                       "lote",
                       "barrio",
                       ",",
                       "#",
                       "-",
                       "No.",
                       "°",
                       "Ã‘",
                       "\xC3",
                       "\xFF",
                       std::string(1, '\0'),
                       "999999999999",
                       "0",
                       "apto",
                       "piso",
                       "frente a",
                       "esquina",
                       "/",
                       "(",
                       ")",
                       "23,5",
                       "e",
                       "."}};
}

}  // namespace atalaya::fuzz
