// The lists of classes in taxonomy/LIST/VERSION/, each a thing of its own: who publishes it, under what licence, from when
// to when it holds, in which languages its names are official, and its codes. Codes are texts: the zero before "0101" is
// part of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/amount.hpp"
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

// An amount up to which something is of a code: a law that sets it says of its text what no code can.
struct ClassLimit {
    enum class Kind {
        matter,     // up to it, it is of this code at all
        exclusive,  // up to it, whoever hears matters of this code does so alone
    };
    std::vector<std::string> codes;
    Kind kind{};
    Amount amount;
};
std::string_view code(ClassLimit::Kind kind);  // "matter"

struct Taxonomy {
    std::string id, version;
    intake::Words name;
    std::string publisher, source, licence;
    std::string published;                    // "2015-03"; "" not said
    std::optional<Day> valid_from, valid_to;  // both days included; nothing: open
    std::vector<std::string> official;        // languages in which its publisher names the codes
    std::map<std::string, std::string, std::less<>> aliases;  // printed otherwise -> the code
    std::vector<TaxonomyCode> codes;
    std::vector<ClassLimit> limits;

    // nullptr for what is no code of it; aliases are none.
    const TaxonomyCode* find(std::string_view code) const;
    // The code that an alias stands for; anything else as it is.
    std::string canonical(std::string_view code) const;
    // The code that a spreadsheet took for a number: "101" was "0101". Nothing where it is a code already, or that is none.
    std::optional<std::string> with_its_zero(std::string_view code) const;
    bool holds_on(Day day) const;
    // Of a code, in the order of list.toml.
    std::vector<ClassLimit> limits_of(std::string_view code) const;
};

// Of taxonomy/, by id and version. Throws Error{bad_input} for a list.toml that cannot be used, a code that comes twice, a
// parent that is none or is not of the level above, levels that are not as many as list.toml says, and a limit of a code that
// is none or that is no amount.
std::vector<Taxonomy> taxonomies(const Share& share);

// The version of a list that holds on a day; nullptr where none does.
const Taxonomy* in_force(const std::vector<Taxonomy>& all, std::string_view id, Day day);

}  // namespace atalaya::service
