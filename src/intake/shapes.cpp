#include "intake/shapes.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "intake/laid_numbers.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t head_bytes = 100, record_head_bytes = 8;
constexpr std::uint32_t file_code = 9994, version = 1000;
constexpr double no_data = -1e38;  // less than this stands for nothing
constexpr std::uint32_t null_shape = 0, with_height = 10, with_measure = 20, highest_type = 31;
constexpr std::uint32_t point_type = 1, line_type = 3, polygon_type = 5;

[[noreturn]] void refuse_file(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// A type with height or measure as the one without.
std::uint32_t plain_type(std::uint32_t type) {
    if (type > with_measure && type < highest_type) return type - with_measure;
    return type > with_height && type < with_measure ? type - with_height : type;
}

// Checks a head and gives the bytes that it says the file has.
std::string_view headed(std::string_view bytes, const Message& expected) {
    if (bytes.size() < head_bytes || big_32(bytes, 0) != file_code || little_32(bytes, 28) != version)
        refuse_file(message("{}found something else. Fetch it again.", expected));
    const std::uint64_t told = 2ull * big_32(bytes, 24);
    if (told < head_bytes || told > bytes.size()) {
        refuse_file(message("{}says that it has {} bytes; found {}. It was cut short: fetch it again.",
                            expected, told, bytes.size()));
    }
    return bytes.substr(0, told);
}

// Twice the area, positive where the ring turns counterclockwise. About its first point, so that
// coordinates of many digits lose none.
double twice_area(const geo::Ring& ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].lon - ring[0].lon, ay = ring[i].lat - ring[0].lat;
        const double bx = ring[i + 1].lon - ring[0].lon, by = ring[i + 1].lat - ring[0].lat;
        sum += ax * by - ay * bx;
    }
    return sum;
}

bool inside(const geo::Ring& ring, LonLat p) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const LonLat a = ring[i], b = ring[j];
        if ((a.lat > p.lat) != (b.lat > p.lat) &&
            p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon) {
            in = !in;
        }
    }
    return in;
}

// Whether most of a hole's corners and middles of sides are inside: it may touch the ring around it.
bool holds(const geo::Ring& outer, const geo::Ring& hole) {
    constexpr std::size_t enough = 16;
    const std::size_t step = std::max<std::size_t>(1, (hole.size() - 1) / enough);
    int in = 0, out = 0;
    for (std::size_t i = 0; i + 1 < hole.size(); i += step) {
        const LonLat middle{(hole[i].lon + hole[i + 1].lon) / 2, (hole[i].lat + hole[i + 1].lat) / 2};
        for (const LonLat p : {hole[i], middle}) ++(inside(outer, p) ? in : out);
    }
    return in > out;
}

geo::MultiPolygon by_turn(std::vector<geo::Ring> rings) {
    struct Outer {
        double size;
        std::size_t polygon;
    };
    geo::MultiPolygon shape;
    std::vector<Outer> outers;
    std::vector<geo::Ring> holes;
    for (auto& ring : rings) {
        const double area = twice_area(ring);
        if (area > 0) {
            holes.push_back(std::move(ring));
        } else if (area < 0) {  // one without area is none
            outers.push_back({-area, shape.size()});
            shape.push_back({std::move(ring)});
        }
    }
    std::sort(outers.begin(), outers.end(), [](const Outer& a, const Outer& b) {
        return a.size < b.size || (a.size == b.size && a.polygon < b.polygon);
    });
    for (auto& hole : holes) {
        const auto around = std::find_if(outers.begin(), outers.end(), [&](const Outer& outer) {
            return holds(shape[outer.polygon].front(), hole);
        });
        if (around == outers.end())
            shape.push_back({std::move(hole)});
        else
            shape[around->polygon].push_back(std::move(hole));
    }
    return shape;
}

}  // namespace

Shapes::Shapes(std::string_view shp, std::string_view shx, std::string what)
    : bytes_{headed(shp, message("{}: expected shapes (.shp); ", what))}, what_{std::move(what)} {
    type_ = little_32(bytes_, 32);
    const auto plain = plain_type(type_);
    kind_ = type_ == null_shape     ? Kind::none
            : plain == point_type   ? Kind::points
            : plain == line_type    ? Kind::lines
            : plain == polygon_type ? Kind::polygons
                                    : Kind::others;
    if (type_ > highest_type)
        refuse_file(
            message("{}: expected shapes (.shp); found a kind {} that there is none of. Fetch it again.",
                    what_, type_));
    if (shx.empty())
        find_in_order();
    else
        find_by_index(shx);
}

