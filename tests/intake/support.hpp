// A small city, sources written on the spot, files that vanish.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/progress.hpp"
#include "intake/read.hpp"

namespace atalaya::intake {

namespace fs = std::filesystem;

// A folder of its own, gone with the test.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "atalaya-intake-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path write(const std::string& name, std::string_view bytes) const {
        const fs::path path = path_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

inline std::string text_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// What `work` throws as an Error: its message; "" when it throws none.
template <class Work>
std::string refusal(const Work& work, Fault fault = Fault::bad_input) {
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(static_cast<int>(error.fault()), static_cast<int>(fault)) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
}

// Two comunas of one square degree and three barrios; comuna 1 is west of comuna 2.
inline City small_city() {
    City city;
    city.id = "aldea";
    Layer barrio{.slot = 2, .id = "barrio", .name = {}, .plural = {}, .parent = "comuna"};
    Layer comuna{.slot = 3, .id = "comuna", .name = {}, .plural = {}, .parent = ""};
    city.layers = {barrio, comuna};
    return city;
}

inline std::string square(double west, double south, double east, double north) {
    const auto corner = [](double x, double y) {
        return "[" + canonical_number(x) + "," + canonical_number(y) + "]";
    };
    return R"({"type":"Polygon","coordinates":[[)" + corner(west, south) + "," + corner(east, south) + "," +
           corner(east, north) + "," + corner(west, north) + "," + corner(west, south) + "]]}";
}

inline Areas small_areas() {
    Areas areas;
    const auto add = [&](const char* layer, const char* code, const char* name, const char* parent,
                         const std::string& shape) {
        areas.layer.push(layer);
        areas.code.push(code);
        areas.name.push(name);
        areas.parent_layer.push(*parent ? "comuna" : "");
        areas.parent.push(parent);
        areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        areas.geometry.push(shape);
    };
    add("comuna", "1", "Comuna 1", "", square(0, 0, 1, 1));
    add("comuna", "2", "Comuna 2", "", square(1, 0, 2, 1));
    add("barrio", "norte", "Norte", "1", square(0, 0.5, 1, 1));
    add("barrio", "sur", "Sur", "1", square(0, 0, 1, 0.5));
    add("barrio", "nunez", "Núñez", "2", square(1, 0, 2, 1));
    return areas;
}

inline Gazetteer small_gazetteer() {
    const Areas areas = small_areas();
    return {small_city(), std::span{&areas, 1}};
}

inline constexpr const char* small_descriptor = R"(id = "hechos"
version = "1"
kind = "incidents"
name = { es = "Hechos", pt = "Fatos", en = "Facts" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["hechos*.csv"]
cadence = "monthly"
[format]
type = "csv"
missing = ["NULL"]
[key]
columns = ["id"]
[time]
day = { column = "fecha" }
hour = { column = "hora", unknown = ["99"] }
[offence]
columns = ["tipo"]
[place]
lon = "x"
lat = "y"
box = [-5, -1, 5, 2]
[area.barrio]
column = "barrio"
)";

inline constexpr const char* small_codes =
    "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n"
    "robo,Robo,,Robo,Roubo,Robbery,0401|0501,overlap,robo,\n"
    "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n";

// sources/hechos in a folder, read. `change` edits the descriptor's text first.
inline Source small_source(const Folder& folder, const std::string& descriptor = small_descriptor) {
    folder.write("hechos/source.toml", descriptor);
    folder.write("hechos/codes.csv", small_codes);
    return read_source(folder.path() / "hechos");
}

inline std::string edited(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << "no " << from << " to edit";
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

inline constexpr const char* small_head = "id,fecha,hora,tipo,x,y,barrio\n";

// Rows under the small head, read in this process.
inline Batch read_small(const std::string& rows, const std::string& descriptor = small_descriptor,
                        ReadOptions options = {}) {
    const Folder folder;
    const Source source = small_source(folder, descriptor);
    const auto path = folder.write("hechos.csv", small_head + rows);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), path, quiet, options);
}

inline const Finding* finding_of(const Batch& batch, std::string_view check) {
    for (const auto& finding : batch.findings) {
        if (finding.check == check) return &finding;
    }
    return nullptr;
}

inline std::int64_t found(const Batch& batch, std::string_view check) {
    const Finding* finding = finding_of(batch, check);
    return finding ? finding->rows : 0;
}

// "line reason found" of each reject.
inline std::vector<std::string> rejects_of(const Batch& batch) {
    std::vector<std::string> out;
    for (const auto& r : batch.rejects)
        out.push_back(std::to_string(r.line) + " " + r.reason + " " + r.column + " " + r.found);
    return out;
}

}  // namespace atalaya::intake
