#include "intake/shapefile.hpp"

#include <zip.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/sides.hpp"
#include "intake/dbf.hpp"
#include "intake/row_feed.hpp"
#include "intake/shapes.hpp"

namespace atalaya::intake {

namespace {

constexpr zip_int64_t most_members = 10'000;
constexpr std::uint64_t most_small = 1 << 16;  // of a .prj or a .cpg

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Zip = std::unique_ptr<zip_t, Discard>;

// Null when it has no directory that can be read.
Zip opened_zip(const OpenFile& file) {
    int error = 0;
    return Zip{zip_fdopen(file.duplicate(), 0, &error)};
}

// In lower case, by their place in the zip.
std::vector<std::string> member_names(zip_t* archive) {
    std::vector<std::string> names;
    const auto entries = std::min(zip_get_num_entries(archive, 0), most_members);
    for (zip_int64_t i = 0; i < entries; ++i) {
        const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        names.push_back(lower(name ? name : ""));
    }
    return names;
}

std::vector<std::string> those_ending(const std::vector<std::string>& names, std::string_view ending) {
    std::vector<std::string> found;
    for (const auto& name : names) {
        const auto slash = name.rfind('/');
        const bool hidden = name.starts_with("__macosx/") ||
                            name.substr(slash == std::string::npos ? 0 : slash + 1).starts_with('.');
        if (name.ends_with(ending) && !hidden) found.push_back(name);
    }
    return found;
}

std::vector<std::string> shapefiles_among(const std::vector<std::string>& names) {
    return those_ending(names, ".shp");
}

// The one .dbf of a zip without another table, and without what is left of a shapefile whose .shp is missing; "" where there is
// none.
std::string lone_dbf(const std::vector<std::string>& names) {
    for (const char* other :
         {".shp", ".shx", ".prj", ".csv", ".tsv", ".xlsx", ".geojson", ".json", ".parquet"})
        if (!those_ending(names, other).empty()) return {};
    const auto tables = those_ending(names, ".dbf");
    return tables.size() == 1 ? tables.front() : std::string{};
}

// A .dbf that was sent without the rest of its shapefile: a mark of its kind, and lengths that are those of the file.
bool is_dbf(const OpenFile& file) {
    constexpr std::size_t head_bytes = 32, end_mark = 1;
    if (packing_of(file) != Packing::plain || file.size() <= head_bytes) return false;
    std::string head(head_bytes, '\0');
    if (unpacked(file)->read(head.data(), head.size()) != head.size()) return false;
    constexpr std::string_view kinds = "\x03\x04\x30\x83\x8B\xF5";
    const auto number = [&](std::size_t at, int bytes) {
        std::uint64_t out = 0;
        while (bytes-- > 0)
            out = out << 8 | static_cast<unsigned char>(head[at + static_cast<std::size_t>(bytes)]);
        return out;
    };
    const std::uint64_t told = number(8, 2) + number(4, 4) * number(10, 2);
    return kinds.find(head.front()) != std::string_view::npos && number(8, 2) > head_bytes &&
           (told == file.size() || told + end_mark == file.size());
}

// The members of the zip that belong to its one shapefile.
class Archive {
  public:
    explicit Archive(const OpenFile& file) : file_{file}, allowance_{UnpackLimits{}, file.name()} {
        const Message expected =
            message("{}: expected a zip with a shapefile (.shp, .dbf) in it; ", file.name());
        if (packing_of(file) != Packing::zip && lower(file.name()).ends_with(".dbf"))
            refuse(
                message("{}: expected a dBase table; the rows and columns that its head tells do not fill "
                        "its {} bytes. It was cut off, or is no .dbf: fetch it again.",
                        file.name(), file.size()));
        if (packing_of(file) != Packing::zip) refuse(message("{}found something else.", expected));
        archive_ = opened_zip(file);
        if (!archive_) refuse(message("{}its directory cannot be read. Fetch it again.", expected));
        names_ = member_names(archive_.get());
        const auto shapefiles = shapefiles_among(names_);
        const std::string table = lone_dbf(names_);
        if (shapefiles.empty() && table.empty()) refuse(message("{}found a zip without a .shp.", expected));
        if (shapefiles.size() > 1) {
            refuse(message(
                "{}: expected one shapefile in the zip; found {}. Put the one that is meant into a zip "
                "of its own.",
                file.name(), shapefiles.size()));
        }
        has_shapes_ = !shapefiles.empty();
        const std::string& first = has_shapes_ ? shapefiles.front() : table;
        stem_ = first.substr(0, first.size() - 4);
    }

