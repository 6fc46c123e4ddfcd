// Files of the shared data read as their sources describe them, for tests of what is found in them.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "../support.hpp"
#include "source_folder.hpp"

namespace atalaya::intake {

inline const fs::path shared_data = source_folder() / "../shared/data";

#define NEEDS(folder)                        \
    if (!fs::exists(shared_data / (folder))) \
    GTEST_SKIP() << "no folder shared/data/" << (folder) << " beside the repository"

using Limits = std::vector<std::pair<std::string, std::string>>;  // source, file

struct Place {
    Place(const std::string& id, const Limits& limits)
        : city{read_city(source_folder() / "cities" / id)},
          sources{read_sources(source_folder() / "sources", city.sources)},
          gazetteer{city, {}} {
        std::vector<Areas> areas;
        for (const auto& [source, file] : limits) areas.push_back(read(source, file).areas);
        gazetteer = Gazetteer{city, areas};
    }

    Batch read(const std::string& id, const std::string& file) const {
        const auto found =
            std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
        return read(*found, file);
    }
    Batch read(const Source& source, const std::string& file) const {
        NoProgress quiet;
        return read_delivery(source, city, gazetteer, shared_data / file, quiet);
    }

    City city;
    std::vector<Source> sources;
    Gazetteer gazetteer;
};

inline Source described(const Folder& folder, const std::string& id, const std::string& text) {
    folder.write(id + "/source.toml",
                 "id = \"" + id +
                     "\"\nversion = \"1\"\nname = { es = \"x\", pt = \"x\", en = \"x\" }\npublisher = \"x\"\n"
                     "url = \"x\"\nlicence = \"x\"\nfiles = [\"*\"]\ncadence = \"once\"\n" +
                     text);
    return read_source(folder.path() / id);
}

inline std::string field(const std::string& detail, const std::string& key) {
    const std::string mark = "\"" + key + "\":\"";
    const auto at = detail.find(mark);
    if (at == std::string::npos) return {};
    const auto from = at + mark.size();
    return detail.substr(from, detail.find('"', from) - from);
}

// "what month what it may be" of each finding of a check about a series.
inline std::vector<std::string> series_told(const Batch& batch, std::string_view check) {
    std::vector<std::string> out;
    for (const auto& finding : batch.findings) {
        if (finding.check != check) continue;
        const std::string category = field(finding.detail, "category");
        out.push_back(category.substr(category.find(':') + 1) + " " + field(finding.detail, "month") + " " +
                      field(finding.detail, "may_be"));
    }
    return out;
}

// Rows of the check about this column.
inline std::int64_t drift_of(const Batch& batch, const std::string& column) {
    for (const auto& finding : batch.findings) {
        if (finding.check == "format_drift" && field(finding.detail, "column") == column) return finding.rows;
    }
    return 0;
}

// The checks that fire, each once.
inline std::set<std::string> fired(const Batch& batch) {
    std::set<std::string> checks;
    for (const auto& finding : batch.findings) checks.insert(finding.check);
    return checks;
}

inline const Limits caba_limits{{"caba-limites-comunas", "caba/limites/CABA_comunas.geojson.gz"},
                                {"caba-limites-barrios", "caba/limites/CABA_barrios.geojson.gz"}};

inline const Limits cdmx_limits{{"cdmx-limites-alcaldias", "cdmx/limites/alcaldias.geojson"},
                                {"cdmx-limites-colonias", "cdmx/limites/colonias.geojson.gz"},
                                {"cdmx-limites-sectores", "cdmx/limites/sectores_policiales.geojson.gz"}};

}  // namespace atalaya::intake
