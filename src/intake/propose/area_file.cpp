#include "intake/propose/area_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text.hpp"
#include "intake/propose/content.hpp"
#include "intake/propose/format_choices.hpp"
#include "intake/propose/layer_words.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

// Whether `distinct` of `rows` are all, but for a few that a file repeats by mistake.
bool nearly_all(std::int64_t distinct, std::int64_t rows) {
    const auto repeated = rows - distinct;
    return repeated * 100 <= rows || (rows <= 30 && repeated <= 2 && repeated * 3 <= rows);
}

// Numbers of one list of codes differ by a factor below a hundred, or leave few of the numbers between them out; what
// is neither, and not called a code or a layer, was measured.
bool spreads_like_a_measure(const Facts& column) {
    if (column.share(column.numbers()) <= 0.95 || layer_of(column.tokens) || says_code(column.tokens))
        return false;
    return column.low > 0 && column.high >= 100 * column.low &&
           static_cast<double>(column.distinct) * 20 < column.high - column.low;
}

bool counts_people(const Facts& column) {
    return hint_of(column.tokens, Role::residents) >= 7 && numeric(column, 0.9);
}

bool is_measure(const Facts& column) {
    return column.fractions_point > 0 || counts_people(column) || hint_of(column.tokens, Role::other) >= 6 ||
           spreads_like_a_measure(column);
}

bool says_name(const Facts& column) {
    return column.has("nombre") || column.has("denominacion") || column.has("name") || column.has("nome") ||
           column.has("nom");
}

bool says_number(const Facts& column) {
    return std::ranges::any_of(std::array{"number", "numero", "nro", "num", "no", "nº", "n°", "n"},
                               [&](const char* word) { return column.has(word); });
}

// How well a property serves as the areas' code (a number or a short text) or as their name (words).
double property_score(const Facts& column, bool code) {
    const bool number = column.share(column.numbers()) > 0.95;
    if (!code && number) return 0;
    double score = 1;
    if (const auto* layer = layer_of(column.tokens)) score += 6 + 0.1 * layer->rank;
    if (says_name(column)) score += code ? 3 : 6;
    if (column.has("area") || column.has("metro")) score -= 8;
    if (!code) return score;
    if (says_code(column.tokens)) score += 4;
    if (number && says_number(column)) score += 5;
    if (column.has("objectid") || column.has("fid") || column.has("mslink")) score -= 3;
    return score + (number ? 0.5 : 0) - column.mean_length / 20;
}

// Those that tell all areas apart: said of nearly all, and repeated by as few rows as any.
std::vector<const Facts*> telling_properties(const Choosing& choosing) {
    std::vector<const Facts*> telling;
    std::int64_t fewest = INT64_MAX;
    for (const auto& column : choosing.columns()) {
        if (column.name.empty() || is_measure(column) || !nearly_all(column.said, column.rows) ||
            !nearly_all(column.distinct, column.said))
            continue;
        telling.push_back(&column);
        fewest = std::min(fewest, column.said - column.distinct);
    }
    std::erase_if(telling, [&](const Facts* column) { return column->said - column->distinct > fewest; });
    return telling;
}

const Facts* best_property(const std::vector<const Facts*>& telling, bool code) {
    const Facts* best = nullptr;
    double most = 0;
    for (const auto* column : telling)
        if (const double score = property_score(*column, code); score > most) most = score, best = column;
    return best;
}

// What else tells all areas apart, and is no number that a program gave the rows.
std::vector<std::string> other_codes(const std::vector<const Facts*>& telling, const Facts* code) {
    std::vector<std::string> others;
    for (const auto* column : telling)
        if (column != code && property_score(*column, true) > 0 && !column->has("objectid") &&
            !column->has("fid") && !column->has("mslink") && !column->has("gid"))
            others.push_back(column->name);
    return others;
}

// A name of areas that repeats, but not, or less, within the larger area beside it.
struct Within {
    const Facts *code = nullptr, *larger = nullptr;
};
Within best_within(const Choosing& choosing) {
    Within best;
    int finest = 0;
    for (const auto& code : choosing.columns()) {
        const auto* layer = layer_of(code.tokens);
        if (!layer || is_measure(code) || layer->rank <= finest) continue;
        for (const auto& larger : choosing.columns()) {
            const auto* above = layer_of(larger.tokens);
            if (!above || above->rank >= layer->rank || is_measure(larger)) continue;
            const auto pairs = choosing.distinct_pairs(larger, code);
            if (pairs <= code.distinct || !nearly_all(pairs, code.rows)) continue;
            finest = layer->rank;
            best = {&code, &larger};
        }
    }
    return best;
}

// "ALMAGRO - BOEDO" of "barrios": the parts of an area, which are of another layer.
bool lists_parts(const Facts& column) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values)
        if (text.find(" - ") != std::string::npos || text.find(", ") != std::string::npos ||
            text.find(';') != std::string::npos)
            rows += times;
    return column.share(rows) > 0.5;
}

