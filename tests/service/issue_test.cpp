#include "service/bulletin/issue.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "service/bulletin/check.hpp"
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
    const auto issued = issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet,
                              *parse_day("2025-01-10"));
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet, *parse_day("2025-01-10"));

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
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet, *parse_day("2025-01-10"));
    const auto vintages = town.store->vintages();
    request.vintage = vintages[vintages.size() - 2].id;
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet, *parse_day("2025-01-10"));

    const auto issues = entered(town, request);
    ASSERT_EQ(issues.size(), 2u);
    EXPECT_EQ(issues[1].number, 2);
    EXPECT_NE(issues[0].digest, issues[1].digest);
}

// Whatever the form: a page of a PDF is looked up as well. The later vintage has other figures and another code.
TEST(Issue, ItsCodeIsFoundAndComesOutAgain) {
    Town& town = marejada();
    const Folder out;
    NoProgress quiet;
    const auto day = *parse_day("2025-01-10");
    BulletinRequest request{.bulletin = "ficha",
                            .month = *parse_month("2024-03"),
                            .vintage = town.store->newest()->id,
                            .profile = "publico"};
    Worlds worlds{*town.store, town.catalogue};
    const auto code = ficha(worlds, request).code;
    EXPECT_THROW(check_code(*town.store, town.catalogue, code), Error);
    issue(*town.store, town.catalogue, {request}, {Form::xlsx}, out.path(), quiet, day);
    issue(*town.store, town.catalogue, {request}, {Form::xlsx}, out.path(), quiet,
          day + std::chrono::days{9});

    const auto checked = check_code(*town.store, town.catalogue, code);
    EXPECT_EQ(checked.code, code);
    ASSERT_EQ(checked.bulletins.size(), 1u);
    const auto& one = checked.bulletins[0];
    EXPECT_EQ(one.request.bulletin, "ficha");
    EXPECT_EQ(one.request.territory, "ciudad");
    EXPECT_EQ(iso(one.request.month), "2024-03");
    EXPECT_EQ(one.request.vintage, request.vintage);
    EXPECT_EQ(one.request.profile, "publico");
    EXPECT_EQ(one.issued_on, day);
    EXPECT_EQ(one.code_now, code);
    EXPECT_TRUE(checked.same());
}

// A code that was kept of figures that are no longer those.
TEST(Issue, ACodeThatDoesNotComeOutAgainIsTold) {
    Town& town = marejada();
    const auto vintage = *town.store->newest();
    town.store->records().keep_code(
        town.store->city(), {"0000-0000", "ficha", "ciudad", "2024-02", "es", vintage.no, "2025-01-10"});
    const auto checked = check_code(*town.store, town.catalogue, "oooo oooo");
    ASSERT_EQ(checked.bulletins.size(), 1u);
    EXPECT_NE(checked.bulletins[0].code_now, "0000-0000");
    EXPECT_FALSE(checked.bulletins[0].code_now.empty());
    EXPECT_FALSE(checked.same());
}

TEST(Issue, ACodeIsReadAsItIsCopied) {
    for (const auto* text : {"7K2M-91XA", "7k2m91xa", " 7k2m 9lxa ", "7K2M-9IXA"})
        EXPECT_EQ(code_as_printed(text), "7K2M-91XA") << text;
    for (const auto* text : {"", "7K2M", "7K2M-91XAB", "7K2M-91X!", "7K2M-91XU"})
        EXPECT_THROW(code_as_printed(text), Error) << text;
}

}  // namespace
}  // namespace atalaya::service
