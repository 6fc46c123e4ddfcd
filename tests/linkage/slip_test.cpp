#include "linkage/slip.hpp"

#include <algorithm>

#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

// All that one slip makes of a text, over the letters a, b, c.
std::set<std::string> slips_of(const std::string& text) {
    std::set<std::string> made{text};
    for (std::size_t i = 0; i <= text.size(); ++i) {
        for (const char c : {'a', 'b', 'c'}) {
            made.insert(text.substr(0, i) + c + text.substr(i));
            if (i < text.size()) made.insert(text.substr(0, i) + c + text.substr(i + 1));
        }
        if (i < text.size()) made.insert(text.substr(0, i) + text.substr(i + 1));
        if (i + 1 < text.size()) {
            auto exchanged = text;
            std::swap(exchanged[i], exchanged[i + 1]);
            made.insert(exchanged);
        }
    }
    return made;
}

TEST(Slip, IsOneLetterChangedLostAddedOrExchanged) {
    EXPECT_TRUE(within_one_slip("30123456", "30123456"));
    EXPECT_TRUE(within_one_slip("30123456", "30128456"));
    EXPECT_TRUE(within_one_slip("30123456", "3012456"));
    EXPECT_TRUE(within_one_slip("3012456", "30123456"));
    EXPECT_TRUE(within_one_slip("30123456", "30124356"));
    EXPECT_FALSE(within_one_slip("30123456", "30128457"));
    EXPECT_FALSE(within_one_slip("30123456", "301234"));
    EXPECT_TRUE(within_one_slip("", "1"));
    EXPECT_FALSE(within_one_slip("", "12"));
}

TEST(Slip, EqualsAllThatOneSlipCanMake) {
    stats::Random random{62};
    const auto text = [&] {
        std::string made;
        for (auto n = random.below(6); n > 0; --n) made += static_cast<char>('a' + random.below(3));
        return made;
    };
    for (int k = 0; k < 5000; ++k) {
        const auto a = text(), b = text();
        ASSERT_EQ(within_one_slip(a, b), slips_of(a).contains(b)) << a << ' ' << b;
    }
}

TEST(Slip, ADayMayHaveItsMonthFirst) {
    EXPECT_TRUE(may_be_one_day("2021-03-05", "2021-05-03"));
    EXPECT_TRUE(may_be_one_day("2021-03-05", "2021-03-06"));
    EXPECT_FALSE(may_be_one_day("2021-03-05", "2022-05-03"));
    EXPECT_FALSE(may_be_one_day("2021-03-05", "2021-04-06"));
    EXPECT_FALSE(may_be_one_day("0123456789", "0123489567"));
}

}  // namespace
}  // namespace atalaya::linkage
