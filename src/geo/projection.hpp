// Positions written in a projected coordinate reference system as degrees on WGS 84, by PROJ.
//
// Between datums the most accurate operation is taken that needs no grid file: the same on every
// machine, and within a few metres (EPSG's own statement for each). Axes are always x east, y north, in the
// unit of the system (metres, US feet).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/place.hpp"

namespace atalaya::geo {

// One thread at a time; a copy for each is cheap against what it is asked (some 0.1 ms).
class Projection {
  public:
    // "EPSG:3116", or the text of a .prj file (WKT). Throws Error{bad_input} when PROJ knows none of that name,
    // or it is no system of the plane or of degrees. Opens PROJ's database: do it before a process may open nothing.
    explicit Projection(std::string_view crs);
    ~Projection();
    Projection(const Projection& other);
    Projection(Projection&& other) noexcept;
    Projection& operator=(Projection other) noexcept;

    // Nothing where the system has no such place. About 1 M a second.
    std::optional<LonLat> to_degrees(double x, double y) const;

    // As it was asked for: "EPSG:3116", or the text of a .prj file.
    const std::string& name() const { return name_; }

    // How PROJ gets from there to degrees, as it writes it: "+proj=pipeline +step ...".
    const std::string& pipeline() const { return pipeline_; }

  private:
    void open();

    std::string name_, pipeline_;
    void *context_ = nullptr, *operation_ = nullptr;  // PJ_CONTEXT, PJ
};

}  // namespace atalaya::geo
