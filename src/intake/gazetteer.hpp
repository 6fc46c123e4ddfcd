// Which area is meant, by name or by point. Built once per city from its published areas
// and asked for every row: names are matched folded, points through geo::AreaIndex. Safe
// to ask from many threads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/incident.hpp"
#include "core/place.hpp"
#include "intake/city.hpp"

namespace atalaya::intake {

inline constexpr int slots = 4;

class Gazetteer {
  public:
    // Areas of layers that the city does not have are left out; a code that comes again
    // replaces the earlier one. Throws Error{bad_input} when a geometry cannot be read.
    Gazetteer(const City& city, std::span<const Areas> areas);
    ~Gazetteer();
    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;

    static constexpr std::int32_t unknown = -1;

    // slot 0..3 is area_1..area_4. Area numbers are 0 .. size(slot) - 1, by code.
    std::string_view layer(int slot) const;     // "" when the city leaves the slot empty
    int slot_of(std::string_view layer) const;  // -1 when the city has no such layer
    std::int32_t size(int slot) const;
    const std::string& code(int slot, std::int32_t area) const;
    const std::string& name(int slot, std::int32_t area) const;
    int parent_slot(int slot) const;                         // -1 none
    std::int32_t parent(int slot, std::int32_t area) const;  // in parent_slot; unknown none

    bool has_shapes(int slot) const;
    // By the folded name, the code, the name but for its signs (A.), or the number that ends both ("Comuna 7", "07").
    std::int32_t by_text(int slot, std::string_view text) const;
    std::int32_t by_code(int slot, std::string_view code) const;
    // Every layer at once, each asked for its own shapes; where they hold no such point, or it has none, the
    // parent of the area of the finer layer is taken. Two layers that drew one border differently may so give an
    // area whose parent is not the one beside it: what is drawn of an area says more than what another implies.
    std::array<std::int32_t, slots> by_point(LonLat point) const;
    // The area that the land of `area` was in on a day: itself from the day on which a change that the city declares
    // gave it (area_change.hpp); before, the one area that it was taken from, if that is known. Unknown stays unknown.
    // O(changes of the area).
    std::int32_t on_day(int slot, std::int32_t area, Day day) const;

  private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

// The code of an area whose source has none: folded, blanks and what is not a letter or a
// digit become '-': "Núñez" is "nunez", "VILLA GRAL. MITRE" is "villa-gral-mitre".
std::string area_code(std::string_view name);

}  // namespace atalaya::intake
