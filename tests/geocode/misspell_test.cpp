#include "misspell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode {
namespace {

TEST(Misspeller, TheSameSeedMakesTheSameSlips) {
    Misspeller a{5}, b{5}, other{6};
    std::string one, two, three;
    for (int i = 0; i < 50; ++i) {
        one += a.address("AV GRAL FLORES", 120, "BIS");
        two += b.address("AV GRAL FLORES", 120, "BIS");
        three += other.address("AV GRAL FLORES", 120, "BIS");
    }
    EXPECT_EQ(one, two);
    EXPECT_NE(one, three);
}

TEST(Misspeller, NearlyAllNamesComeOutOtherThanTheyWere) {
    Misspeller slips{1};
    int changed = 0;
    for (int i = 0; i < 1'000; ++i)
        changed += folded(slips.street("JOSE GERVASIO ARTIGAS")) != "jose gervasio artigas";
    EXPECT_GT(changed, 950);
}

}  // namespace
}  // namespace atalaya::geocode
