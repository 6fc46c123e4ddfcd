// What becomes of memory that was freed: kept for what is asked next, in place of going back to the system, which hands
// out each page anew, cleared, when it is touched. Of short questions of many numbers that was a quarter of the time.
#pragma once

#include <cstddef>

namespace atalaya {

inline constexpr std::size_t kept_block = std::size_t{64}
                                          << 20;  // larger ones come from the system and go back to it
inline constexpr std::size_t kept_freed = std::size_t{256} << 20;  // of what is free at the end of the heap

// For the whole process, from here on; at the start of main. Nothing where the C library has no such setting.
void keep_freed_memory();

}  // namespace atalaya
