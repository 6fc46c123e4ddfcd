// A delivery that was read again, under another descriptor or because somebody asked for it, is one delivery: the reading
// in force tells of its rows.
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

class ReadAgain : public testing::Test {
  protected:
    // Twelve rows of which two are thefts, which nobody lists at first.
    void SetUp() override {
        written_.city("\"hechos\"", "");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n");
        written_.codes("hechos", robbery);
        std::string rows = "id,dia,tipo\n";
        for (int i = 1; i <= 12; ++i)
            rows += std::to_string(i) + ",2020-0" + std::to_string(1 + i % 2) + "-10," +
                    (i <= 2 ? "Hurto" : "Robo") + "\n";
        file_ = written_.file("hechos.csv", rows);
        town_ = &written_.publish({file_});
        first_ = town_->newest();
        written_.codes("hechos", std::string{robbery} + "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
        for (const char* day : {"2020-04-01", "2020-04-02", "2020-04-03"}) read_again(day);
    }

    void read_again(const char* day) {
        town_->catalogue = written_.catalogue();
        NoProgress quiet;
        auto read = read_deliveries(town_->catalogue, find_sources(town_->catalogue, {file_}).files, {},
                                    town_->store->records().runs("aldea"), quiet, Repeats::count);
        town_->vintages.push_back(publish_deliveries(*town_->store, read, *parse_day(day), quiet));
        town_->worlds = std::make_unique<Worlds>(*town_->store, town_->catalogue);
    }

    double rows(const std::string& state, const std::string& vintage = "") const {
        return town_
            ->figure(std::string{}, std::string{"rows"}, std::string{"ciudad"}, std::string{"2020-02"},
                     vintage, std::string{}, "state=" + state)
            .value.value_or(-1);
    }

    static constexpr const char* robbery = "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n";
    WrittenCity written_{"aldea"};
    fs::path file_;
    Town* town_{};
    std::string first_;
};

TEST_F(ReadAgain, CountsItsRowsOnceByTheReadingInForce) {
    EXPECT_EQ(rows("read"), 12);
    EXPECT_EQ(rows("accepted"), 12);
    EXPECT_EQ(rows("rejected"), 0);
    EXPECT_EQ(rows("read", first_), 12);
    EXPECT_EQ(rows("accepted", first_), 10) << "as it was read then";
    EXPECT_EQ(rows("rejected", first_), 2);
}

TEST_F(ReadAgain, IsListedOnceSinceItCame) {
    const auto& receipts = town_->worlds->at("").receipts();
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_EQ(receipts.front().came, first_);
    EXPECT_EQ(receipts.front().vintage, town_->newest());
    const auto document =
        monthly_bulletin(*town_->worlds,
                         {.month = *parse_month("2020-02"), .language = "es", .profile = "interno"})
            .document;
    for (const auto& source : document.sources) EXPECT_EQ(source.deliveries.size(), 1U);
    for (const auto& row : document.provenance)
        EXPECT_EQ(row.deliveries.find(' '), std::string::npos) << row.deliveries;
    EXPECT_FALSE(document.provenance.empty());
}

}  // namespace
}  // namespace atalaya::service
