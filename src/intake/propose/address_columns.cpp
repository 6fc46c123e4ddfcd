#include "intake/propose/address_columns.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "core/text.hpp"
#include "geocode/no_place.hpp"
#include "intake/propose/area_columns.hpp"

namespace atalaya::intake {

namespace {

template <std::size_t N>
bool has_one_of(const Facts& column, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return column.has(word); });
}

bool is_street_word(std::string_view word) {
    static constexpr std::array<std::string_view, 19> words{
        "calle",  "cl",  "av",      "av.",      "avda",   "avenida", "rua",     "r.", "ruta",     "pje",
        "pasaje", "cra", "carrera", "diagonal", "camino", "estrada", "rodovia", "bv", "boulevard"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

// A word of streets first, a number after a word, or two words between "y", "e", "esq".
bool is_address(const std::string& text) {
    const auto blank = text.find(' ');
    if (blank == std::string::npos) return false;
    if (is_street_word(std::string_view{text}.substr(0, blank))) return true;
    static const std::regex corner{R"([a-z0-9.]{2,} (y|e|esq\.?|esquina|c/|x) [a-z0-9.]{2,})"};
    static const std::regex number{R"([a-z.]{2,},? +(n[°ºro.]*|#|al)? *[0-9]{1,5}( ?[a-z]{1,3})?([ ,].*)?$)"};
    return std::regex_search(text, corner) || std::regex_search(text, number);
}

std::int64_t rows_without_place(const Facts& column) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values) rows += geocode::says_no_place(text) ? times : 0;
    for (const auto& [text, times] : column.missing) rows += times;
    return rows;
}

constexpr std::array<std::string_view, 9> plain_names{"direccion",  "domicilio",   "endereco",
                                                      "address",    "direcao",     "dir",
                                                      "domicilios", "direcciones", "logradouro"};
constexpr std::array<std::string_view, 8> street_names{"calle",   "rua",      "street",  "via",
                                                       "avenida", "vialidad", "arteria", "calles"};
constexpr std::array<std::string_view, 8> loose_names{"lugar", "ubicacion", "localizacion", "local",
                                                      "sitio", "location",  "place",        "localizacao"};
constexpr std::array<std::string_view, 13> not_of_the_fact{
    "tipo",   "clase", "type", "email", "correo", "ip",           "mail",
    "codigo", "cod",   "id",   "clase", "zona",   "georeferencia"};
constexpr std::array<std::string_view, 7> number_names{"altura", "numero", "num",   "nro",
                                                       "puerta", "porta",  "number"};
constexpr std::array<std::string_view, 6> corner_names{"interseccion", "esquina", "cruce",
                                                       "cruzamento",   "cruza",   "intersection"};

// How likely a column is to be one of addresses, 0 not at all: what it is called, and what it holds.
double address_score(const Choosing& choosing, const Facts& column) {
    if (!choosing.is_free(column) || column.said == 0 || column.mean_length < 3) return 0;
    if (has_one_of(column, not_of_the_fact) || has_one_of(column, corner_names)) return 0;
    if (column.share(column.numbers()) > 0.5 || layer_of(column.tokens)) return 0;
    const bool plain = has_one_of(column, plain_names), street = has_one_of(column, street_names),
               loose = has_one_of(column, loose_names);
    const double share = share_of_addresses(column);
    const double least = plain ? 0.05 : street ? 0.02 : loose ? 0.3 : 0.6;
    const bool few = column.said > 50 && column.distinct < (plain || street ? 3 : 10);
    if (few || (share < least && !(street && column.distinct >= 3))) return 0;
    return share + (plain ? 3 : street ? 2 : loose ? 1 : 0);
}

// The number of the door in a column of its own, beside a street without one.
const Facts* number_of(const Choosing& choosing, const Facts& street) {
    std::int64_t with_digits = 0;
    for (const auto& [text, times] : street.values)
        with_digits += text.find_first_of("0123456789") != std::string::npos ? times : 0;
    if (street.share(with_digits) > 0.5) return nullptr;
    for (const auto& column : choosing.columns())
        if (choosing.is_free(column) && has_one_of(column, number_names) && column.distinct > 1 &&
            column.share(column.whole) > 0.6)
            return &column;
    return nullptr;
}

}  // namespace

double share_of_addresses(const Facts& column) {
    std::int64_t addresses = 0, said = 0;
    for (const auto& [text, times] : column.values) {
        if (geocode::says_no_place(text)) continue;
        said += times;
        addresses += is_address(folded(text)) ? times : 0;
    }
    return said == 0 ? 0 : static_cast<double>(addresses) / static_cast<double>(said);
}

void take_address(Choosing& choosing) {
    if (choosing.kind() != Kind::incidents) return;
    const Facts* best = nullptr;
    double most = 0;
    for (const auto& column : choosing.columns())
        if (const double score = address_score(choosing, column); score > most) most = score, best = &column;
    if (!best) return;
    std::vector<std::string> columns{best->name};
    choosing.use(best);
    if (const Facts* number = number_of(choosing, *best)) {
        columns.push_back(number->name);
        choosing.use(number);
    }
    const auto nowhere = rows_without_place(*best);
    choosing.add(
        "place.address", columns, most > 2.5 ? 80 : 65,
        nowhere > 0 ? message("texts written as addresses are; {} rows say no place (\"S/D\", \"en la vía "
                              "pública\"), are not looked up and nobody is asked to name them",
                              nowhere)
                    : message("texts written as addresses are"),
        message(
            "Does \"{}\" say where the fact was, and not where somebody lives? It is looked up in streets, "
            "doors and landmarks, a source of kind \"places\" each. Of a person's home: take it out and put "
            "it into `sealed`.",
            join(columns, ", ")));
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || !has_one_of(column, corner_names) || column.said == 0 ||
            column.share(column.numbers()) > 0.5)
            continue;
        choosing.add("place.crossing", {column.name}, 85, message("named so, beside an address"),
                     message("Is \"{}\" the second street of a corner?", column.name));
        choosing.use(&column);
        break;
    }
    const auto areas = area_columns(choosing);
    if (!areas.empty() && areas.front().named)
        choosing.add("place.address_area", {areas.front().column->name}, 90,
                     message("tells two streets of one name apart"));
}

}  // namespace atalaya::intake
