// How the desk rounds a share: never to all or none of what is not, and never otherwise than its interval.
#include "service/bulletin/desk.hpp"

#include "service/bulletin/comparisons.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

Figure share(double value) {
    Figure figure;
    figure.spec.measure = "located";
    figure.unit = "percent";
    figure.value = value;
    return figure;
}

TEST(ShareDecimals, AreAsManyAsTellItFromAllAndFromNone) {
    for (const double whole : {0.0, 100.0, 50.4, 99.4, 0.6})
        EXPECT_EQ(Desk::decimals_of_share(share(whole)), 0);
    for (const double near : {99.5, 99.8, 0.4, 0.05})
        EXPECT_EQ(Desk::decimals_of_share(share(near)), 1) << near;
    for (const double nearer : {99.96, 99.9999, 0.04}) EXPECT_EQ(Desk::decimals_of_share(share(nearer)), 2);
}

// An estimate of 99.8 is not printed beside [100–100].
TEST(ShareDecimals, AShareAndItsIntervalAreRoundedAlike) {
    Desk desk{*marejada().worlds, {.month = *parse_month("2024-12")}};
    Figure figure = share(99.83);
    figure.low = 99.61;
    figure.high = 99.93;
    EXPECT_EQ(render::plain(desk.percent(figure)), "99,8 %");
    EXPECT_EQ(render::plain(desk.interval(figure)), "99,6–99,9 %");
    EXPECT_EQ(desk.ends(figure).front().printed, "99,6 %");
    figure.value = 92.31;
    EXPECT_EQ(render::plain(desk.percent(figure)), "92 %");
    EXPECT_EQ(render::plain(desk.percent(figure, 1)) + " " + render::plain(desk.interval(figure, 1)),
              "92,3 % 99,6–99,9 %");
}

// Every row of an appendix: the written value lies within the written interval, which as many decimals has.
TEST(ShareDecimals, EveryRowOfTheAppendixHoldsItsOwnValue) {
    const auto number = [](std::string text) {
        for (auto at = text.find("−"); at != std::string::npos; at = text.find("−")) text.replace(at, 3, "-");
        std::erase(text, '.');
        std::replace(text.begin(), text.end(), ',', '.');
        return std::stod(text);
    };
    Desk desk{*marejada().worlds, {.month = *parse_month("2024-12")}};
    compare_indicators(desk);
    desk.ask("", "located", desk.twelve(), {}, "source=marejada-vial", "ciudad");
    desk.ask("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    int rows = 0;
    for (const auto& row : desk.provenance()) {
        if (row.ends.size() != 2) continue;
        const double value = number(row.value), low = number(row.ends[0].printed),
                     high = number(row.ends[1].printed);
        EXPECT_LE(low, value) << row.measure << " " << row.value << " " << row.interval;
        EXPECT_LE(value, high) << row.measure << " " << row.value << " " << row.interval;
        ++rows;
    }
    EXPECT_GT(rows, 20);
}

}  // namespace
}  // namespace atalaya::service
