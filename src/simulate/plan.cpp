#include "simulate/plan.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace atalaya::simulate {
namespace {

using enum Surface;

// Levels: homicide 8, robbery 490 and 590 after the border moves, theft 880 and 775,
// vehicles 182, burglary 220, VIF 490 and 615 with the new desk, road deaths 7.5 a year
// per 100,000; coexistence 30 per 1,000.
std::vector<Kind> police_kinds() {
    return {
        {.id = "homicidio", .label_1 = "Homicidio", .label_2 = "Doloso", .per_100k = 7.2, .trend = -0.01, .heat = 0.02,
         .weekend = 1.5, .delay = 0, .surface = nights, .clock = Clock::night},
        {.id = "femicidio", .label_1 = "Homicidio", .label_2 = "Femicidio", .per_100k = 0.9, .delay = 0,
         .surface = people, .clock = Clock::night},
        {.id = "lesion", .label_1 = "Lesiones", .label_2 = "Dolosas", .per_100k = 340, .trend = 0.0, .phi = 1.6,
         .heat = 0.02, .december = 1.15, .weekend = 1.6, .delay = 1, .surface = nights, .clock = Clock::night},
        {.id = "amenaza", .label_1 = "Amenazas", .label_2 = "", .per_100k = 300, .trend = 0.04, .phi = 1.8,
         .weekend = 1.1, .delay = 4, .surface = people, .clock = Clock::day},
        {.id = "robo-arma", .label_1 = "Robo", .label_2 = "Con arma", .per_100k = 190, .trend = -0.02, .phi = 1.8,
         .december = 1.2, .weekend = 1.15, .strike = 0.85, .delay = 1, .surface = robbery, .clock = Clock::street},
        {.id = "robo-violencia", .label_1 = "Robo", .label_2 = "Sin arma", .per_100k = 235, .trend = -0.02, .phi = 1.8,
         .december = 1.2, .weekend = 1.15, .strike = 0.85, .delay = 1, .surface = robbery, .clock = Clock::street},
        {.id = "robo-vehiculo", .label_1 = "Robo", .label_2 = "De vehículo", .per_100k = 62, .trend = 0.03, .phi = 1.5,
         .strike = 1.10, .delay = 0, .surface = robbery, .clock = Clock::street},
        {.id = "arrebato", .label_1 = "Hurto", .label_2 = "Arrebato", .per_100k = 105.6, .trend = -0.02, .phi = 1.8,
         .december = 1.25, .weekend = 1.05, .strike = 0.75, .delay = 1, .surface = robbery, .clock = Clock::street},
        {.id = "hurto", .label_1 = "Hurto", .label_2 = "Simple", .per_100k = 560, .trend = 0.01, .phi = 2.0,
         .december = 1.15, .strike = 0.75, .delay = 4, .surface = theft, .clock = Clock::shop},
        {.id = "hurto-comercio", .label_1 = "Hurto", .label_2 = "En comercio", .per_100k = 214.4, .trend = 0.01,
         .phi = 2.0, .december = 1.3, .delay = 4, .surface = theft, .clock = Clock::shop},
        {.id = "hurto-vehiculo", .label_1 = "Hurto", .label_2 = "De vehículo", .per_100k = 120, .trend = 0.03,
         .phi = 1.6, .strike = 1.10, .delay = 0, .surface = people, .clock = Clock::home},
        {.id = "vivienda-presentes", .label_1 = "Robo en vivienda", .label_2 = "Con moradores", .per_100k = 45,
         .trend = -0.04, .phi = 1.5, .delay = 1, .surface = homes, .clock = Clock::night},
        {.id = "vivienda-ausentes", .label_1 = "Robo en vivienda", .label_2 = "Sin moradores", .per_100k = 175,
         .trend = -0.04, .phi = 1.7, .december = 1.1, .weekend = 1.3, .delay = 1, .surface = homes,
         .clock = Clock::home},
        {.id = "estafa", .label_1 = "Estafa", .label_2 = "", .per_100k = 130, .trend = 0.10, .phi = 1.6, .delay = 13,
         .surface = people, .clock = Clock::day},
        {.id = "danio", .label_1 = "Daños", .label_2 = "", .per_100k = 120, .phi = 1.6, .weekend = 1.3, .delay = 1,
         .surface = nights, .clock = Clock::night},
        {.id = "otro", .label_1 = "Otros", .label_2 = "", .per_100k = 60, .phi = 1.5, .delay = 4, .surface = people,
         .clock = Clock::day},
    };
}

std::vector<Kind> hospital_kinds() {
    return {
        {.id = "herido-arma", .label_1 = "Herida por arma de fuego", .per_100k = 25, .heat = 0.02, .weekend = 1.5,
         .surface = nights, .clock = Clock::night},
        {.id = "agresion-conviviente", .label_1 = "Lesión por agresión de conviviente", .per_100k = 95, .phi = 1.5,
         .heat = 0.02, .weekend = 1.3, .surface = people, .clock = Clock::night},
    };
}

std::vector<Kind> road_kinds() {
    std::vector<Kind> kinds;
    struct User {
        std::string_view id, label;
        double dead, injured;
    };
    for (const auto& user : {User{"moto", "Motociclista", 3.6, 135}, User{"peaton", "Peatón", 1.8, 45},
                             User{"auto", "Automovilista", 1.4, 55}, User{"bici", "Ciclista", 0.7, 30}}) {
        kinds.push_back({.id = user.id, .label_1 = "Fallecido", .label_2 = user.label, .per_100k = user.dead,
                         .trend = -0.03, .weekend = 1.4, .surface = traffic, .clock = Clock::traffic});
        kinds.push_back({.id = user.id, .label_1 = "Lesionado", .label_2 = user.label, .per_100k = user.injured,
                         .trend = -0.01, .phi = 1.5, .weekend = 1.2, .strike = 1.05, .surface = traffic,
                         .clock = Clock::traffic});
    }
    return kinds;
}

std::vector<Kind> coexistence_kinds() {
    std::vector<Kind> kinds;
    struct Matter {
        std::string_view id, label;
        double per_100k, weekend;
        Surface surface;
        Clock clock;
    };
    for (const auto& matter : {
             Matter{"ruidos", "Ruidos molestos", 860, 1.9, nights, Clock::night},
             Matter{"vecinos", "Conflicto entre vecinos", 520, 1.0, people, Clock::day},
             Matter{"basura", "Basura o quema", 430, 0.9, people, Clock::day},
             Matter{"alcohol", "Consumo en la vía pública", 340, 1.8, nights, Clock::night},
             Matter{"animales", "Animales sueltos", 290, 0.9, people, Clock::day},
             Matter{"pelea", "Pelea o disturbio", 230, 2.0, nights, Clock::night},
             Matter{"danio-publico", "Daño a bienes públicos", 180, 1.3, nights, Clock::night},
             Matter{"venta", "Venta ambulante", 150, 0.8, theft, Clock::shop},
         }) {
        kinds.push_back({.id = matter.id, .label_1 = matter.label, .per_100k = matter.per_100k, .trend = 0.02,
                         .phi = 2.0, .december = 1.15, .weekend = matter.weekend, .delay = 0,
                         .surface = matter.surface, .clock = matter.clock});
    }
    return kinds;
}

// Counted by the day of the report; the delay goes back to the fact.
std::vector<Kind> women_kinds() {
    std::vector<Kind> kinds;
    struct Form {
        std::string_view id, label;
        double per_100k;
    };
    for (const auto& form : {Form{"psicologica", "Psicológica", 205}, Form{"fisica", "Física", 165},
                             Form{"economica", "Económica y patrimonial", 60}, Form{"sexual", "Sexual", 35},
                             Form{"digital", "Digital", 25}}) {
        kinds.push_back({.id = form.id, .label_1 = form.label, .per_100k = form.per_100k, .trend = 0.01, .phi = 1.5,
                         .weekend = 0.35, .delay = 30, .surface = people, .clock = Clock::day});
    }
    return kinds;
}

Day day(int year, unsigned month, unsigned day_of_month) {
    return Day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day_of_month)};
}

}  // namespace

