// What the codes of a source say in tags of ICCS (service/tags.hpp): sources/ID/tags.csv, a line for each tag that a code of
// codes.csv fixes (code,tag,value), "homicidio-arma-fuego,We,1". Codes are offences, or in tallies of persons the texts of
// their columns ([category] each): "sexo-mujer,victim.SV,2". No part of the recipe: rows are read the same.
#pragma once

#include <map>
#include <span>
#include <string>

#include "intake/descriptor.hpp"
#include "service/mechanism.hpp"
#include "service/tags.hpp"

namespace atalaya::service {

// By code of the source: the value of each tag, by its full name ("event.We" -> "1"). What a mechanism of homicide says of the
// weapon is among them (homicide.HMec X93: event.We 1).
using CodeTags = std::map<std::string, std::map<std::string, std::string>>;

// Empty for a source without the file. Error{bad_input} naming file and code for a code, tag or value that is none, a tag said twice
// of a code, a tag whose value is a column of its own, and a weapon that is not that of the mechanism.
CodeTags read_code_tags(const intake::Source& source, const Tags& tags,
                        const std::vector<Mechanism>& mechanisms);

// Whether all of these classes of ICCS are intentional homicide (0101) or its attempt (0102). False for none.
bool only_homicides(const std::vector<std::string>& classes);

// Refuses tags that only homicides have, of what is none: Error{bad_input}. Classes are those that the labels have by now;
// of tallies of persons, those of every label that counts in the indicator that they describe, in all of these sources;
// where none does, nothing is refused.
void check_homicide_tags(std::span<const intake::Source> sources, const Share& share);

}  // namespace atalaya::service
