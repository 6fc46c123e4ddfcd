// What names of columns hint at, in Spanish, Portuguese and English: a table of folded words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake {

enum class Role : std::uint8_t {
    day,
    hour,
    year,
    month,
    day_of_month,
    registered,
    offence,
    suboffence,
    lon,
    lat,
    x,
    y,
    area,
    count,
    residents,
    key,
    channel,
    person,  // an attribute of somebody: no offence, no area
    other,   // a day or number of something else: of birth, of the download ...
};

struct Hint {
    std::string_view token;
    Role role;
    int weight;  // 1 weak to 10 nearly certain
};

std::span<const Hint> hints();

// Of a name's tokens for a role: the heaviest, and a little for further ones.
int hint_of(const std::vector<std::string>& tokens, Role role);

// The layer that a column of areas is of, "" when the name hints at none: "barrio", "comuna", "municipio" ...
// Finer layers have a higher rank.
struct LayerHint {
    std::string_view token, layer;
    int rank;
};
const LayerHint* layer_of(const std::vector<std::string>& tokens);
// Whether a folded text has a word of an offence: "homicidio doloso", "roubo de carga".
bool says_offence(std::string_view folded_text);
// Whether the name says that the column holds the areas' codes: "cut_comuna", "cod_muni".
bool says_code(const std::vector<std::string>& tokens);

}  // namespace atalaya::intake
