#include "intake/propose/area_file.hpp"

#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

// Of those that tell all areas apart; the code is a number or a short text, the name words.
const Facts* best_property(const Choosing& choosing, bool code) {
    const Facts* best = nullptr;
    double most = 0;
    for (const auto& column : choosing.columns()) {
        if (column.name.empty() || column.said < column.rows || column.distinct < column.said) continue;
        const bool fractions = column.fractions_point > 0;
        const bool number = column.share(column.numbers()) > 0.95;
        if (fractions || hint_of(column.tokens, Role::other) >= 6 || (!code && number)) continue;
        double score = 1;
        if (const auto* layer = layer_of(column.tokens)) score += 6 + 0.1 * layer->rank;
        if (column.has("nombre") || column.has("name") || column.has("nome") || column.has("nom"))
            score += code ? 3 : 6;
        if (code && says_code(column.tokens)) score += 4;
        if (code && (column.has("objectid") || column.has("fid") || column.has("mslink"))) score -= 3;
        if (column.has("area") || column.has("metro")) score -= 8;
        if (code) score += (number ? 0.5 : 0) - column.mean_length / 20;
        if (score > most) most = score, best = &column;
    }
    return best;
}

std::string layer_told(const Choosing& choosing, const Facts* code, const Facts* name) {
    for (const auto* column : {code, name})
        if (const auto* layer = column ? layer_of(column->tokens) : nullptr) return std::string{layer->layer};
    const auto* of_file = layer_of(tokens_of(choosing.file()));
    return std::string{of_file ? of_file->layer : to_fill_in};
}

}  // namespace

void choose_areas_file(Choosing& choosing) {
    const Look& look = choosing.look();
    choosing.choose_kind(Kind::areas, 99, message("GeoJSON with polygons"));
    choosing.add("format.type", {"geojson"}, 99, message("known by its first bytes"));
    if (look.encoding.value != Encoding::utf8)
        choosing.add("format.encoding", std::string{name_of(look.encoding.value)}, look.encoding);
    const Facts* name = best_property(choosing, false);
    const Facts* code = best_property(choosing, true);
    if (!code) code = name;
    const std::string layer = layer_told(choosing, code, name);
    choosing.add("shape.layer", {layer}, layer == to_fill_in ? 5 : 92,
                 message("the city says which layer this is"),
                 message("Which layer of the city are these areas?"));
    choosing.add("shape.code", {code ? code->name : std::string{to_fill_in}}, code ? 92 : 5,
                 code ? message("no two areas have the same") : message("no property tells all areas apart"),
                 message("Which property is the code of an area?"));
    if (name && name != code)
        choosing.add("shape.name", {name->name}, 90, message("words, and no two areas have the same"));
    if (!look.system.value.empty()) choosing.add("shape.crs", look.system.value, look.system);
}

}  // namespace atalaya::intake
