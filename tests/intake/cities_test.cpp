#include "intake/cities.hpp"

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

TEST(Cities, OneThatCannotBeUsedIsToldAndTheOthersAreRead) {
    const Folder folder;
    for (const std::string id : {"abra", "monte", "valle"}) {
        std::string text = text_of(source_folder() / "cities/montevideo/city.toml");
        text.replace(text.find("\"montevideo\""), 12, "\"" + id + "\"");
        if (id == "monte") text.replace(text.find("country"), 7, "contry");
        fs::create_directories(folder.path() / id);
        std::ofstream{folder.path() / id / "city.toml"} << text;
    }
    std::vector<std::string> told;
    const auto cities =
        usable_cities(folder.path(), [&](const Error& error) { told.emplace_back(error.what()); });
    ASSERT_EQ(cities.size(), 2u);
    EXPECT_EQ(cities[0].id, "abra");
    EXPECT_EQ(cities[1].id, "valle");
    ASSERT_EQ(told.size(), 1u);
    EXPECT_THAT(told[0], testing::HasSubstr("monte/city.toml"));
    EXPECT_THROW(read_cities(folder.path()), Error);
}

TEST(Cities, WhereThereIsNoFolderThereIsNone) {
    const Folder folder;
    EXPECT_TRUE(usable_cities(folder.path() / "nada", [](const Error&) { FAIL(); }).empty());
}

}  // namespace
}  // namespace atalaya::intake
