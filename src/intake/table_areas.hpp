// Areas of a table with a row each, of which one column is the shape: "{"type":"Polygon",...}" in a cell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/area.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

// Takes rows as features: the columns that the source names are their properties, but for [shape] geometry, a
// GeoJSON geometry in degrees, or WKB or WKT (geometry_cell.hpp), in the system of [shape] crs where it says one. An empty cell
// leaves the feature without a shape, and so does one that is no geometry; take() throws Error{bad_input} with row, column and
// place for WKB or WKT that is broken, a point, or of another system than is said.
class TableAreas final : public RowConsumer {
  public:
    TableAreas(const Source& source, std::string file);

    void head(const std::vector<std::string>& columns) override;
    std::unique_ptr<Part> new_part() override;
    void take(std::unique_ptr<Part> part, double share) override;

    std::vector<geo::Feature> features;
    std::uint32_t srid = 0;  // EPSG code that the shapes say; 0 none

  private:
    const Source& source_;
    std::string file_;
    Layout layout_;
};

}  // namespace atalaya::intake
