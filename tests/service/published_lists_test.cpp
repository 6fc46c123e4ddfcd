#include "service/published_lists.hpp"

#include <gmock/gmock.h>

#include "core/stem.hpp"
#include "service/code_changes.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::map<std::string, std::string> names_of(const fs::path& file) {
    std::map<std::string, std::string> names;
    for (const auto& [code, name] : read_code_list(file)) names[code] = name;
    return names;
}

TEST(PublishedLists, EveryListSaysWhoseItIsAndHasItsVersions) {
    const auto lists = published_lists(find_share());
    ASSERT_FALSE(lists.empty());
    for (const auto& list : lists) {
        EXPECT_THAT(list.source, HasSubstr("https://")) << list.id;
        EXPECT_FALSE(list.publisher.empty()) << list.id;
        for (const auto& version : list.versions)
            EXPECT_GT(read_code_list(published_version(find_share(), list.id + "/" + version).file).size(),
                      10U);
    }
}

TEST(PublishedLists, OneThatIsNotThereIsRefusedWithThoseThatAre) {
    try {
        published_version(find_share(), "cead/2023");
        FAIL() << "it was found";
    } catch (const Error& error) {
        EXPECT_EQ(static_cast<int>(error.fault()), static_cast<int>(Fault::missing));
        EXPECT_THAT(error.what(), HasSubstr("There are: cead/until-2024, cead/2024"));
    }
}

// Same name, same thing; what a name does not say is of one family with what it became.
TEST(PublishedLists, CeadsCrosswalkIsExactWhereNamesAreTheSameAndThereAlone) {
    const auto old = published_version(find_share(), "cead/until-2024");
    const auto now = published_version(find_share(), "cead/2024");
    const auto was = names_of(old.file), is = names_of(now.file);
    const auto rows = published_crosswalk(old, now);
    ASSERT_EQ(rows.size(), 79U);
    for (const auto& [before, after, fit] : rows) {
        for (const auto& code : after) {
            const bool same =
                stems_of(was.at(before)) == stems_of(is.at(code)) && before.size() == code.size();
            EXPECT_EQ(fit == "exact", same) << before << " " << code;
        }
    }
    const auto drugs = std::ranges::find(rows, "20101", &CodeBecame::before);
    EXPECT_THAT(drugs->after, ElementsAre("40101"));
    EXPECT_TRUE(published_crosswalk(now, old).empty()) << "nobody made it";
}

// The codes and names in force are those that CEAD publishes.
TEST(RealFilesPublishedLists, CeadsListIsAsItIsPublished) {
    const auto published = source_folder() / "../shared/codes/cl/cead_taxonomia.csv";
    if (!fs::exists(published)) GTEST_SKIP() << "no shared/codes/cl beside the repository";
    EXPECT_EQ(names_of(published_version(find_share(), "cead/2024").file), names_of(published));
}

}  // namespace
}  // namespace atalaya::service
