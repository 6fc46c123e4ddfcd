// The words of an address as people write it, made comparable: case, accents, text that was
// decoded wrongly, abbreviations, and how a word sounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::geocode {

// UTF-8 that was taken for Latin-1 or Windows-1252 and written as UTF-8 again, as often as it
// was: "MUÃ‘OZ" is "MUÑOZ". Text in which nothing of the kind happened comes back as it is.
std::string repaired(std::string_view utf8);

// What a word is to a name. A way ("avenida") tells two streets apart only where both say
// theirs, a title ("general") and a link ("de") may be left out.
enum class Kind : std::uint8_t { plain, way, title, link };

struct Word {
    std::string text;  // folded, abbreviations written out
    Kind kind = Kind::plain;
    bool cut = false;  // ended with a full stop and is no abbreviation we know: "Constit."
    friend bool operator==(const Word&, const Word&) = default;
};

// The words of a name, in order: repaired and folded, split at what is neither letter nor
// digit, abbreviations and number words replaced ("Gral." is "general", "dieciocho" is "18",
// "1°" and "1ra" are "1"). At most 24 words; those after are left out.
std::vector<Word> words_of(std::string_view name);

// How a folded word sounds to a writer of Spanish or Portuguese: b = v, s = z = soft c = x = ss,
// ll = y = i, silent h dropped, k = qu = hard c, soft g = j, m before b and p = n, ph = f,
// double letters single. Words with a digit are themselves.
std::string sound_of(std::string_view folded_word);

}  // namespace atalaya::geocode
