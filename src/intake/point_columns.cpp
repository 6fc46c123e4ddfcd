#include "intake/point_columns.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/nearest.hpp"
#include "intake/row_feed.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

std::string beginning(std::string_view text) {
    constexpr std::size_t most = 80;
    std::size_t end = std::min(text.size(), most);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string{text.substr(0, end)};
}

// What [place] of facts and [places] of doors and landmarks say alike.
struct PointRule {
    const std::string &x, &y;
    bool has_crs;
    const char* table;
};
PointRule rule_of(const Source& source) {
    if (source.kind == Kind::places)
        return {source.places.lon, source.places.lat, source.places.from.has_value(), "[places]"};
    return {source.place.lon, source.place.lat, source.place.from.has_value(), "[place]"};
}

// The systems in degrees that are one to a metre or two count as one.
std::uint32_t alike(std::uint32_t srid) {
    constexpr std::uint32_t wgs84 = 4326;
    return srid != 0 && says_degrees(srid) ? wgs84 : srid;
}

// That of the cells that say one; throws where two say different ones.
void keep_one_system(std::uint32_t& kept, std::uint32_t said, const std::string& file) {
    if (said == 0) return;
    if (kept == 0) kept = said;
    if (alike(kept) == alike(said)) return;
    throw Error{Fault::bad_input,
                message("{}: expected points of one system; its cells say EPSG:{} and EPSG:{}. "
                        "Have it written in one of them.",
                        file, kept, said)};
}

class WithPoint final : public Part {
  public:
    WithPoint(std::unique_ptr<Part> part, const Source& source, const std::string& file, std::size_t width,
              int geometry)
        : inner{std::move(part)},
          cell_{source},
          rule_{rule_of(source)},
          decimal_{source.format.decimal},
          file_{file},
          width_{width},
          geometry_{geometry} {}

    std::unique_ptr<Part> inner;
    std::uint32_t srid = 0;

    bool row(Row row, Quotes quotes) override {
        cells_.assign(row.begin(), row.end());
        if (quotes.after >= 0 || !fits(row, width_)) return inner->row(cells_, quotes);  // torn, as it is
        read(cell_(row, geometry_));
        cells_.push_back(x_);
        cells_.push_back(y_);
        return inner->row(cells_, quotes);
    }
    void next_line() override { inner->next_line(); }
    void same_line() override { inner->same_line(); }

  private:
    void read(std::string_view cell) {
        x_.clear();
        y_.clear();
        if (cell.empty()) return;
        const auto found = geometry_in(cell);
        if (!found || (!found->point && !found->shape.empty())) {
            x_ = y_ = beginning(cell);
            return;
        }
        if (!rule_.has_crs && !says_degrees(found->srid)) {
            throw Error{
                Fault::bad_input,
                message("{}: expected longitudes and latitudes of WGS 84; found points of EPSG:{}. Say it, "
                        "crs = \"EPSG:{}\" with x and y in {}.",
                        file_, found->srid, found->srid, rule_.table)};
        }
        keep_one_system(srid, found->srid, file_);
        if (!found->point) return;
        x_ = number_text(found->point->lon);
        y_ = number_text(found->point->lat);
        if (decimal_ == ',')
            for (auto* text : {&x_, &y_}) *text = replaced(*text, ".", ",");
    }

    CellReader cell_;
    PointRule rule_;
    char decimal_;
    const std::string& file_;
    std::size_t width_;
    int geometry_;
    std::vector<std::string_view> cells_;
    std::string x_, y_;
};

}  // namespace

bool reads_points(const Source& source) {
    return !column_of_point(rule_of(source).x).empty();
}

PointColumns::PointColumns(const Source& source, std::string file, RowConsumer& inner)
    : source_{source}, file_{std::move(file)}, inner_{inner} {}

void PointColumns::head(const std::vector<std::string>& columns) {
    const PointRule rule = rule_of(source_);
    const std::string wanted{column_of_point(rule.x)};
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const std::string& column) {
        return folded(column) == folded(wanted);
    });
    if (found == columns.end()) {
        throw Error{
            Fault::bad_input,
            message("{}: expected the column \"{}\" of the points that {} of {} names; it is not there.{}",
                    file_, wanted, rule.table, source_.id, did_you_mean(wanted, columns))};
    }
    geometry_ = static_cast<int>(found - columns.begin());
    width_ = columns.size();
    auto more = columns;
    more.push_back(rule.x);
    more.push_back(rule.y);
    inner_.head(more);
}

std::unique_ptr<Part> PointColumns::new_part() {
    return std::make_unique<WithPoint>(inner_.new_part(), source_, file_, width_, geometry_);
}

void PointColumns::take(std::unique_ptr<Part> part, double share) {
    auto& with = static_cast<WithPoint&>(*part);
    keep_one_system(srid_, with.srid, file_);
    inner_.take(std::move(with.inner), share);
}

}  // namespace atalaya::intake
