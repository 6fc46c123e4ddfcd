#include "intake/geometry_cell.hpp"

#include <bit>
#include <charconv>
#include <cmath>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

constexpr std::uint32_t point_kind = 1, polygon_kind = 3, multipolygon_kind = 6;
constexpr std::uint32_t ewkb_height = 0x80000000, ewkb_measure = 0x40000000, ewkb_srid = 0x20000000;
constexpr std::size_t fewest_positions = 4;

// Thrown and caught within this file.
struct Defect {
    Message what;
};
[[noreturn]] void refuse(Message what) {
    throw Defect{std::move(what)};
}

void require_closed(const geo::Ring& ring, const Message& where) {
    if (ring.size() < fewest_positions)
        refuse(message("{}expected a ring of at least four positions; found {}", where, ring.size()));
    if (ring.front() != ring.back())
        refuse(message(
            "{}expected a closed ring, its last position equal to its first; found [{}, {}] and [{}, {}]",
            where, ring.front().lon, ring.front().lat, ring.back().lon, ring.back().lat));
}

// --- WKB

class WkbReader {
  public:
    explicit WkbReader(std::string_view bytes) : bytes_{bytes} {}

    CellGeometry read() {
        CellGeometry out;
        const Kind kind = head(&out.srid);
        if (kind.what == point_kind)
            out.point = point(kind);
        else if (kind.what == polygon_kind)
            add(out.shape, polygon(kind));
        else if (kind.what == multipolygon_kind)
            multipolygon(out.shape);
        else
            refuse(message("{}expected a point or polygons; found the kind {}", here(), kind.what));
        if (at_ < bytes_.size())
            refuse(
                message("{}expected the end of the geometry; {} bytes follow", here(), bytes_.size() - at_));
        return out;
    }

  private:
    struct Kind {
        std::uint32_t what = 0;
        std::size_t numbers = 2;  // of a position
    };

    Message here() const { return message("WKB, byte {}: ", at_ + 1); }
    void need(std::uint64_t size) const {
        if (size > bytes_.size() - at_)
            refuse(message("{}expected {} bytes more; found {}", here(), size, bytes_.size() - at_));
    }
    std::uint64_t taken(std::size_t size) {
        need(size);
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t from = little_ ? at_ + size - 1 - i : at_ + i;
            number = number << 8 | static_cast<unsigned char>(bytes_[from]);
        }
        at_ += size;
        return number;
    }
    Kind head(std::uint32_t* srid) {
        need(1);
        const char order = bytes_[at_];
        if (order != 0 && order != 1)
            refuse(message("{}expected the order of its bytes, 0 or 1; found {}", here(),
                           static_cast<unsigned>(static_cast<unsigned char>(order))));
        little_ = order == 1;
        ++at_;
        const std::size_t begins = at_;
        auto told = static_cast<std::uint32_t>(taken(4));
        Kind kind;
        bool height = told & ewkb_height, measure = told & ewkb_measure;
        const bool has_srid = told & ewkb_srid;
        told &= ~(ewkb_height | ewkb_measure | ewkb_srid);
        const std::uint32_t iso = told / 1000;  // 1 heights, 2 measures, 3 both
        if (iso > 3) {
            at_ = begins;
            refuse(message("{}expected a point or polygons; found the kind {}", here(), told));
        }
        // One that says heights in both ways has them once.
        height = height || iso == 1 || iso == 3;
        measure = measure || iso >= 2;
        kind.numbers += (height ? 1 : 0) + (measure ? 1 : 0);
        kind.what = told % 1000;
        if (has_srid) {
            const auto said = static_cast<std::uint32_t>(taken(4));
            if (srid) *srid = said;
        }
        return kind;
    }
    LonLat position(const Kind& kind, bool may_be_empty) {
        need(8 * kind.numbers);
        const std::size_t begins = at_;
        double at[4] = {};
        for (std::size_t i = 0; i < kind.numbers; ++i) at[i] = std::bit_cast<double>(taken(8));
        const bool finite = std::isfinite(at[0]) && std::isfinite(at[1]);
        if (!finite && !(may_be_empty && std::isnan(at[0]) && std::isnan(at[1]))) {
            at_ = begins;
            refuse(message("{}expected two coordinates; found what is no number", here()));
        }
        return {at[0], at[1]};
    }
    std::optional<LonLat> point(const Kind& kind) {
        const LonLat at = position(kind, true);
        return std::isnan(at.lon) ? std::nullopt : std::optional{at};
    }
    // How many things follow, each of `least` bytes or more.
    std::size_t count(std::uint64_t least) {
        const std::size_t begins = at_;
        const std::uint64_t number = taken(4);
        if (number * least > bytes_.size() - at_) {
            const std::size_t left = bytes_.size() - at_;
            at_ = begins;
            refuse(message("{}it says that {} parts or positions follow, which {} bytes cannot hold", here(),
                           number, left));
        }
        return static_cast<std::size_t>(number);
    }
    geo::Polygon polygon(const Kind& kind) {
        geo::Polygon polygon;
        for (std::size_t rings = count(4); rings > 0; --rings) {
            const Message where = here();
            geo::Ring ring;
            const std::size_t positions = count(8 * kind.numbers);
            ring.reserve(positions);
            for (std::size_t i = 0; i < positions; ++i) ring.push_back(position(kind, false));
            require_closed(ring, where);
            polygon.push_back(std::move(ring));
        }
        return polygon;
    }
    void multipolygon(geo::MultiPolygon& shape) {
        constexpr std::uint64_t least = 9;  // order, kind, number of rings
        for (std::size_t parts = count(least); parts > 0; --parts) {
            const Kind kind = head(nullptr);
            if (kind.what != polygon_kind)
                refuse(message("{}expected a polygon of the multipolygon; found the kind {}", here(),
                               kind.what));
            add(shape, polygon(kind));
        }
    }
    static void add(geo::MultiPolygon& shape, geo::Polygon polygon) {
        if (!polygon.empty()) shape.push_back(std::move(polygon));
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool little_ = true;
};

