#include "intake/table_areas.hpp"

#include <cstdint>
#include <expected>
#include <iterator>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

geo::MultiPolygon geojson_shape(std::string_view cell) {
    try {
        return geo::parse_geojson_geometry(cell);
    } catch (const Error&) {
        return {};  // what became of it is told with the area
    }
}

// Limits are handed over once and by hand: a shape that is broken refuses the file, as in the other formats of shapes.
// `srid`: that of the shapes before it, 0 none yet.
std::expected<geo::MultiPolygon, Message> database_shape(std::string_view cell, bool elsewhere,
                                                         std::uint32_t& srid) {
    auto read = geometry_in(cell);
    if (!read) return std::unexpected{std::move(read.error())};
    if (read->point) return std::unexpected{message("expected polygons; found a point")};
    if (srid == 0) srid = read->srid;
    const bool both_degrees = says_degrees(srid) && says_degrees(read->srid);
    if (read->srid != 0 && read->srid != srid && !both_degrees)
        return std::unexpected{
            message("expected polygons of EPSG:{}, as those before it; found EPSG:{}. Have the file "
                    "written in one system",
                    srid, read->srid)};
    if (elsewhere) return std::move(read->shape);
    if (!says_degrees(read->srid))
        return std::unexpected{
            message("expected longitudes and latitudes of WGS 84; found polygons of EPSG:{}. Say it, "
                    "crs = \"EPSG:{}\" in [shape]",
                    read->srid, read->srid)};
    for (const auto& polygon : read->shape)
        for (const auto& ring : polygon)
            for (const auto& at : ring)
                if (!(at.lon >= -180 && at.lon <= 180 && at.lat >= -90 && at.lat <= 90))
                    return std::unexpected{
                        message("expected longitudes and latitudes in degrees; found [{}, {}]. Say in "
                                "which system it is, crs = \"EPSG:...\" in [shape]",
                                at.lon, at.lat)};
    return std::move(read->shape);
}

class AreaRows final : public Part {
  public:
    AreaRows(const Source& source, const Layout& layout)
        : cell_{source},
          columns_{source.columns()},
          geometry_{source.shape.geometry},
          elsewhere_{source.shape.from.has_value()} {
        for (const auto& column : columns_) places_.push_back(layout.at(column));
    }

    bool row(Row row, Quotes) override {
        geo::Feature feature;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto text = cell_(row, places_[i]);
            feature.properties.emplace_back(columns_[i], columns_[i] == geometry_ ? "" : text);
            if (columns_[i] == geometry_ && !text.empty()) read_shape(text, feature.shape);
        }
        features.push_back(std::move(feature));
        return true;
    }

    std::vector<geo::Feature> features;
    std::optional<std::pair<std::size_t, Message>> trouble;  // the first one: of which of the features
    std::uint32_t srid = 0;                                  // that the shapes say; 0 none

  private:
    void read_shape(std::string_view cell, geo::MultiPolygon& shape) {
        if (!looks_like_geometry(cell)) {
            shape = geojson_shape(cell);
            return;
        }
        auto read = database_shape(cell, elsewhere_, srid);
        if (read)
            shape = std::move(*read);
        else if (!trouble)
            trouble.emplace(features.size(), std::move(read.error()));
    }

    CellReader cell_;
    std::vector<std::string> columns_;
    std::string geometry_;
    bool elsewhere_;  // in the system of [shape] crs
    std::vector<int> places_;
};

}  // namespace

TableAreas::TableAreas(const Source& source, std::string file) : source_{source}, file_{std::move(file)} {}

void TableAreas::head(const std::vector<std::string>& columns) {
    layout_ = Layout{source_, columns, file_};
}

std::unique_ptr<Part> TableAreas::new_part() {
    return std::make_unique<AreaRows>(source_, layout_);
}

void TableAreas::take(std::unique_ptr<Part> part, double) {
    const auto& trouble = static_cast<AreaRows&>(*part).trouble;
    if (trouble)
        throw Error{Fault::bad_input,
                    message("{}, data row {}, column \"{}\": {}.", file_,
                            features.size() + trouble->first + 1, source_.shape.geometry, trouble->second)};
    if (srid == 0) srid = static_cast<AreaRows&>(*part).srid;
    auto& more = static_cast<AreaRows&>(*part).features;
    features.insert(features.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

}  // namespace atalaya::intake
