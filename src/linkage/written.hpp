// A name or a number as sources write it, made comparable.
//
// comparable_name: folded (core/text) but for ç, by which phonetic_key tells Gonçalves from Goncalves and which a Column
// folds; "Quispe Mamani, Juan" is "juan quispe mamani"; what is no letter is a blank, blanks
// once. A text that says that nobody is named (NN, no identificado, sin datos, ignorado, não informado ...) is "",
// for two unknown persons are not one.
//
// comparable_number: letters and digits alone, folded: "12.345.678" is "12345678", "AB 123-cd" is "ab123cd". One that has no
// digit, or no digit but 0 ("S/D", "0"), is "".
//
// O(bytes).
#pragma once

#include <string>
#include <string_view>

namespace atalaya::linkage {

std::string comparable_name(std::string_view written);
std::string comparable_number(std::string_view written);

}  // namespace atalaya::linkage