// --- WKT

class WktReader {
  public:
    explicit WktReader(std::string_view text) : text_{text} {}

    CellGeometry read() {
        CellGeometry out;
        if (folded_word() == "srid") {
            if (!skip('=')) refuse(message("{}expected SRID=4326;", here()));
            const double said = number();
            if (said < 0 || said > 999'999 || said != std::floor(said) || !skip(';'))
                refuse(message("{}expected SRID=4326;", here()));
            out.srid = static_cast<std::uint32_t>(said);
            word_.clear();
            folded_word();
        }
        const std::string kind = word_;
        if (kind != "point" && kind != "polygon" && kind != "multipolygon")
            refuse(message("{}expected POINT, POLYGON or MULTIPOLYGON; found \"{}\"", here(),
                           std::string{text_.substr(0, 20)}));
        word_.clear();
        if (const auto more = folded_word(); more == "z" || more == "m" || more == "zm")
            word_.clear(), folded_word();
        const bool empty = word_ == "empty";
        if (!empty && !word_.empty())
            refuse(message("{}expected ( or EMPTY after {}; found \"{}\"", here(), kind, word_));
        if (kind == "point" && !empty) {
            open();
            out.point = position();
            close();
        } else if (kind == "polygon" && !empty) {
            out.shape.push_back(polygon());
        } else if (!empty) {
            open();
            do out.shape.push_back(polygon());
            while (skip(','));
            close();
        }
        blanks();
        if (at_ < text_.size()) refuse(message("{}expected the end of the geometry; more follows", here()));
        return out;
    }

  private:
    Message here() const { return message("WKT, letter {}: ", at_ + 1); }
    void blanks() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
            ++at_;
    }
    bool skip(char c) {
        blanks();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void open() {
        if (!skip('(')) refuse(message("{}expected (", here()));
    }
    void close() {
        if (!skip(')')) refuse(message("{}expected )", here()));
    }
    std::string folded_word() {
        blanks();
        word_.clear();
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
            if (!upper && !lower) break;
            word_ += static_cast<char>(upper ? c - 'A' + 'a' : c);
        }
        return word_;
    }
    bool begins_number() {
        blanks();
        return at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+' || text_[at_] == '.' ||
                                      (text_[at_] >= '0' && text_[at_] <= '9'));
    }
    double number() {
        double value = 0;
        if (begins_number()) {
            const char* begin = text_.data() + at_ + (text_[at_] == '+' ? 1 : 0);
            const auto [past, fault] = std::from_chars(begin, text_.data() + text_.size(), value);
            if (fault == std::errc{} && std::isfinite(value)) {
                at_ = static_cast<std::size_t>(past - text_.data());
                return value;
            }
        }
        refuse(message("{}expected a number", here()));
    }
    LonLat position() {
        const double x = number(), y = number();
        for (int more = 0; more < 2 && begins_number(); ++more) number();
        return {x, y};
    }
    geo::Polygon polygon() {
        geo::Polygon polygon;
        open();
        do {
            const Message where = here();
            geo::Ring ring;
            open();
            do ring.push_back(position());
            while (skip(','));
            close();
            require_closed(ring, where);
            polygon.push_back(std::move(ring));
        } while (skip(','));
        close();
        return polygon;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string word_;
};

