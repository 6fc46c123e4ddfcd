// How well a place is known: from the door itself to nothing, and why nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/quantity.hpp"

namespace atalaya::geocode {

enum class Precision : std::uint8_t {
    exact,         // the door: street, number and letter are listed
    interpolated,  // between listed numbers of the street, or the number without its letter
    crossing,      // where two streets meet
    landmark,      // a place with a name, or beside it
    block,         // one side of a block between two corners; a block, or a lot of it
    street,        // somewhere on the street
    area,          // somewhere in the area
    none,
};
inline constexpr int precisions = 8;

// Why there is no place, or none better than the street.
enum class Reason : std::uint8_t {
    found,
    empty,  // no letter and no digit, or words for no place: "S/D", "en la vía pública" (no_place.hpp)
    protected_place,   // on the deny list: nothing more is said
    ambiguous,         // several places alike: somebody has to choose
    uncertain,         // one place, but too unlike what was written: somebody has to confirm it
    unknown_name,      // no street, place or area of that name
    unknown_number,    // the street is known, the number far from all listed
    unknown_crossing,  // both streets are known, but they do not meet
    unknown_block,     // no block, or no lot, of that number
    no_number,         // only the street was written
    no_position,       // the name is known, but nothing says where it is
};

inline constexpr int reasons = 11;

// Stable lower-case names: "exact", "unknown_number".
std::string_view code(Precision precision);
std::string_view code(Reason reason);

// How far the place given may be from the place meant.
struct ErrorRange {
    Metres low, high;
};

// What each class promises in general: nineteen in twenty places of the class are nearer than
// `high` where streets and doors are as in a Latin American city. An Answer states its own,
// from the doors, corners or outline that it was found by. none has 0 to infinity.
ErrorRange usual_error(Precision precision);

// Good enough to count in small areas: exact, interpolated, crossing, landmark, block.
bool is_hit(Precision precision);

}  // namespace atalaya::geocode
