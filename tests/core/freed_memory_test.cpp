#include "core/freed_memory.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <memory>

namespace atalaya {
namespace {

long pages_handed_out() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_minflt;
}

// A block of 48 MiB, every page of it touched, and freed.
long pages_of_a_block() {
    constexpr std::size_t bytes = std::size_t{48} << 20, page = 4096;
    const long before = pages_handed_out();
    const std::unique_ptr<char, decltype(&std::free)> block{static_cast<char*>(std::malloc(bytes)),
                                                            &std::free};
    volatile char* at = block.get();
    for (std::size_t byte = 0; byte < bytes; byte += page) at[byte] = 1;
    return pages_handed_out() - before;
}

// Where the setting is there; elsewhere each block is handed out anew.
TEST(FreedMemory, IsThereForTheNextBlock) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "another allocator";
#endif
    keep_freed_memory();
    EXPECT_GT(pages_of_a_block(), 16);  // large pages are 2 MiB
    EXPECT_LT(pages_of_a_block(), 16);
}

}  // namespace
}  // namespace atalaya