    bool has_shapes() const { return has_shapes_; }

    // What the member with this ending holds; none when there is no such member.
    std::optional<std::string> member(std::string_view ending, std::uint64_t most) {
        const auto found = std::find(names_.begin(), names_.end(), stem_ + std::string{ending});
        if (found == names_.end()) return std::nullopt;
        const auto index = static_cast<zip_uint64_t>(found - names_.begin());
        zip_stat_t stat;
        zip_stat_init(&stat);
        zip_stat_index(archive_.get(), index, 0, &stat);
        packed_ += std::min<std::uint64_t>(stat.comp_size, file_.size());
        struct Close {
            void operator()(zip_file_t* opened) const { zip_fclose(opened); }
        };
        const std::unique_ptr<zip_file_t, Close> opened{zip_fopen_index(archive_.get(), index, 0)};
        if (!opened)
            refuse(message("{}: its {} cannot be unpacked. Fetch the file again.", file_.name(), ending));
        std::string bytes;
        std::array<char, 64 << 10> block;
        for (;;) {
            const auto got = zip_fread(opened.get(), block.data(), block.size());
            if (got < 0)
                refuse(message("{}: its {} is damaged. Fetch the file again.", file_.name(), ending));
            if (got == 0) return bytes;
            unpacked_ += static_cast<std::uint64_t>(got);
            allowance_.check(packed_, unpacked_);
            bytes.append(block.data(), static_cast<std::size_t>(got));
            if (bytes.size() > most) {
                refuse(message("{}: its {} holds more than {} KiB. Hand it over in parts.", file_.name(),
                               ending, most >> 10));
            }
        }
    }
    std::string needed(std::string_view ending) {
        auto bytes = member(ending, most_large);
        if (!bytes)
            refuse(
                message("{}: expected a {} beside the .shp; the zip has none. Ask for the whole shapefile.",
                        file_.name(), ending));
        return std::move(*bytes);
    }
    std::string small(std::string_view ending) { return member(ending, most_small).value_or(""); }
    std::string index() { return member(".shx", most_large).value_or(""); }

  private:
    static constexpr std::uint64_t most_large = 1ull << 30;

