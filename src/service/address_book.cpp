#include "service/address_book.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/area.hpp"
#include "geo/plane.hpp"
#include "intake/csv.hpp"
#include "intake/places.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

const std::vector<std::string> own_names_head{"text",   "means",  "street",      "lon", "lat",
                                              "metres", "author", "reviewed_by", "on"};

namespace {

const std::vector<std::string> protected_head{"address", "lon", "lat", "metres"};
constexpr double guarded_metres = 30;

std::string text_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

using Rows = std::vector<std::vector<std::string>>;

[[noreturn]] void refuse(const fs::path& path, std::size_t line, const Message& why) {
    throw Error{Fault::bad_input, message("{}:{}: {}", path.string(), line, why)};
}

// Rows under a head; none where there is no such file.
Rows own_rows(const fs::path& path, const std::vector<std::string>& head) {
    if (!fs::exists(path)) return {};
    const std::string text = text_of(path);
    if (!is_utf8(text)) refuse(path, 1, message("expected UTF-8; save it again as UTF-8."));
    Rows rows = intake::csv_rows(text, ',');
    if (rows.empty() || rows.front() != head)
        refuse(path, 1, message("expected the head {}.", join(head, ",")));
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].size() != head.size())
            refuse(path, i + 1, message("expected {} cells; found {}.", head.size(), rows[i].size()));
    }
    rows.erase(rows.begin());
    return rows;
}

// Both cells blank: no position. `line` counts the head.
std::optional<LonLat> position(const fs::path& path, std::size_t line, const std::string& lon,
                               const std::string& lat) {
    if (lon.empty() && lat.empty()) return {};
    const auto x = decimal_number(lon), y = decimal_number(lat);
    if (!x || !y || std::abs(*x) > 180 || std::abs(*y) > 90)
        refuse(path, line, message("expected a longitude and a latitude in degrees, with a point."));
    return LonLat{*x, *y};
}

Metres metres(const fs::path& path, std::size_t line, const std::string& cell, double otherwise) {
    if (cell.empty()) return {otherwise};
    const auto found = decimal_number(cell);
    if (!found || *found < 0 || *found > 5'000) refuse(path, line, message("expected metres, 0 to 5000."));
    return {*found};
}

fs::path protected_file(const fs::path& directory) {
    return directory / "places" / "protected.csv";
}

std::vector<geocode::Protected> protected_places(const fs::path& directory) {
    const auto path = protected_file(directory);
    std::vector<geocode::Protected> out;
    std::size_t line = 1;
    for (const auto& row : own_rows(path, protected_head)) {
        ++line;
        const auto at = position(path, line, row[1], row[2]);
        if (trimmed(row[0]).empty() && !at)
            refuse(path, line, message("expected an address, a position, or both."));
        out.push_back({row[0], at, metres(path, line, row[3], guarded_metres)});
    }
    return out;
}

// The finest layer but streets whose areas have shapes; -1 none.
int area_slot(const intake::Gazetteer& gazetteer) {
    for (int slot = 1; slot < intake::slots; ++slot) {
        if (gazetteer.has_shapes(slot)) return slot;
    }
    return -1;
}

Metres farthest(LonLat centre, const geo::MultiPolygon& shape) {
    const geo::LocalPlane plane{centre};
    double most = 0;
    for (const auto& polygon : shape) {
        for (const LonLat at : polygon.front()) {
            const Planar off = plane.to(at);
            most = std::max(most, std::hypot(off.x, off.y));
        }
    }
    return {most};
}

// In the order of the gazetteer's numbers.
std::vector<geocode::KnownPlaces::Area> areas_of(const intake::Gazetteer& gazetteer, int slot,
                                                 std::span<const Areas> areas) {
    std::vector<geocode::KnownPlaces::Area> out;
    for (std::int32_t i = 0; i < gazetteer.size(slot); ++i)
        out.push_back({.name = gazetteer.name(slot, i), .also = {}, .centre = {}, .radius = {}});
    for (const Areas& table : areas) {
        for (std::size_t row = 0; row < table.size(); ++row) {
            if (table.layer[row] != gazetteer.layer(slot) || table.geometry[row].empty()) continue;
            const auto number = gazetteer.by_code(slot, table.code[row]);
            if (number == intake::Gazetteer::unknown) continue;
            auto& area = out[static_cast<std::size_t>(number)];
            const auto shape = geo::parse_geojson_geometry(table.geometry[row]);
            area.centre = geo::centre_of(shape);
            area.radius = farthest(area.centre, shape);
        }
    }
    return out;
}

void add_own_names(geocode::KnownPlaces& places, const std::vector<OwnName>& names) {
    std::map<std::string, std::size_t> streets;
    for (std::size_t i = 0; i < places.streets.size(); ++i) streets.emplace(places.streets[i].name, i);
    for (const auto& name : names) {
        if (name.at) {
            places.landmarks.push_back({name.text, {}, *name.at, name.radius});
            continue;
        }
        const auto street = streets.find(name.street);
        if (street == streets.end())
            throw Error{Fault::bad_input,
                        message("places/names.csv: \"{}\" is a name of the street \"{}\", which no source "
                                "has. Name it anew, or take the line out",
                                name.text, name.street)};
        places.streets[street->second].also.push_back(name.text);
    }
}

geocode::Geocoder geocoder_of(const PlacesKnown& known, const intake::Gazetteer& gazetteer,
                              std::span<const Areas> areas, Progress& progress) {
    geocode::KnownPlaces places;
    for (const auto& file : known.files)
        intake::merge(places, intake::read_places(*file.source, file.bytes, file.name, progress));
    if (const int slot = area_slot(gazetteer); slot >= 0) {
        places.areas = areas_of(gazetteer, slot, areas);
        const auto around = [&](LonLat at) { return gazetteer.by_point(at)[static_cast<std::size_t>(slot)]; };
        for (auto& door : places.doors) door.area = around(door.at);
        for (auto& lot : places.lots) lot.area = around(lot.at);
    }
    add_own_names(places, known.names);
    return geocode::Geocoder{std::move(places), known.protected_places};
}

}  // namespace

