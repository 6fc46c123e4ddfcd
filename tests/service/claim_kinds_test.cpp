#include "service/claim_kinds.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

ClaimWord word(const char* text) {
    return words_of_claim(text).at(0);
}

TEST(ClaimKinds, WordsForWhateverHappenedNameNoCrime) {
    for (const char* text : {"delitos", "casos", "ocorrências", "inseguridad", "delictiva", "denuncias"})
        EXPECT_TRUE(is_anything(word(text))) << text;
    for (const char* text : {"robos", "homicídios"}) EXPECT_FALSE(is_anything(word(text))) << text;
}

TEST(ClaimKinds, PersonsInstrumentsAndWhatStandsBetween) {
    EXPECT_TRUE(is_person(word("vecinos")));
    EXPECT_FALSE(is_person(word("autos")));
    EXPECT_TRUE(is_instrument(word("bala")));
    EXPECT_FALSE(is_instrument(word("robo")));
    EXPECT_TRUE(is_article_or_place(word("no")));
    for (const char* text : {"hubo", "comparados", "policía", "en"})
        EXPECT_TRUE(is_between(word(text))) << text;
    EXPECT_FALSE(is_between(word("robos")));
}

}  // namespace
}  // namespace atalaya::service
