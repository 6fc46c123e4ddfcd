// What layers of a city are called, by the id that a proposal gives them.
#pragma once

#include <string_view>

namespace atalaya::intake {

struct LayerWords {
    std::string_view id, es, es_plural, pt, pt_plural, en, en_plural;
};

// Null for a layer of which no words are known.
const LayerWords* words_of_layer(std::string_view id);

// Whether two ids are of one kind of area: "barrio" and "bairro".
bool are_one_layer(std::string_view a, std::string_view b);

}  // namespace atalaya::intake