template <class Reader>
std::expected<CellGeometry, Message> read_by(std::string_view text) {
    try {
        return Reader{text}.read();
    } catch (Defect& defect) {
        return std::unexpected{std::move(defect.what)};
    }
}

int digit_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool begins_hexadecimal(std::string_view cell) {
    constexpr std::size_t head = 10;  // digits of the order and the kind
    if (cell.size() < head || cell[0] != '0' || (cell[1] != '0' && cell[1] != '1')) return false;
    std::string bytes;
    for (std::size_t i = 0; i + 1 < head; i += 2) {
        const int high = digit_of(cell[i]), low = digit_of(cell[i + 1]);
        if (high < 0 || low < 0) return false;
        bytes += static_cast<char>(high << 4 | low);
    }
    return looks_like_wkb(bytes);
}

}  // namespace

std::expected<CellGeometry, Message> geometry_of_wkb(std::string_view bytes) {
    return read_by<WkbReader>(bytes);
}

std::expected<CellGeometry, Message> geometry_of_wkt(std::string_view text) {
    return read_by<WktReader>(text);
}

std::expected<CellGeometry, Message> geometry_in(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.starts_with("\\x")) cell.remove_prefix(2);  // as PostgreSQL writes bytes
    if (!begins_hexadecimal(cell)) return geometry_of_wkt(cell);
    std::string bytes;
    bytes.reserve(cell.size() / 2);
    for (std::size_t i = 0; i < cell.size(); i += 2) {
        const int high = digit_of(cell[i]), low = i + 1 < cell.size() ? digit_of(cell[i + 1]) : -1;
        if (high < 0 || low < 0)
            return std::unexpected{
                message("WKB, digit {}: expected two hexadecimal digits for each byte", i + 1)};
        bytes += static_cast<char>(high << 4 | low);
    }
    return geometry_of_wkb(bytes);
}

bool looks_like_wkb(std::string_view bytes) {
    if (bytes.size() < 5 || (bytes[0] != 0 && bytes[0] != 1)) return false;
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
    };
    std::uint32_t kind = bytes[0] == 1 ? byte(4) << 24 | byte(3) << 16 | byte(2) << 8 | byte(1)
                                       : byte(1) << 24 | byte(2) << 16 | byte(3) << 8 | byte(4);
    kind &= ~(ewkb_height | ewkb_measure | ewkb_srid);
    return kind % 1000 >= 1 && kind % 1000 <= 17 && kind / 1000 <= 3;
}

bool looks_like_geometry(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.starts_with("\\x")) cell.remove_prefix(2);
    if (begins_hexadecimal(cell)) return true;
    const std::string begins = folded(cell.substr(0, 40));
    const auto after = begins.starts_with("srid=") ? begins.find(';') : std::string::npos;
    const std::string_view kind = std::string_view{begins}.substr(after == std::string::npos ? 0 : after + 1);
    for (const std::string_view word : {"point", "polygon", "multipolygon"}) {
        if (!kind.starts_with(word)) continue;
        const auto rest = trimmed(kind.substr(word.size()));
        return rest.starts_with('(') || rest.starts_with("z") || rest.starts_with("m") ||
               rest.starts_with("empty");
    }
    return false;
}

std::string in_hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

bool says_degrees(std::uint32_t srid) {
    return srid == 0 || srid == 4326 || srid == 4674 || srid == 4269;
}

std::string_view column_of_point(std::string_view column) {
    const bool is = column.starts_with("@x:") || column.starts_with("@y:");
    return is ? column.substr(3) : std::string_view{};
}

}  // namespace atalaya::intake
