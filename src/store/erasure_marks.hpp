// The marks that erasures leave in the place of texts ("⟦e-2031-01-05.1⟧"), told as people say them.
#pragma once

#include <functional>
#include <string>

namespace atalaya::store {

// A text, or the JSON of a finding's detail, with say(day) in the place of every mark; the day is that of the erasure,
// "2031-01-05". What only looks like a mark stays.
std::string with_marks_said(const std::string& text,
                            const std::function<std::string(const std::string& day)>& say);

}  // namespace atalaya::store
