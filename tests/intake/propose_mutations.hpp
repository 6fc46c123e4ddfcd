// Changes of a file as they happen between one publisher and the next, made by a seeded generator.
#pragma once

#include <map>
#include <optional>
#include <random>

#include "intake/bytes.hpp"
#include "intake/cells.hpp"
#include "intake/csv.hpp"
#include "intake/encoding.hpp"
#include "propose_truth.hpp"

namespace atalaya::intake {

struct Mutant {
    std::vector<std::vector<std::string>> rows;  // the head first
    Truth truth;
    char separator = ',';
    Encoding encoding = Encoding::utf8;
    int titles = 0;
    std::string what;
};

inline std::string& text_for(Truth& truth, const std::string& key) {
    for (auto& right : truth.rights)
        if (right.key == key) {
            right.texts.resize(1);
            return right.texts.front();
        }
    return truth.rights.emplace_back(Right{key, {""}}).texts.front();
}
inline std::string told(const Truth& truth, const std::string& key) {
    for (const auto& right : truth.rights)
        if (right.key == key) return right.texts.front();
    return "-";
}
inline std::size_t place_of(const Mutant& mutant, const std::string& column) {
    const auto& head = mutant.rows.front();
    return static_cast<std::size_t>(std::find(head.begin(), head.end(), column) - head.begin());
}

// A column's name in the head and wherever the truth says it.
inline void rename(Mutant& mutant, const std::string& from, const std::string& to) {
    for (auto& word : mutant.rows.front())
        if (word == from) word = to;
    for (auto& right : mutant.truth.rights) {
        if (right.key.starts_with("format.") || right.key == "kind") continue;
        for (auto& text : right.texts) {
            std::vector<std::string> parts;
            for (const auto part : split(text, ',')) parts.push_back(part == from ? to : std::string{part});
            text = join(parts, ",");
        }
    }
}

inline std::string upper(std::string text) {
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return replaced(replaced(std::move(text), "ñ", "Ñ"), "ó", "Ó");
}

using Random = std::mt19937;
inline std::size_t below(Random& random, std::size_t n) {
    return random() % n;
}

inline bool renamed(Mutant& mutant, Random& random) {
    static const std::map<std::string, std::vector<std::string>> words{
        {"when.column", {"fec_suceso", "Data do fato", "occurrence_date", "FechaOcurrencia"}},
        {"time.hour.column", {"hora_suceso", "Hora do fato", "hour_of_day"}},
        {"place.lon", {"lng", "Longitude", "coord_x", "long_wgs84"}},
        {"place.lat", {"lat", "Latitude", "coord_y", "lat_wgs84"}},
        {"counts", {"Quantidade", "nro_casos", "frecuencia", "count"}},
        {"when.year", {"year", "Ano"}},
        {"when.month", {"month", "Mês"}},
    };
    bool any = false;
    for (const auto& [key, names] : words) {
        const std::string column = told(mutant.truth, key);
        if (column == "-" || place_of(mutant, column) == mutant.rows.front().size()) continue;
        rename(mutant, column, names[below(random, names.size())]);
        any = true;
    }
    const std::string kinds = told(mutant.truth, "kinds");
    if (kinds != "-" && kinds.find(',') == std::string::npos) {
        static const std::vector<std::string> names{"tipo_de_delito", "Natureza", "offense_description",
                                                    "tipificación"};
        rename(mutant, kinds, names[below(random, names.size())]);
        any = true;
    }
    return any;
}

inline bool other_dates(Mutant& mutant, Random& random) {
    if (told(mutant.truth, "when.format") != "YYYY-MM-DD") return false;
    const std::size_t column = place_of(mutant, told(mutant.truth, "when.column"));
    if (column == mutant.rows.front().size()) return false;
    static const std::vector<std::string> formats{"DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD", "DD MONTH YYYY",
                                                  "YYYY/MM/DD"};
    static const std::vector<std::string> months{"enero",      "febrero", "marzo",     "abril",
                                                 "mayo",       "junio",   "julio",     "agosto",
                                                 "septiembre", "octubre", "noviembre", "diciembre"};
    const std::string format = formats[below(random, formats.size())];
    for (std::size_t row = 1; row < mutant.rows.size(); ++row) {
        std::string& cell = mutant.rows[row][column];
        if (cell.size() < 10 || cell[4] != '-') continue;
        const std::string y = cell.substr(0, 4), m = cell.substr(5, 2), d = cell.substr(8, 2),
                          rest = cell.substr(10);
        if (format == "DD/MM/YYYY") cell = d + "/" + m + "/" + y + rest;
        if (format == "MM/DD/YYYY") cell = m + "/" + d + "/" + y + rest;
        if (format == "YYYY/MM/DD") cell = y + "/" + m + "/" + d + rest;
        if (format == "YYYYMMDD") cell = y + m + d;
        if (format == "DD MONTH YYYY")
            cell = d + " de " + months[static_cast<std::size_t>(std::stoi(m)) - 1] + " de " + y;
    }
    text_for(mutant.truth, "when.format") = format;
    // Without its time the day no longer says the hour; nothing else of the truth hangs on it.
    std::erase_if(mutant.truth.rights, [](const Right& right) {
        return right.key == "time.hour.column" && right.texts.front() == "-";
    });
    return true;
}

inline bool reordered(Mutant& mutant, Random& random) {
    const bool wide = told(mutant.truth, "wide.first") != "-";
    if (wide && place_of(mutant, told(mutant.truth, "wide.first")) < 3) return false;
    std::vector<std::size_t> order(mutant.rows.front().size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (wide)  // its columns stay side by side
        std::rotate(
            order.begin(), order.begin() + 2,
            order.begin() + static_cast<std::ptrdiff_t>(place_of(mutant, told(mutant.truth, "wide.first"))));
    else
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(random, i)]);
    for (auto& row : mutant.rows) {
        std::vector<std::string> moved;
        for (const auto column : order) moved.push_back(row[column]);
        row = std::move(moved);
    }
    return true;
}

