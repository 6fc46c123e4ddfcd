#include "simulate/plan.hpp"

#include "core/error.hpp"

namespace atalaya::simulate {
namespace {

using enum Surface;

// Levels: homicide 8, robbery 490 and 590 after the border moves, theft 880 and 775,
// vehicles 182, burglary 220, VIF 490 and 615 with the new desk, road deaths 7.5 a year
// per 100,000; coexistence 30 per 1,000.
std::vector<Kind> police_kinds() {
    // clang-format off
    return {
        // id                  label_1             label_2           per_100k  trend  phi  heat  december  weekend  strike  delay surface  clock
        {"homicidio",          "Homicidio",        "Doloso",             7.2, -0.01, 1.5, 0.02,        1,     1.5,      1,     0, nights,  Clock::night},
        {"femicidio",          "Homicidio",        "Femicidio",          0.9,     0, 1.5,    0,        1,       1,      1,     0, people,  Clock::night},
        {"lesion",             "Lesiones",         "Dolosas",            340,     0, 1.6, 0.02,     1.15,     1.6,      1,     1, nights,  Clock::night},
        {"amenaza",            "Amenazas",         "",                   300,  0.04, 1.8,    0,        1,     1.1,      1,     4, people,  Clock::day},
        {"robo-arma",          "Robo",             "Con arma",           190, -0.02, 1.8,    0,      1.2,    1.15,   0.85,     1, robbery, Clock::street},
        {"robo-violencia",     "Robo",             "Sin arma",           235, -0.02, 1.8,    0,      1.2,    1.15,   0.85,     1, robbery, Clock::street},
        {"robo-vehiculo",      "Robo",             "De vehículo",         62,  0.03, 1.5,    0,        1,       1,    1.1,     0, robbery, Clock::street},
        {"arrebato",           "Hurto",            "Arrebato",         105.6, -0.02, 1.8,    0,     1.25,    1.05,   0.75,     1, robbery, Clock::street},
        {"hurto",              "Hurto",            "Simple",             560,  0.01,   2,    0,     1.15,       1,   0.75,     4, theft,   Clock::shop},
        {"hurto-comercio",     "Hurto",            "En comercio",      214.4,  0.01,   2,    0,      1.3,       1,      1,     4, theft,   Clock::shop},
        {"hurto-vehiculo",     "Hurto",            "De vehículo",        120,  0.03, 1.6,    0,        1,       1,    1.1,     0, people,  Clock::home},
        {"vivienda-presentes", "Robo en vivienda", "Con moradores",       45, -0.04, 1.5,    0,        1,       1,      1,     1, homes,   Clock::night},
        {"vivienda-ausentes",  "Robo en vivienda", "Sin moradores",      175, -0.04, 1.7,    0,      1.1,     1.3,      1,     1, homes,   Clock::home},
        {"estafa",             "Estafa",           "",                   130,   0.1, 1.6,    0,        1,       1,      1,    13, people,  Clock::day},
        {"danio",              "Daños",            "",                   120,     0, 1.6,    0,        1,     1.3,      1,     1, nights,  Clock::night},
        {"otro",               "Otros",            "",                    60,     0, 1.5,    0,        1,       1,      1,     4, people,  Clock::day},
    };
    // clang-format on
}

std::vector<Kind> hospital_kinds() {
    return {
        {.id = "herido-arma",
         .label_1 = "Herida por arma de fuego",
         .per_100k = 25,
         .heat = 0.02,
         .weekend = 1.5,
         .surface = nights,
         .clock = Clock::night},
        {.id = "agresion-conviviente",
         .label_1 = "Lesión por agresión de conviviente",
         .per_100k = 95,
         .heat = 0.02,
         .weekend = 1.3,
         .surface = people,
         .clock = Clock::night},
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
        kinds.push_back({.id = user.id,
                         .label_1 = "Fallecido",
                         .label_2 = user.label,
                         .per_100k = user.dead,
                         .trend = -0.03,
                         .weekend = 1.4,
                         .surface = traffic,
                         .clock = Clock::traffic});
        kinds.push_back({.id = user.id,
                         .label_1 = "Lesionado",
                         .label_2 = user.label,
                         .per_100k = user.injured,
                         .trend = -0.01,
                         .phi = 1.5,
                         .weekend = 1.2,
                         .strike = 1.05,
                         .surface = traffic,
                         .clock = Clock::traffic});
    }
    return kinds;
}

// What people call about, by what it is called and where and when it happens.
struct Matter {
    std::string_view id, label;
    double per_100k, weekend;
    Surface surface;
    Clock clock;
};

Kind kind_of(const Matter& matter, double phi) {
    return {.id = matter.id,
            .label_1 = matter.label,
            .per_100k = matter.per_100k,
            .phi = phi,
            .weekend = matter.weekend,
            .surface = matter.surface,
            .clock = matter.clock};
}

std::vector<Kind> coexistence_kinds() {
    std::vector<Kind> kinds;
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
        Kind& kind = kinds.emplace_back(kind_of(matter, 2.0));
        kind.trend = 0.02;
        kind.december = 1.15;
        kind.delay = 0;
    }
    return kinds;
}

std::vector<Kind> call_kinds() {
    std::vector<Kind> kinds;
    for (const auto& matter : {
             Matter{"ruidos", "Ruidos molestos", 760, 1.9, nights, Clock::night},
             Matter{"alarma", "Alarma o botón", 700, 1.0, theft, Clock::shop},
             Matter{"pelea", "Pelea o disturbio", 620, 1.8, nights, Clock::night},
             Matter{"sospecha", "Persona o vehículo sospechoso", 520, 1.1, people, Clock::home},
             Matter{"siniestro", "Siniestro vial", 340, 1.2, traffic, Clock::traffic},
             Matter{"herido", "Persona herida o enferma", 300, 1.1, people, Clock::day},
         })
        kinds.push_back(kind_of(matter, 1.5));
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
        kinds.push_back({.id = form.id,
                         .label_1 = form.label,
                         .per_100k = form.per_100k,
                         .trend = 0.01,
                         .phi = 1.5,
                         .weekend = 0.35,
                         .delay = 30,
                         .surface = people,
                         .clock = Clock::day});
    }
    return kinds;
}

