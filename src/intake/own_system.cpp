#include "intake/own_system.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/propose/prj.hpp"
#include "intake/shapefile.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake {

namespace {

// Of "EPSG:3116" and "urn:ogc:def:crs:EPSG::3116"; 0 none.
std::uint32_t code_in(std::string_view text) {
    const auto at = text.find("EPSG");
    if (at == std::string_view::npos) return 0;
    const auto digits = text.find_first_of("0123456789", at);
    if (digits == std::string_view::npos || digits - at > 20) return 0;
    const auto rest = text.substr(digits, text.find_first_not_of("0123456789", digits) - digits);
    const auto number = whole_number(rest.substr(0, std::min<std::size_t>(rest.size(), 9)));
    return number ? static_cast<std::uint32_t>(*number) : 0;
}

// The text of the JSON string that follows `key` within the first letters after it; "" none.
std::string_view text_after(std::string_view json, std::string_view key) {
    const auto at = json.find(key);
    if (at == std::string_view::npos) return {};
    const auto colon = json.find(':', at + key.size());
    const auto begin = colon == std::string_view::npos ? colon : json.find('"', colon);
    if (begin == std::string_view::npos || begin - colon > 8) return {};
    const auto end = json.find('"', begin + 1);
    return end == std::string_view::npos ? std::string_view{} : json.substr(begin + 1, end - begin - 1);
}

std::optional<OwnSystem> of_geojson(const Source& source, const OpenFile& file) {
    constexpr std::size_t head = 64 << 10, of_member = 400;
    const auto stream = unpacked_member(file, source.format.member);
    std::string text(head, '\0');
    std::size_t size = 0;
    while (size < head) {
        const auto got = stream->read(text.data() + size, head - size);
        if (got == 0) break;
        size += got;
    }
    text.resize(size);
    const auto at = text.find("\"crs\"");
    if (at == std::string::npos) return {};
    const std::string_view member = std::string_view{text}.substr(at, of_member);
    const std::string name{text_after(member, "\"name\"")};
    const auto code = code_in(member);
    if (name.ends_with("CRS84")) return OwnSystem{"CRS84", 4326, {}};
    if (code == 0) return {};
    return OwnSystem{"EPSG:" + std::to_string(code), code, {}};
}

std::uint32_t last_authority(std::string_view prj) {
    const auto at = prj.rfind("\"EPSG\"");
    return at == std::string_view::npos ? 0 : code_in(prj.substr(at + 1));
}

std::optional<OwnSystem> of_shapefile(const OpenFile& file) {
    std::string prj = prj_of_shapefile(file);
    if (trimmed(prj).empty()) return {};
    return OwnSystem{name_in_prj(prj), last_authority(prj), std::move(prj)};
}

// A pipeline that leaves a plane, and not degrees of another datum.
bool is_of_a_plane(std::string_view pipeline) {
    for (const std::string_view kind : {"utm", "tmerc", "lcc", "merc", "webmerc", "aea", "laea", "poly",
                                        "omerc", "somerc", "stere", "sterea", "eqc", "cass", "etmerc"})
        if (pipeline.find("+proj=" + std::string{kind}) != std::string_view::npos) return true;
    return false;
}

}  // namespace

// The metadata at the end of the file hold the key "geo" as text.
std::optional<OwnSystem> of_parquet(const OpenFile& file) {
    constexpr std::uint64_t most = 16 << 20;
    std::array<unsigned char, 8> end{};
    if (file.size() < 12 ||
        ::pread(file.descriptor(), end.data(), end.size(), static_cast<off_t>(file.size() - end.size())) != 8)
        return {};
    const std::uint64_t size = end[0] | end[1] << 8U | end[2] << 16U | std::uint64_t{end[3]} << 24U;
    if (size + 8 > file.size() || size > most) return {};
    std::string metadata(size, '\0');
    if (::pread(file.descriptor(), metadata.data(), size, static_cast<off_t>(file.size() - 8 - size)) !=
        static_cast<ssize_t>(size))
        return {};
    const auto geo = metadata.find("\"primary_column\"");
    const auto crs = geo == std::string::npos ? geo : metadata.find("\"crs\"");
    if (crs == std::string::npos) return {};
    const std::string_view told = std::string_view{metadata}.substr(crs);
    // PROJJSON ends with the id of the whole: {"authority":"EPSG","code":3116}.
    std::uint32_t code = 0;
    for (auto at = told.find("\"authority\""); at != std::string_view::npos;
         at = told.find("\"authority\"", at + 1))
        if (const auto found = code_in(told.substr(at, 80)); found != 0) code = found;
    std::string name{text_after(told, "\"name\"")};
    if (name.empty() && code == 0) return {};
    if (name.empty()) name = "EPSG:" + std::to_string(code);
    return OwnSystem{is_utf8(name) ? name : std::string{}, code, {}};
}

std::optional<OwnSystem> own_system(const Source& source, const OpenFile& file) {
    switch (source.format.type) {
        case FileType::shapefile: return of_shapefile(file);
        case FileType::geojson: return of_geojson(source, file);
        case FileType::parquet: return of_parquet(file);
        default: return {};
    }
}

std::optional<OwnSystem> of_srid(std::uint32_t srid) {
    if (srid == 0) return {};
    return OwnSystem{"EPSG:" + std::to_string(srid), srid, {}};
}

const geo::Projection* stated_system(const Source& source) {
    const auto& from = source.kind == Kind::areas    ? source.shape.from
                       : source.kind == Kind::places ? source.places.from
                                                     : source.place.from;
    return from ? &*from : nullptr;
}

bool agrees(const OwnSystem& own, const geo::Projection& stated) {
    const auto code = code_in(stated.name());
    if (own.epsg != 0 && own.epsg == code) return true;
    const bool plane = is_of_a_plane(stated.pipeline());
    if (!own.prj.empty()) {
        const std::string text = folded(own.prj);
        if (text.starts_with("geog")) return !plane;
        const bool says = text.find("central_meridian") != std::string::npos ||
                          text.find("longitude_of_center") != std::string::npos;
        return !says || prj_fits(own.prj, stated.pipeline());
    }
    if (own.epsg == 0 || code == 0) return true;
    return says_degrees(own.epsg) && !plane;
}

void tell_system(const Source& source, const std::optional<OwnSystem>& own, std::int64_t rows,
                 std::vector<Finding>& findings) {
    const auto* stated = stated_system(source);
    if (!stated || !own || agrees(*own, *stated)) return;
    JsonWriter json;
    json.object().key("stated").text(stated->name()).key("own").text(own->name);
    json.key("at").text(source.kind == Kind::areas    ? "[shape]"
                        : source.kind == Kind::places ? "[places]"
                                                      : "[place]");
    json.end();
    findings.push_back({finding::system_contradicted, std::max<std::int64_t>(rows, 1), json.str()});
}

}  // namespace atalaya::intake