inline bool in_capitals(Mutant& mutant, Random&) {
    for (const auto& word : std::vector<std::string>(mutant.rows.front())) rename(mutant, word, upper(word));
    return true;
}

inline bool other_separator(Mutant& mutant, Random& random) {
    static constexpr char signs[] = {',', ';', '\t', '|'};
    const char before = mutant.separator;
    while (mutant.separator == before) mutant.separator = signs[below(random, 4)];
    text_for(mutant.truth, "format.separator") = std::string(1, mutant.separator);
    return true;
}

inline bool decimal_comma(Mutant& mutant, Random&) {
    bool any = false;
    for (std::size_t row = 1; row < mutant.rows.size(); ++row)
        for (auto& cell : mutant.rows[row]) {
            const bool number = decimal_number(cell) && cell.find('.') != std::string::npos &&
                                cell.find('e') == std::string::npos;
            if (!number) continue;
            const bool has_fraction =
                cell.find_last_not_of('0') > cell.find('.') && cell.size() - cell.find('.') > 4;
            any = any || has_fraction;
            cell = replaced(cell, ".", ",");
        }
    if (!any) return false;
    mutant.separator = ';';
    text_for(mutant.truth, "format.separator") = ";";
    text_for(mutant.truth, "format.decimal") = ",";
    return true;
}

inline bool recoded(Mutant& mutant, Random& random) {
    static constexpr Encoding encodings[] = {Encoding::latin1, Encoding::windows1252, Encoding::utf16,
                                             Encoding::utf8};
    mutant.encoding = encodings[below(random, 4)];
    return true;
}

inline bool with_titles(Mutant& mutant, Random& random) {
    mutant.titles = 1 + static_cast<int>(below(random, 4));
    text_for(mutant.truth, "format.header_row") = std::to_string(1 + mutant.titles);
    return true;
}

struct MutationKind {
    const char* name;
    bool (*change)(Mutant&, Random&);
};
constexpr MutationKind mutation_kinds[] = {{"renamed", renamed},
                                           {"re-encoded", recoded},
                                           {"re-ordered", reordered},
                                           {"other separator", other_separator},
                                           {"other dates", other_dates},
                                           {"capitals", in_capitals},
                                           {"decimal comma", decimal_comma},
                                           {"title lines", with_titles}};

// Words that were written down before any file was looked at with them.
inline bool freshly_renamed(Mutant& mutant, Random& random) {
    static const std::map<std::string, std::vector<std::string>> words{
        {"when.column",
         {"Fecha del evento", "dia_ocurrencia", "FECHA_SUCESO", "Data da ocorrência", "Incident Date"}},
        {"time.hour.column", {"Hora aprox.", "hora_ocurrencia", "Horário", "Time of incident"}},
        {"place.x", {"Coordenada X", "geo_longitud", "X_LON"}},
        {"place.y", {"Coordenada Y", "geo_latitud", "Y_LAT"}},
        {"counts", {"N° de hechos", "total_casos", "qtde", "Cant. de víctimas"}},
        {"when.year", {"Año del hecho", "ANIO_HECHO", "Ano do fato"}},
        {"when.month", {"Mes del hecho", "MES_HECHO", "Mês do fato"}},
        {"key.columns", {"Nro. de expediente", "id_registro", "num_folio"}},
        {"kinds", {"Delito cometido", "Tipo de hecho", "Ocorrência", "clasificación del hecho"}},
    };
    bool any = false;
    for (const auto& [key, names] : words) {
        const std::string column = told(mutant.truth, key);
        if (column == "-" || place_of(mutant, column) == mutant.rows.front().size()) continue;
        rename(mutant, column, names[below(random, names.size())]);
        any = true;
    }
    for (const auto& right : std::vector<Right>(mutant.truth.rights))
        if (right.key == "area") rename(mutant, right.texts.front(), right.texts.front() + " del hecho");
    return any;
}

