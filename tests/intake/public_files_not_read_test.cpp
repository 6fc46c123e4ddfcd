// Every public file beside the repository is read by some source, or docs/sources.md says why not.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path data = source_folder() / "../shared/data";

// Rows "| `file` | why |" below the heading "## Not read".
std::map<std::string, std::string> reasons() {
    const std::string page = text_of(source_folder() / "docs/sources.md");
    std::map<std::string, std::string> found;
    for (auto at = page.find("## Not read"); (at = page.find("\n| `", at)) != std::string::npos;) {
        const auto begin = at + 4, end = page.find("` | ", begin), last = page.find(" |\n", begin);
        if (end > last) break;
        found.emplace(page.substr(begin, end - begin), page.substr(end + 4, last - end - 4));
        at = last;
    }
    return found;
}

// What the sources of no real city name. One city at a time: two cities may name the same file.
std::set<std::string> not_read() {
    std::map<std::string, int> unclaimed;
    int cities = 0;
    for (const auto& city : read_cities(source_folder() / "cities")) {
        if (city.simulated) continue;
        ++cities;
        const auto sources = read_sources(source_folder() / "sources", city.sources);
        for (const auto& folder : fs::directory_iterator{data}) {
            if (!folder.is_directory()) continue;
            for (const auto& name : look_through(folder.path(), sources).unclaimed)
                ++unclaimed[folder.path().filename().string() + "/" + name];
        }
    }
    std::set<std::string> files;
    for (const auto& [name, by] : unclaimed) {
        if (by == cities && !name.ends_with("README.md")) files.insert(name);
    }
    return files;
}

TEST(RealFilesNotRead, EachHasItsReason) {
    if (!fs::exists(data)) GTEST_SKIP() << "no folder shared/data beside the repository";
    std::set<std::string> said;
    for (const auto& [file, why] : reasons()) {
        said.insert(file);
        EXPECT_GT(why.size(), 20U) << file;
    }
    EXPECT_THAT(said, testing::ContainerEq(not_read()));
}

// The list is part of the page whether or not the files are at hand.
TEST(FilesNotRead, AreAListOfThePage) {
    EXPECT_GT(reasons().size(), 20U);
    EXPECT_TRUE(reasons().contains("caba/limites/barrios_comunas.csv"));
}

}  // namespace
}  // namespace atalaya::intake
