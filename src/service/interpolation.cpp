#include "service/interpolation.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "geo/equal_area.hpp"
#include "geo/overlap.hpp"
#include "geo/sides.hpp"
#include "stats/areal.hpp"

namespace atalaya::service {

namespace {

constexpr double sliver = 1e-3;  // of a source: two drawings of one border differ by so much

struct Layer {
    std::vector<const TerritoryInfo*> areas;
    std::vector<geo::MultiPolygon> shapes;
    std::vector<geo::PlanarShape> planes;
};

// On a plane of equal areas, from the first place of all on, so that squares of large numbers lose no digits.
geo::PlanarShape on_plane(const geo::MultiPolygon& shape, Planar origin) {
    auto plane = geo::on_equal_area(shape);
    for (auto& polygon : plane) {
        for (auto& ring : polygon) {
            for (auto& at : ring) at = {at.x - origin.x, at.y - origin.y};
        }
    }
    return plane;
}

Layer layer_of(const World& world, const std::string& id) {
    Layer layer;
    for (const auto* territory : world.layer(id)) {
        if (territory->geometry.empty()) continue;
        layer.areas.push_back(territory);
        layer.shapes.push_back(geo::parse_geojson_geometry(territory->geometry));
    }
    if (layer.areas.empty())
        throw Error{Fault::missing, message("interpolation: no area of \"{}\" has a shape at vintage {}", id,
                                            world.vintage())};
    return layer;
}

// What the areas of a layer have; those that nothing is known of are taken out of it.
std::vector<double> exposures_of(const World& world, Layer& layer, const intake::Interpolation& asked,
                                 Period period, Interpolated& out) {
    std::vector<double> values;
    Layer known;
    for (std::size_t i = 0; i < layer.areas.size(); ++i) {
        const auto exposure = world.exposure(*layer.areas[i], asked.kind, period);
        if (!exposure) continue;
        values.push_back(static_cast<double>(exposure->value));
        known.areas.push_back(layer.areas[i]);
        known.shapes.push_back(std::move(layer.shapes[i]));
        out.year = std::max(out.year, exposure->year);
        if (std::find(out.sources.begin(), out.sources.end(), exposure->source) == out.sources.end())
            out.sources.push_back(exposure->source);
    }
    layer = std::move(known);
    if (values.empty())
        throw Error{Fault::missing, message("interpolation: no area of \"{}\" has an exposure of \"{}\"",
                                            asked.from, asked.kind)};
    return values;
}

struct Parts {
    std::vector<stats::SourcePart> parts;
    std::vector<double> whole;
};

Parts by_area(Layer& from, Layer& to) {
    const Planar origin = geo::equal_area(from.shapes.front().front().front().front());
    Parts out;
    for (auto* layer : {&from, &to}) {
        for (const auto& shape : layer->shapes) layer->planes.push_back(on_plane(shape, origin));
    }
    for (const auto& plane : from.planes) out.whole.push_back(geo::area(plane));
    for (const auto& part : geo::overlaps(from.planes, to.planes))
        out.parts.push_back({part.source, part.target, part.area});
    return out;
}

std::size_t found_in(const geo::AreaIndex& index, LonLat point) {
    const int area = index.locate(point);
    return area == geo::AreaIndex::outside ? stats::Unit::nowhere : static_cast<std::size_t>(area);
}

Parts by_units(const World& world, const Layer& from, const Layer& to, const intake::Interpolation& asked,
               Period period) {
    const geo::AreaIndex sources{from.shapes}, targets{to.shapes};
    const Layer units = layer_of(world, asked.units);
    std::vector<stats::Unit> weighed;
    for (std::size_t i = 0; i < units.areas.size(); ++i) {
        const auto exposure = world.exposure(*units.areas[i], asked.kind, period);
        if (!exposure) continue;
        const LonLat middle = geo::centre_of(units.shapes[i]);
        weighed.push_back(
            {found_in(sources, middle), found_in(targets, middle), static_cast<double>(exposure->value)});
    }
    if (weighed.empty())
        throw Error{Fault::missing, message("interpolation: no area of \"{}\" has an exposure of \"{}\"",
                                            asked.units, asked.kind)};
    auto weights = stats::weights_by_units(weighed, from.areas.size());
    return {std::move(weights.parts), std::move(weights.whole)};
}

void set_limits(const Parts& parts, const std::vector<double>& values, std::vector<InterpolatedArea>& areas) {
    for (const auto& part : parts.parts) {
        const double whole = parts.whole[part.source];
        if (whole <= 0 || part.weight <= sliver * whole) continue;
        areas[part.target].high += values[part.source];
        if (part.weight >= (1 - sliver) * whole) areas[part.target].low += values[part.source];
    }
    for (auto& area : areas) {  // what slivers gave it
        area.low = std::min(area.low, area.value);
        area.high = std::max(area.high, area.value);
    }
}

}  // namespace

Interpolated interpolate(const World& world, const intake::Interpolation& asked, Period period) {
    Interpolated out{.asked = asked};
    Layer from = layer_of(world, asked.from), to = layer_of(world, asked.to);
    const auto values = exposures_of(world, from, asked, period, out);
    const Parts parts = asked.units.empty() ? by_area(from, to) : by_units(world, from, to, asked, period);
    const auto spread = stats::spread_counts(values, parts.whole, parts.parts, to.areas.size());
    for (std::size_t i = 0; i < to.areas.size(); ++i)
        out.areas.push_back({to.areas[i], spread.values[i], 0, 0});
    set_limits(parts, values, out.areas);
    for (const double value : values) out.total += value;
    out.lost = spread.lost;
    for (const auto* area : world.layer(asked.from)) {
        if (std::find(from.areas.begin(), from.areas.end(), area) == from.areas.end())
            out.left_out.push_back(area);
    }
    return out;
}

}  // namespace atalaya::service
