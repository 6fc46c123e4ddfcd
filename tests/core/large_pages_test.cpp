#include "core/large_pages.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

namespace atalaya {
namespace {

TEST(LargePages, AreAskedForBesideOtherWords) {
    EXPECT_EQ(tunables_with_large_pages(""), "glibc.malloc.hugetlb=1");
    EXPECT_EQ(tunables_with_large_pages("glibc.cpu.hwcaps=-FMA"),
              "glibc.cpu.hwcaps=-FMA:glibc.malloc.hugetlb=1");
}

TEST(LargePages, WhatSomebodyChoseStands) {
    EXPECT_EQ(tunables_with_large_pages("glibc.malloc.hugetlb=0"), "");
    EXPECT_EQ(tunables_with_large_pages(tunables_with_large_pages("")), "");
}

// Run by the test below in a process of its own.
TEST(LargePages, DISABLED_StartAgain) {
    use_large_pages_to_read(large_files);
    ASSERT_NE(std::getenv("GLIBC_TUNABLES"), nullptr) << "it went on as it was";
    EXPECT_STREQ(std::getenv("GLIBC_TUNABLES"), "glibc.malloc.hugetlb=1");
    constexpr std::size_t bytes = std::size_t{16} << 20, page = 4096;
    std::unique_ptr<char, decltype(&std::free)> block{static_cast<char*>(std::malloc(bytes)), &std::free};
    for (volatile char* at = block.get(); at < block.get() + bytes; at += page) *at = 1;
    std::ifstream mapped{"/proc/self/smaps_rollup"};
    std::string line;
    while (std::getline(mapped, line) && !line.starts_with("AnonHugePages:")) continue;
    ASSERT_TRUE(line.starts_with("AnonHugePages:"));
    EXPECT_EQ(line.find(" 0 kB"), std::string::npos) << line;
}

TEST(LargePages, AProcessStartsAgainForLargeFiles) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "another allocator";
#endif
    std::ifstream setting{"/sys/kernel/mm/transparent_hugepage/enabled"};
    std::string choices;
    if (!std::getline(setting, choices) || choices.find("[madvise]") == std::string::npos)
        GTEST_SKIP() << "this system does not leave large pages to programs: " << choices;
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::unsetenv("GLIBC_TUNABLES");
        ::execl("/proc/self/exe", "test_core", "--gtest_filter=LargePages.DISABLED_StartAgain",
                "--gtest_also_run_disabled_tests", nullptr);
        ::_exit(77);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(LargePages, AProcessGoesOnForSmallOnes) {
    const char* before = std::getenv("GLIBC_TUNABLES");
    use_large_pages_to_read(large_files - 1);
    EXPECT_EQ(std::getenv("GLIBC_TUNABLES"), before);
}

}  // namespace
}  // namespace atalaya
