// Names of areas that no area has, as a finding tells them: which, of how many rows, and which area may be meant.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.hpp"
#include "intake/counted.hpp"
#include "intake/gazetteer.hpp"

namespace atalaya::intake {

struct NameNotFound {
    std::string name;
    std::int64_t rows{};  // 0: read by a version that did not count them
    std::string near;     // code of the area it may mean, to be confirmed; "" none is near
};

using CodeAndName = std::pair<std::string, std::string>;

// The code of the area whose name or code is the text but for slips of the pen: word by word one edit (nearest.hpp), two
// of nine letters and more, none of three and fewer, or a blank too many or too few; of several the one with the fewest
// edits, "" when two have as few, or none is near. A word before either that says what it is a name of ("B°", "Colonia") counts
// for nothing where the whole is not near. Numbers are never slips: "Comuna 16" is not "Comuna 15" written
// wrong. "La Joya" is not "La Noria": a wrong proposal that is pasted moves facts. Where none is near, the one whose long
// or short name it is (long_names.hpp). O(areas of the layer).
std::string area_near(std::span<const CodeAndName> areas, std::string_view text);
std::vector<CodeAndName> areas_of(const Gazetteer& gazetteer, int slot);

inline constexpr std::size_t most_names_told = 20;

// The keys "layer" and "names" of a detail: the most frequent names, of equals by the text, and how many others there
// are under "others" where there are any.
void tell_names_not_found(JsonWriter& json, const TextCounts& rows_of_name, const Gazetteer& gazetteer,
                          int slot);

struct NamesNotFound {
    std::string layer;
    std::vector<NameNotFound> names;
    std::int64_t others{};
};
// A detail read back; no names from one that has none.
NamesNotFound names_not_found(const std::string& detail);

}  // namespace atalaya::intake
