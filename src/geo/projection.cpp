#include "geo/projection.hpp"

#include <proj.h>

#include <cmath>
#include <memory>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::geo {

namespace {

struct Close {
    void operator()(PJ* object) const { proj_destroy(object); }
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const {
        proj_operation_factory_context_destroy(factory);
    }
};
using Context = std::unique_ptr<PJ_CONTEXT, Close>;
using Object = std::unique_ptr<PJ, Close>;
using Objects = std::unique_ptr<PJ_OBJ_LIST, Close>;
using Factory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, Close>;

Context quiet_context() {
    Context context{proj_context_create()};
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

[[noreturn]] void refuse(std::string_view crs) {
    throw Error{Fault::bad_input,
                message("coordinate reference system: expected one that PROJ knows, such as \"EPSG:3116\"; "
                        "found \"{}\".",
                        crs.substr(0, 80))};
}

// An authority's code or WKT: PROJ would also take a name, and whatever is nearest to it.
bool names_a_system(std::string_view crs) {
    const auto colon = crs.find(':');
    const bool code = colon != std::string_view::npos && whole_number(crs.substr(colon + 1)).has_value();
    return code || crs.find('[') != std::string_view::npos;
}

bool is_of_plane_or_degrees(const PJ* system) {
    switch (proj_get_type(system)) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS:
        case PJ_TYPE_PROJECTED_CRS:
        case PJ_TYPE_BOUND_CRS: return true;
        default: return false;
    }
}

// The best operation to WGS 84 that needs no grid.
std::string pipeline_from(std::string_view crs) {
    const Context context = quiet_context();
    if (!names_a_system(crs)) refuse(crs);
    const Object from{proj_create(context.get(), std::string{crs}.c_str())};
    if (!from || !is_of_plane_or_degrees(from.get())) refuse(crs);
    const Object to{proj_create(context.get(), "EPSG:4326")};
    expects(to != nullptr, "PROJ's database knows WGS 84");
    const Factory factory{proj_create_operation_factory_context(context.get(), nullptr)};
    proj_operation_factory_context_set_grid_availability_use(context.get(), factory.get(),
                                                             PROJ_GRID_AVAILABILITY_IGNORED);
    proj_operation_factory_context_set_spatial_criterion(context.get(), factory.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    const Objects found{proj_create_operations(context.get(), from.get(), to.get(), factory.get())};
    const int n = found ? proj_list_get_count(found.get()) : 0;
    for (int i = 0; i < n; ++i) {
        const Object operation{proj_list_get(context.get(), found.get(), i)};
        if (proj_coordoperation_get_grid_used_count(context.get(), operation.get()) > 0) continue;
        const Object plain{proj_normalize_for_visualization(context.get(), operation.get())};
        if (!plain) continue;
        const char* text = proj_as_proj_string(context.get(), plain.get(), PJ_PROJ_5, nullptr);
        if (text) return text;
    }
    refuse(crs);
}

}  // namespace

Projection::Projection(std::string_view crs) : name_{crs}, pipeline_{pipeline_from(crs)} {
    open();
}

void Projection::open() {
    Context context = quiet_context();
    Object operation{proj_create(context.get(), pipeline_.c_str())};
    expects(operation != nullptr, "PROJ reads the pipelines that it writes");
    context_ = context.release();
    operation_ = operation.release();
}

Projection::~Projection() {
    proj_destroy(static_cast<PJ*>(operation_));
    if (context_) proj_context_destroy(static_cast<PJ_CONTEXT*>(context_));
}

Projection::Projection(const Projection& other) : name_{other.name_}, pipeline_{other.pipeline_} {
    open();
}

Projection::Projection(Projection&& other) noexcept
    : name_{std::move(other.name_)},
      pipeline_{std::move(other.pipeline_)},
      context_{std::exchange(other.context_, nullptr)},
      operation_{std::exchange(other.operation_, nullptr)} {}

Projection& Projection::operator=(Projection other) noexcept {
    std::swap(name_, other.name_);
    std::swap(pipeline_, other.pipeline_);
    std::swap(context_, other.context_);
    std::swap(operation_, other.operation_);
    return *this;
}

std::optional<LonLat> Projection::to_degrees(double x, double y) const {
    if (!std::isfinite(x) || !std::isfinite(y)) return {};
    auto* operation = static_cast<PJ*>(operation_);
    proj_errno_reset(operation);
    const PJ_COORD there = proj_trans(operation, PJ_FWD, proj_coord(x, y, 0, 0));
    if (proj_errno(operation) != 0 || !std::isfinite(there.xy.x) || !std::isfinite(there.xy.y)) return {};
    if (std::abs(there.xy.x) > 180 || std::abs(there.xy.y) > 90) return {};
    return LonLat{there.xy.x, there.xy.y};
}

}  // namespace atalaya::geo