    const OpenFile& file_;
    Allowance allowance_;
    Zip archive_;
    std::vector<std::string> names_;  // in lower case, by their place in the zip
    std::string stem_;
    bool has_shapes_ = false;
    std::uint64_t packed_ = 0, unpacked_ = 0;
};

// What a .cpg says; the descriptor's where there is none.
Encoding encoding_of(const std::string& cpg, const Source& source, const std::string& file) {
    std::string said;
    for (const char c : lower(cpg)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) said += c;
    }
    if (said.empty()) return source.format.encoding;
    for (const char* name : {"utf8", "65001", "cputf8"}) {
        if (said == name) return Encoding::utf8;
    }
    for (const char* name : {"latin1", "88591", "iso88591", "1252", "cp1252", "ansi1252", "windows1252"}) {
        if (said == name) return Encoding::windows1252;
    }
    refuse(message(
        "{}: expected a .cpg that says UTF-8, ISO-8859-1 or 1252; found \"{}\". Take the .cpg out and "
        "say \"encoding\" in [format], or have the shapefile written in UTF-8.",
        file, said.substr(0, 40)));
}

// Both files of a shapefile, of as many rows as shapes; or a table alone.
struct Opened {
    std::string shp, shx, dbf, prj;
    std::optional<DbfTable> table;
    std::optional<Shapes> shapes;
};

std::string all_of(const OpenFile& file) {
    constexpr std::uint64_t most = 1ull << 30;
    return read_all(*unpacked(file), most);
}

std::unique_ptr<Opened> open(const Source& source, const OpenFile& file) {
    auto opened = std::make_unique<Opened>();
    if (is_dbf(file)) {
        opened->dbf = all_of(file);
        opened->table.emplace(opened->dbf, source.format.encoding, file.name());
        return opened;
    }
    Archive archive{file};
    if (!archive.has_shapes()) {
        opened->dbf = archive.needed(".dbf");
        const Encoding encoding = encoding_of(archive.small(".cpg"), source, file.name());
        opened->table.emplace(opened->dbf, encoding, file.name());
        return opened;
    }
    opened->shp = archive.needed(".shp");
    opened->dbf = archive.needed(".dbf");
    opened->shx = archive.index();
    opened->prj = archive.small(".prj");
    const Encoding encoding = encoding_of(archive.small(".cpg"), source, file.name());
    opened->table.emplace(opened->dbf, encoding, file.name());
    opened->shapes.emplace(opened->shp, opened->shx, file.name());
    if (opened->table->size() != opened->shapes->size()) {
        refuse(message(
            "{}: expected a row for each shape; found {} rows and {} shapes. They are not of the same "
            "shapefile, or one was cut short: ask for it again.",
            file.name(), opened->table->size(), opened->shapes->size()));
    }
    return opened;
}

}  // namespace

bool has_shapefile(const OpenFile& file) {
    if (packing_of(file) != Packing::zip) return is_dbf(file);
    const Zip archive = opened_zip(file);
    if (!archive) return false;
    const auto names = member_names(archive.get());
    return !shapefiles_among(names).empty() || !lone_dbf(names).empty();
}

ShapefileInside look_into_shapefile(const OpenFile& file) {
    if (is_dbf(file)) return {.polygons = false, .says_encoding = false, .dbf = all_of(file), .prj = ""};
    Archive archive{file};
    const bool says_encoding = !trimmed(archive.small(".cpg")).empty();
    if (!archive.has_shapes())
        return {.polygons = false, .says_encoding = says_encoding, .dbf = archive.needed(".dbf"), .prj = ""};
    const std::string shp = archive.needed(".shp");
    return {.polygons = Shapes{shp, "", file.name()}.kind() == Shapes::Kind::polygons,
            .says_encoding = says_encoding,
            .dbf = archive.needed(".dbf"),
            .prj = archive.small(".prj")};
}

std::string prj_of_shapefile(const OpenFile& file) {
    return is_dbf(file) ? std::string{} : Archive{file}.small(".prj");
}

ShapefileAreas read_shapefile_areas(const Source& source, const OpenFile& file) {
    const auto opened = open(source, file);
    if (!opened->shapes || opened->shapes->kind() != Shapes::Kind::polygons)
        refuse(message("{}: expected areas; found a shapefile whose shapes are no polygons.", file.name()));
    ShapefileAreas out{.features = {}, .prj = std::move(opened->prj)};
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < opened->table->size(); ++i) {
        if (opened->table->deleted(i)) continue;
        opened->table->read(i, cells);
        geo::Feature feature;
        for (std::size_t c = 0; c < cells.size(); ++c)
            feature.properties.emplace_back(opened->table->names()[c], cells[c]);
        feature.shape = opened->shapes->polygons(i);
        out.features.push_back(std::move(feature));
    }
    return out;
}

namespace {

void refuse_metres(const std::vector<geo::Feature>& features, const std::string& file) {
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (const auto& polygon : features[i].shape) {
            for (const auto& ring : polygon) {
                for (const auto& point : ring) {
                    if (std::abs(point.lon) <= 180 && std::abs(point.lat) <= 90) continue;
                    refuse(
                        message("{}, shape {}: expected longitudes and latitudes in degrees; found [{}, {}]. "
                                "Say in which system it is, crs = \"EPSG:...\" in [shape] or --crs "
                                "TABLE=EPSG:... of `method run`.",
                                file, i + 1, point.lon, point.lat));
                }
            }
        }
    }
}

}  // namespace