// Throws when the record that begins there is not all within the file.
void Shapes::add(std::size_t at) {
    constexpr std::size_t type_bytes = 4;
    const std::size_t record = records_.size() + 1;
    if (at < head_bytes || at + record_head_bytes + type_bytes > bytes_.size())
        refuse(record, message("it would lie outside the file"));
    const std::uint64_t length = 2ull * big_32(bytes_, at + 4);
    if (length < type_bytes || length > bytes_.size() - at - record_head_bytes)
        refuse(record, message("it says that it has {} bytes, which are not there", length));
    records_.push_back(bytes_.substr(at + record_head_bytes, length));
}

void Shapes::find_by_index(std::string_view shx) {
    const auto index = headed(shx, message("{}: expected an index of shapes (.shx); ", what_));
    for (std::size_t at = head_bytes; at + 8 <= index.size(); at += 8) add(2ull * big_32(index, at));
}

void Shapes::find_in_order() {
    for (std::size_t at = head_bytes; at < bytes_.size();) {
        add(at);
        at += record_head_bytes + records_.back().size();
    }
}

void Shapes::refuse(std::size_t record, const Message& why) const {
    refuse_file(message("{}, shape {}: {}. Fetch the file again.", what_, record, why));
}

// "" for a null shape.
std::string_view Shapes::content(std::size_t record, std::uint32_t type) const {
    const std::string_view bytes = records_[record];
    const std::uint32_t found = little_32(bytes, 0);
    if (found == null_shape) return {};
    if (found != type_ || plain_type(found) != type)
        refuse(record + 1, message("expected kind {}; found {}", type_, found));
    return bytes;
}

std::optional<ShapePoint> Shapes::point(std::size_t record) const {
    const std::string_view bytes = content(record, point_type);
    if (bytes.empty()) return std::nullopt;
    if (bytes.size() < 20) refuse(record + 1, message("expected two coordinates; it ends before"));
    const ShapePoint at{little_double(bytes, 4), little_double(bytes, 12)};
    const auto is_number = [](double c) { return std::isfinite(c) && c >= no_data; };
    if (!is_number(at.x) || !is_number(at.y)) return std::nullopt;
    return at;
}

geo::MultiPolygon Shapes::polygons(std::size_t record) const {
    constexpr std::size_t before_parts = 44, part_bytes = 4, point_bytes = 16;
    const std::string_view bytes = content(record, polygon_type);
    if (bytes.empty()) return {};
    if (bytes.size() < before_parts) refuse(record + 1, message("it ends before its rings"));
    const std::uint64_t parts = little_32(bytes, 36), points = little_32(bytes, 40);
    if (before_parts + parts * part_bytes + points * point_bytes > bytes.size())
        refuse(record + 1,
               message("it says that it has {} rings of {} points, which are not there", parts, points));

    std::vector<geo::Ring> rings;
    for (std::uint64_t part = 0; part < parts; ++part) {
        const std::uint64_t first = little_32(bytes, before_parts + part * part_bytes);
        const std::uint64_t past =
            part + 1 < parts ? little_32(bytes, before_parts + (part + 1) * part_bytes) : points;
        if (first > past || past > points || (part == 0 && first != 0))
            refuse(record + 1, message("its rings do not follow each other"));
        geo::Ring ring;
        for (std::uint64_t i = first; i < past; ++i) {
            const std::size_t at = before_parts + parts * part_bytes + i * point_bytes;
            ring.push_back({little_double(bytes, at), little_double(bytes, at + 8)});
            if (!std::isfinite(ring.back().lon) || !std::isfinite(ring.back().lat))
                refuse(record + 1, message("a coordinate is no number"));
        }
        if (ring.size() < 4 || ring.front() != ring.back())
            refuse(record + 1, message("expected closed rings of at least four points"));
        rings.push_back(std::move(ring));
    }
    return by_turn(std::move(rings));
}

}  // namespace atalaya::intake
