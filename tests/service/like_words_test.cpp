#include "service/like_words.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

TEST(LikeWords, AreTheOthersOfTheirGroup) {
    const LikeWords like{find_share()};
    EXPECT_THAT(like.of("Teléfonos"), Contains("celular"));
    EXPECT_THAT(like.of("celulares"), Contains("movil"));
    EXPECT_THAT(like.of("celular"), Not(Contains("celular")));
    EXPECT_THAT(like.of("motochorros"), Contains("moto"));
}

// What is a kind of another thing is not the same as it.
TEST(LikeWords, AKindIsNoneOfThem) {
    const LikeWords like{find_share()};
    for (const auto* word : {"pistola", "notebook", "robo", "bus'", "s", ""})
        EXPECT_THAT(like.of(word), IsEmpty()) << word;
}

}  // namespace
}  // namespace atalaya::service
