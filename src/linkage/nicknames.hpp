// Short and fond forms of given names in Spanish and Portuguese, folded: Pepe is José, Zé too, Rosita is Rosa, Luizinho Luiz,
// Santi Santiago.
//
// A list of those that are formed otherwise, and two ways by which the others are:
//     -ito -ita -cito -cita -itos -inho -inha -zinho -zinha put after what begins the name (rosita, juancito, luizinho)
//     the first three letters or more, two at least left out (rafa, santi, ale)
//
// It is of words of a name, whichever: that "Mar" is short for "Martínez" has to be told by the other words.
// O(length of the list).
#pragma once

#include <string_view>

namespace atalaya::linkage {

bool is_short_for(std::string_view word, std::string_view name);

}  // namespace atalaya::linkage
