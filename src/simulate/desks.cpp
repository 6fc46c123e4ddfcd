#include "simulate/desks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "simulate/police.hpp"

namespace atalaya::simulate {
namespace {

using std::chrono::days;
using stats::Random;
using stats::stream_of;

template <std::size_t n>
std::string_view one_of(const std::array<std::string_view, n>& texts, Random& random) {
    return texts[random.below(n)];
}

std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

const std::string& barrio_of(const Town& town, const Spot& spot) { return town.barrios[town.barrio_of[spot.block]].name; }

// Numbers that start again each year: "H-2024-00017".
class Numbers {
  public:
    explicit Numbers(std::string_view prefix) : prefix_{prefix} {}
    std::string next(Day day) {
        const int year = static_cast<int>(month_of(day).year());
        if (year != year_) {
            year_ = year;
            last_ = 0;
        }
        return fmt::format("{}-{}-{:05}", prefix_, year, ++last_);
    }

  private:
    std::string_view prefix_;
    int year_ = 0, last_ = 0;
};

Row once(Day day, Day known, std::string line) { return {month_of(day), {{known, std::move(line)}}}; }

// Persons in sealed columns are trees and rocks.
constexpr std::array<std::string_view, 16> trees = {"Jacarandá", "Ceibo",   "Tipa",    "Lapacho",  "Aguaribay", "Timbó",
                                                    "Alerce",    "Arrayán", "Canelo",  "Mañío",    "Chañar",    "Tala",
                                                    "Espinillo", "Sauce",   "Quillay", "Molle"};
constexpr std::array<std::string_view, 16> rocks = {"Basalto",  "Granito", "Pizarra", "Toba",    "Caliza",  "Gneis",
                                                    "Arenisca", "Cuarzo",  "Mármol",  "Esquisto", "Riolita", "Gabro",
                                                    "Dolerita", "Lignito", "Yeso",    "Obsidiana"};

}  // namespace

Feed hospital_feed(const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr std::array<std::string_view, 5> ages = {"0-14", "15-24", "25-34", "35-59", "60+"};
    Feed feed{.source = "marejada-hospital", .folder = "hospital",
              .header = "nro_atencion,fecha_ingreso,hora_ingreso,motivo,grupo_edad", .rows = {}};
    Random random{seed, stream_of("hospital-desk")};
    Numbers numbers{"H"};
    for (const auto& fact : facts) {
        const auto line = fmt::format("{},{},{},{},{}", numbers.next(fact.day), iso(fact.day), clock_text(fact.minute),
                                      plan.hospital[fact.kind].label_1, one_of(ages, random));
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

Feed road_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr double dies_later = 1.0 / 7;
    Feed feed{.source = "marejada-vial", .folder = "vial",
              .header = "nro_victima,fecha,hora,resultado,usuario,barrio,longitud,latitud", .rows = {}};
    Random random{seed, stream_of("road-desk")};
    Numbers numbers{"V"};
    for (const auto& fact : facts) {
        const auto& kind = plan.road[fact.kind];
        const auto at = town.lonlat(fact.spot.at);
        const auto number = numbers.next(fact.day);
        const auto line = [&](std::string_view outcome) {
            return fmt::format("{},{},{},{},{},{},{},{}", number, iso(fact.day), clock_text(fact.minute), outcome,
                               kind.label_2, barrio_of(town, fact.spot), degrees(at.lon), degrees(at.lat));
        };
        if (kind.label_1 == "Fallecido" && random.chance(dies_later)) {
            const Day died = fact.day + days{1 + random.below(30)};
            feed.rows.push_back({month_of(fact.day), {{fact.day, line("Lesionado")}, {died, line("Fallecido")}}});
        } else {
            feed.rows.push_back(once(fact.day, fact.day, line(kind.label_1)));
        }
    }
    return feed;
}

Feed coexistence_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr std::array<std::string_view, 4> channels = {"Línea 147", "Aplicación", "Presencial", "Guardia urbana"};
    constexpr std::array<double, 4> shares = {0.52, 0.23, 0.13, 0.12};
    constexpr double without_point = 0.08;
    Feed feed{.source = "marejada-convivencia", .folder = "convivencia",
              .header = "nro;fecha;hora;tipo;canal;barrio;longitud;latitud", .rows = {}};
    feed.latin1 = true;
    Random random{seed, stream_of("coexistence-desk")};
    Numbers numbers{"C"};
    for (const auto& fact : facts) {
        const auto at = town.lonlat(fact.spot.at);
        const auto channel = channels[random.choice(shares)];
        const bool placed = !random.chance(without_point);
        const auto line = fmt::format("{};{};{};{};{};{};{};{}", numbers.next(fact.day), day_month_year(fact.day),
                                      clock_text(fact.minute), plan.coexistence[fact.kind].label_1, channel,
                                      barrio_of(town, fact.spot), placed ? degrees(at.lon) : "",
                                      placed ? degrees(at.lat) : "");
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

Feed women_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr std::array<std::string_view, 4> relations = {"Pareja", "Ex pareja", "Familiar", "Otra"};
    Feed feed{.source = "marejada-vif", .folder = "vif",
              .header = "nro_legajo,fecha_denuncia,fecha_hecho,tipo,barrio,denunciante,documento,telefono,vinculo", .rows = {}};
    Random random{seed, stream_of("women-desk")};
    Numbers numbers{"F"};
    for (const auto& fact : facts) {
        const Day happened = fact.day - days{fact.delay};
        const auto person = fmt::format("{} {}", one_of(trees, random), one_of(rocks, random));
        // A document with a letter that no check digit has, a telephone of an area that was never given out.
        const auto line = fmt::format("{},{},{},{},{},{},{:08}-X,000-555-{:04},{}", numbers.next(fact.day), iso(fact.day),
                                      iso(happened), plan.women[fact.kind].label_1, barrio_of(town, fact.spot), person,
                                      random.below(100'000'000), random.below(10'000), one_of(relations, random));
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

Feed mediation_feed(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed) {
    constexpr double solved_first = 0.62, in_term_first = 0.81, in_term_last = 0.97;
    constexpr std::array<std::string_view, 5> matters = {"Ruidos", "Medianera", "Mascotas", "Deudas", "Trato"};
    constexpr std::array<std::string_view, 3> unsolved = {"No compareció", "Desistió", "No aceptó"};
    Feed feed{.source = "marejada-mediacion", .folder = "mediacion",
              .header = "nro_caso;fecha_ingreso;materia;barrio;estado;en_termino;fecha_cierre", .rows = {}};
    feed.months_resent = 5;
    Random random{seed, stream_of("mediation-desk")};
    Numbers numbers{"M"};
    const Wheel homes{ground.weights[static_cast<std::size_t>(Surface::people)]};
    const double a_day = plan.mediations_per_100k * town.residents() / 100'000 / 365.25 * 7 / 5;
    for (Day day = plan.history.first; day < plan.history.past_end; day += days{1}) {
        if (weekday_of(day) >= 5) continue;
        const double elapsed = static_cast<double>((day - plan.history.first).count()) / plan.history.days();
        for (auto left = random.poisson(a_day); left > 0; --left) {
            const auto number = numbers.next(day);
            const auto matter = one_of(matters, random);
            const auto& barrio = barrio_of(town, draw_spot(town, homes.draw(random), random));
            const auto line = [&](std::string_view state, std::string_view in_term, std::string_view closed) {
                return fmt::format("{};{};{};{};{};{};{}", number, day_month_year(day), matter, barrio, state, in_term, closed);
            };
            Row row{month_of(day), {{day, line("En trámite", "", "")}}};
            const double in_term = in_term_first + elapsed * (in_term_last - in_term_first);
            if (random.chance(solved_first)) {
                const bool prompt = random.chance(in_term);
                const Day closed = day + days{prompt ? 5 + random.below(mediation_term - 4) : mediation_term + 1 + random.below(60)};
                const auto state = random.chance(0.62) ? "Acuerdo" : "Resolución";
                row.versions.push_back({closed, line(state, prompt ? "Sí" : "No", day_month_year(closed))});
            } else if (random.chance(0.85)) {
                const Day closed = day + days{10 + random.below(60)};
                row.versions.push_back({closed, line(one_of(unsolved, random), "", day_month_year(closed))});
            }
            feed.rows.push_back(std::move(row));
        }
    }
    return feed;
}

}  // namespace atalaya::simulate
