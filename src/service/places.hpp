// What is told of places side by side: incidents per street segment and per hexagon, finer than the rollups keep, and of
// the territories of a layer. Asked of the ledger itself when a figure first needs it, and kept for the vintage.
//
// Hexagons are 250 m between opposite sides, on a lattice whose origin does not move (geo/hexagons),
// and only those with ground of the city in them. Rows count where their point is; a row without
// one, one outside every hexagon, and one on a point that holds as many rows as intake calls a heap
// (of any offence, in the same days: a station's door, not a place where things happen) are left out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/hexagons.hpp"
#include "service/world.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

inline constexpr double hexagon_width = 250;  // metres

// "12 -7": how a series names a hexagon, and back. Throws std::logic_error on what is no such label.
std::string label_of(geo::Hex hex);
geo::Hex hex_of(std::string_view label);

class Places {
  public:
    // Both must outlive it.
    Places(store::Store& store, const World& world);

    // The city's layer of street segments; nullptr when it has none, or none of its areas is known.
    const intake::Layer* streets() const { return streets_; }

    struct Street {
        const TerritoryInfo* street{};
        std::int64_t rows{};  // of the indicator, written as of the territory
    };
    // Every street of the territory, those without rows too, in order of code. A street is of the
    // territory that its middle is in. Throws std::logic_error when there is no such layer.
    std::vector<Street> street_counts(std::string_view indicator, const TerritoryInfo& territory,
                                      Period period);

    // By their points: rows whose point is in the territory's shape, whatever area they were written with, and the rows
    // of the whole city that have a point (`placed`) or none. Of sources that send rows.
    struct OnLand {
        Sum inside;
        std::int64_t placed{}, without_point{};
    };
    OnLand on_land(std::string_view indicator, const TerritoryInfo& territory, Period period);

    struct Hexagons {
        std::vector<std::int64_t> rows;  // of each of cells()
        std::vector<int> confidence;  // 99, 95, 90 as stats/hot_spots says; 0 not hot, or no row of its own
        std::int64_t placed{};        // rows in them
        std::int64_t heaped{};        // rows left out because of a heaped point
        std::int64_t erased{};        // rows left out because their position was erased
        std::string reason;           // why none can be hot: "no_positions", "few_places", "too_few_events",
            // "positions_erased" (of more than a tenth of those that had one); or ""
    };
    // Fewer than 50 rows in hexagons, or fewer than 30 hexagons, are too few.
    const Hexagons& hexagons(std::string_view indicator, Period period);
    const std::vector<geo::Hex>& cells();
    const geo::HexLattice& lattice();  // requires cells

    // The finest layer with shapes of slots 2 to 4, as outlines of the city; "" when there is none.
    const std::string& outline_layer();
    // Which of its territories a place is in; nullptr outside.
    const TerritoryInfo* around(LonLat place);
    // The middle of a territory that has a shape.
    static std::optional<LonLat> middle(const TerritoryInfo& territory);

    // What the territories of a layer had of an indicator and by how many people, those of which it is known. `tell` is
    // asked once; the next territory of the layer finds the answer here.
    struct SideBySide {
        std::vector<const TerritoryInfo*> territories;
        std::vector<double> events, exposure;
        std::int64_t rows{};
        std::string reason;  // why they cannot be compared; or ""
    };
    const SideBySide& side_by_side(std::string_view indicator, const std::string& layer, Period period,
                                   const std::function<SideBySide()>& tell);

  private:
    struct Outlines {
        std::string layer;
        std::vector<const TerritoryInfo*> territories;
        std::vector<geo::MultiPolygon> shapes;
        std::optional<geo::AreaIndex> index;
        std::optional<geo::HexLattice> lattice;
        std::vector<geo::Hex> cells;
    };
    const Outlines& outlines();
    const std::vector<std::optional<LonLat>>& middles();
    const store::StreetCounts& by_street(Period period);
    Hexagons counted(std::string_view indicator, Period period);
    std::int64_t erased(std::string_view indicator, Period period);
    store::At at() const { return {world_.catalogue().city.id, world_.vintage_no()}; }

    store::Store& store_;
    const World& world_;
    const intake::Layer* streets_{};
    using Span = std::pair<Day, Day>;
    std::map<Span, store::StreetCounts> by_street_;
    std::map<std::pair<std::string, Span>, Hexagons> hexagons_;
    std::map<std::tuple<std::string, std::string, Span>, SideBySide> side_by_side_;
    std::optional<Outlines> outlines_;
    std::optional<std::vector<std::optional<LonLat>>> middles_;  // of the street layer's segments
};

}  // namespace atalaya::service
