// What the made-up city's raw files say as known after each delivery, by the plainest means:
// every row of every file is read again, kept by its number, and counted one at a time.
#pragma once

#include <nlohmann/json.hpp>
#include <set>

#include "service/support.hpp"
#include "source_folder.hpp"

namespace atalaya::service {

// offence, month, barrio, delegación, sección -> rows and the units they stand for
using Cell = std::array<std::string, 5>;
struct Counted {
    std::int64_t rows{}, units{};
    friend bool operator==(const Counted&, const Counted&) = default;
};
using Cube = std::map<Cell, Counted>;

class RawAreas {
  public:
    struct Area {
        std::string code, name, parent;
        std::vector<std::vector<std::array<double, 2>>> rings;
    };

    RawAreas() = default;
    explicit RawAreas(const fs::path& file, const char* parent = nullptr) {
        const auto json = nlohmann::json::parse(bytes_of(file));
        for (const auto& feature : json.at("features")) {
            const auto& says = feature.at("properties");
            Area area{says.at("codigo"),
                      says.at("nombre"),
                      parent && says.contains(parent) ? says.at(parent).get<std::string>() : "",
                      {}};
            for (const auto& ring : feature.at("geometry").at("coordinates"))
                area.rings.push_back(ring.get<std::vector<std::array<double, 2>>>());
            areas_.push_back(std::move(area));
        }
    }

    const Area* at(double x, double y) const {
        for (const auto& area : areas_) {
            bool inside = false;
            for (const auto& ring : area.rings) {
                for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                    const auto [x1, y1] = ring[i];
                    const auto [x2, y2] = ring[j];
                    if ((y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1) inside = !inside;
                }
            }
            if (inside) return &area;
        }
        return nullptr;
    }
    const Area* called(const std::string& text) const {
        for (const auto& area : areas_) {
            if (!text.empty() && (area.name == text || area.code == text)) return &area;
        }
        return nullptr;
    }

  private:
    std::vector<Area> areas_;
};

class RawTown {
  public:
    explicit RawTown(const Town& town)
        : barrios_{town.files / "limites/barrios.geojson", "delegacion"},
          secciones_{town.files / "limites/secciones.geojson"} {
        if (const auto split = town.files / "limites/secciones-2024-07.geojson"; fs::exists(split))
            from_july_2024_.emplace(split);
        std::map<std::string, Live> live;  // of each source
        for (const auto& together : town.deliveries) {
            for (const auto& path : together) take(path, live);
            Cube cube;
            for (const auto& [source, rows] : live) {
                for (const auto& [key, row] : rows) {
                    auto& counted = cube[row.cell];
                    ++counted.rows;
                    counted.units += row.units;
                }
            }
            known.push_back(std::move(cube));
        }
    }

    std::vector<Cube> known;  // after each delivery

  private:
    struct Row {
        Cell cell;
        std::int64_t units{};
    };
    using Live = std::map<std::string, Row>;  // by the source's number

    struct Layout {
        const char *folder, *source, *key, *day, *first_label, *second_label;
        char separator;
        bool day_first, latin1;
        bool adds = false;  // a file takes nothing of its months away
    };
    static const Layout* layout_of(const fs::path& path) {
        static constexpr Layout layouts[] = {
            {"policia", "marejada-policia", "nro_denuncia", "fecha_hecho", "tipo", "subtipo", ';', true,
             false},
            {"hospital", "marejada-hospital", "nro_atencion", "fecha_ingreso", "motivo", "", ',', false,
             false},
            {"vial", "marejada-vial", "nro_victima", "fecha", "resultado", "usuario", ',', false, false},
            {"convivencia", "marejada-convivencia", "nro", "fecha", "tipo", "", ';', true, true},
            {"vif", "marejada-vif", "nro_legajo", "fecha_denuncia", "tipo", "", ',', false, false},
            {"mediacion", "marejada-mediacion", "nro_caso", "fecha_ingreso", "estado", "en_termino", ';',
             true, false},
            {"fiscalia", "marejada-fiscalia", "nro_legajo", "fecha_hecho", "calificacion", "", ',', false,
             false},
            {"nomina", "marejada-nomina", "nro_denuncia", "fecha_hecho", "tipo", "", ',', false, false, true},
            {"llamadas", "marejada-911", "nro_llamada", "fecha", "motivo", "", ',', false, false, true},
        };
        for (const auto& layout : layouts) {
            if (path.parent_path().filename() == layout.folder) return &layout;
        }
        return nullptr;
    }

