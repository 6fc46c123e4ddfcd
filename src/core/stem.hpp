// Words of Spanish, Portuguese and English brought to what their forms share, so that "robos" or
// "roubadas" of a search meet "Robo" and "Roubo" of a list. A search helper, not a linguist: two words may share a stem that no
// dictionary would give them, and never is anything coded by it alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

// Of a folded word (core/text): plural, gender, the endings of participles and of nouns of an action are cut where at
// least three letters are left ("lesiones" -> "les", "lesao" -> "les", "homicidas" -> "homicid"). Words of three letters or
// fewer, and words with a digit, are themselves.
std::string stem(std::string_view folded_word);

// The words of a text, folded, in order, without its links. Splits as stems_of() does.
std::vector<std::string> words_of(std::string_view text);

// The stems of a text, in order, without its links ("de", "con", "em", "the" ...), repeated words once. Splits at whatever is
// neither letter nor digit. A text of links alone has none.
std::vector<std::string> stems_of(std::string_view text);

}  // namespace atalaya
