#include "service/usable_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "intake/check.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

fs::path brought_along(const intake::Source& source) {
    for (const auto& file : source.files) {
        if (file.find('*') == std::string::npos && fs::exists(source.folder / file))
            return source.folder / file;
    }
    return {};
}

namespace {

bool meet(const geo::Box& a, const geo::Box& b) {
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

bool none_counts(const Batch& batch) {
    return batch.read > 0 && batch.accepted + batch.duplicate == 0;
}

}  // namespace

void refuse_without_areas(const Catalogue& catalogue, const intake::Source& source,
                          const std::vector<Areas>& known, const fs::path& path) {
    const auto is_known = [&](const std::string& layer) {
        return std::any_of(known.begin(), known.end(), [&](const Areas& areas) {
            return std::find(areas.layer.words.begin(), areas.layer.words.end(), layer) !=
                   areas.layer.words.end();
        });
    };
    std::vector<std::string> layers;
    for (const auto& area : source.areas) layers.push_back(area.layer);
    if (source.kind == intake::Kind::exposures) layers.push_back(source.exposure.layer);
    for (const auto& layer : layers) {
        const auto drawn = std::find_if(
            catalogue.sources.begin(), catalogue.sources.end(),
            [&](const auto& s) { return s.kind == intake::Kind::areas && s.shape.layer == layer; });
        const auto* of = catalogue.city.layer(layer);
        if (drawn == catalogue.sources.end() && source.kind == intake::Kind::exposures && !is_known(layer))
            throw Error{Fault::bad_input, message("{}: its rows name areas of the layer {}, and no source of "
                                                  "the city lists those. Propose one "
                                                  "from their limits or from a CSV of their names; where "
                                                  "this file names them all, a second "
                                                  "source reads them (kind = \"areas\", beside = \"{}\")",
                                                  path.filename().string(), layer, source.id)};
        if (drawn == catalogue.sources.end() || !of || of->optional || is_known(layer)) continue;
        if (const auto list = brought_along(*drawn); !list.empty())
            throw Error{
                Fault::bad_input,
                message("{}: its rows name areas of the layer {}, and none is known yet. Their list comes "
                        "with the program: ingest it first, or together with this file: {}",
                        path.filename().string(), layer, list.string())};
        throw Error{Fault::bad_input,
                    message("{}: its rows name areas of the layer {}, and none is known yet. Ingest {} "
                            "first, or together with it ({})",
                            path.filename().string(), layer, drawn->id,
                            fmt::format("{}", fmt::join(drawn->files, ", ")))};
    }
}

void refuse_misplaced(const Catalogue& catalogue, const Batch& batch) {
    std::vector<geo::Box> boxes;
    for (const auto& source : catalogue.sources) {
        const auto& [west, south, east, north] = source.place.box;
        if (east - west < 180) boxes.push_back({west, south, east, north});
    }
    const auto in_any = [&](const geo::Box& box) {
        return std::any_of(boxes.begin(), boxes.end(), [&](const auto& one) { return meet(one, box); });
    };
    std::size_t outside = 0, exchanged = 0;
    for (std::size_t i = 0; i < batch.areas.size(); ++i) {
        if (batch.areas.geometry[i].empty()) continue;  // known by name alone
        const auto box = geo::box_of(geo::parse_geojson_geometry(batch.areas.geometry[i]));
        if (in_any(box)) continue;
        ++outside;
        exchanged += in_any({box.south, box.west, box.north, box.east}) ? 1 : 0;
    }
    if (boxes.empty() || 2 * outside <= batch.areas.size()) return;
    const auto& [west, south, east, north] = boxes.front();
    throw Error{
        Fault::bad_input,
        message(
            "{}: {} of {} areas lie outside of longitudes {} to {} and latitudes {} to {}, where the city's "
            "facts are.{}",
            batch.file_name, outside, batch.areas.size(), west, east, south, north,
            2 * exchanged > outside
                ? message(" Longitude and latitude are exchanged: GeoJSON has the longitude first.")
                : message(" Is it the file of another place, or in metres? Export it in degrees (WGS 84)."))};
}

bool waits_for_codes(const Batch& batch) {
    if (!none_counts(batch)) return false;
    const auto waiting = std::count_if(batch.rejects.begin(), batch.rejects.end(), [](const auto& reject) {
        return reject.reason == intake::reason::offence_unknown && !reject.found.empty();
    });
    return 2 * waiting > batch.rejected;
}

void refuse_all_rejected(const Batch& batch) {
    if (!none_counts(batch) || waits_for_codes(batch)) return;
    std::map<std::string, std::int64_t> rows;
    for (const auto& reject : batch.rejects) ++rows[reject.reason];
    const auto most = std::max_element(rows.begin(), rows.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto first = std::find_if(batch.rejects.begin(), batch.rejects.end(),
                                    [&](const auto& reject) { return reject.reason == most->first; });
    throw Error{
        Fault::bad_input,
        message("{}: expected rows that can be used; of {} none can. {} of them for {}, the first in row "
                "{}, column \"{}\", which says \"{}\". Is it the file that source.toml of {} describes?",
                batch.file_name, batch.read, most->second, most->first, first->line, first->column,
                first->found, batch.source)};
}

}  // namespace atalaya::service
