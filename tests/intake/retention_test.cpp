#include "intake/retention.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

std::string with_retention(const std::string& lines) {
    return std::string{small_descriptor} + "[retention]\n" + lines;
}

TEST(Retention, SaysWhatItSays) {
    const Folder folder;
    const auto says = read_retention(small_source(
        folder, with_retention("class = \"sensitive\"\ndeliveries = 24\npositions = 60\ntexts = 12\n"
                               "basis = \"Ley 25.326, art. 4\"\n")));
    EXPECT_EQ(says.of, "sensitive");
    EXPECT_EQ(says.deliveries, 24);
    EXPECT_EQ(says.positions, 60);
    EXPECT_EQ(says.texts, 12);
    EXPECT_EQ(says.basis, "Ley 25.326, art. 4");
    const Folder other;
    EXPECT_FALSE(read_retention(small_source(other)).any());
}

TEST(Retention, IsNoPartOfTheRecipe) {
    const Folder folder, other;
    const auto source = small_source(folder, with_retention("class = \"personal\"\n"));
    EXPECT_EQ(source.recipe, small_source(other).recipe);
}

TEST(Retention, RefusesWhatCannotBeMeant) {
    const std::pair<const char*, const char*> cases[] = {
        {"class = \"secret\"\n", "should be one of public"},
        {"class = \"personal\"\ndeliveries = 0\nbasis = \"x\"\n", "should be between 1 and 1200; found 0"},
        {"class = \"personal\"\ndeliveries = 12\n", "should say the rule that sets these months"},
        {"class = \"personal\"\nplaces = 12\nbasis = \"x\"\n", "unknown key \"places\" in [retention]"},
    };
    for (const auto& [lines, says] : cases) {
        const Folder folder;
        EXPECT_THAT(refusal([&] { small_source(folder, with_retention(lines)); }), HasSubstr(says));
    }
}

}  // namespace
}  // namespace atalaya::intake
