#include "service/sample.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/progress.hpp"
#include "intake/gazetteer.hpp"
#include "intake/read.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

std::optional<fs::path> sample_of(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.path().stem() == "sample") return entry.path();
    return {};
}

// What the samples of the city's sources of areas draw.
std::vector<Areas> areas_of(const intake::City& city, const fs::path& sources) {
    std::vector<Areas> areas;
    for (const auto& id : city.sources) {
        if (!fs::is_directory(sources / id)) continue;
        const auto sample = sample_of(sources / id);
        const intake::Source source = intake::read_source(sources / id);
        if (!sample || source.kind != intake::Kind::areas) continue;
        NoProgress quiet;
        areas.push_back(intake::read_here(source, city, {city, {}}, *sample, quiet).areas);
    }
    return areas;
}

}  // namespace

void try_sample(const intake::Source& source, const std::vector<intake::City>& cities) {
    const auto city = std::find_if(cities.begin(), cities.end(), [&](const auto& one) {
        return std::find(one.sources.begin(), one.sources.end(), source.id) != one.sources.end();
    });
    const auto sample = sample_of(source.folder);
    if (city == cities.end() || !sample) return;
    const auto areas = areas_of(*city, source.folder.parent_path());
    NoProgress quiet;
    intake::read_here(source, *city, {*city, areas}, *sample, quiet);
}

}  // namespace atalaya::service
