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

class WithPoint final : public Part {
  public:
    WithPoint(std::unique_ptr<Part> part, const Source& source, const std::string& file, std::size_t width,
              int geometry)
        : inner{std::move(part)},
          cell_{source},
          source_{source},
          file_{file},
          width_{width},
          geometry_{geometry} {}

    std::unique_ptr<Part> inner;

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
        if (!source_.place.from && !says_degrees(found->srid)) {
            throw Error{
                Fault::bad_input,
                message("{}: expected longitudes and latitudes of WGS 84; found points of EPSG:{}. Say it, "
                        "crs = \"EPSG:{}\" with x and y in [place].",
                        file_, found->srid, found->srid)};
        }
        if (!found->point) return;
        x_ = number_text(found->point->lon);
        y_ = number_text(found->point->lat);
        if (source_.format.decimal == ',')
            for (auto* text : {&x_, &y_}) *text = replaced(*text, ".", ",");
    }

    CellReader cell_;
    const Source& source_;
    const std::string& file_;
    std::size_t width_;
    int geometry_;
    std::vector<std::string_view> cells_;
    std::string x_, y_;
};

}  // namespace

bool reads_points(const Source& source) {
    return !column_of_point(source.place.lon).empty();
}

PointColumns::PointColumns(const Source& source, std::string file, RowConsumer& inner)
    : source_{source}, file_{std::move(file)}, inner_{inner} {}

void PointColumns::head(const std::vector<std::string>& columns) {
    const std::string wanted{column_of_point(source_.place.lon)};
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const std::string& column) {
        return folded(column) == folded(wanted);
    });
    if (found == columns.end()) {
        throw Error{
            Fault::bad_input,
            message(
                "{}: expected the column \"{}\" of the points that [place] of {} names; it is not there.{}",
                file_, wanted, source_.id, did_you_mean(wanted, columns))};
    }
    geometry_ = static_cast<int>(found - columns.begin());
    width_ = columns.size();
    auto more = columns;
    more.push_back(source_.place.lon);
    more.push_back(source_.place.lat);
    inner_.head(more);
}

std::unique_ptr<Part> PointColumns::new_part() {
    return std::make_unique<WithPoint>(inner_.new_part(), source_, file_, width_, geometry_);
}

void PointColumns::take(std::unique_ptr<Part> part, double share) {
    inner_.take(std::move(static_cast<WithPoint&>(*part).inner), share);
}

}  // namespace atalaya::intake
