#include "geo/system_plane.hpp"

#include <proj.h>

#include <cmath>
#include <string>

#include "core/error.hpp"
#include "geo/projection.hpp"

namespace atalaya::geo {

bool is_projected(std::string_view crs) {
    PJ_CONTEXT* context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    PJ* system = proj_create(context, std::string{crs}.c_str());
    PJ* flat =
        system && proj_get_type(system) == PJ_TYPE_BOUND_CRS ? proj_get_source_crs(context, system) : nullptr;
    const bool projected = system && proj_get_type(flat ? flat : system) == PJ_TYPE_PROJECTED_CRS;
    proj_destroy(flat);
    proj_destroy(system);
    proj_context_destroy(context);
    return projected;
}

SystemPlane::SystemPlane(std::string_view crs) {
    if (!is_projected(crs))
        throw Error{
            Fault::bad_input,
            message("plane: expected a projected system that PROJ knows, such as \"EPSG:3116\"; found "
                    "\"{}\". With 0 areas are those of the ellipsoid",
                    crs)};
    const std::string pipeline = Projection{crs}.pipeline();
    auto* context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    context_ = context;
    operation_ = proj_create(context, pipeline.c_str());
}

SystemPlane::~SystemPlane() {
    proj_destroy(static_cast<PJ*>(operation_));
    proj_context_destroy(static_cast<PJ_CONTEXT*>(context_));
}

std::optional<Planar> SystemPlane::to(LonLat place) const {
    auto* operation = static_cast<PJ*>(operation_);
    proj_errno_reset(operation);
    const PJ_COORD there = proj_trans(operation, PJ_INV, proj_coord(place.lon, place.lat, 0, 0));
    if (proj_errno(operation) != 0 || !std::isfinite(there.xy.x) || !std::isfinite(there.xy.y)) return {};
    return Planar{there.xy.x, there.xy.y};
}

}  // namespace atalaya::geo
