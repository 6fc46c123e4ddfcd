#include "service/claim_indicators.hpp"

#include "support.hpp"

namespace atalaya::service {
namespace {

TEST(ClaimIndicators, TheWordsMeanOneWhateverItHappenedTo) {
    const ClaimIndicators indicators{marejada().worlds->at("")};
    EXPECT_EQ(indicators.like(words_of_claim("los robos")), "robo");
    EXPECT_EQ(indicators.like(words_of_claim("mataron a personas")), "homicidio_doloso");
    EXPECT_EQ(indicators.like(words_of_claim("robo de autos")), "vehiculo") << "robbery and theft alike";
    EXPECT_EQ(indicators.like(words_of_claim("homicidios con arma de fuego")), "homicidio_doloso");
    EXPECT_EQ(indicators.like(words_of_claim("zanahorias")), "");
}

TEST(ClaimIndicators, LootIsNoCrimeAndSomeCrimesAreOfNoIndicator) {
    const ClaimIndicators indicators{marejada().worlds->at("")};
    EXPECT_TRUE(indicators.is_loot(words_of_claim("celulares").at(0)));
    EXPECT_FALSE(indicators.is_loot(words_of_claim("robos").at(0)));
    EXPECT_EQ(indicators.uncounted(words_of_claim("hubo 30 extorsiones")),
              std::vector<std::string>{"extorsiones"});
    EXPECT_TRUE(indicators.knows(words_of_claim("extorsiones").at(0)));
    EXPECT_FALSE(indicators.knows(words_of_claim("zanahorias").at(0)));
}

}  // namespace
}  // namespace atalaya::service
