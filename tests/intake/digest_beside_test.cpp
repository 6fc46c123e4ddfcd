#include "intake/digest_beside.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace atalaya::intake {
namespace {

namespace fs = std::filesystem;

class DigestBesideTest : public testing::Test {
  protected:
    DigestBesideTest()
        : path_{fs::path{testing::TempDir()} /
                ("digest-beside-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                 std::to_string(reinterpret_cast<std::uintptr_t>(this)))} {}
    ~DigestBesideTest() override { fs::remove(path_); }
    fs::path path_;
};

TEST_F(DigestBesideTest, IsTheDigestOfTheWholeFile) {
    std::ofstream{path_} << std::string(3'000'001, 'x') << "y";
    const OpenFile file{path_};
    EXPECT_EQ(DigestBeside{file}.get(), sha256_of_file(path_));
}

// Four TiB that lie nowhere would take an hour.
TEST_F(DigestBesideTest, IsGivenUpWhenNobodyWaits) {
    std::ofstream{path_} << "x";
    fs::resize_file(path_, std::uintmax_t{1} << 42);
    const OpenFile file{path_};
    const auto start = std::chrono::steady_clock::now();
    { DigestBeside beside{file}; }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{30});
}

}  // namespace
}  // namespace atalaya::intake
