#include "intake/propose/area_columns.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "intake/propose/content.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t slots = 4;  // of a city
constexpr std::int64_t most_areas = 20'000;
constexpr int rank_above_city = 3, rank_of_cities = 5, rank_within_city = 6;  // of layer_of()

// Of a layer that no name tells: the more areas, the finer.
double rank_of(const Facts& column, const LayerHint* layer) {
    if (layer) return layer->rank;
    return std::clamp(std::log2(static_cast<double>(column.distinct)), 2.0, 8.5);
}

double score_of(const Facts& column, const LayerHint* layer) {
    double score = rank_of(column, layer);
    if (layer && column.has(layer->layer)) score += 0.1;  // its word in full, not "dist" or "mun"
    if (says_code(column.tokens)) score -= 0.6;
    if (column.share(column.numbers()) > 0.9) score -= 0.3;
    score -= 0.05 * static_cast<double>(column.tokens.size());
    score -=
        3 * static_cast<double>(column.blank) / static_cast<double>(std::max<std::int64_t>(column.rows, 1));
    return score;
}

bool measures(const Facts& column) {
    return column.share(std::max(column.fractions_point, column.fractions_comma)) > 0.3 &&
           column.share(column.whole) < 0.5;
}

// "URBANA", "RURAL" and hardly anything else: a kind of area, no area.
bool is_urban_or_rural(const Facts& column) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values) {
        const auto word = folded(text);
        rows += word.starts_with("urban") || word.starts_with("rural") ? times : 0;
    }
    return column.share(rows) > 0.95;
}

}  // namespace

std::vector<AreaColumn> area_columns(const Choosing& choosing) {
    std::vector<AreaColumn> found;
    for (const auto& column : choosing.columns()) {
        const auto* layer = layer_of(column.tokens);
        if (!layer && choosing.seems(column) != Seems::area) continue;
        if (!choosing.is_free(column) || column.said == 0 || column.distinct > most_areas ||
            measures(column) || is_urban_or_rural(column) || hint_of(column.tokens, Role::other) >= 6)
            continue;
        found.push_back({&column, layer ? std::string{layer->layer} : layer_id_of(column), layer != nullptr,
                         score_of(column, layer), layer ? layer->rank : 0});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    const auto finest = std::max_element(found.begin(), found.end(),
                                         [](const auto& a, const auto& b) { return a.rank < b.rank; });
    const bool within_city = finest != found.end() && finest->rank >= rank_within_city;
    std::erase_if(found, [&](const AreaColumn& area) { return within_city && area.rank <= rank_above_city; });
    // The one area of all rows tells nothing beside others.
    const auto is_one = [](const AreaColumn& area) {
        return area.column->distinct == 1 && area.column->rows >= 50;
    };
    if (!std::all_of(found.begin(), found.end(), is_one)) std::erase_if(found, is_one);
    std::set<std::string> layers;
    std::erase_if(found, [&](const AreaColumn& area) { return !layers.insert(area.layer).second; });
    if (found.size() > slots) found.resize(slots);
    return found;
}

namespace {

// Of a file of several cities that says the areas within them too: a city reads its own rows only.
bool tells_the_city(const std::vector<AreaColumn>& areas, const AreaColumn& area) {
    return area.rank == rank_of_cities && area.column->distinct > 1 &&
           std::any_of(areas.begin(), areas.end(),
                       [](const AreaColumn& other) { return other.rank >= rank_within_city; });
}

}  // namespace

void take_areas(Choosing& choosing) {
    const auto areas = area_columns(choosing);
    for (const auto& area : areas) {
        if (tells_the_city(areas, area))
            choosing.add(
                "area." + area.layer + ".column", {area.column->name}, 60,
                message("{} different areas; the city says which layer this is", area.column->distinct),
                message("Are the rows of several cities, told by \"{}\"? Then put [only] in place of this "
                        "table: column = \"{}\", texts = [the city's own, as it stands there].",
                        area.column->name, area.column->name));
        else if (area.named)
            choosing.add(
                "area." + area.layer + ".column", {area.column->name}, 92,
                message("{} different areas; the city says which layer this is", area.column->distinct));
        else
            choosing.add(
                "area." + area.layer + ".column", {area.column->name}, 70,
                message("{} different texts, which look like areas", area.column->distinct),
                message("Which layer of the city is \"{}\"? The table's name, [area.{}], should be its id.",
                        area.column->name, area.layer));
        choosing.use(area.column);
    }
}

}  // namespace atalaya::intake
