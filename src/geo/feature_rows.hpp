// The features of a GeoJSON FeatureCollection as rows of a table: a column for each property, of an object for each of
// its members ("lugar.barrio").
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace atalaya::geo {

class FeatureRows {
  public:
    // `most` is the number of names from which on no more are looked for. `text` is not needed afterwards.
    // `projected`: in whatever system the file is, positions are not looked at.
    // Throws Error{bad_input} as read_geojson() does. O(bytes), some six times the text in memory.
    FeatureRows(std::string_view text, std::size_t most, bool projected = false);
    ~FeatureRows();
    FeatureRows(FeatureRows&&) noexcept;
    FeatureRows& operator=(FeatureRows&&) noexcept;

    // Of all properties of all features, in the order in which they first appear.
    const std::vector<std::string>& names() const;
    std::size_t size() const;

    // Each feature in the file's order: a cell for each of names(), as read_geojson() writes properties and "" for
    // those that it lacks, and the position of a Point. false from `each` ends it. Throws Error{bad_input} when
    // a Point has no position.
    void each(
        const std::function<bool(const std::vector<std::string>& cells, std::optional<LonLat> point)>&) const;

  private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace atalaya::geo
