#include "intake/propose/look_features.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/area.hpp"
#include "geo/lines.hpp"
#include "intake/encoding.hpp"
#include "intake/propose/encoding.hpp"
#include "intake/shapefile.hpp"

namespace atalaya::intake {

namespace {

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// The first position of each of the first features, by what follows "coordinates".
std::vector<LonLat> first_positions(std::string_view text) {
    std::vector<LonLat> found;
    constexpr std::string_view key = "\"coordinates\"";
    for (std::size_t at = text.find(key); at != std::string_view::npos && found.size() < 2000;
         at = text.find(key, at)) {
        at = text.find_first_of("-0123456789", at + key.size());
        if (at == std::string_view::npos) break;
        const std::string_view numbers = text.substr(at, 80);
        const auto comma = std::min(numbers.find(','), numbers.size());
        const auto x = decimal_number(trimmed(numbers.substr(0, comma)));
        if (!x || comma == numbers.size()) continue;
        const auto rest = trimmed(numbers.substr(comma + 1));
        const auto y = decimal_number(rest.substr(0, rest.find_first_not_of("+-.0123456789eE")));
        if (y) found.push_back({*x, *y});
    }
    return found;
}

// "EPSG:3116" where the collection names one other than degrees.
std::string named_system(std::string_view text) {
    const std::string_view head = text.substr(0, 4096);
    const auto at = head.find("EPSG:");
    if (at == std::string_view::npos) return {};
    const auto digits = head.find_first_of("0123456789", at);
    if (digits == std::string_view::npos) return {};
    const auto end = head.find_first_not_of("0123456789", digits);
    return "EPSG:" + std::string{head.substr(digits, end - digits)};
}

// The middle of the first positions, by each coordinate.
LonLat middle_of(const std::vector<LonLat>& positions) {
    std::vector<double> xs, ys;
    for (const auto& p : positions) xs.push_back(p.lon), ys.push_back(p.lat);
    const auto middle = [](std::vector<double>& all) {
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
        return all[all.size() / 2];
    };
    return {middle(xs), middle(ys)};
}

Judged<std::string> system_of(std::string_view text, const std::vector<KnownSystem>& systems) {
    const auto positions = first_positions(text);
    if (positions.empty()) return {"", 95, message("no feature has a position")};
    const auto [x, y] = middle_of(positions);
    if (std::abs(x) <= 180 && std::abs(y) <= 90) return {"", 98, message("positions are in degrees")};
    const std::string named = named_system(text);
    const bool known =
        std::any_of(systems.begin(), systems.end(), [&](const auto& s) { return s.crs == named; });
    if (known) return {named, 98, message("the file names {}", named)};
    return find_system(x, y, systems);
}

bool mostly_lines(std::string_view text) {
    const auto times = [&](std::string_view what) {
        std::size_t n = 0;
        for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
            ++n;
        return n;
    };
    const auto lines = times("LineString\"");
    return lines > 0 && lines > times("Polygon\"") + times("Point\"");
}

template <class Feature>
Sample sample_of(const std::vector<Feature>& features) {
    std::vector<std::string> head;
    for (const auto& feature : features)
        for (const auto& [name, value] : feature.properties)
            if (std::find(head.begin(), head.end(), name) == head.end()) head.push_back(name);
    RowKeeper keeper{rows_to_keep(head.size())};
    for (const auto& feature : features) {
        std::vector<std::string_view> cells;
        for (const auto& name : head) {
            const std::string* value = feature.property(name);
            cells.push_back(value ? std::string_view{*value} : std::string_view{});
        }
        keeper.add(cells);
    }
    return std::move(keeper).sample(std::move(head));
}

// Of the rows of a .dbf, whose head says how long it and each row is (bytes 8 to 11).
Judged<Encoding> encoding_of(std::string_view dbf) {
    const auto number = [&](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(dbf[at])) +
               256 * static_cast<std::size_t>(static_cast<unsigned char>(dbf[at + 1]));
    };
    EncodingWatch watch;
    if (dbf.size() >= 12) {
        const std::size_t row = std::max<std::size_t>(number(10), 1);
        for (std::size_t at = number(8); at < dbf.size(); at += row) {
            watch.add(dbf.substr(at, row));
            watch.add("\n");
        }
    }
    watch.finish();
    return watch.judged();
}

Sample shapefile_sample(const Source& source, const OpenFile& file, bool areas, Progress& progress,
                        std::vector<geo::Feature>& features) {
    if (areas) {
        features = read_shapefile_areas(source, file).features;
        return sample_of(features);
    }
    SampleTaker taker;
    read_shapefile_table(source, file, 1, taker, progress);
    return std::move(taker).sample();
}

}  // namespace

Look look_at_geojson(std::string text, const OpenFile& file, const std::vector<KnownSystem>& systems,
                     Progress& progress) {
    Look look{.type = FileType::geojson};
    EncodingWatch watch;
    watch.add(text);
    watch.finish();
    look.encoding = watch.judged();
    if (look.encoding.value != Encoding::utf8) text = decoded(std::move(text), look.encoding.value);
    if (text.find("\"FeatureCollection\"") == std::string::npos)
        refuse(
            message("{}: found JSON that is no FeatureCollection. Export it as CSV, or its areas as GeoJSON.",
                    file.name()));
    if (mostly_lines(text)) {
        look.lines = true;
        look.sample = sample_of(geo::read_geojson_lines(text));
        return look;
    }
    look.system = system_of(text, systems);
    const auto from = std::find_if(systems.begin(), systems.end(),
                                   [&](const auto& s) { return s.crs == look.system.value; });
    const auto features = geo::read_geojson(text, from == systems.end() ? nullptr : &from->projection);
    look.drawn =
        std::any_of(features.begin(), features.end(), [](const auto& f) { return !f.shape.empty(); });
    const bool placed = text.find("\"coordinates\"") != std::string::npos;
    look.areas = look.drawn || !placed;
    if (look.areas) {
        look.sample = sample_of(features);
        return look;
    }
    Source source;
    source.format.encoding = look.encoding.value;
    if (from != systems.end()) source.place.from = from->projection;  // a reader opens no list of systems
    SampleTaker taker;
    read_geojson_table(source, file, 1, taker, progress);
    look.sample = std::move(taker).sample();
    return look;
}

Look look_at_shapefile(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress) {
    const ShapefileInside inside = look_into_shapefile(file);
    Look look{.type = FileType::shapefile, .areas = inside.polygons, .prj = inside.prj};
    if (!inside.says_encoding) look.encoding = encoding_of(inside.dbf);
    Source source;
    source.format.encoding = look.encoding.value;
    std::vector<geo::Feature> features;
    look.sample = shapefile_sample(source, file, look.areas, progress, features);
    if (!look.areas) return look;
    std::vector<LonLat> positions;
    for (const auto& feature : features)
        if (!feature.shape.empty()) positions.push_back(feature.shape.front().front().front());
    if (says_degrees(look.prj) || positions.empty()) return look;
    const auto [x, y] = middle_of(positions);
    look.system = find_system(x, y, systems, look.prj);
    return look;
}

}  // namespace atalaya::intake
