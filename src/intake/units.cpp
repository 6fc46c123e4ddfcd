#include "intake/units.hpp"

#include <array>

namespace atalaya::intake {

std::span<const std::string> counted_units() {
    // A contact is a call, a message or a mail; a row is one of its source, whatever it tells.
    static const std::array<std::string, 9> units{"fact",    "victim", "vehicle", "report", "call",
                                                  "contact", "person", "case",    "row"};
    return units;
}

}  // namespace atalaya::intake
