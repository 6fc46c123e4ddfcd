// What to do when there is no room, after what a store or the system said.
#pragma once

#include "core/error.hpp"

namespace atalaya::store {

// ". Free some space and try again" for Fault::no_space, nothing for any other. What holds meanwhile
// is for the caller to say: a vintage may be recorded already.
inline Message room_for(Fault fault) {
    return fault == Fault::no_space ? message(". Free some space and try again") : verbatim("");
}

}  // namespace atalaya::store
