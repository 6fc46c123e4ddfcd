#include "service/claim_territory.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/claim_words.hpp"

namespace atalaya::service {

namespace {

// A name as the words of a claim have it: "Gustavo A. Madero" without the point.
std::string spoken(std::string_view name) {
    std::string out;
    for (const auto& word : words_of_claim(name)) out += (out.empty() ? "" : " ") + word.text;
    return out;
}

// The names by which a territory is spoken of, folded: its own, and its layer's with its code ("comuna 1") or its name, which
// tells it from a city called alike ("provincia de Panamá").
std::vector<std::string> names_of(const World& world, const TerritoryInfo& territory) {
    const std::string name = spoken(territory.name);
    std::vector<std::string> names{name};
    const auto* layer = world.catalogue().city.layer(territory.territory.layer);
    if (!layer) return names;
    for (const auto& word : {layer->name.es, layer->name.pt, layer->name.en}) {
        names.push_back(folded(word) + " " + folded(territory.territory.code));
        const std::string layer_name = folded(word);  // "provincia o comarca": either is said
        for (const auto& said : {layer_name, layer_name.substr(0, layer_name.find(' ')),
                                 layer_name.substr(layer_name.rfind(' ') + 1)})
            for (const char* joint : {" ", " de ", " do ", " da ", " of "})
                names.push_back(said + joint + name);
    }
    return names;
}

// The names of the city itself, folded. "Región Metropolitana" is said of that of Santiago.
std::vector<std::string> names_of_city(const intake::City& city) {
    std::vector<std::string> names{folded(city.name), folded(city.short_name)};
    for (const std::string_view joint : {" de ", " do ", " da "})
        if (const auto at = names[0].find(joint);
            at != std::string::npos && names[0].substr(0, at).contains(' '))
            names.push_back(names[0].substr(0, at));
    return names;
}

}  // namespace

NamedTerritory territory_named(const World& world, const std::string& text) {
    NamedTerritory best;
    std::size_t of_layer = 0;  // areas of the layer of the best; 0 the city
    for (const auto& name : names_of_city(world.catalogue().city))
        if (name.size() > best.name.size() && text.contains(" " + name + " ")) best = {{}, name, {}};
    for (const auto& layer : world.catalogue().city.layers) {
        for (const auto* territory : world.layer(layer.id)) {
            for (const auto& name : names_of(world, *territory)) {
                if (name.size() < best.name.size() || name.size() < 3 || !text.contains(" " + name + " "))
                    continue;
                const auto areas = world.layer(layer.id).size();
                if (name.size() > best.name.size() || (name == best.name && areas < of_layer)) {
                    best = {territory->territory, name, {}};
                    of_layer = areas;
                } else if (name == best.name && best.territory.layer == layer.id &&
                           territory->territory != best.territory &&
                           std::ranges::find(best.others, territory->territory) == best.others.end()) {
                    best.others.push_back(territory->territory);
                }
            }
        }
    }
    return best;
}

void refuse_several(const NamedTerritory& named) {
    constexpr std::size_t most_told = 3;
    std::vector<std::string> all{named.territory.text()};
    for (const auto& other : named.others) all.push_back(other.text());
    const bool more = all.size() > most_told;
    all.resize(std::min(all.size(), most_told));
    throw Error{Fault::usage,
                message("claim: \"{}\" is the name of {} territories ({}): say which one with --territory",
                        named.name, named.others.size() + 1, join(all, ", ") + (more ? " …" : ""))};
}

}  // namespace atalaya::service
