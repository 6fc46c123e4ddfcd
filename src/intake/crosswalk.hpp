// What the codes of a source mean elsewhere: the classes of the code lists, how well they fit, and the indicators in
// which each counts. Several may stand side by side: codes.csv is one ("codes"), each pair crosswalks/NAME.toml
// (version, author, date, evidence) and crosswalks/NAME.csv another. All speak of the same codes, for what a row's label
// is, codes.csv alone says, when the row is read; so that a count can be told under any of them without
// reading anything again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

struct Meaning {
    std::string code;
    std::vector<std::string> iccs;
    std::string fit;  // exact inside covers overlap, "" when none
    std::vector<std::string> indicators;
    std::string note;

    friend bool operator==(const Meaning&, const Meaning&) = default;
};

inline constexpr std::string_view own_crosswalk = "codes";  // the one that codes.csv itself is

struct Crosswalk {
    std::string name, version;
    std::string author, date, evidence;  // "" not said
    std::vector<Meaning> rows;           // each code once, in the order of codes.csv

    // nullptr for a code that it does not have.
    const Meaning* of(std::string_view code) const;
    // Of all of it: the same crosswalk is the same digest.
    Digest digest() const;

    friend bool operator==(const Crosswalk&, const Crosswalk&) = default;
};

// codes.csv's own, then those of crosswalks/ by name; none for a source without codes. Error{bad_input} naming file and
// line for a fit that is none, a code that codes.csv lacks or that comes twice, and one of codes.csv that is left out:
// a crosswalk says of every code what it is, or that it is nothing.
std::vector<Crosswalk> read_crosswalks(const Source& source);

}  // namespace atalaya::intake
