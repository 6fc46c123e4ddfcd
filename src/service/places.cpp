#include "service/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "core/error.hpp"
#include "intake/check.hpp"
#include "stats/hot_spots.hpp"
#include "store/live_numbers.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {

namespace {

constexpr std::int64_t least_rows = 50;
constexpr std::size_t least_cells = 30;

}  // namespace

std::string label_of(geo::Hex hex) {
    return fmt::format("{} {}", hex.q, hex.r);
}

geo::Hex hex_of(std::string_view label) {
    geo::Hex hex;
    const char* const end = label.data() + label.size();
    const auto q = std::from_chars(label.data(), end, hex.q);
    expects(q.ec == std::errc{} && q.ptr != end && *q.ptr == ' ', "hex_of: two whole numbers");
    const auto r = std::from_chars(q.ptr + 1, end, hex.r);
    expects(r.ec == std::errc{} && r.ptr == end, "hex_of: two whole numbers");
    return hex;
}

Places::Places(store::Store& store, const World& world) : store_{store}, world_{world} {
    for (const auto& layer : world_.catalogue().city.layers) {
        if (layer.street && layer.slot == 1 && !world_.layer(layer.id).empty()) streets_ = &layer;
    }
}

const store::StreetCounts& Places::by_street(Period period) {
    const Span span{period.first, period.past_end};
    if (const auto known = by_street_.find(span); known != by_street_.end()) return known->second;
    return by_street_.emplace(span, store::street_counts(store_.analytics(), at(), period)).first->second;
}

const Places::SideBySide& Places::side_by_side(std::string_view indicator, const std::string& layer,
                                               Period period, const std::function<SideBySide()>& tell) {
    const auto [at, fresh] =
        side_by_side_.try_emplace({std::string{indicator}, layer, {period.first, period.past_end}});
    if (fresh) at->second = tell();
    return at->second;
}

std::optional<LonLat> Places::middle(const TerritoryInfo& territory) {
    if (territory.geometry.empty()) return {};
    const auto shape = geo::parse_geojson_geometry(territory.geometry);
    if (shape.empty()) return {};
    return geo::centre_of(shape);
}

const std::vector<std::optional<LonLat>>& Places::middles() {
    if (!middles_) {
        middles_.emplace();
        for (const auto* street : world_.layer(streets()->id)) middles_->push_back(middle(*street));
    }
    return *middles_;
}

std::vector<Places::Street> Places::street_counts(std::string_view indicator, const TerritoryInfo& territory,
                                                  Period period) {
    expects(streets() != nullptr, "street_counts: a city with a layer of street segments");
    std::vector<Street> found;
    const auto all = world_.layer(streets()->id);
    std::optional<geo::AreaIndex> inside;
    if (territory.slot != 0 && !territory.geometry.empty()) {
        const geo::MultiPolygon shape = geo::parse_geojson_geometry(territory.geometry);
        inside.emplace(std::span{&shape, 1});
    }
    std::unordered_map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (territory.slot != 0) {
            const auto& middle = middles()[i];
            if (!inside || !middle || inside->locate(*middle) == geo::AreaIndex::outside) continue;
        }
        row_of.emplace(all[i]->territory.code, found.size());
        found.push_back({all[i], 0});
    }

    const auto& counts = by_street(period);
    std::vector<bool> wanted;
    for (const auto& offence : counts.offence.words)
        wanted.push_back(world_.catalogue().counts_in(offence, indicator));
    const auto slot = static_cast<std::size_t>(territory.slot);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!wanted[counts.offence.codes[i]]) continue;
        if (slot != 0 && !territory.extent.holds(counts.area[slot - 1][i])) continue;
        const auto row = row_of.find(counts.area[0][i]);
        if (row != row_of.end()) found[row->second].rows += counts.rows[i];
    }
    return found;
}

Places::OnLand Places::on_land(std::string_view indicator, const TerritoryInfo& territory, Period period) {
    expects(!territory.geometry.empty(), "Places::on_land: of a territory that has a shape");
    const geo::MultiPolygon shape = geo::parse_geojson_geometry(territory.geometry);
    const geo::AreaIndex land{std::span{&shape, 1}};
    const auto positions = store::live_positions(store_.analytics(), at(), period);
    std::vector<bool> wanted;
    for (const auto& offence : positions.offence.words)
        wanted.push_back(world_.catalogue().counts_in(offence, indicator));
    OnLand out;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!wanted[positions.offence.codes[i]]) continue;
        ++out.placed;
        const LonLat point{positions.lon[i] * 1e-7, positions.lat[i] * 1e-7};
        if (land.locate(point) == geo::AreaIndex::outside) continue;
        ++out.inside.rows;
        out.inside.units += positions.units[i];
    }
    out.without_point = world_.sum(indicator, world_.territory({}), period).rows - out.placed;
    return out;
}

