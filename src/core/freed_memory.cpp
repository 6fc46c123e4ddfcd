#include "core/freed_memory.hpp"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace atalaya {

void keep_freed_memory() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, static_cast<int>(kept_block));
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(kept_freed));
#endif
}

}  // namespace atalaya
