// Indicators as their files define them: indicators/ID.toml. A definition is data, with
// a version; the program knows four kinds of counting and nothing about any offence.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "intake/words.hpp"

namespace atalaya::service {

enum class IndicatorKind { count, concentration, resolution, quality };
enum class Reading { worse_up, better_up, ambiguous, none, activity };

struct Indicator {
    std::string id, version;
    intake::Words name, definition;
    intake::Words note;  // what is not counted; may be empty
    IndicatorKind kind = IndicatorKind::count;
    std::string group;          // life integrity home property coexistence road response data
    std::string unit;           // key of the unit's words: "fact", "victim", ...
    bool counts_units = false;  // sums the units of rows instead of counting rows
    bool plural = false;        // its name takes a plural verb: "Vehículos sustraídos … subieron"
    std::string basis = "fact";
    Reading reading = Reading::worse_up;
    std::string crosswalk;  // of each source that has one of this name; "" what the city chooses
    std::string exposure;   // kind of denominator; "" when it has no rate
    int per = 100'000;
    double phi_default = 2.0;
    double minimum_change_percent = 5;
    std::vector<std::string> show, levels;
    std::string tier = "C";  // of disclosure
    bool exact = true;       // in the public profile
    bool quarterly = false;  // there only of the whole city, by whole quarters of the year
    int order = 0;           // place in tables
    bool listed = true;      // one of the fifteen; the others only feed a section

    bool shows(std::string_view what) const;
    bool at_level(std::string_view layer) const;  // "" is the city
    std::string at() const { return id + "@" + version; }
};

// Every file of the folder, by `order`. Throws Error{bad_input} naming file, line, what was
// expected and what was found.
std::vector<Indicator> read_indicators(const std::filesystem::path& folder);

}  // namespace atalaya::service