// All that may happen at once when an office changes its program.
inline bool new_program(Mutant& mutant, Random& random) {
    const bool any = freshly_renamed(mutant, random);
    reordered(mutant, random);
    other_separator(mutant, random);
    other_dates(mutant, random);
    return any && in_capitals(mutant, random);
}

constexpr MutationKind fresh_kinds[] = {{"renamed", freshly_renamed}, {"re-encoded", recoded},
                                        {"re-ordered", reordered},    {"other separator", other_separator},
                                        {"other dates", other_dates}, {"capitals", in_capitals},
                                        {"title lines", with_titles}, {"all at once", new_program}};

inline std::string bytes_in(const std::string& utf8, Encoding encoding, bool& lossless) {
    if (encoding == Encoding::utf8) return "\xEF\xBB\xBF" + utf8;
    std::string out = encoding == Encoding::utf16 ? "\xFF\xFE" : "";
    for (std::size_t i = 0; i < utf8.size();) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        std::uint32_t letter = length == 1 ? c : c & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            letter = letter << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
        i += length;
        if (encoding == Encoding::utf16) {
            (out += static_cast<char>(letter & 0xFF)) += static_cast<char>(letter >> 8);
        } else {
            lossless = lossless && letter < 0x100 && (letter < 0x80 || letter >= 0xA0);
            out += letter < 0x100 ? static_cast<char>(letter) : '?';
        }
    }
    return out;
}

inline std::string bytes_of(Mutant& mutant) {
    std::string text;
    for (int i = 0; i < mutant.titles; ++i)
        text += i == 1 ? "\n" : "Cuadro " + std::to_string(i + 1) + ". Registro de casos\n";
    for (const auto& row : mutant.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool quotes =
                row[i].find_first_of(std::string{"\"\r\n"} + mutant.separator) != std::string::npos;
            text += (i ? std::string(1, mutant.separator) : "") +
                    (quotes ? "\"" + replaced(row[i], "\"", "\"\"") + "\"" : row[i]);
        }
        text += "\n";
    }
    const bool plain = is_ascii_text(text);
    auto& right = text_for(mutant.truth, "format.encoding");
    right = plain && mutant.encoding != Encoding::utf16 ? "utf-8" : std::string{name_of(mutant.encoding)};
    if (!plain && (mutant.encoding == Encoding::latin1 || mutant.encoding == Encoding::windows1252))
        for (auto& r : mutant.truth.rights)
            if (r.key == "format.encoding") r.texts = {"latin-1", "windows-1252"};  // the same letters here
    bool lossless = true;
    return mutant.what == "re-encoded" ? bytes_in(text, mutant.encoding, lossless) : text;
}

// Columns in the truth as the head spells them: a descriptor may say them in other letters.
inline void spell_as_head(Mutant& mutant) {
    for (auto& right : mutant.truth.rights) {
        if (right.key.starts_with("format.") || right.key == "kind") continue;
        for (auto& text : right.texts) {
            std::vector<std::string> parts;
            for (const auto part : split(text, ',')) {
                parts.emplace_back(part);
                for (const auto& word : mutant.rows.front())
                    if (folded(trimmed(word)) == folded(part)) parts.back() = word;
            }
            text = join(parts, ",");
        }
    }
}

// Whether the head has all that the truth names: a pattern may match a file of another city.
inline bool has_its_columns(const Mutant& mutant) {
    for (const auto& right : mutant.truth.rights) {
        if (right.key.starts_with("format.") || right.key == "kind" || right.key == "when.format") continue;
        for (const auto part : split(right.texts.front(), ','))
            if (part != "-" && place_of(mutant, std::string{part}) == mutant.rows.front().size())
                return false;
    }
    return true;
}

// Every n-th row of a file of separated values, some 1,500 in all, as it reads in its own encoding.
inline std::optional<Mutant> small_copy(const Truth& truth) {
    if (truth.path.find(".csv") == std::string::npos && truth.path.find(".tsv") == std::string::npos)
        return {};
    const OpenFile file{shared_data() / truth.path};
    std::string bytes = read_all(*unpacked(file), 512ull << 20);
    const std::string encoding = told(truth, "format.encoding");
    std::string text =
        is_utf8(bytes) ? std::move(bytes)
                       : decoded(std::move(bytes), encoding == "latin-1" ? Encoding::mixed : Encoding::utf8);
    if (!is_utf8(text)) return {};
    Mutant mutant{.truth = truth};
    const std::string separator = told(truth, "format.separator");
    mutant.separator = separator == "-" ? ',' : separator.front();
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    CsvRecord record{mutant.separator};
    const std::size_t every =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) / 1500);
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size(); ++number) {
        at = record.read(text, at);
        const auto cells = record.cells();
        if (number % every != 0 || (!mutant.rows.empty() && cells.size() != mutant.rows.front().size()))
            continue;
        mutant.rows.emplace_back(cells.begin(), cells.end());
    }
    if (mutant.rows.empty()) return {};
    spell_as_head(mutant);
    return mutant;
}

}  // namespace atalaya::intake
