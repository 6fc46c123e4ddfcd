// A file of what is new and of a correction of long ago skips the months between: known ones are not missing.
#include "service/months_told_elsewhere.hpp"

#include "aldea_town.hpp"
#include "core/error.hpp"
#include "intake/check.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Aldea {
  public:
    // Facts of "hechos" in these months, one in each, published.
    explicit Aldea(const std::vector<std::string>& months) : written_{"aldea"} {
        town_ = &publish_aldea(written_, "", 2024, rows(months, "a"), rows({"2024-01"}, "a", "Hurto"));
    }

    // What is told of months of files that come together, each of these months.
    std::vector<Finding> told(const std::vector<std::vector<std::string>>& files,
                              Covers covers = Covers::rows) {
        NoProgress quiet;
        std::vector<ReadDelivery> read;
        const std::vector areas{
            store::areas(town_->store->analytics(), {town_->store->city(), town_->store->newest()->no})};
        for (const auto& months : files) {
            const auto path = written_.file("hechos.csv", rows(months, "b" + std::to_string(read.size())));
            for (auto& delivery : read_deliveries(
                     town_->catalogue, find_sources(town_->catalogue, {path}).files, areas, {}, quiet))
                read.push_back(std::move(delivery));
        }
        for (auto& delivery : read) delivery.batch.covers = covers;
        forget_months_told(*town_->store, read);
        std::vector<Finding> all;
        for (const auto& delivery : read)
            for (const auto& finding : delivery.batch.findings)
                if (finding.check == intake::finding::months_missing) all.push_back(finding);
        return all;
    }

  private:
    static std::string rows(const std::vector<std::string>& months, const std::string& keys,
                            const std::string& label = "Robo") {
        std::string text = "id,dia,tipo,cod\n";
        for (const auto& month : months)
            text += keys + "/" + month + "," + month + "-15," + label + ",norte\n";
        return text;
    }

    WrittenCity written_;
    Town* town_;
};

TEST(MonthsToldElsewhere, AreNotMissingInAFileOfCorrections) {
    Aldea aldea{{"2024-01", "2024-02", "2024-03"}};
    EXPECT_THAT(aldea.told({{"2024-01", "2024-04"}}), IsEmpty());
}

TEST(MonthsToldElsewhere, ThoseThatNobodyToldAre) {
    Aldea aldea{{"2024-01", "2024-02"}};
    const auto told = aldea.told({{"2024-01", "2024-05"}});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].rows, 2) << "March and April";
    EXPECT_EQ(told[0].detail, R"({"months":["2024-03","2024-04"]})");
}

TEST(MonthsToldElsewhere, AFileBesideItTellsThem) {
    Aldea aldea{{"2024-01"}};
    EXPECT_THAT(aldea.told({{"2024-01", "2024-03"}, {"2024-02"}}), IsEmpty());
}

TEST(MonthsToldElsewhere, AreMissingWhereAFileSaysAllThereIs) {
    Aldea aldea{{"2024-01", "2024-02", "2024-03"}};
    EXPECT_EQ(aldea.told({{"2024-01", "2024-04"}}, Covers::months).size(), 1U);
}

}  // namespace
}  // namespace atalaya::service
