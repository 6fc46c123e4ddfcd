#include "service/claim_joints.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

// By hand, each word with what it is: o "of", c contraction, d definite, a article.
TEST(ClaimJoints, EachWordIsWhatItIsInItsLanguage) {
    const struct {
        const char *word, *is;
    } known[] = {{"de", "o"},  {"of", "o"},   {"del", "oc"}, {"do", "oc"}, {"das", "oc"}, {"dos", "oc"},
                 {"el", "da"}, {"os", "da"},  {"the", "da"}, {"una", "a"}, {"um", "a"},   {"unos", "a"},
                 {"en", ""},   {"robos", ""}, {"d", ""},     {"ela", ""}};
    for (const auto& [text, is] : known) {
        const ClaimWord word{.text = text};
        const std::string found = std::string{is_of(word) ? "o" : ""} + (is_contraction(word) ? "c" : "") +
                                  (is_definite(word) ? "d" : "") + (is_article(word) ? "a" : "");
        EXPECT_EQ(found, is) << text;
    }
}

}  // namespace
}  // namespace atalaya::service
