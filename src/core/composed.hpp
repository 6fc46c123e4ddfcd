// Letters written as two code points, a letter and its accent after it ("n" and U+0303), as the one that they are ("ñ"): what
// Unicode calls NFC, of the letters of Latin-1 and Latin Extended-A and of Guaraní (ẽ, ỹ). Files written on a Mac have them apart.
#pragma once

#include <string>
#include <string_view>

namespace atalaya {

// Whether composed() may change the text: false of ASCII and of nearly all text that is composed. At the speed of memory.
bool may_be_decomposed(std::string_view utf8);

// An accent joins the ASCII letter right before it where the two have a letter of their own. An accent at the beginning,
// after anything else, or a second one on the same letter stays as it was, and so does whatever is no UTF-8. composed() of what
// it gave changes nothing. O(bytes), never longer than the text.
std::string composed(std::string_view utf8);

}  // namespace atalaya
