#include "service/bulletin/issue.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "support.hpp"

namespace atalaya::service {
namespace {

// Issues of one bulletin that the record store has.
std::vector<store::BulletinIssue> entered(Town& town, const BulletinRequest& request) {
    std::vector<store::BulletinIssue> found;
    for (const auto& one : town.store->records().issues(town.store->city())) {
        if (one.bulletin == request.bulletin && one.territory == request.territory &&
            one.period == iso(request.month) && one.language == request.language) {
            found.push_back(one);
        }
    }
    return found;
}

TEST(Issue, IsEnteredOnceWithTheDigestOfItsPage) {
    Town& town = marejada();
    const Folder out;
    NoProgress quiet;
    const BulletinRequest request{.bulletin = "ficha", .month = *parse_month("2024-05"), .language = "pt"};
    const auto issued = issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet);
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet);

    const auto issues = entered(town, request);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(issues[0].number, 1);
    std::ifstream page{issued[0].files[0], std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{page}, {}};
    EXPECT_EQ(issues[0].digest, sha256(bytes));
}

// The bulletin of the same month as an earlier vintage knew it is another issue.
TEST(Issue, OtherBytesAreTheNextNumber) {
    Town& town = marejada();
    const Folder out;
    NoProgress quiet;
    BulletinRequest request{.bulletin = "ficha", .month = *parse_month("2024-04"), .language = "pt"};
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet);
    const auto vintages = town.store->vintages();
    request.vintage = vintages[vintages.size() - 2].id;
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet);

    const auto issues = entered(town, request);
    ASSERT_EQ(issues.size(), 2u);
    EXPECT_EQ(issues[1].number, 2);
    EXPECT_NE(issues[0].digest, issues[1].digest);
}

}  // namespace
}  // namespace atalaya::service
