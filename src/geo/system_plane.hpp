// The plane of a projected coordinate reference system, for places in degrees: what geo::Projection reads, back again.
#pragma once

#include <optional>
#include <string_view>

#include "core/place.hpp"

namespace atalaya::geo {

// "EPSG:32119" is one; "EPSG:4326" is in degrees, and what PROJ does not know is none. Opens PROJ's database.
bool is_projected(std::string_view crs);

// One thread at a time.
class SystemPlane {
  public:
    // Throws Error{bad_input} when PROJ knows no projected system of that name. Opens PROJ's database.
    explicit SystemPlane(std::string_view crs);
    ~SystemPlane();
    SystemPlane(const SystemPlane&) = delete;
    SystemPlane& operator=(const SystemPlane&) = delete;

    // x east, y north, in the unit of the system; undoes Projection::to_degrees() to a tenth of a millimetre. Nothing where the
    // system has no such place. About 1 M a second.
    std::optional<Planar> to(LonLat place) const;

  private:
    void *context_ = nullptr, *operation_ = nullptr;  // PJ_CONTEXT, PJ
};

}  // namespace atalaya::geo
