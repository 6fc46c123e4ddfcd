// Which sources count facts that no other source of the city counts.
#pragma once

#include "intake/descriptor.hpp"

namespace atalaya::service {

// Of incidents or tallies, and no second reading of another source's deliveries (`beside`): boundaries, denominators,
// places and second readings have rows, and none of them is one fact more.
inline bool has_facts_of_its_own(const intake::Source& source) {
    return source.beside.empty() &&
           (source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies);
}

}  // namespace atalaya::service
