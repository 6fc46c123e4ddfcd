#include "stats/near_repeat.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

struct Places {
    std::vector<double> x, y;
    std::vector<std::int32_t> days;
};

Places drawn(std::uint64_t seed, std::size_t n, double size) {
    Random random{seed, stream_of("near-repeat")};
    Places out;
    for (std::size_t i = 0; i < n; ++i) {
        out.x.push_back(std::floor(random.uniform(-size, size)));
        out.y.push_back(std::floor(random.uniform(-size, size)));
        out.days.push_back(static_cast<std::int32_t>(random.below(30)));
    }
    return out;
}

// Every pair against every band.
std::vector<std::int64_t> slow_counts(const Places& at, const NearRepeatModel& model) {
    const std::size_t rows = model.distance_edges.size() - 1, columns = model.day_edges.size() - 1;
    std::vector<std::int64_t> out(rows * columns);
    for (std::size_t i = 0; i < at.x.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double dx = at.x[i] - at.x[j], dy = at.y[i] - at.y[j];
            const double d =
                model.distance == Distance::manhattan ? std::abs(dx) + std::abs(dy) : std::hypot(dx, dy);
            const double t = std::abs(at.days[i] - at.days[j]);
            for (std::size_t a = 0; a < rows; ++a)
                for (std::size_t b = 0; b < columns; ++b)
                    out[a * columns + b] += d >= model.distance_edges[a] && d < model.distance_edges[a + 1] &&
                                            t >= model.day_edges[b] && t < model.day_edges[b + 1];
        }
    return out;
}

class Arsons : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        at.x = published.numbers("chicago_arson.csv", "x");
        at.y = published.numbers("chicago_arson.csv", "y");
        const auto table = published.words("chicago_arson.csv");
        for (const auto& day : table.at("date")) {
            const std::chrono::year_month_day date{
                std::chrono::year{std::stoi(day.substr(0, 4))},
                std::chrono::month{static_cast<unsigned>(std::stoi(day.substr(5, 2)))},
                std::chrono::day{static_cast<unsigned>(std::stoi(day.substr(8, 2)))}};
            at.days.push_back(std::chrono::sys_days{date}.time_since_epoch().count());
        }
    }

    // Edges as the labels of the case write them: "[0,0.1)", "[600,Inf)".
    static std::vector<double> edges(const nlohmann::json& labels) {
        std::vector<double> out;
        for (const auto& label : labels) {
            const auto text = label.get<std::string>();
            if (out.empty()) out.push_back(std::stod(text.substr(1)));
            const auto end = text.substr(text.find(',') + 1);
            out.push_back(end.starts_with("Inf") ? forever : std::stod(end));
        }
        return out;
    }

    void expect_table(const std::string& name, Distance distance) const {
        const auto& wanted = published.expected[name];
        const NearRepeatModel model{edges(wanted["rows"]), edges(wanted["cols"]), distance, 9999};
        const auto found = near_repeat(at.x, at.y, at.days, model);
        ASSERT_TRUE(found);
        for (std::size_t a = 0; a < found->distance_bands; ++a)
            for (std::size_t b = 0; b < found->day_bands; ++b) {
                const auto& cell = found->at(a, b);
                EXPECT_EQ(cell.observed, wanted["observed"][a][b].get<std::int64_t>()) << name << a << b;
                EXPECT_NEAR(cell.expected, cell.analytic, 0.02 + 0.1 * cell.analytic) << name << a << b;
                // Both sides are drawn: theirs 999 times.
                const double p = wanted["p"][a][b].get<double>();
                EXPECT_NEAR(cell.p, p, 0.005 + 4 * std::sqrt(p * (1 - p) / 999)) << name << a << b;
                if (cell.observed >= 5) {
                    const double drawn = 3 * std::sqrt(1 / (999 * cell.analytic));
                    EXPECT_NEAR(*cell.ratio / wanted["knox_ratio"][a][b].get<double>(), 1,
                                std::max(0.1, drawn))
                        << name << a << b;
                }
            }
    }

    PublishedCase published{"near_repeat_chicago_arson"};
    Places at;
};

}  // namespace

TEST_F(Arsons, PublishedTables) {
    ASSERT_EQ(at.x.size(), published.expected["n"].get<std::size_t>());
    for (const char* name : {"nrc_equivalent", "readme", "label_shift"})
        expect_table(name, Distance::manhattan);
    expect_table("euclid", Distance::euclidean);
}

// The calculator's own run of 100 permutations: a pair nearer than 1 m and one at a limit are in other bands there.
TEST_F(Arsons, CalculatorsCounts) {
    const auto found =
        near_repeat(at.x, at.y, at.days, {{0, 1, 200, 400, 600, forever}, {0, 1, 2, 3, forever}});
    const auto& counts = published.expected["published_nrc_observed_frequencies"]["counts"];
    for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = 0; b < 4; ++b)
            EXPECT_LE(std::abs(found->at(a, b).observed - counts[a][b].get<std::int64_t>()), 1) << a << b;
}