Plan plan_of(std::string_view city, int first_year, int years) {
    if (city != "villa-marejada" && city != "puerto-calmo") {
        throw Error{Fault::usage, fmt::format("expected the city villa-marejada or puerto-calmo, found \"{}\"", city)};
    }
    const int fourth = first_year + 3, fifth = first_year + 4;
    Plan plan;
    plan.city = city;
    if (city == "puerto-calmo") {
        plan.level = 0.36;  // some three robberies a month
        plan.silent_section = plan.clerk_section = 0;
    }
    plan.history = {day(first_year, 1, 1), day(first_year + years, 1, 1)};
    plan.police = police_kinds();
    plan.hospital = hospital_kinds();
    plan.road = road_kinds();
    plan.coexistence = coexistence_kinds();
    plan.women = women_kinds();

    plan.border_moves = day(fourth, 3, 1);
    plan.double_coded = {day(fourth, 3, 1), day(fourth, 8, 31)};
    plan.corridors_treated = day(fourth, 7, 1);
    plan.silent = {day(fifth, 2, 5), day(fifth, 2, 5) + std::chrono::days{11 * 7 - 1}};
    plan.women_desk = day(fifth, 4, 1);
    for (auto& kind : plan.women) {
        kind.steps_on = plan.women_desk;
        kind.step = plan.women_desk_rise;
    }
    plan.clerk = {day(fifth, 6, 1), day(fifth, 7, 31)};
    plan.strike = {day(fifth, 10, 7), day(fifth, 10, 7) + std::chrono::days{9 * 7 - 1}};
    return plan;
}

}  // namespace atalaya::simulate
