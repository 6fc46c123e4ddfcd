#include "intake/propose/content.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

constexpr std::int64_t most_texts = 3000;  // of areas and of kinds

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// How many of the different texts that were kept fit.
template <class Fits>
double share_of_texts(const Facts& column, const Fits& fits) {
    if (column.values.empty()) return 0;
    const auto n = std::count_if(column.values.begin(), column.values.end(),
                                 [&](const auto& value) { return fits(folded(value.first)); });
    return static_cast<double>(n) / static_cast<double>(column.values.size());
}

bool is_attribute(const std::string& text) {
    static constexpr std::array<std::string_view, 39> words{
        "si",       "no",        "sim",     "nao",     "s",         "n",        "yes",       "true",
        "false",    "hombre",    "mujer",   "varon",   "masculino", "femenino", "masculina", "femenina",
        "feminino", "homem",     "mulher",  "m",       "f",         "male",     "female",    "lunes",
        "martes",   "miercoles", "jueves",  "viernes", "sabado",    "domingo",  "manana",    "tarde",
        "noche",    "madrugada", "segunda", "terca",   "quarta",    "quinta",   "sexta"};
    const std::string_view first = std::string_view{text}.substr(0, text.find_first_of("- "));
    const bool ages = !text.empty() && text.front() >= '0' && text.front() <= '9' &&
                      (text.find('-') != std::string::npos || text.ends_with("anos") ||
                       text.find(" a ") != std::string::npos);
    return ages || is_one_of(text, words) || (text.ends_with("feira") && is_one_of(first, words));
}

bool is_street(const std::string& text) {
    static constexpr std::array<std::string_view, 12> words{"calle",   "av",       "av.",    "avenida",
                                                            "rua",     "ruta",     "pje",    "pasaje",
                                                            "carrera", "diagonal", "camino", "estrada"};
    return is_one_of(std::string_view{text}.substr(0, text.find(' ')), words);
}

// No role but that of an area or of a kind is hinted at.
bool is_open(const Choosing& choosing, const Facts& column, const TimeColumns& when) {
    if (!choosing.is_free(column) || column.said * 3 < column.rows || when.is_part(column)) return false;
    // "Sitio" alone may be a kind of site ("vía pública") or an area; "clase de sitio" is the first.
    const bool site = column.tokens.size() == 1 && column.has("sitio");
    if ((!site && hint_of(column.tokens, Role::person) >= 5) || hint_of(column.tokens, Role::other) >= 6)
        return false;
    for (const Role role :
         {Role::lon, Role::lat, Role::x, Role::y, Role::residents, Role::count, Role::channel, Role::hour})
        if (hint_of(column.tokens, role) >= 7) return false;
    return true;
}

bool says_offences(const Facts& column) {
    return share_of_texts(column, [](const std::string& text) { return says_offence(text); }) > 0.2;
}

bool names_places(const Facts& column) {
    const double share = share_of_texts(column, [](const std::string& text) { return says_place(text); });
    return column.distinct >= 6 && share >= 0.12 && share * static_cast<double>(column.values.size()) >= 2;
}

}  // namespace

bool says_place(std::string_view text) {
    static constexpr std::array<std::string_view, 58> words{
        "san",      "santa",  "santo",  "sao",    "villa",    "vila",    "nueva", "nuevo",   "nova",
        "novo",     "parque", "jardim", "jardin", "jardines", "puerto",  "porto", "cerro",   "monte",
        "rio",      "lago",   "laguna", "lagoa",  "norte",    "sur",     "sul",   "oriente", "occidente",
        "colonia",  "ciudad", "cidade", "pueblo", "hacienda", "fazenda", "loma",  "lomas",   "colinas",
        "bosques",  "unidad", "alto",   "altos",  "bajo",     "baja",    "alta",  "general", "coronel",
        "doctor",   "barrio", "bairro", "isla",   "ilha",     "playa",   "praia", "valle",   "vale",
        "quebrada", "campo",  "campos", "mirador"};
    static constexpr std::array<std::string_view, 7> first{"la", "el", "los", "las", "lo", "nuestra", "don"};
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        if (is_one_of(word, words) || (at == 0 && end < text.size() && is_one_of(word, first))) return true;
        at = end + 1;
    }
    return false;
}

bool holds_texts(const Facts& column) {
    if (column.said == 0 || column.distinct < 2 || column.mean_length < 3) return false;
    if (column.share(column.numbers()) > 0.5 || column.share(column.month_names) > 0.5) return false;
    if (column.share(column.clocks) > 0.5 || day_format_of(column).share > 0.5) return false;
    return share_of_texts(column, is_attribute) < 0.5;
}

double gathers(const Choosing& choosing, const Facts& column, const Position& position, char decimal) {
    if (!position.x || !position.y) return 0;
    struct Group {
        double n = 0, x = 0, y = 0;
    };
    std::unordered_map<std::string_view, Group> groups;
    Group all;
    double squares = 0;
    const auto within = [](const Facts& axis, double value) {
        return value >= axis.low && value <= axis.high;
    };
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto text = trimmed(choosing.cell(row, column));
        const auto x = parse_decimal(trimmed(choosing.cell(row, *position.x)), decimal),
                   y = parse_decimal(trimmed(choosing.cell(row, *position.y)), decimal);
        if (text.empty() || !x || !y || !within(*position.x, *x) || !within(*position.y, *y)) continue;
        const double dx = *x - position.x->middle, dy = *y - position.y->middle;
        for (Group* group : {&all, &groups[text]}) group->n += 1, group->x += dx, group->y += dy;
        squares += dx * dx + dy * dy;
    }
    const double k = static_cast<double>(groups.size());
    if (all.n < 5 * k || k < 3) return 0;
    double between = 0;
    for (const auto& [text, group] : groups) between += (group.x * group.x + group.y * group.y) / group.n;
    const double mean = (all.x * all.x + all.y * all.y) / all.n;
    if (squares - mean <= 0) return 0;
    const double told = (between - mean) / (squares - mean), chance = (k - 1) / (all.n - 1);
    return std::clamp((told - chance) / (1 - chance), 0.0, 1.0);
}

void mark_by_content(Choosing& choosing, const TimeColumns& when, const Position& position, char decimal) {
    constexpr double together = 0.4;
    for (const auto& column : choosing.columns()) {
        if (!is_open(choosing, column, when) || &column == position.x || &column == position.y) continue;
        if (layer_of(column.tokens)) continue;
        const bool texts = holds_texts(column), offence = says_offences(column);
        const bool numbers = column.share(column.whole) > 0.95 && !column.has("id") && column.distinct >= 4;
        const int named =
            std::max(hint_of(column.tokens, Role::offence), hint_of(column.tokens, Role::suboffence));
        const bool area = (texts || numbers) && !offence && named < 5 && column.distinct <= most_texts &&
                          share_of_texts(column, is_street) < 0.15 &&
                          (position.x && position.y ? gathers(choosing, column, position, decimal) >= together
                                                    : texts && names_places(column));
        if (area)
            choosing.mark(column, Seems::area);
        else if (texts && column.distinct <= most_texts &&
                 (column.said <= 50 || column.distinct * 10 <= column.said))
            choosing.mark(column, Seems::kind);
    }
}

std::string layer_id_of(const Facts& column) {
    std::string id;
    for (const auto& token : column.tokens) {
        for (const char c : token) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) id += c;
        }
        if (!id.empty() && id.back() != '_') id += '_';
    }
    while (id.ends_with('_')) id.pop_back();
    return id.empty() || (id.front() >= '0' && id.front() <= '9') ? "area_" + id : id;
}

}  // namespace atalaya::intake