// "mapa_comunal", "provincias", "secciones"
const LayerHint* layer_of_file(const std::string& file) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> said_of{
        {{"comunal", "comuna"},
         {"barrial", "barrio"},
         {"municipal", "municipio"},
         {"distrital", "distrito"},
         {"provincial", "provincia"},
         {"departamental", "departamento"},
         {"parroquial", "parroquia"},
         {"cantonal", "canton"},
         {"sectorial", "sector"},
         {"regional", "region"}}};
    auto tokens = tokens_of(file);
    if (const auto* layer = layer_of(tokens)) return layer;
    for (auto& token : tokens) {
        const auto* said = std::ranges::find(said_of, token, [](const auto& pair) { return pair.first; });
        if (said != said_of.end()) token = said->second;
    }
    if (const auto* layer = layer_of(tokens)) return layer;
    for (auto& token : tokens)  // files are called after many
        token.resize(token.size() - (token.ends_with("es") ? 2 : token.ends_with('s') ? 1 : 0));
    return layer_of(tokens);
}

std::string layer_told(const Choosing& choosing, const Facts* code, const Facts* name) {
    for (const auto* column : {code, name})
        if (const auto* layer = column && !lists_parts(*column) ? layer_of(column->tokens) : nullptr)
            return std::string{layer->layer};
    if (const auto* layer = layer_of_file(choosing.file())) return std::string{layer->layer};
    // Of a word that nobody knows: the column's own, as facts and residents have it.
    for (const auto* column : {code, name})
        if (column && column->tokens.size() == 1 && !says_name(*column) && !says_code(column->tokens) &&
            hint_of(column->tokens, Role::key) < 3 && column->share(column->numbers()) < 0.5)
            return layer_id_of(*column);
    return std::string{to_fill_in};
}

// Areas that only numbers tell apart: a sentence would say "en 4" where people say "en la Comuna 4".
void ask_how_called(Choosing& choosing, const Facts& code, const std::string& layer) {
    const auto* words = words_of_layer(layer);
    if (!words || code.share(code.numbers()) <= 0.95) return;
    std::vector<std::string> called;
    for (const auto word : {words->es, words->pt, words->en}) called.push_back(std::string{word} + " {}");
    choosing.add(
        "shape.called", called, 75, message("\"{}\" holds numbers, and nothing names the areas", code.name),
        message("How do sentences call the area with the code {}? {} stands for the code in each language; "
                "names of their own go into areas.csv.",
                code.values.empty() ? std::string{"1"} : code.values.front().first, "{}"));
}

}  // namespace

void choose_areas_file(Choosing& choosing) {
    const Look& look = choosing.look();
    const auto& columns = choosing.columns();
    const auto people = std::find_if(columns.begin(), columns.end(), counts_people);
    if (look.drawn)
        choosing.choose_kind(
            Kind::areas, people == columns.end() ? 99 : 85, message("rows with polygons"),
            people == columns.end()
                ? Message{}
                : message(
                      "\"{}\" may be residents, which rates need. A second source reads them: a folder of "
                      "its own with `beside` (the id of this one), kind = \"exposures\", the same "
                      "[format], and [exposure] with layer, area, value and year.",
                      people->name));
    else
        choosing.choose_kind(Kind::areas, 90, message("features without a shape: areas known by name"));
    choose_file_format(choosing);
    choose_area_properties(choosing);
    if (!look.drawn) choosing.add("shape.drawn", {"false"}, 95, message("no feature has a shape"));
    if (!look.system.value.empty()) choosing.add("shape.crs", look.system.value, look.system);
}

void choose_area_properties(Choosing& choosing) {
    const auto telling = telling_properties(choosing);
    const Facts* name = best_property(telling, false);
    const Facts* code = best_property(telling, true);
    if (!code) code = name;
    const bool repeats = code && code->distinct < code->said && layer_of(code->tokens);
    const Within within = code && !repeats ? Within{} : best_within(choosing);
    if (within.code) code = within.code;
    const std::string layer = layer_told(choosing, code, name);
    const bool word_known = layer != to_fill_in && words_of_layer(layer);
    choosing.add("shape.layer", {layer},
                 layer == to_fill_in ? 5
                 : word_known        ? 92
                                     : 70,
                 message("the city says which layer this is"),
                 message("Which layer of the city are these areas?"));
    const auto others = within.code ? std::vector<std::string>{} : other_codes(telling, code);
    choosing.add(
        "shape.code", {code ? code->name : std::string{to_fill_in}},
        !code            ? 5
        : others.empty() ? 92
                         : 85,
        within.code ? message("no two areas of a \"{}\" have the same", within.larger->name)
        : code      ? message("no two areas have the same")
                    : message("no property tells all areas apart"),
        code ? message("\"{}\", or rather {}? Figures are asked for by the code, and it should stay when "
                       "the file is drawn anew.",
                       code->name, join(others, ", "))
             : message("Which property is the code of an area?"));
    if (within.code)
        choosing.add("shape.within", {within.larger->name}, 90,
                     message("\"{}\" alone repeats", within.code->name));
    if (name && name != code)
        choosing.add("shape.name", {name->name}, 90, message("words, and no two areas have the same"));
    else if (code && code != name)
        ask_how_called(choosing, *code, layer);
}

}  // namespace atalaya::intake
