#include "core/vector_bytes.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace atalaya {

namespace {

std::size_t widest() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) return 64;
    if (__builtin_cpu_supports("avx2")) return 32;
#endif
    return 16;
}

std::size_t asked() {
    const char* said = std::getenv("ATALAYA_VECTOR_BYTES");
    const std::string_view text = said ? said : "";
    return text == "16" ? 16 : text == "32" ? 32 : 64;
}

}  // namespace

std::size_t vector_bytes() {
    static const std::size_t told = std::min(widest(), asked());
    return told;
}

}  // namespace atalaya
