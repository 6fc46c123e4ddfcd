// The lists of classes in taxonomy/LIST/VERSION/, each a thing of its own: who publishes it, under what licence, from when
// to when it holds, in which languages its names are official, and its codes. Codes are texts: the zero before "0101" is
// part of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "intake/words.hpp"
#include "service/share.hpp"

namespace atalaya::service {

struct TaxonomyCode {
    std::string code;
    int level{};         // 1 the broadest
    std::string parent;  // "" of level 1
    bool leaf{};
    intake::Words name;
};

struct Taxonomy {
    std::string id, version;
    intake::Words name;
    std::string publisher, source, licence;
    std::string published;                    // "2015-03"; "" not said
    std::optional<Day> valid_from, valid_to;  // both days included; nothing: open
    std::vector<std::string> official;        // languages in which its publisher names the codes
    std::map<std::string, std::string, std::less<>> aliases;  // printed otherwise -> the code
    std::vector<TaxonomyCode> codes;

    // nullptr for what is no code of it; aliases are none.
    const TaxonomyCode* find(std::string_view code) const;
    // The code that an alias stands for; anything else as it is.
    std::string canonical(std::string_view code) const;
    // The code that a spreadsheet took for a number: "101" was "0101". Nothing where it is a code already, or that is none.
    std::optional<std::string> with_its_zero(std::string_view code) const;
    bool holds_on(Day day) const;
};

// Of taxonomy/, by id and version. Throws Error{bad_input} for a list.toml that cannot be used, a code that comes twice, a
// parent that is none or is not of the level above, and levels that are not as many as list.toml says.
std::vector<Taxonomy> taxonomies(const Share& share);

// The version of a list that holds on a day; nullptr where none does.
const Taxonomy* in_force(const std::vector<Taxonomy>& all, std::string_view id, Day day);

}  // namespace atalaya::service
