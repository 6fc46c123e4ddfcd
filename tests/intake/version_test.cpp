#include "intake/version.hpp"

#include <gtest/gtest.h>

#include <string>

#include "core/digest.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

// Worked out by hand from the folder: what was read under another version is another recipe, and is read again.
TEST(Version, IsPartOfTheRecipeOfEverySource) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto recipe = [&](std::string_view version) {
        Sha256 hash;
        hash.add("intake " + std::string{version});
        for (const std::string name : {"source.toml", "codes.csv", "areas.csv"}) {
            const auto path = source.folder / name;
            const std::string text = std::filesystem::exists(path) ? text_of(path) : "";
            hash.add("\n" + name + " " + std::to_string(text.size()) + "\n" + text);
        }
        return hash.digest();
    };

    EXPECT_EQ(source.recipe, recipe(intake_version));
    EXPECT_NE(source.recipe, recipe("5"));
}

}  // namespace
}  // namespace atalaya::intake
