#include "simulate/limits.hpp"

#include <fmt/format.h>
#include <functional>
#include <set>

#include "core/json.hpp"
#include "simulate/feed.hpp"
#include "simulate/street_names.hpp"

namespace atalaya::simulate {
namespace {

struct Properties {
    std::string code, name, parent;
};

std::string feature(const Properties& of, const geo::MultiPolygon& shape) {
    JsonWriter json;
    json.object().key("type").text("Feature").key("properties").object();
    json.key("codigo").text(of.code).key("nombre").text(of.name);
    if (!of.parent.empty()) json.key("delegacion").text(of.parent);
    json.end().key("geometry").raw(geo::geojson_geometry(shape));
    return json.end().str();
}

std::string collection(const std::vector<std::string>& features) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) text += (i == 0 ? "\n" : ",\n") + features[i];
    return text + "\n]}\n";
}

// The blocks whose barrio or section is wanted.
geo::MultiPolygon outline_where(const Town& town, const std::function<bool(int)>& wanted) {
    std::vector<bool> blocks(town.barrio_of.size());
    for (int block = 0; block < static_cast<int>(blocks.size()); ++block) {
        blocks[block] = town.barrio_of[block] >= 0 && wanted(block);
    }
    return outline(town, blocks);
}

std::string barrios(const Town& town) {
    std::vector<std::string> features;
    for (int i = 0; i < static_cast<int>(town.barrios.size()); ++i) {
        const auto& barrio = town.barrios[i];
        const auto parent = barrio.delegation < 0 ? "" : area_code(town.delegations[barrio.delegation]);
        features.push_back(
            feature({area_code(barrio.name), barrio.name, parent},
                    outline_where(town, [&](int block) { return town.barrio_of[block] == i; })));
    }
    return collection(features);
}

std::string delegations(const Town& town) {
    std::vector<std::string> features;
    for (int i = 0; i < static_cast<int>(town.delegations.size()); ++i) {
        features.push_back(feature({area_code(town.delegations[i]), town.delegations[i], ""},
                                   outline_where(town, [&](int block) {
                                       return town.barrios[town.barrio_of[block]].delegation == i;
                                   })));
    }
    return collection(features);
}

std::string sections(const Town& town, const Plan& plan, Day day) {
    std::set<int> all;
    for (int block = 0; block < static_cast<int>(town.section_of.size()); ++block)
        all.insert(section_on(town, plan, block, day));
    all.erase(0);
    std::vector<std::string> features;
    for (const int i : all) {
        features.push_back(
            feature({std::to_string(i), fmt::format("Sección {}", i), ""},
                    outline_where(town, [&](int block) { return section_on(town, plan, block, day) == i; })));
    }
    return collection(features);
}

std::string fronts(const Town& town) {
    std::vector<std::string> features;
    for (int i = 0; i < static_cast<int>(town.segments.size()); ++i) {
        features.push_back(
            feature({segment_code(i), street_name(town, i), ""}, frontage(town, town.segments[i])));
    }
    return collection(features);
}

struct Measure {
    std::string_view file;
    int (*of)(const Barrio&);
};
constexpr Measure measures[] = {
    {"habitantes", [](const Barrio& barrio) { return barrio.residents; }},
    {"viviendas", [](const Barrio& barrio) { return barrio.dwellings(); }},
    {"vehiculos", [](const Barrio& barrio) { return barrio.vehicles; }},
};
int projected(int value) {
    return value + value * 11 / 1000;
}

}  // namespace

std::vector<std::string> write_limits(const Town& town, const Plan& plan,
                                      const std::filesystem::path& folder) {
    std::vector<std::string> files;
    const auto put = [&](const std::string& name, const std::string& text) {
        files.push_back("limites/" + name + ".geojson");
        write_file(folder / files.back(), text);
    };
    if (!town.delegations.empty()) put("delegaciones", delegations(town));
    put("barrios", barrios(town));
    put("secciones", sections(town, plan, plan.history.first));
    if (!town.delegations.empty()) put("cuadras", fronts(town));
    return files;
}

std::string write_split(const Town& town, const Plan& plan, const std::filesystem::path& folder) {
    std::string file = "limites/secciones-" + iso(month_of(plan.section_splits)) + ".geojson";
    write_file(folder / file, sections(town, plan, plan.section_splits));
    return file;
}

std::vector<std::string> write_population(const Town& town, int year, const std::filesystem::path& folder) {
    std::vector<std::string> files;
    const auto put = [&](const std::string& name, const std::string& text) {
        files.push_back("poblacion/" + name + ".csv");
        write_file(folder / files.back(), text);
    };
    for (const auto& measure : measures) {
        std::string by_barrio = "anio,barrio,cantidad\n", by_delegation = "anio,delegacion,cantidad\n";
        for (const bool census : {true, false}) {
            const int of_year = census ? year : year + 2;
            std::vector<int> sums(town.delegations.size());
            for (const auto& barrio : town.barrios) {
                const int value = census ? measure.of(barrio) : projected(measure.of(barrio));
                by_barrio += fmt::format("{},{},{}\n", of_year, barrio.name, value);
                if (barrio.delegation >= 0) sums[barrio.delegation] += value;
            }
            for (std::size_t i = 0; i < sums.size(); ++i) {
                by_delegation += fmt::format("{},{},{}\n", of_year, town.delegations[i], sums[i]);
            }
        }
        put(fmt::format("{}-barrios", measure.file), by_barrio);
        if (!town.delegations.empty()) put(fmt::format("{}-delegaciones", measure.file), by_delegation);
    }
    return files;
}

}  // namespace atalaya::simulate
