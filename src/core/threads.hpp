// How many threads the user wants work to be shared among.
#pragma once

namespace atalaya {

// What ATALAYA_THREADS says, 1 to 256; 0 when it says nothing. Error{usage} for anything
// else. What is computed does not depend on it.
int threads_asked();

}  // namespace atalaya