TEST(NearRepeat, TheGridFindsThePairsOfEveryPair) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto at = drawn(seed, 2 + seed * 4, seed % 5 == 0 ? 1 : 300);
        for (const auto distance : {Distance::manhattan, Distance::euclidean}) {
            for (const auto& edges :
                 {std::vector<double>{0, 1, 50, 100}, std::vector<double>{0, 1, 50, forever},
                  std::vector<double>{0, forever}}) {
                const NearRepeatModel model{edges, {0, 1, 3, seed % 2 ? 10 : forever}, distance, 1};
                const auto found = near_repeat(at.x, at.y, at.days, model);
                ASSERT_TRUE(found);
                const auto wanted = slow_counts(at, model);
                for (std::size_t k = 0; k < wanted.size(); ++k)
                    EXPECT_EQ(found->cells[k].observed, wanted[k]) << seed;
            }
        }
    }
}

// Permutations from the definition: the same stream deals the same days. Of few pairs and of more than are counted at a time,
// of a month of days and of more than two bytes hold.
TEST(NearRepeat, PermutationsAreThoseOfDealingTheDays) {
    struct Case {
        std::size_t events;
        std::int32_t apart;
    };
    for (const auto [events, apart] : {Case{60, 1}, Case{60, 3000}, Case{300, 1}}) {
        auto at = drawn(3, events, 100);
        for (auto& day : at.days) day *= apart;
        const double unit = apart;
        const NearRepeatModel model{{0, 1, 150, 300}, {0, 2 * unit, 7 * unit}, Distance::euclidean, 49, 11};
        const auto found = near_repeat(at.x, at.y, at.days, model);
        const auto observed = slow_counts(at, model);
        std::vector<double> sum(6), reached(6);
        const auto days = at.days;
        for (std::uint64_t r = 0; r < 49; ++r) {
            at.days = days;
            Random random{11, r};
            random.shuffle(std::span{at.days});
            const auto counts = slow_counts(at, model);
            for (std::size_t k = 0; k < 6; ++k) {
                sum[k] += static_cast<double>(counts[k]);
                reached[k] += counts[k] >= observed[k];
            }
        }
        for (std::size_t k = 0; k < 6; ++k) {
            EXPECT_EQ(found->cells[k].observed, observed[k]) << events << " events";
            EXPECT_DOUBLE_EQ(found->cells[k].expected, sum[k] / 49) << events << " events";
            EXPECT_DOUBLE_EQ(found->cells[k].p, (1 + reached[k]) / 50) << events << " events";
        }
    }
}

TEST(NearRepeat, IsTheSameForAnyNumberOfThreads) {
    const auto at = drawn(9, 200, 400);
    NearRepeatModel model;
    model.permutations = 199;
    const auto one = near_repeat(at.x, at.y, at.days, model);
    model.threads = 3;
    const auto three = near_repeat(at.x, at.y, at.days, model);
    for (std::size_t k = 0; k < one->cells.size(); ++k) {
        EXPECT_EQ(one->cells[k].expected, three->cells[k].expected);
        EXPECT_EQ(one->cells[k].p, three->cells[k].p);
    }
}

// Each event followed by one next door the day after.
TEST(NearRepeat, FindsRepeatsThatAreThere) {
    Places at;
    Random random{4, stream_of("repeats")};
    for (int i = 0; i < 40; ++i) {
        const double x = random.uniform(0, 50000), y = random.uniform(0, 50000);
        const auto day = static_cast<std::int32_t>(random.below(365));
        for (const int k : {0, 1}) {
            at.x.push_back(x + 90 * k);
            at.y.push_back(y);
            at.days.push_back(day + k);
        }
    }
    const auto found = near_repeat(at.x, at.y, at.days, {{0, 1, 200}, {0, 1, 2, 8}});
    EXPECT_EQ(found->at(1, 1).p, 0.001);
    EXPECT_GE(found->at(1, 1).observed, 40);
    EXPECT_GT(*found->at(1, 1).ratio, 20);
    EXPECT_EQ(found->at(0, 0).ratio.error(), Why::no_base);
}

TEST(NearRepeat, SaysWhyNot) {
    const std::vector<double> one{1}, odd{1, std::nan("")}, two{1, 1};
    const std::vector<std::int32_t> day{1}, days{1, 1};
    EXPECT_EQ(near_repeat({}, {}, {}, {}).error(), Why::too_few_events);
    EXPECT_EQ(near_repeat(one, one, day, {}).error(), Why::too_few_events);
    EXPECT_EQ(near_repeat(odd, two, days, {}).error(), Why::not_a_count);
    const auto same = near_repeat(two, two, days, {});
    ASSERT_TRUE(same);
    EXPECT_EQ(same->at(0, 0).observed, 1);
    EXPECT_EQ(same->at(0, 0).p, 1);
}