    // "source:code" of two labels as sources/SOURCE/codes.csv pairs them.
    const std::string& offence(const std::string& source, const std::string& first,
                               const std::string& second) {
        auto& codes = codes_[source];
        if (codes.empty()) {
            for (auto& row : raw_rows(bytes_of(source_folder() / "sources" / source / "codes.csv"), ',')) {
                codes[{row["label_1"], row["label_2"]}] = source + ":" + row["code"];
            }
        }
        auto found = codes.find({first, second});
        if (found == codes.end()) found = codes.find({first, ""});
        if (found == codes.end())
            throw std::runtime_error{source + ": no code for " + first + " / " + second};
        return found->second;
    }

    // What nobody can use of the police's rows: broken, without a day of the calendar that has come,
    // with a label of no list, or a count of none.
    bool unusable(const Layout& layout, RawRow& raw, const std::string& month_of_file) {
        if (!raw.contains("latitud") || raw.contains("+")) return true;
        const std::string& day = raw["fecha_hecho"];
        if (day.empty() || day.starts_with("00") || day.starts_with("31/02")) return true;
        if (day.substr(6, 4) + "-" + day.substr(3, 2) > month_of_file) return true;
        try {
            offence(layout.source, raw["tipo"], raw["subtipo"]);
        } catch (const std::runtime_error&) {
            return true;
        }
        const std::string& count = raw["cantidad"];
        return count.empty() || count.find_first_not_of("0123456789") != std::string::npos || count == "0";
    }

    void take(const fs::path& path, std::map<std::string, Live>& live) {
        const Layout* layout = layout_of(path);
        if (!layout) return;  // limits and population
        const std::string bytes = bytes_of(path);
        Live delivered;
        std::set<std::string> months;
        for (auto& raw : raw_rows(layout->latin1 ? utf8_of_latin1(bytes) : bytes, layout->separator)) {
            if (layout->folder == std::string_view{"policia"} && unusable(*layout, raw, path.stem().string()))
                continue;
            const std::string day = raw[layout->day];
            const std::string month =
                layout->day_first ? day.substr(6, 4) + "-" + day.substr(3, 2) : day.substr(0, 7);
            months.insert(month);
            const RawAreas& sections = from_july_2024_ && month >= "2024-07" ? *from_july_2024_ : secciones_;
            const RawAreas::Area *barrio = nullptr, *seccion = sections.called(raw["seccion"]);
            if (!raw["longitud"].empty()) {
                const double x = std::stod(raw["longitud"]), y = std::stod(raw["latitud"]);
                barrio = barrios_.at(x, y);
                if (!seccion) seccion = sections.at(x, y);
            }
            if (!barrio) barrio = barrios_.called(raw["barrio"]);
            const std::string second = *layout->second_label ? raw[layout->second_label] : "";
            Row row{{offence(layout->source, raw[layout->first_label], second), month,
                     barrio ? barrio->code : "", barrio ? barrio->parent : "", seccion ? seccion->code : ""},
                    raw.contains("cantidad") ? std::stoll(raw["cantidad"]) : 1};
            delivered.emplace(raw[layout->key], std::move(row));
        }
        // Most deliveries say all there is of every month that they have a row of.
        Live& rows = live[layout->source];
        if (!layout->adds)
            std::erase_if(rows, [&](const auto& known) { return months.contains(known.second.cell[1]); });
        for (auto& [key, row] : delivered) rows[key] = std::move(row);
    }

    RawAreas barrios_, secciones_;
    std::optional<RawAreas> from_july_2024_;
    std::map<std::string, std::map<std::array<std::string, 2>, std::string>> codes_;
};

// Rows in the cells that `counts` says yes to.
template <class Counts>
std::int64_t rows_where(const Cube& cube, const Counts& counts) {
    std::int64_t rows = 0;
    for (const auto& [cell, counted] : cube) {
        if (counts(cell)) rows += counted.rows;
    }
    return rows;
}

}  // namespace atalaya::service
