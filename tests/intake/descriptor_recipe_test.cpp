#include "intake/descriptor_recipe.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

TEST(DescriptorRecipe, TheRecipeChangesWithEveryWordThatMatters) {
    const Folder a, b, c;
    const Digest same = small_source(a).recipe;
    EXPECT_EQ(small_source(b).recipe, same);
    EXPECT_NE(small_source(c, edited(small_descriptor, "\"99\"", "\"98\"")).recipe, same);
    a.write("hechos/codes.csv", std::string{small_codes} + "otro,Otro,,Otro,Outro,Other,,,,\n");
    EXPECT_NE(read_source(a.path() / "hechos").recipe, same);
}

TEST(DescriptorRecipe, WhomToWriteToSaysNothingOfReading) {
    const Folder a, b;
    const std::string posts = "contact = { institution = \"Policía\" }\n[format]";
    EXPECT_EQ(small_source(a).recipe, small_source(b, edited(small_descriptor, "[format]", posts)).recipe);
}

}  // namespace
}  // namespace atalaya::intake
