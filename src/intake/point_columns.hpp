// Coordinates of a point that stands in one cell, as columns of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "intake/rows.hpp"

namespace atalaya::intake {

// Whether [place] of the source, or [places] of doors and landmarks, names a column "@x:COLUMN".
bool reads_points(const Source& source);

// Before a consumer of rows: adds the columns "@x:COLUMN" and "@y:COLUMN" that the source names, of the geometry in COLUMN
// (geometry_cell.hpp). A blank cell and an empty point give blank ones; a cell that is no point gives its own text, at most 80
// letters, for the row's reader to refuse. Throws Error{bad_input} from the part that finds a point of another system (SRID) than
// degrees where the source says no crs, and where cells say different systems.
class PointColumns final : public RowConsumer {
  public:
    PointColumns(const Source& source, std::string file, RowConsumer& inner);

    void head(const std::vector<std::string>& columns) override;
    std::unique_ptr<Part> new_part() override;
    void take(std::unique_ptr<Part> part, double share) override;

    // The system that the cells say (EPSG code); 0 none. Once all parts are taken.
    std::uint32_t srid() const { return srid_; }

  private:
    const Source& source_;
    std::string file_;
    RowConsumer& inner_;
    std::size_t width_ = 0;
    int geometry_ = -1;
    std::uint32_t srid_ = 0;  // of the parts taken; 0 none said
};

}  // namespace atalaya::intake
