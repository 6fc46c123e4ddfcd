#include <fmt/format.h>

#include "simulate/desks.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;
using std::chrono::days;

constexpr double solved = 0.62;            // by agreement or ruling, whenever
constexpr double in_term_at_first = 0.81;  // of the solved ones
constexpr double in_term_at_last = 0.97;
constexpr double agreed = 0.62;    // of the solved ones; the rest by ruling
constexpr double given_up = 0.85;  // of those not solved; the rest stay open

struct Case {
    std::string number;
    Day entered{};
    std::string_view matter;
    std::string barrio;

    std::string line(std::string_view state, std::string_view in_term, std::string_view closed) const {
        return fmt::format("{};{};{};{};{};{};{}", number, day_month_year(entered), matter, barrio, state,
                           in_term, closed);
    }
};

Row solved_row(const Case& of, double in_term, Random& random) {
    const bool prompt = random.chance(in_term);
    const auto took = prompt ? 5 + random.below(mediation_term - 4) : mediation_term + 1 + random.below(60);
    const Day closed = of.entered + days{took};
    const auto state = random.chance(agreed) ? "Acuerdo" : "Resolución";
    return {month_of(of.entered),
            {{of.entered, of.line("En trámite", "", "")},
             {closed, of.line(state, prompt ? "Sí" : "No", day_month_year(closed))}}};
}

Row unsolved_row(const Case& of, Random& random) {
    constexpr std::array<std::string_view, 3> ends = {"No compareció", "Desistió", "No aceptó"};
    Row row{month_of(of.entered), {{of.entered, of.line("En trámite", "", "")}}};
    if (random.chance(given_up)) {
        const Day closed = of.entered + days{10 + random.below(60)};
        row.versions.push_back({closed, of.line(one_of(ends, random), "", day_month_year(closed))});
    }
    return row;
}

}  // namespace

Feed mediation_feed(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed) {
    constexpr std::array<std::string_view, 5> matters = {"Ruidos", "Medianera", "Mascotas", "Deudas",
                                                         "Trato"};
    Feed feed{.source = "marejada-mediacion",
              .folder = "mediacion",
              .header = "nro_caso;fecha_ingreso;materia;barrio;estado;en_termino;fecha_cierre",
              .rows = {}};
    feed.months_resent = 5;
    Random random{seed, stats::stream_of("mediation-desk")};
    Numbers numbers{"M"};
    const Wheel homes{ground.weights[static_cast<std::size_t>(Surface::people)]};
    const double a_working_day = plan.mediations_per_100k * town.residents() / 100'000 / 365.25 * 7 / 5;
    for (Day day = plan.history.first; day < plan.history.past_end; day += days{1}) {
        if (weekday_of(day) >= 5) continue;
        const double elapsed = static_cast<double>((day - plan.history.first).count()) / plan.history.days();
        const double in_term = in_term_at_first + elapsed * (in_term_at_last - in_term_at_first);
        for (auto left = random.poisson(a_working_day); left > 0; --left) {
            const auto spot = draw_spot(town, homes.draw(random), random);
            const Case entered{numbers.next(day), day, one_of(matters, random), barrio_at(town, spot)};
            feed.rows.push_back(random.chance(solved) ? solved_row(entered, in_term, random)
                                                      : unsolved_row(entered, random));
        }
    }
    return feed;
}

}  // namespace atalaya::simulate
