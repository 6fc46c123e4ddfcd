// Half a vector of single precision, and a whole one of double that its numbers are added to.
#pragma once

#include <cstddef>

namespace atalaya::stats {

// `bytes` of the whole vector: 16, 32 or 64.
template <std::size_t bytes>
struct Widened;
template <>
struct Widened<16> {
    typedef float Half __attribute__((vector_size(8)));
    typedef double Wide __attribute__((vector_size(16)));
};
template <>
struct Widened<32> {
    typedef float Half __attribute__((vector_size(16)));
    typedef double Wide __attribute__((vector_size(32)));
};
template <>
struct Widened<64> {
    typedef float Half __attribute__((vector_size(32)));
    typedef double Wide __attribute__((vector_size(64)));
};

}  // namespace atalaya::stats
