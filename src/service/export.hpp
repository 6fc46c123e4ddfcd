// Copies for analysts: a city's facts as known at one vintage, in files that R, Python,
// QGIS or a spreadsheet open. They are for inside the observatory: counts of small places
// are in them as they are, and positions only when asked for by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

enum class CopyForm { parquet, csv, duckdb };

struct CopyRequest {
    std::filesystem::path out = "copia";
    std::set<CopyForm> forms{CopyForm::parquet};
    std::string vintage;     // "" is the newest
    bool positions = false;  // where each incident happened
};

struct Copied {
    std::string city, vintage;
    struct File {
        std::filesystem::path path;
        std::string table;  // "" for a file that holds all of them
        std::int64_t rows{};
        Digest digest;
    };
    std::vector<File> files;
};

// Writes incident, month_count, tally, unsaid, exposure and area (and position), and copia.json,
// which says what they are. All files or none: what stood in `out` is replaced only once
// everything is written. Works whatever engine holds the analytics store.
Copied copy_for_analysts(store::Store& store, const Catalogue& catalogue, const CopyRequest& request,
                         Progress& progress);

}  // namespace atalaya::service