Digest PlacesKnown::digest() const {
    Sha256 hash;
    hash.add("places\n");
    for (const auto& file : files) hash.add(file.source->id + " " + file.digest.hex() + "\n");
    hash.add(own.hex());
    return hash.digest();
}

void PlacesKnown::add(const intake::Source& source, const std::string& name, const Digest& digest,
                      const fs::path& path) {
    std::erase_if(files, [&](const File& file) { return file.source == &source && file.name == name; });
    files.push_back({&source, name, digest, text_of(path)});
    std::ranges::sort(files, {}, [](const File& file) { return std::pair{file.source->id, file.name}; });
}

Digest with_places(const Digest& recipe, const Digest& places) {
    Sha256 hash;
    hash.add(recipe.hex() + " with places " + places.hex());
    return hash.digest();
}

fs::path own_names_file(const fs::path& directory) {
    return directory / "places" / "names.csv";
}

std::vector<OwnName> own_names(const fs::path& directory) {
    const auto path = own_names_file(directory);
    std::vector<OwnName> names;
    std::size_t line = 1;
    for (const auto& row : own_rows(path, own_names_head)) {
        ++line;
        OwnName name{.text = row[0], .means = row[1], .street = row[2]};
        name.at = position(path, line, row[3], row[4]);
        name.radius = metres(path, line, row[5], 50);
        name.author = row[6], name.reviewed_by = row[7], name.on = row[8];
        if (trimmed(name.text).empty() || name.at.has_value() == !name.street.empty())
            refuse(path, line, message("expected a text, and either a street or a position."));
        names.push_back(std::move(name));
    }
    return names;
}

PlacesKnown places_known(store::Store& store, const Catalogue& catalogue) {
    PlacesKnown known;
    std::map<std::pair<std::string, std::string>, store::Run> newest;  // of source and file
    for (const auto& run : store.records().runs(store.city())) newest[{run.source, run.file_name}] = run;
    for (const auto& [of, run] : newest) {
        const auto source = std::ranges::find(catalogue.sources, of.first, &intake::Source::id);
        if (source == catalogue.sources.end() || source->kind != intake::Kind::places) continue;
        known.files.push_back({&*source, of.second, run.delivery, store.deliveries().bytes(run.delivery)});
    }
    known.names = own_names(store.folder());
    known.protected_places = protected_places(store.folder());
    Sha256 hash;
    for (const auto& path : {own_names_file(store.folder()), protected_file(store.folder())}) {
        const std::string text = fs::exists(path) ? text_of(path) : "";
        hash.add(std::to_string(text.size()) + "\n" + text);
    }
    known.own = hash.digest();
    return known;
}

AddressBook::AddressBook(const PlacesKnown& places, const intake::Gazetteer& gazetteer,
                         std::span<const Areas> areas, Progress& progress)
    : geocoder_{geocoder_of(places, gazetteer, areas, progress)} {}

}  // namespace atalaya::service
