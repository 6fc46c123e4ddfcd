#include "linkage/jaro.hpp"

#include <algorithm>

#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

// The definition as it is told, letter by letter.
double slow_twin(const std::u32string& a, const std::u32string& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    const long n = static_cast<long>(a.size()), m = static_cast<long>(b.size());
    const long window = std::max(std::max(n, m) / 2 - 1, 0L);
    std::vector<bool> taken(b.size());
    std::u32string of_a, of_b;
    for (long i = 0; i < n; ++i) {
        for (long j = 0; j < m; ++j) {
            if (std::abs(i - j) > window || taken[j] || a[i] != b[j]) continue;
            taken[j] = true;
            of_a += a[i];
            break;
        }
    }
    for (long j = 0; j < m; ++j) {
        if (taken[j]) of_b += b[j];
    }
    if (of_a.empty()) return 0;
    int apart = 0;
    for (std::size_t k = 0; k < of_a.size(); ++k) apart += of_a[k] != of_b[k];
    const double c = static_cast<double>(of_a.size());
    return (c / static_cast<double>(n) + c / static_cast<double>(m) + (c - apart / 2) / c) / 3;
}

std::string utf8(const std::u32string& letters) {
    std::string out;
    for (const char32_t c : letters) {
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xC0 | c >> 6);
            out += static_cast<char>(0x80 | (c & 0x3F));
        } else {
            out += static_cast<char>(0xE0 | c >> 12);
            out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
            out += static_cast<char>(0x80 | (c & 0x3F));
        }
    }
    return out;
}

std::u32string random_text(stats::Random& random, std::size_t longest, std::u32string_view letters) {
    std::u32string text;
    for (std::size_t n = random.below(longest + 1); n > 0; --n) text += letters[random.below(letters.size())];
    return text;
}

struct Published {
    const char *a, *b;
    double jaro, jaro_winkler;
};

// Winkler 1994, "Advanced methods for record linkage", table 2 (three decimals).
TEST(Jaro, GivesThePublishedValues) {
    const Published table[] = {
        {"SHACKLEFORD", "SHACKELFORD", 0.970, 0.982},
        {"DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896},
        {"NICHLESON", "NICHULSON", 0.926, 0.956},
        {"JONES", "JOHNSON", 0.790, 0.832},
        {"MASSEY", "MASSIE", 0.889, 0.933},
        {"ABROMS", "ABRAMS", 0.889, 0.922},
        {"JERALDINE", "GERALDINE", 0.926, 0.926},
        {"MARHTA", "MARTHA", 0.944, 0.961},
        {"MICHELLE", "MICHAEL", 0.869, 0.921},
        {"JULIES", "JULIUS", 0.889, 0.933},
        {"TANYA", "TONYA", 0.867, 0.880},
        {"DWAYNE", "DUANE", 0.822, 0.840},
        {"SEAN", "SUSAN", 0.783, 0.805},
        {"JON", "JOHN", 0.917, 0.933},
    };
    for (const auto& [a, b, plain, boosted] : table) {
        EXPECT_NEAR(jaro(a, b), plain, 6e-4) << a << ' ' << b;
        EXPECT_NEAR(jaro_winkler(a, b), boosted, 6e-4) << a << ' ' << b;
    }
}

// By hand: MARTHA and MARHTA share 6 letters, T and H exchanged: (1 + 1 + 5/6) / 3, and three first letters.
TEST(Jaro, MatchesTheWorkedExample) {
    EXPECT_DOUBLE_EQ(jaro("martha", "marhta"), 17.0 / 18);
    EXPECT_DOUBLE_EQ(jaro_winkler("martha", "marhta"), 17.0 / 18 + 0.3 / 18);
}

TEST(Jaro, NothingIsLikeNothingAndUnlikeAnythingElse) {
    EXPECT_EQ(jaro("", ""), 1);
    EXPECT_EQ(jaro("", "a"), 0);
    EXPECT_EQ(jaro_winkler("a", ""), 0);
    EXPECT_EQ(jaro("abc", "xyz"), 0);
    EXPECT_EQ(jaro("a", "a"), 1);
}

TEST(Jaro, AStartInCommonDoesNotHelpWhatIsUnlike) {
    const double plain = jaro("maxxxxxx", "mayyyyyy");
    EXPECT_LT(plain, 0.7);
    EXPECT_EQ(jaro_winkler("maxxxxxx", "mayyyyyy"), plain);
}

TEST(Jaro, ALetterOfManyBytesIsOneLetter) {
    EXPECT_DOUBLE_EQ(jaro("ñandú", "ñandx"), jaro("mandu", "mandx"));
    EXPECT_DOUBLE_EQ(jaro_winkler("ñandú", "ñandx"), jaro_winkler("mandu", "mandx"));
    EXPECT_LT(jaro("\xC3", "\xC3\xB1"), 1);  // half a letter is no ñ
    EXPECT_EQ(jaro("\xC3", "\xC3"), 1);
}

TEST(Jaro, EqualsItsSlowTwin) {
    stats::Random random{61};
    for (const std::u32string_view letters : {U"abcde", U"aeñç中\u00fe", U"ab"}) {
        for (const std::size_t longest : {6u, 20u, 64u, 66u, 150u}) {
            for (int k = 0; k < 300; ++k) {
                const auto a = random_text(random, longest, letters);
                const auto b = random_text(random, longest, letters);
                ASSERT_DOUBLE_EQ(jaro(utf8(a), utf8(b)), slow_twin(a, b)) << utf8(a) << ' ' << utf8(b);
            }
        }
    }
}

}  // namespace
}  // namespace atalaya::linkage
