// Pictures as they were looked at and found good. A change of one byte fails here:
// look at the new picture, then ATALAYA_BLESS=1 test_render writes it over the old.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "render/chart_samples.hpp"
#include "source_folder.hpp"

namespace atalaya::render {
namespace {

const std::filesystem::path folder = source_folder() / "tests/render/pictures";

std::string read(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// The large ones are held to the rules of chart_test.cpp only.
std::vector<test::NamedDrawing> kept() {
    auto drawings = test::all_drawings();
    std::erase_if(drawings, [](const auto& d) { return d.name == "multiples" || d.name == "heat_hours"; });
    return drawings;
}

class Picture : public testing::TestWithParam<test::NamedDrawing> {};

TEST_P(Picture, IsAsItWasFoundGood) {
    const auto path = folder / (GetParam().name + ".svg");
    const std::string now = GetParam().draw().svg;
    if (std::getenv("ATALAYA_BLESS")) {
        std::ofstream{path, std::ios::binary} << now;
        GTEST_SKIP() << "written: " << path.filename();
    }
    ASSERT_TRUE(std::filesystem::exists(path)) << path << ": run once with ATALAYA_BLESS=1";
    EXPECT_TRUE(now == read(path)) << path.filename() << " is drawn otherwise now";
}

INSTANTIATE_TEST_SUITE_P(Charts, Picture, testing::ValuesIn(kept()),
                         [](const auto& tested) { return tested.param.name; });

TEST(Pictures, NoneIsLeftThatNoTestDraws) {
    std::set<std::string> names;
    for (const auto& drawing : kept()) names.insert(drawing.name + ".svg");
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        EXPECT_TRUE(names.contains(file.path().filename().string())) << file.path();
    }
}

}  // namespace
}  // namespace atalaya::render
