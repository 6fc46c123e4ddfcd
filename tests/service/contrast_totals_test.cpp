// Claims that give a total which the publisher itself prints, held against the published files of Rio de Janeiro.
#include "service/contrast.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

const fs::path published = source_folder().parent_path() / "shared/data/brasil_rj";

Town& rio() {
    auto& town = towns()["rio-de-janeiro"];
    if (!town) {
        town = std::make_unique<Town>("rio-de-janeiro");
        town->deliveries = {{source_folder() / "sources/rio-cisp/cisp.geojson",
                             published / "BaseDPEvolucaoMensalCisp.csv.gz"}};
        town->publish_all();
    }
    return *town;
}

class RealFilesContrastTotals : public testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(published)) GTEST_SKIP() << "no folder shared/data beside the repository";
    }
    static ClaimReading first(const std::string& text) {
        const auto found = contrast(*rio().store, *rio().worlds, "", {.text = text});
        return found.agree.empty() ? ClaimReading{} : found.agree.front();
    }
};

// 5,337 and 925 killed by the police, whom no indicator counts but a total of their own.
TEST_F(RealFilesContrastTotals, DeathsByThePoliceAreTakenIn) {
    const auto found = first("Em 2016 houve 6262 homicídios no estado do Rio de Janeiro");
    ASSERT_EQ(found.departures.size(), 1U);
    EXPECT_EQ(found.departures[0].what, "with");
    EXPECT_EQ(found.departures[0].which, "rio-cisp-titulos:muerte-por-intervencion-policial");
    EXPECT_FALSE(found.may_be_chance());
}

// roubo_transeunte, roubo_em_coletivo and roubo_celular: 58,895 and 43,994.
TEST_F(RealFilesContrastTotals, StreetRobberiesAreATotalOfThree) {
    const auto found = first("Os roubos dispararam 33,9 % no primeiro semestre de 2016");
    ASSERT_EQ(found.departures.size(), 1U);
    EXPECT_EQ(found.departures[0].what, "indicator");
    EXPECT_EQ(found.departures[0].which, "robo_calle_isp");
    EXPECT_EQ(found.now, 58895);
    EXPECT_EQ(found.before, 43994);
    EXPECT_FALSE(found.may_be_chance());
}

}  // namespace
}  // namespace atalaya::service