bool says_degrees(const std::string& prj) {
    std::string said;
    for (const char c : lower(prj)) {
        if (c != ' ' && c != '_' && c != '-') said += c;
    }
    const bool degrees = said.starts_with("geogcs[") || said.starts_with("geogcrs[");
    bool near = false;
    for (const char* datum :
         {"wgs84", "wgs1984", "northamerican1983", "northamericandatum1983", "nad83", "nad1983", "sirgas",
          "posgar", "magna", "etrs", "gda94", "gda2020", "chile2013", "ramsac"}) {
        near = near || said.find(datum) != std::string::npos;
    }
    return degrees && near;
}

void require_degrees(const std::vector<geo::Feature>& features, const std::string& prj,
                     const std::string& file) {
    if (says_degrees(prj)) return refuse_metres(features, file);
    const Message expected = message("{}: expected longitudes and latitudes of WGS 84; ", file);
    if (trimmed(prj).empty())
        refuse(message("{}found no .prj that says what the coordinates are. Ask for it.", expected));
    const auto begin = prj.find('"');
    const auto end = begin == std::string::npos ? begin : prj.find('"', begin + 1);
    std::string name =
        end == std::string::npos ? prj.substr(0, 60) : prj.substr(begin + 1, end - begin - 1).substr(0, 80);
    if (!is_utf8(name)) name = utf8_from_latin1(name);
    refuse(
        message("{}found \"{}\". Say in which system it is, crs = \"EPSG:...\" in [shape] or --crs "
                "TABLE=EPSG:... of `method run`.",
                expected, name));
}

void project(std::vector<geo::Feature>& features, const geo::Projection& from, const std::string& file) {
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (auto& polygon : features[i].shape) {
            for (auto& ring : polygon) {
                geo::Ring degrees;
                for (std::size_t k = 0; k < ring.size(); ++k) {
                    const Planar at{ring[k].lon, ring[k].lat};
                    const auto there = from.to_degrees(at.x, at.y);
                    if (!there)
                        refuse(message(
                            "{}, shape {}: expected a position of the coordinate reference system that "
                            "is said; found [{}, {}].",
                            file, i + 1, at.x, at.y));
                    if (k > 0) {
                        const auto more = geo::between({ring[k - 1].lon, ring[k - 1].lat}, at, from);
                        degrees.insert(degrees.end(), more.begin(), more.end());
                    }
                    degrees.push_back(*there);
                }
                ring = std::move(degrees);
            }
        }
    }
}

std::int64_t read_shapefile_table(const Source& source, const OpenFile& file, int threads,
                                  RowConsumer& consumer, Progress& progress) {
    const auto opened = open(source, file);
    const bool points = opened->shapes && opened->shapes->kind() == Shapes::Kind::points;
    std::vector<std::string> head = opened->table->names();
    if (points) head.insert(head.end(), {"@x", "@y"});
    RowFeed feed{consumer, progress, threads, file.name()};
    feed.head(head);

    std::int64_t deleted = 0;
    std::vector<std::string> cells;
    const std::size_t rows = opened->table->size();
    for (std::size_t i = 0; i < rows; ++i) {
        if (opened->table->deleted(i)) {
            ++deleted;
            continue;
        }
        opened->table->read(i, cells);
        for (const auto& cell : cells) feed.cell(cell);
        if (points) {
            const auto at = opened->shapes->point(i);
            feed.cell(at ? number_text(at->x) : "");
            feed.cell(at ? number_text(at->y) : "");
        }
        const double share = static_cast<double>(i + 1) / static_cast<double>(rows);
        if (!feed.end_row(share, static_cast<std::uint64_t>(share * static_cast<double>(file.size())))) break;
    }
    feed.finish();
    return deleted;
}

}  // namespace atalaya::intake
