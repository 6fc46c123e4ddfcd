// How wide the vectors are that our own kernels add with.
#pragma once

#include <cstddef>

namespace atalaya {

// 64 where the processor has AVX-512 (F and BW), 32 where it has AVX2, else 16: or less, where ATALAYA_VECTOR_BYTES says 16 or
// 32, by which tests ask a processor for what a plainer one would answer. Anything else says nothing. Told once.
// What is computed does not depend on it.
std::size_t vector_bytes();

}  // namespace atalaya
