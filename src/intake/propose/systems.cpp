#include "intake/propose/systems.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/propose/prj.hpp"

namespace atalaya::intake {

namespace {

struct City {
    std::string_view name;
    double lon, lat;
};

constexpr City cities[] = {{"Buenos Aires", -58.44, -34.61},
                           {"La Plata", -57.95, -34.92},
                           {"Mar del Plata", -57.56, -38.00},
                           {"Rosario", -60.65, -32.95},
                           {"Santa Fe", -60.70, -31.63},
                           {"Paraná", -60.53, -31.73},
                           {"Córdoba", -64.19, -31.42},
                           {"Mendoza", -68.84, -32.89},
                           {"San Juan", -68.53, -31.54},
                           {"San Luis", -66.34, -33.30},
                           {"Tucumán", -65.21, -26.82},
                           {"Salta", -65.41, -24.79},
                           {"Jujuy", -65.30, -24.19},
                           {"Resistencia", -58.99, -27.45},
                           {"Posadas", -55.90, -27.37},
                           {"Neuquén", -68.06, -38.95},
                           {"Bahía Blanca", -62.27, -38.72},
                           {"Comodoro Rivadavia", -67.48, -45.86},
                           {"Ushuaia", -68.30, -54.80},
                           {"Montevideo", -56.17, -34.87},
                           {"Salto", -57.96, -31.39},
                           {"Maldonado", -54.95, -34.90},
                           {"Asunción", -57.60, -25.29},
                           {"Ciudad del Este", -54.61, -25.51},
                           {"Santiago", -70.65, -33.45},
                           {"Valparaíso", -71.61, -33.05},
                           {"Concepción", -73.05, -36.83},
                           {"Antofagasta", -70.40, -23.65},
                           {"Iquique", -70.14, -20.22},
                           {"Arica", -70.31, -18.48},
                           {"La Serena", -71.25, -29.90},
                           {"Temuco", -72.60, -38.74},
                           {"Puerto Montt", -72.94, -41.47},
                           {"Punta Arenas", -70.92, -53.16},
                           {"La Paz", -68.13, -16.50},
                           {"Santa Cruz de la Sierra", -63.18, -17.78},
                           {"Cochabamba", -66.16, -17.39},
                           {"Sucre", -65.26, -19.04},
                           {"Lima", -77.04, -12.06},
                           {"Arequipa", -71.54, -16.40},
                           {"Trujillo", -79.03, -8.11},
                           {"Chiclayo", -79.84, -6.77},
                           {"Piura", -80.63, -5.19},
                           {"Cusco", -71.97, -13.53},
                           {"Iquitos", -73.25, -3.75},
                           {"Huancayo", -75.21, -12.07},
                           {"Tacna", -70.25, -18.01},
                           {"Quito", -78.49, -0.20},
                           {"Guayaquil", -79.90, -2.19},
                           {"Cuenca", -79.00, -2.90},
                           {"Manta", -80.72, -0.96},
                           {"Bogotá", -74.08, 4.65},
                           {"Medellín", -75.57, 6.25},
                           {"Cali", -76.52, 3.44},
                           {"Barranquilla", -74.80, 10.98},
                           {"Cartagena", -75.51, 10.40},
                           {"Bucaramanga", -73.12, 7.12},
                           {"Cúcuta", -72.50, 7.89},
                           {"Pereira", -75.69, 4.81},
                           {"Manizales", -75.52, 5.07},
                           {"Ibagué", -75.23, 4.44},
                           {"Pasto", -77.28, 1.21},
                           {"Villavicencio", -73.63, 4.14},
                           {"Santa Marta", -74.20, 11.24},
                           {"Montería", -75.88, 8.75},
                           {"Caracas", -66.90, 10.49},
                           {"Maracaibo", -71.61, 10.64},
                           {"Valencia", -68.00, 10.17},
                           {"Barquisimeto", -69.33, 10.06},
                           {"São Paulo", -46.63, -23.55},
                           {"Rio de Janeiro", -43.20, -22.91},
                           {"Campos dos Goytacazes", -41.32, -21.75},
                           {"Campinas", -47.06, -22.91},
                           {"Belo Horizonte", -43.94, -19.92},
                           {"Vitória", -40.31, -20.32},
                           {"Brasília", -47.88, -15.79},
                           {"Goiânia", -49.25, -16.68},
                           {"Salvador", -38.50, -12.97},
                           {"Aracaju", -37.07, -10.91},
                           {"Maceió", -35.74, -9.65},
                           {"Recife", -34.88, -8.05},
                           {"João Pessoa", -34.86, -7.12},
                           {"Natal", -35.21, -5.79},
                           {"Fortaleza", -38.53, -3.73},
                           {"Teresina", -42.80, -5.09},
                           {"São Luís", -44.30, -2.53},
                           {"Belém", -48.49, -1.46},
                           {"Manaus", -60.02, -3.10},
                           {"Porto Velho", -63.90, -8.76},
                           {"Cuiabá", -56.10, -15.60},
                           {"Campo Grande", -54.62, -20.45},
                           {"Curitiba", -49.27, -25.43},
                           {"Florianópolis", -48.55, -27.60},
                           {"Porto Alegre", -51.22, -30.03},
                           {"Ciudad de Panamá", -79.52, 8.98},
                           {"San José", -84.08, 9.93},
                           {"Managua", -86.25, 12.13},
                           {"Tegucigalpa", -87.21, 14.08},
                           {"San Pedro Sula", -88.03, 15.50},
                           {"San Salvador", -89.20, 13.70},
                           {"Ciudad de Guatemala", -90.52, 14.63},
                           {"Quetzaltenango", -91.52, 14.84},
                           {"Santo Domingo", -69.93, 18.48},
                           {"Santiago de los Caballeros", -70.69, 19.45},
                           {"La Habana", -82.38, 23.11},
                           {"San Juan de Puerto Rico", -66.07, 18.44},
                           {"Ciudad de México", -99.13, 19.40},
                           {"Guadalajara", -103.35, 20.67},
                           {"Monterrey", -100.31, 25.67},
                           {"Puebla", -98.20, 19.04},
                           {"Toluca", -99.65, 19.29},
                           {"Tijuana", -117.03, 32.52},
                           {"Mexicali", -115.45, 32.63},
                           {"Ciudad Juárez", -106.46, 31.69},
                           {"Chihuahua", -106.08, 28.63},
                           {"León", -101.68, 21.12},
                           {"Querétaro", -100.39, 20.59},
                           {"San Luis Potosí", -100.98, 22.15},
                           {"Mérida", -89.62, 20.97},
                           {"Cancún", -86.85, 21.16},
                           {"Acapulco", -99.88, 16.86},
                           {"Veracruz", -96.13, 19.18},
                           {"Oaxaca", -96.72, 17.07},
                           {"Tuxtla Gutiérrez", -93.12, 16.75},
                           {"Villahermosa", -92.93, 17.99},
                           {"Culiacán", -107.39, 24.80},
                           {"Hermosillo", -110.96, 29.08},
                           {"Torreón", -103.41, 25.54},
                           {"Morelia", -101.19, 19.70},
                           {"Aguascalientes", -102.29, 21.88},
                           {"Portland", -122.67, 45.52},
                           {"Chicago", -87.68, 41.84},
                           {"New York", -73.95, 40.70},
                           {"Los Angeles", -118.25, 34.05},
                           {"Houston", -95.37, 29.76},
                           {"Miami", -80.20, 25.77},
                           {"Philadelphia", -75.16, 39.95},
                           {"Washington", -77.03, 38.90},
                           {"Seattle", -122.33, 47.61},
                           {"San Francisco", -122.42, 37.77}};

// National systems before zones that many countries share; of each kind the usual one first.
constexpr std::array<const char*, 62> systems{
    "EPSG:3116",  "EPSG:3115",  "EPSG:3114",  "EPSG:3117",  "EPSG:9377",  "EPSG:9498",  "EPSG:5347",
    "EPSG:5343",  "EPSG:5344",  "EPSG:5345",  "EPSG:5346",  "EPSG:5348",  "EPSG:5349",  "EPSG:22182",
    "EPSG:22183", "EPSG:22184", "EPSG:22185", "EPSG:22186", "EPSG:22187", "EPSG:6372",  "EPSG:5367",
    "EPSG:5460",  "EPSG:32721", "EPSG:32719", "EPSG:32718", "EPSG:32717", "EPSG:32720", "EPSG:32722",
    "EPSG:31978", "EPSG:31979", "EPSG:31980", "EPSG:31981", "EPSG:31982", "EPSG:31983", "EPSG:31984",
    "EPSG:31985", "EPSG:32611", "EPSG:32612", "EPSG:32613", "EPSG:32614", "EPSG:32615", "EPSG:32616",
    "EPSG:32617", "EPSG:32618", "EPSG:32619", "EPSG:32620", "EPSG:2913",  "EPSG:2269",  "EPSG:2838",
    "EPSG:3435",  "EPSG:2263",  "EPSG:2229",  "EPSG:2278",  "EPSG:2236",  "EPSG:2272",  "EPSG:2248",
    "EPSG:2285",  "EPSG:2227",  "EPSG:3857",  "EPSG:32723", "EPSG:32724", "EPSG:32725"};

double kilometres(double lon_a, double lat_a, double lon_b, double lat_b) {
    const double radian = std::numbers::pi / 180, middle = (lat_a + lat_b) / 2 * radian;
    return 111.2 * std::hypot((lon_a - lon_b) * std::cos(middle), lat_a - lat_b);
}

}  // namespace

std::vector<KnownSystem> known_systems() {
    std::vector<KnownSystem> known;
    for (const char* crs : systems) {
        try {
            known.push_back({crs, geo::Projection{crs}});
        } catch (const Error&) {
            continue;  // a PROJ older than the system
        }
    }
    return known;
}

NearCity nearest_city(double lon, double lat) {
    NearCity nearest{"", 1e9};
    for (const auto& city : cities) {
        const double km = kilometres(lon, lat, city.lon, city.lat);
        if (km < nearest.km) nearest = {std::string{city.name}, km};
    }
    return nearest;
}

Judged<std::string> find_system(double x, double y, const std::vector<KnownSystem>& known,
                                std::string_view prj) {
    const std::string named = name_in_prj(prj);
    for (const auto& system : known) {
        const auto place = system.projection.to_degrees(x, y);
        if (!prj.empty() && place && prj_fits(prj, system.projection.pipeline()))
            return {system.crs, 85,
                    message("the .prj says \"{}\", and its numbers are those of {}", named, system.crs),
                    message("Is \"{}\" of the .prj {}? So the middle is at {}, {}.", named, system.crs,
                            place->lon, place->lat)};
    }
    struct Candidate {
        const KnownSystem* system;
        NearCity city;
    };
    std::vector<Candidate> candidates;
    for (const auto& system : known) {
        const auto place = system.projection.to_degrees(x, y);
        if (!place) continue;
        const auto city = nearest_city(place->lon, place->lat);
        if (city.km <= beside_km) candidates.push_back({&system, city});
    }
    const auto question = message(
        "Which system are x and y in? The file's page or its .prj says so; Atalaya found the middle at {}, "
        "{}.",
        x, y);
    if (candidates.empty())
        return {"", 10, message("no known system puts the middle of x and y beside a city"), question};
    // A system named first wins unless another falls much nearer to its city.
    const auto best = std::min_element(
        candidates.begin(), candidates.end(),
        [](const auto& a, const auto& b) { return std::floor(a.city.km / 15) < std::floor(b.city.km / 15); });
    const auto why = message("in {} the middle of the positions is {} km from {}", best->system->crs,
                             std::llround(best->city.km), best->city.name);
    std::vector<std::string> others;
    for (const auto& other : candidates)
        if (other.system != best->system && other.city.name != best->city.name)
            others.push_back(other.system->crs + " (" + other.city.name + ")");
    const bool same_city = std::any_of(candidates.begin(), candidates.end(), [&](const auto& other) {
        return other.system != best->system && other.city.name == best->city.name;
    });
    if (!others.empty())
        return {best->system->crs, 70, why,
                message("Is it {} ({}) or {}? Where the facts happened tells.", best->system->crs,
                        best->city.name, join(others, ", "))};
    return {best->system->crs, same_city ? 90 : 95, why};
}

}  // namespace atalaya::intake
