// The two towns as pictures: one letter a block for the barrios, one digit a block for
// the police sections, '.' for river, sea and open country; north is up.
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "simulate/town.hpp"
#include "stats/random.hpp"

namespace atalaya::simulate {
namespace {

using Picture = std::span<const std::string_view>;

// clang-format off
constexpr std::string_view marejada_barrios[] = {
    "......aaaaaa.bbbbbbbbbcccccccdd.....",
    "......aaaaaa..bbbbbbbbcccccccdd.....",
    "...eeeaaaaaaa..bbbbbbbcccccccddd....",
    "..eeeeaaaaaagg.bbbbbbbcccccccdddd...",
    "...eeeeaaaaggg..bbbbhhccccccddddd...",
    "...eeeeaaaggggg.bbbhhhhcccccdddddddd",
    "eeeeeeeeggggggg..hhhhhhhccccdddddddd",
    "eeeeeeeegggggggg..hhhhhhhiiiiidddjjj",
    "eeeeeeeeggggggggg.hhhhhhhiiiiiiijjjj",
    "kkkkeeefffffggggg.hhhhhhiiiiiiiijjjj",
    "kkkkkkkffffffffff..hhmmmiiiiiiiijjjj",
    "kkkkkkkfffffffffll..mmmmmiiiiiijjjjj",
    "kkkkkkkkfffffffllll..mmmmmiiiiijjjjj",
    "kkkkkkkkffffffllllll.mmmmmiiiiijjjjj",
    "kkkkkkkkqqffflllllll..mmmnnnooooojjj",
    "kkkkkkkqqqqffllllllll..nnnnnoooooouu",
    "pppppppqqqqqqllllllrrr.nnnnnoooooouu",
    "..pppppqqqqqqqllllrrrr..nnnnnoooouuu",
    "..pppppqqqqqqqqllrrrrrr..nnnnooouuuu",
    ".ppppppqqqqqqqqrrrrrrrrs..nnttttuuuu",
    "pppppppqqqqqwwwxxrrrrrsss.nttttttuuu",
    ".pppvvvvqqqwwwwxxxrrrssss..ttttttuuu",
    "ppvvvvvvvwwwwwwxxxxyysssss..ttttt...",
    ".vvvvvvvvwwwwwwxxxxyyssssss.ttt.....",
    ".vvvvvvvvwwwwwwxxxxyyyssszz..tt.....",
    ".vvvvvvvvwwwwwxxxxxyyyzzzzzz........",
    "..vvvvvvvwwwwwxxxxxyyyzzzzzz........",
    "...vvvvvvwwwwwxxxxxyyyzzzzzzz.......",
    "....v..vvwww.w.xxxxyy....zzz........",
    ".............w..x...................",
};

constexpr std::string_view marejada_sections[] = {
    "......111111.222222222233333333.....",
    "......111111..22222222233333333.....",
    "...4411111111..22222222333333333....",
    "..444111111111.222222223333333333...",
    "...44111111111..22222223333333333...",
    "...441111111111.22222223333333336666",
    "444444111111111..2222223333333336666",
    "4444441111111111..222223333333366666",
    "44444411111111111.222223333333666666",
    "44444441111111111.222255555336666666",
    "44444444111111111..25555555556666666",
    "444444444111111111..5555555556666666",
    "4444444444111111111..555555555666666",
    "44444444441111111188.555555555666666",
    "44444444441111111888..55555559996666",
    "444444444411111188888..5555599999666",
    "4444444447711778888888.5559999999999",
    "..44444477777778888888..999999999999",
    "..444477777777788888888..99999999999",
    ".44447777777777888888888..9999999999",
    "4444777777777778888888888.9999999999",
    ".777777777777778888888888..999999999",
    "77777777777777788888888888..99999...",
    ".77777777777777888888888888.999.....",
    ".77777777777777888888888888..99.....",
    ".777777777777777888888888888........",
    "..77777777777777888888888888........",
    "...77777777777778888888888888.......",
    "....7..77777.7.788888....888........",
    ".............7..8...................",
};

constexpr std::string_view calmo_barrios[] = {
    "..aaaa.bbb....",
    ".aaaaaabbbbb..",
    ".aaaaabbbbbbb.",
    "aaaaaccccbbbb.",
    "ddddcccccbbbee",
    "ddddcccccceeee",
    ".ddddccccceeee",
    "..dddd.cceeee.",
    "....d....eee..",
};

constexpr std::string_view calmo_sections[] = {
    "..1111.111....",
    ".11111111111..",
    ".111111111111.",
    "1111111111111.",
    "22211111111222",
    "22222111122222",
    ".2222222222222",
    "..2222.222222.",
    "....2....222..",
};
// clang-format on

// name, delegation, residents, vehicles, street, home, night
const std::array marejada = {
    Barrio{"Altos de Pizarra", 0, 6'900, 2'300, 0.6, 1.3, 0.5},
    Barrio{"Molino Basalto", 2, 8'400, 2'500, 0.8, 1.0, 0.8},
    Barrio{"Las Casuarinas", 2, 9'200, 2'900, 0.7, 1.2, 0.7},
    Barrio{"Mirador del Coihue", 2, 2'600, 1'900, 0.2, 0.5, 0.2},
    Barrio{"Cantera Vieja", 0, 6'100, 1'300, 0.8, 0.8, 1.0},
    Barrio{"El Algarrobal", 0, 9'800, 2'600, 0.9, 1.0, 1.0},
    Barrio{"Ribera Toba", 0, 8'900, 2'500, 0.9, 1.1, 0.8},
    Barrio{"Estación Quebracho", 1, 9'600, 2'600, 1.7, 0.9, 1.4},
    Barrio{"Villa Travertino", 2, 10'300, 3'500, 0.9, 1.3, 0.8},
    Barrio{"Costa Arenisca", 2, 6'200, 2'300, 0.7, 1.4, 0.6},
    Barrio{"Loteo Cuarzo", 0, 9'700, 1'200, 1.0, 0.6, 1.8},
    Barrio{"Centro Granito", 1, 12'400, 3'100, 2.6, 0.8, 2.2},
    Barrio{"Mercado Nogal", 1, 7'100, 1'700, 2.4, 0.8, 1.5},
    Barrio{"Terminal Lapacho", 1, 8'000, 2'000, 2.2, 0.9, 1.7},
    Barrio{"Alto Ceibo", 2, 6'300, 2'000, 1.1, 1.2, 1.2},
    Barrio{"Chacras del Tala", 3, 1'900, 800, 0.2, 0.9, 0.3},
    Barrio{"Jardín Palosanto", 3, 9'500, 3'000, 0.7, 1.3, 0.6},
    Barrio{"Casco Caliza", 1, 9'100, 2'300, 1.9, 0.9, 2.0},
    Barrio{"Puerto Dolerita", 3, 3'400, 800, 1.4, 0.6, 2.1},
    Barrio{"Playa Guijarro", 2, 5'200, 1'700, 1.2, 1.5, 1.5},
    Barrio{"Faro Obsidiana", 2, 3'800, 1'500, 0.6, 1.6, 0.7},
    Barrio{"Campo Espinillo", 3, 3'100, 1'100, 0.2, 0.9, 0.3},
    Barrio{"Los Mistoles", 3, 9'900, 2'800, 0.8, 1.0, 0.9},
    Barrio{"Parque Alabastro", 3, 9'300, 2'800, 0.8, 1.1, 0.9},
    Barrio{"Loteo Feldespato", 3, 5'600, 700, 1.1, 0.6, 1.8},
    Barrio{"Dunas del Tamarisco", 3, 3'700, 1'300, 0.4, 1.3, 0.5},
};

const std::array calmo = {
    Barrio{"Estación Ñandubay", -1, 4'300, 1'300, 0.9, 1.0, 1.0},
    Barrio{"Alto Esquisto", -1, 4'900, 1'500, 0.8, 1.1, 0.8},
    Barrio{"Plaza Algarrobo", -1, 5'600, 1'800, 1.7, 0.9, 1.5},
    Barrio{"Las Acacias", -1, 3'100, 900, 0.7, 1.0, 0.8},
    Barrio{"Muelle Chañar", -1, 2'100, 700, 0.9, 1.0, 1.2},
};

// Blocks of about 150 m, corners moved by up to 16 m, the whole turned by 16 degrees.
std::vector<Planar> bent_lattice(int columns, int rows, std::string_view name) {
    constexpr double side = 150, moved = 16, cosine = 0.96, sine = 0.28;
    stats::Random random{1, stats::stream_of(name)};
    std::vector<Planar> corners;
    for (int row = 0; row <= rows; ++row) {
        for (int column = 0; column <= columns; ++column) {
            const double x = column * side + random.uniform(-moved, moved);
            const double y = (rows - row) * side + random.uniform(-moved, moved);
            corners.push_back({cosine * x - sine * y + sine * rows * side, sine * x + cosine * y});
        }
    }
    return corners;
}

void read_blocks(Town& town, Picture barrios, Picture sections) {
    town.rows = static_cast<int>(barrios.size());
    town.columns = static_cast<int>(barrios[0].size());
    for (int row = 0; row < town.rows; ++row) {
        for (int column = 0; column < town.columns; ++column) {
            const char letter = barrios[row][column], digit = sections[row][column];
            expects((letter == '.') == (digit == '.'), "a town's two pictures have the same coast");
            town.barrio_of.push_back(letter == '.' ? -1 : letter - 'a');
            town.section_of.push_back(digit == '.' ? 0 : digit - '0');
        }
    }
}

int block_at(const Town& town, int row, int column) {
    if (row < 0 || row >= town.rows || column < 0 || column >= town.columns) return -1;
    const int block = row * town.columns + column;
    return town.barrio_of[block] < 0 ? -1 : block;
}

// Streets run eastwards, then southwards, with a block of the town on at least one side.
void lay_streets(Town& town) {
    const int width = town.columns + 1;
    for (int row = 0; row <= town.rows; ++row) {
        for (int column = 0; column <= town.columns; ++column) {
            const int corner = row * width + column;
            const int here = block_at(town, row, column);
            const int north = block_at(town, row - 1, column), west = block_at(town, row, column - 1);
            if (column < town.columns && (here >= 0 || north >= 0)) {
                town.segments.push_back({corner, corner + 1, north, here});
            }
            if (row < town.rows && (here >= 0 || west >= 0)) {
                town.segments.push_back({corner, corner + width, here, west});
            }
        }
    }
}

// One corridor of two parallel streets through the old centre, one along the market.
void mark_corridors(Town& town) {
    const int width = town.columns + 1;
    for (auto& segment : town.segments) {
        const int row = segment.first / width, column = segment.first % width;
        const bool eastwards = segment.last == segment.first + 1;
        const bool through_the_centre = eastwards && (row == 13 || row == 14) && column >= 12 && column < 19;
        const bool along_the_market = !eastwards && (column == 23 || column == 24) && row >= 10 && row < 18;
        segment.corridor = through_the_centre || along_the_market;
    }
    constexpr double near = 300;
    for (auto& segment : town.segments) {
        const auto here = town.middle(segment);
        for (const auto& other : town.segments) {
            if (segment.corridor || !other.corridor) continue;
            const auto there = town.middle(other);
            const double x = here.x - there.x, y = here.y - there.y;
            if (x * x + y * y <= near * near) segment.ring = true;
        }
    }
}

Town built(std::string name, LonLat origin, Picture barrios, Picture sections, std::span<const Barrio> all) {
    Town town;
    town.name = std::move(name);
    town.origin = origin;
    town.barrios.assign(all.begin(), all.end());
    read_blocks(town, barrios, sections);
    for (const int section : town.section_of) town.sections = std::max(town.sections, section);
    town.corners = bent_lattice(town.columns, town.rows, town.name);
    lay_streets(town);
    return town;
}

}  // namespace

Town villa_marejada() {
    Town town = built("Villa Marejada", {-54.23, -36.64}, marejada_barrios, marejada_sections, marejada);
    town.delegations = {"Lomas", "Centro", "Levante", "Poniente"};
    mark_corridors(town);
    return town;
}

Town puerto_calmo() {
    return built("Puerto Calmo", {-54.06, -36.71}, calmo_barrios, calmo_sections, calmo);
}

}  // namespace atalaya::simulate
