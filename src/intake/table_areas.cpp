#include "intake/table_areas.hpp"

#include <iterator>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

geo::MultiPolygon shape_in(std::string_view cell) {
    if (cell.empty()) return {};
    try {
        return geo::parse_geojson_geometry(cell);
    } catch (const Error&) {
        return {};  // what became of it is told with the area
    }
}

class AreaRows final : public Part {
  public:
    AreaRows(const Source& source, const Layout& layout)
        : cell_{source}, columns_{source.columns()}, geometry_{source.shape.geometry} {
        for (const auto& column : columns_) places_.push_back(layout.at(column));
    }

    bool row(Row row, Quotes) override {
        geo::Feature feature;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto text = cell_(row, places_[i]);
            feature.properties.emplace_back(columns_[i], columns_[i] == geometry_ ? "" : text);
            if (columns_[i] == geometry_) feature.shape = shape_in(text);
        }
        features.push_back(std::move(feature));
        return true;
    }

    std::vector<geo::Feature> features;

  private:
    CellReader cell_;
    std::vector<std::string> columns_;
    std::string geometry_;
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
    auto& more = static_cast<AreaRows&>(*part).features;
    features.insert(features.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

}  // namespace atalaya::intake
