#include "simulate/street_names.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "core/error.hpp"

namespace atalaya::simulate {
namespace {

// From north to south. Calandria and Hornero are there twice.
constexpr std::array<std::string_view, 31> eastwards{
    "Albatros", "Benteveo", "Biguá",     "Caburé",   "Cachilo",   "Calandria", "Cardenal",   "Carpintero",
    "Chajá",    "Chimango", "Cormorán",  "Flamenco", "Garza",     "Gaviota",   "Golondrina", "Hornero",
    "Jilguero", "Lechuza",  "Martineta", "Mirlo",    "Calandria", "Pelícano",  "Perdiz",     "Petrel",
    "Picaflor", "Ratona",   "Hornero",   "Tero",     "Tijereta",  "Torcaza",   "Zorzal"};

// From west to east.
constexpr std::array<std::string_view, 37> southwards{
    "Achira",  "Amapola",   "Aromo",      "Azahar",     "Azucena", "Camelia",   "Carqueja",  "Cedrón",
    "Clavel",  "Cortadera", "Dalia",      "Girasol",    "Glicina", "Hortensia", "Irupé",     "Jazmín",
    "Junco",   "Lavanda",   "Lirio",      "Madreselva", "Malvón",  "Marcela",   "Margarita", "Menta",
    "Mimosa",  "Nardo",     "Pasionaria", "Peperina",   "Poleo",   "Retama",    "Romero",    "Salvia",
    "Tomillo", "Totora",    "Trébol",     "Verbena",    "Violeta"};

}  // namespace

std::string street_name(const Town& town, int segment) {
    expects(0 <= segment && segment < static_cast<int>(town.segments.size()),
            "street_name: a segment of the town");
    const auto& of = town.segments[static_cast<std::size_t>(segment)];
    const int width = town.columns + 1;
    const auto row = static_cast<std::size_t>(of.first / width),
               column = static_cast<std::size_t>(of.first % width);
    const bool runs_east = of.last == of.first + 1;
    expects(row < eastwards.size() && column < southwards.size(),
            "street_name: a town has 31 by 37 streets at most");
    return runs_east ? fmt::format("{} {}", eastwards[row], 100 * (column + 1))
                     : fmt::format("{} {}", southwards[column], 100 * (row + 1));
}

}  // namespace atalaya::simulate
