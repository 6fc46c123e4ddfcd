// The police's desk: how facts become lines of policia/AAAA-MM.csv, with every mania of
// the plan: silent section, new clerk, border that moves, unknown hours at 00:00, points
// lost, swapped or at (0, 0), facts entered twice, types corrected, rows taken back, rows
// that cannot be read (mistakes.hpp). Homicides are written with care: once, in their barrio.
#pragma once

#include <map>

#include "simulate/facts.hpp"
#include "simulate/feed.hpp"

namespace atalaya::simulate {

inline constexpr std::string_view police_header =
    "nro_denuncia;fecha_hecho;hora_hecho;fecha_registro;tipo;subtipo;codigo_anterior;barrio;seccion;cuadra;"
    "cantidad;"
    "longitud;latitud";

// What is planted in the rows, counted while writing them.
struct PoliceTally {
    std::int64_t facts{}, silent{}, clerk{}, twice{}, corrected{}, withdrawn{};
    std::int64_t after_split{};                         // facts written with the number of the new section
    std::map<std::string_view, std::int64_t> mistakes;  // rows with each
    std::map<std::size_t, std::string> killed;          // facts that are homicides: their numbers
};

Feed police_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed,
                 std::string source, PoliceTally& tally);

// The type and subtype written for a kind on a day: snatching changes sides.
struct Labels {
    std::string_view type, subtype;
};
Labels police_labels(const Plan& plan, int kind, Day day);

}  // namespace atalaya::simulate
