#include "core/vector_bytes.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace atalaya {
namespace {

int of_the_processor() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) return 64;
    if (__builtin_cpu_supports("avx2")) return 32;
#endif
    return 16;
}

// In a process of its own, for it is told once.
void tell_where(const char* said) {
    ::setenv("ATALAYA_VECTOR_BYTES", said, 1);
    _exit(static_cast<int>(vector_bytes()));
}

TEST(VectorBytes, AreNarrowerWhereThatIsAsked) {
    EXPECT_EXIT(tell_where("16"), testing::ExitedWithCode(16), "");
    EXPECT_EXIT(tell_where("32"), testing::ExitedWithCode(std::min(32, of_the_processor())), "");
}

TEST(VectorBytes, AreThoseOfTheProcessorWhereNothingElseIsSaid) {
    for (const char* said : {"", "64", "128", "sixteen"})
        EXPECT_EXIT(tell_where(said), testing::ExitedWithCode(of_the_processor()), "") << said;
}

}  // namespace
}  // namespace atalaya
