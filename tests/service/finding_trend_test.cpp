#include "service/finding_trend.hpp"

#include <fmt/format.h>

#include "finding_town.hpp"

namespace atalaya::service {
namespace {

class FindingTrend : public FindingTown {
  protected:
    std::vector<std::string> told(const FindingsAsked& asked = {}) {
        std::vector<std::string> lines;
        for (const auto& one : finding_trend(*store_, asked))
            lines.push_back(fmt::format("{} {}: {} read, +{} ~{} -{} = {}", one.source, iso(one.month),
                                        one.deliveries, one.noticed, one.reopened, one.closed, one.open));
        return lines;
    }
};

TEST_F(FindingTrend, GoesMonthByMonth) {
    publish(delivery("enero", {heaped(), disagrees("barrio"), disagrees("comuna")}), "2020-10-05");
    publish(delivery("febrero", {heaped()}), "2020-10-20");
    publish(delivery("enero", {disagrees("barrio"), disagrees("comuna")}, "noon is unknown"), "2020-12-05");
    decide_finding(*store_,
                   {all({.state = "open"}).back().id, "fixed", "Ana", "límites", *parse_day("2020-11-06")});
    publish(delivery("febrero", {}, "noon is unknown"), "2021-01-05");
    EXPECT_THAT(told(), testing::ElementsAre(
                            "policia 2020-10: 2 read, +3 ~0 -0 = 3", "policia 2020-11: 0 read, +0 ~0 -1 = 2",
                            "policia 2020-12: 1 read, +0 ~1 -0 = 3", "policia 2021-01: 1 read, +0 ~0 -1 = 2"))
        << "what a person had fixed came back; the heap of hours was mended when neither file showed it";
    EXPECT_THAT(told({.check = "hour_zero_heaped"}),
                testing::ElementsAre("policia 2020-10: 2 read, +1 ~0 -0 = 1",
                                     "policia 2021-01: 1 read, +0 ~0 -1 = 0"));
}

TEST_F(FindingTrend, TellsAMonthWithoutAnyAndRefusesASourceThatSentNothing) {
    publish(delivery("enero", {}), "2020-10-05");
    EXPECT_THAT(told({.source = "policia"}), testing::ElementsAre("policia 2020-10: 1 read, +0 ~0 -0 = 0"));
    EXPECT_THROW(told({.source = "otra"}), Error);
}

}  // namespace
}  // namespace atalaya::service
