// What two cities publish of their places, read from beside the repository: the doors of
// Montevideo, and of Buenos Aires the streets and the road crashes with their addresses.
#pragma once

#include <simdjson.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/progress.hpp"
#include "core/text.hpp"
#include "geocode/known_places.hpp"
#include "geocode/words.hpp"
#include "intake/bytes.hpp"
#include "intake/csv.hpp"
#include "intake/descriptor.hpp"
#include "intake/rows.hpp"
#include "source_folder.hpp"

namespace atalaya::geocode {

inline std::filesystem::path real_data() {
    return source_folder() / "../shared/data";
}

inline std::string unpacked_file(const std::filesystem::path& path) {
    const intake::OpenFile file{path};
    return intake::read_all(*intake::unpacked(file), std::uint64_t{1} << 30);
}

// Streets by the city's own number for them, as several have one name; areas are the barrios.
inline KnownPlaces montevideo() {
    const std::string text = unpacked_file(real_data() / "montevideo/direcciones/direcciones.csv.gz");
    KnownPlaces places;
    std::map<std::string, std::uint32_t, std::less<>> streets;
    std::map<std::string, std::int32_t, std::less<>> areas;
    intake::CsvRecord record{','};
    std::size_t at = record.read(text, 0);  // the head
    while (at < text.size()) {
        at = record.read(text, at);
        const auto cells = record.cells();
        if (cells.size() != 10) continue;
        const auto number = whole_number(cells[5]);
        const auto lon = decimal_number(cells[8]), lat = decimal_number(cells[9]);
        if (!number || !lon || !lat) continue;
        const auto [street, new_street] =
            streets.try_emplace(std::string{cells[3]} + " " + std::string{cells[4]},
                                static_cast<std::uint32_t>(places.streets.size()));
        if (new_street) places.streets.push_back({repaired(cells[4]), {}, {}});
        const auto [area, new_area] =
            areas.try_emplace(std::string{cells[0]}, static_cast<std::int32_t>(places.areas.size()));
        if (new_area) places.areas.push_back({repaired(cells[0]), {}, {*lon, *lat}, {3'000}});
        places.doors.push_back({street->second,
                                static_cast<std::int32_t>(*number),
                                std::string{cells[6]},
                                {*lon, *lat},
                                area->second});
    }
    return places;
}

// The streets of Buenos Aires with their lines, under both of their names.
inline std::vector<KnownPlaces::Street> streets_of_caba() {
    const std::string text = unpacked_file(real_data() / "caba/infraestructura/calles_y_plazas.geojson.gz");
    simdjson::dom::parser parser;
    const simdjson::dom::element root = parser.parse(text);
    std::vector<KnownPlaces::Street> streets;
    const auto line_of = [](simdjson::dom::array positions) {
        std::vector<LonLat> line;
        for (const simdjson::dom::array position : positions)
            line.push_back({double{position.at(0)}, double{position.at(1)}});
        return line;
    };
    for (const simdjson::dom::element feature : root["features"].get_array()) {
        const std::string_view kind = feature["geometry"]["type"];
        KnownPlaces::Street street;
        street.name = std::string{std::string_view{feature["properties"]["nombre_oficial"]}};
        street.also.emplace_back(std::string_view{feature["properties"]["nombre"]});
        const std::string_view way = feature["properties"]["tipo"];
        if (way == "avenida") {
            street.name += " AV.";
            street.also[0] = "Avenida " + street.also[0];
        }
        if (kind == "LineString") street.lines.push_back(line_of(feature["geometry"]["coordinates"]));
        if (kind == "MultiLineString") {
            for (const simdjson::dom::array part : feature["geometry"]["coordinates"].get_array())
                street.lines.push_back(line_of(part));
        }
        if (!street.lines.empty()) streets.push_back(std::move(street));
    }
    return streets;
}

struct Crash {
    std::string street, crossing, other;  // `other`: the whole address in one cell
    int number = 0;                       // 0 none
    LonLat at;
};

// Those with coordinates, of both lists of crashes.
inline std::vector<Crash> crashes_of_caba(const std::string& source, const std::string& file,
                                          const std::vector<std::string>& columns) {
    struct Rows final : intake::RowConsumer {
        explicit Rows(const intake::Source& of, const std::vector<std::string>& names)
            : source{of}, columns{names} {}
        struct Some final : intake::Part {
            explicit Some(const std::vector<int>& places) : at{places} {}
            bool row(std::span<const std::string_view> cells, intake::Quotes) override {
                const auto cell = [&](std::size_t i) -> std::string {
                    if (at[i] < 0 || static_cast<std::size_t>(at[i]) >= cells.size()) return {};
                    const auto text = trimmed(cells[static_cast<std::size_t>(at[i])]);
                    return text == "SD" || text == "sd" || text == "." ? std::string{} : std::string{text};
                };
                const auto lon = decimal_number(cell(4)), lat = decimal_number(cell(5));
                if (!lon || !lat || *lon > -58 || *lon < -59) return true;
                const auto number = whole_number(cell(1));
                crashes.push_back(
                    {cell(0), cell(2), cell(3), static_cast<int>(number.value_or(0)), {*lon, *lat}});
                return true;
            }
            const std::vector<int>& at;
            std::vector<Crash> crashes;
        };
        void head(const std::vector<std::string>& names) override {
            for (const auto& column : columns) {
                const auto found = std::ranges::find(names, column);
                at.push_back(found == names.end() ? -1 : static_cast<int>(found - names.begin()));
            }
        }
        std::unique_ptr<intake::Part> new_part() override { return std::make_unique<Some>(at); }
        void take(std::unique_ptr<intake::Part> part, double) override {
            for (auto& crash : static_cast<Some&>(*part).crashes) all.push_back(std::move(crash));
        }
        const intake::Source& source;
        const std::vector<std::string>& columns;
        std::vector<int> at;
        std::vector<Crash> all;
    };
    const intake::Source described = intake::read_source(source_folder() / "sources" / source);
    const intake::OpenFile opened{real_data() / "caba/vialidad" / file};
    Rows rows{described, columns};
    NoProgress quiet;
    intake::read_xlsx_table(described, opened, rows, quiet);
    return std::move(rows.all);
}

inline std::vector<Crash> injury_crashes() {
    return crashes_of_caba("caba-siniestros-lesiones", "lesiones.xlsx",
                           {"calle", "altura", "cruce", "otra_direccion", "longitud", "latutid"});
}

}  // namespace atalaya::geocode