Day day(int year, unsigned month, unsigned day_of_month) {
    return Day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day_of_month)};
}

}  // namespace

Plan plan_of(std::string_view city, int first_year, int years) {
    if (city != "villa-marejada" && city != "puerto-calmo") {
        throw Error{Fault::usage,
                    message("expected the city villa-marejada or puerto-calmo, found \"{}\"", city)};
    }
    const int fourth = first_year + 3, fifth = first_year + 4;
    Plan plan;
    plan.city = city;
    if (city == "puerto-calmo") {
        plan.level = 0.36;  // some three robberies a month
        plan.silent_section = plan.clerk_section = 0;
        plan.mistaken = 0;
        plan.prosecutor = plan.papers = false;
        plan.split_section = 0;
    } else {
        plan.calls = call_kinds();
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
    plan.section_after_split = 10;
    plan.section_splits = plan.calls_from = day(fifth, 7, 1);
    plan.women_desk = day(fifth, 4, 1);
    for (auto& kind : plan.women) {
        kind.steps_on = plan.women_desk;
        kind.step = plan.women_desk_rise;
    }
    plan.clerk = {day(fifth, 6, 1), day(fifth, 7, 31)};
    plan.strike = {day(fifth, 10, 7), day(fifth, 10, 7) + std::chrono::days{9 * 7 - 1}};
    return plan;
}

int section_on(const Town& town, const Plan& plan, int block, Day day) {
    const int section = town.section_of[block];
    const bool east = section != 0 && section == plan.split_section && day >= plan.section_splits &&
                      block % town.columns >= plan.split_column;
    return east ? plan.section_after_split : section;
}

}  // namespace atalaya::simulate
