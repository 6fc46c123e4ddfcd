// Readings that left rows without an area which they name or lie in, and whether areas came since. What areas there are is
// no part of a recipe: such a delivery is read again when they came, and no other is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

class WantingAreas {
  public:
    // None.
    WantingAreas() = default;
    // O(findings and reasons of the last readings).
    WantingAreas(store::Store& store, const Catalogue& catalogue);

    // Whether the last reading of the delivery refused rows for their area (area_unknown), or noticed a name that no area
    // has or points in no area, and areas came in a later vintage, or come now.
    bool mended(const std::string& source, const Digest& delivery, bool areas_come_now) const;

  private:
    std::map<std::pair<std::string, Digest>, std::int64_t> read_in_;  // vintage numbers
    std::int64_t areas_came_in_ = 0;
};

}  // namespace atalaya::service