const Places::Outlines& Places::outlines() {
    if (outlines_) return *outlines_;
    Outlines& out = outlines_.emplace();
    std::vector<const intake::Layer*> layers;
    for (const auto& layer : world_.catalogue().city.layers) {
        if (layer.slot >= 2) layers.push_back(&layer);
    }
    std::sort(layers.begin(), layers.end(), [](const auto* a, const auto* b) { return a->slot < b->slot; });
    for (const auto* layer : layers) {
        for (const auto* territory : world_.layer(layer->id)) {
            if (territory->geometry.empty()) continue;
            out.territories.push_back(territory);
            out.shapes.push_back(geo::parse_geojson_geometry(territory->geometry));
        }
        if (out.shapes.empty()) continue;
        out.layer = layer->id;
        out.index.emplace(out.shapes);
        out.lattice.emplace(geo::lattice_origin(out.shapes), hexagon_width);
        out.cells = out.lattice->touching(out.shapes);
        break;
    }
    return out;
}

const std::vector<geo::Hex>& Places::cells() {
    return outlines().cells;
}

const geo::HexLattice& Places::lattice() {
    expects(outlines().lattice.has_value(), "lattice: of a city with outlines");
    return *outlines().lattice;
}

const std::string& Places::outline_layer() {
    return outlines().layer;
}

const TerritoryInfo* Places::around(LonLat place) {
    const Outlines& of = outlines();
    const int found = of.index ? of.index->locate(place) : geo::AreaIndex::outside;
    return found == geo::AreaIndex::outside ? nullptr : of.territories[static_cast<std::size_t>(found)];
}

const Places::Hexagons& Places::hexagons(std::string_view indicator, Period period) {
    const std::pair key{std::string{indicator}, Span{period.first, period.past_end}};
    if (const auto known = hexagons_.find(key); known != hexagons_.end()) return known->second;
    return hexagons_.emplace(key, counted(indicator, period)).first->second;
}

namespace {

std::uint64_t point_of(const store::Positions& positions, std::size_t row) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(positions.lon[row])) << 32 |
           static_cast<std::uint32_t>(positions.lat[row]);
}

}  // namespace

std::int64_t Places::erased(std::string_view indicator, Period period) {
    const auto tombstones = store::tombstones(store_.segments(), store_.records().vintages(store_.city()));
    std::int64_t count = 0;
    if (tombstones.empty()) return count;
    for (const auto& one : store::live_numbers(store_.analytics(), at(), period)) {
        if (tombstones.contains(one.number) && world_.catalogue().counts_in(one.offence, indicator)) ++count;
    }
    return count;
}

Places::Hexagons Places::counted(std::string_view indicator, Period period) {
    const auto& cells = this->cells();
    Hexagons out;
    out.rows.resize(cells.size());
    out.confidence.resize(cells.size());
    if (cells.size() < least_cells) {
        out.reason = cells.empty() ? "no_positions" : "few_places";
        return out;
    }
    std::map<geo::Hex, std::uint32_t> row_of;
    for (std::size_t i = 0; i < cells.size(); ++i) row_of.emplace(cells[i], static_cast<std::uint32_t>(i));

    out.erased = erased(indicator, period);
    const auto positions = store::live_positions(store_.analytics(), at(), period);
    std::vector<bool> wanted;
    for (const auto& offence : positions.offence.words)
        wanted.push_back(world_.catalogue().counts_in(offence, indicator));
    std::unordered_map<std::uint64_t, std::uint32_t> on_point;
    for (std::size_t i = 0; i < positions.size(); ++i) ++on_point[point_of(positions, i)];
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!wanted[positions.offence.codes[i]]) continue;
        if (on_point[point_of(positions, i)] >= intake::heap_of_points) {
            ++out.heaped;
            continue;
        }
        const auto cell = row_of.find(lattice().at(LonLat{positions.lon[i] * 1e-7, positions.lat[i] * 1e-7}));
        if (cell == row_of.end()) continue;
        ++out.rows[cell->second];
        ++out.placed;
    }
    if (10 * out.erased > out.erased + out.placed) {
        out.reason = "positions_erased";
        return out;
    }
    if (out.placed < least_rows) {
        out.reason = out.placed == 0 ? "no_positions" : "too_few_events";
        return out;
    }
    const std::vector<double> counts{out.rows.begin(), out.rows.end()};
    const auto spots = stats::hot_spots(counts, *stats::touching(cells));
    for (std::size_t i = 0; i < cells.size(); ++i)
        out.confidence[i] = out.rows[i] > 0 ? spots.value()[i].confidence : 0;
    return out;
}

}  // namespace atalaya::service
