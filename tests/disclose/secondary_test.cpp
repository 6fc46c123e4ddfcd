#include "disclose/secondary.hpp"

#include <gtest/gtest.h>

#include <set>

namespace atalaya::disclose {
namespace {

std::vector<bool> hidden_of(const std::vector<Count>& counts, Count minimum) {
    std::vector<bool> small;
    for (const Count count : counts) small.push_back(0 < count && count < minimum);
    return hidden_parts(counts, small, minimum);
}

TEST(Secondary, NothingSmallHidesNothing) {
    EXPECT_EQ(hidden_of({5, 0, 12}, 3), (std::vector<bool>{false, false, false}));
    EXPECT_EQ(hidden_of({}, 3), std::vector<bool>{});
}

TEST(Secondary, OneSmallPartTakesTheSmallestOtherWithIt) {
    EXPECT_EQ(hidden_of({40, 2, 7, 0}, 3), (std::vector<bool>{false, true, true, false}));
}

// Two parts of 1 leave a rest of 2: each must be 1.
TEST(Secondary, TwoSmallPartsThatTheirSumGivesAwayTakeAThird) {
    EXPECT_EQ(hidden_of({40, 1, 1, 9}, 3), (std::vector<bool>{false, true, true, true}));
    EXPECT_EQ(hidden_of({40, 2, 2, 9}, 3), (std::vector<bool>{false, true, true, true}));
    EXPECT_EQ(hidden_of({40, 1, 2, 9}, 3), (std::vector<bool>{false, true, true, false}));
}

// Every way to fill up to four parts, against whoever tries all fillings that the page allows.
TEST(Secondary, NoSmallPartHasASingleValueThatTheTotalAllows) {
    constexpr Count minimum = 4, most = 6;
    int hid = 0;
    for (int code = 0; code < 7 * 7 * 7 * 7; ++code) {
        std::vector<Count> counts;
        for (int rest = code, i = 0; i < 4; ++i, rest /= 7) counts.push_back(rest % (most + 1));
        const auto hidden = hidden_of(counts, minimum);
        std::vector<std::size_t> unknown;
        Count rest = 0;
        bool all = true;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            all = all && (hidden[i] || counts[i] == 0);
            if (!hidden[i]) continue;
            unknown.push_back(i);
            rest += counts[i];
        }
        if (unknown.empty() || all) continue;  // with nothing left to hide the whole table goes
        std::vector<std::set<Count>> possible(unknown.size());
        std::vector<Count> tried(unknown.size());
        const auto is_small = [&](std::size_t k) { return counts[unknown[k]] < minimum; };
        const auto fill = [&](const auto& self, std::size_t k, Count left) -> void {
            if (k == unknown.size()) {
                if (left != 0) return;
                for (std::size_t j = 0; j < tried.size(); ++j) possible[j].insert(tried[j]);
                return;
            }
            for (Count n = is_small(k) ? 1 : 0; n <= (is_small(k) ? minimum - 1 : left) && n <= left; ++n) {
                tried[k] = n;
                self(self, k + 1, left - n);
            }
        };
        fill(fill, 0, rest);
        for (std::size_t k = 0; k < unknown.size(); ++k) {
            if (!is_small(k)) continue;
            EXPECT_GT(possible[k].size(), 1u) << code << " part " << unknown[k];
            ++hid;
        }
    }
    EXPECT_GT(hid, 1000);
}

}  // namespace
}  // namespace atalaya::disclose
