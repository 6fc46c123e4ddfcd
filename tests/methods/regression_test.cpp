// What regression says of a column y that is not what its family takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using testing::HasSubstr;

namespace {

Question of(Numbers y, const std::string& family) {
    Frame rows;
    rows.add("y", std::move(y));
    rows.add("trials", Numbers(6, 10));
    rows.add("x1", Numbers{1, 2, 3, 4, 5, 6});
    return {.tables = {{"rows", std::move(rows)}}, .given = {{"family", family}}};
}

std::string refused(const Question& question) {
    try {
        run(*find("regression"), question);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Regression, CasesInPlaceOfSharesAreSaidWithWhatToDo) {
    const auto said = refused(of({3, 4, 5, 6, 7, 2}, "binomial"));
    EXPECT_THAT(said, HasSubstr("found 3 (rows so: 6)"));
    EXPECT_THAT(said, HasSubstr("Divide the cases by their trials"));
    EXPECT_EQ(refused(of({0.3, 0.4, 0, 0.6, 1, 0.2}, "binomial")), "");
}

TEST(Regression, CountsBelowZeroAreSaid) {
    EXPECT_THAT(refused(of({3, -4, 5, 6, 7, 2}, "poisson")), HasSubstr("found -4 (rows so: 1)"));
    EXPECT_EQ(refused(of({3, 4, 5, 6, 7, 2}, "poisson")), "");
}

}  // namespace
