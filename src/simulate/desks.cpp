#include "simulate/desks.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;
using stats::stream_of;
using std::chrono::days;

Row once(Day day, Day known, std::string line) {
    return {month_of(day), {{known, std::move(line)}}};
}

}  // namespace

Feed hospital_feed(const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr std::array<std::string_view, 5> ages = {"0-14", "15-24", "25-34", "35-59", "60+"};
    Feed feed{.source = "marejada-hospital",
              .folder = "hospital",
              .header = "nro_atencion,fecha_ingreso,hora_ingreso,motivo,grupo_edad",
              .rows = {}};
    Random random{seed, stream_of("hospital-desk")};
    Numbers numbers{"H"};
    for (const auto& fact : facts) {
        const auto line =
            fmt::format("{},{},{},{},{}", numbers.next(fact.day), iso(fact.day), clock_text(fact.minute),
                        plan.hospital[fact.kind].label_1, one_of(ages, random));
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

Feed road_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr double dies_later = 1.0 / 7;
    Feed feed{.source = "marejada-vial",
              .folder = "vial",
              .header = "nro_victima,fecha,hora,resultado,usuario,barrio,longitud,latitud",
              .rows = {}};
    Random random{seed, stream_of("road-desk")};
    Numbers numbers{"V"};
    for (const auto& fact : facts) {
        const auto& kind = plan.road[fact.kind];
        const auto at = town.lonlat(fact.spot.at);
        const auto number = numbers.next(fact.day);
        const auto line = [&](std::string_view outcome) {
            return fmt::format("{},{},{},{},{},{},{},{}", number, iso(fact.day), clock_text(fact.minute),
                               outcome, kind.label_2, barrio_at(town, fact.spot), degrees(at.lon),
                               degrees(at.lat));
        };
        if (kind.label_1 == "Fallecido" && random.chance(dies_later)) {
            const Day died = fact.day + days{1 + random.below(30)};
            feed.rows.push_back(
                {month_of(fact.day), {{fact.day, line("Lesionado")}, {died, line("Fallecido")}}});
        } else {
            feed.rows.push_back(once(fact.day, fact.day, line(kind.label_1)));
        }
    }
    return feed;
}

Feed coexistence_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts,
                      std::uint64_t seed) {
    constexpr std::array<std::string_view, 4> channels = {"Línea 147", "Aplicación", "Presencial",
                                                          "Guardia urbana"};
    constexpr std::array<double, 4> shares = {0.52, 0.23, 0.13, 0.12};
    constexpr double without_point = 0.08;
    Feed feed{.source = "marejada-convivencia",
              .folder = "convivencia",
              .header = "nro;fecha;hora;tipo;canal;barrio;longitud;latitud",
              .rows = {}};
    feed.latin1 = true;
    Random random{seed, stream_of("coexistence-desk")};
    Numbers numbers{"C"};
    for (const auto& fact : facts) {
        const auto at = town.lonlat(fact.spot.at);
        const auto channel = channels[random.choice(shares)];
        const bool placed = !random.chance(without_point);
        const auto line = fmt::format(
            "{};{};{};{};{};{};{};{}", numbers.next(fact.day), day_month_year(fact.day),
            clock_text(fact.minute), plan.coexistence[fact.kind].label_1, channel, barrio_at(town, fact.spot),
            placed ? degrees(at.lon) : "", placed ? degrees(at.lat) : "");
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

Feed women_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed) {
    constexpr std::array<std::string_view, 4> relations = {"Pareja", "Ex pareja", "Familiar", "Otra"};
    Feed feed{
        .source = "marejada-vif",
        .folder = "vif",
        .header = "nro_legajo,fecha_denuncia,fecha_hecho,tipo,barrio,denunciante,documento,telefono,vinculo",
        .rows = {}};
    Random random{seed, stream_of("women-desk")};
    Numbers numbers{"F"};
    for (const auto& fact : facts) {
        const Day happened = fact.day - days{fact.delay};
        const auto person = pseudonym(random);
        // A document with a letter that no check digit has, a telephone of an area that was never given out.
        const auto document = random.below(100'000'000), telephone = random.below(10'000);
        const auto line =
            fmt::format("{},{},{},{},{},{},{:08}-X,000-555-{:04},{}", numbers.next(fact.day), iso(fact.day),
                        iso(happened), plan.women[fact.kind].label_1, barrio_at(town, fact.spot), person,
                        document, telephone, one_of(relations, random));
        feed.rows.push_back(once(fact.day, fact.day, line));
    }
    return feed;
}

}  // namespace atalaya::simulate
