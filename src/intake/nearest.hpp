// "Did you mean": the known word that a mistyped one is nearest to.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/message.hpp"

namespace atalaya::intake {

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`
// (optimal string alignment), over folded bytes. O(|a| |b|).
int edits_between(std::string_view a, std::string_view b);

// The word with the fewest edits, the first of equals; "" when it would take more than two
// in five of the longer word's letters, for then it is another word.
std::string nearest(std::string_view word, std::span<const std::string> known);

// " Did you mean \"sheet\"?", or "" when nothing is near.
Message did_you_mean(std::string_view word, std::span<const std::string> known);

// The same where one is near, and else " There are: delitos, hurtos": what a name that nobody knows is answered with.
Message near_or_all(std::string_view word, std::span<const std::string> known);

}  // namespace atalaya::intake
