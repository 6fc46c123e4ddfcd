// Which land a number is of. Letters are areas, and A{1,2} below is A with the squares 1 and 2 of the ground.
#include "service/extent.hpp"

#include <gmock/gmock.h>
#include <map>
#include <random>
#include <set>

namespace atalaya::service {
namespace {

using intake::AreaChange;
using testing::ElementsAre;
using Kind = AreaChange::Kind;

AreaChange change(const char* id, const char* day, Kind kind, std::vector<std::string> from,
                  std::vector<std::string> to) {
    AreaChange out;
    out.id = id;
    out.day = *parse_day(day);
    out.kind = kind;
    out.from = std::move(from);
    out.to = std::move(to);
    return out;
}

class Maps {
  public:
    Maps(std::initializer_list<AreaChange> changes) : changes_{changes} {
        for (const auto& one : changes_) order_.push_back(&one);
    }
    explicit Maps(std::vector<AreaChange> changes) : changes_{std::move(changes)} {
        for (const auto& one : changes_) order_.push_back(&one);
    }
    Extent of(const char* code) const { return extent_of(order_, code); }
    std::optional<Extent> on(const std::string& code, const char* day) const {
        return extent_on(order_, code, *parse_day(day));
    }

  private:
    std::vector<AreaChange> changes_;
    std::vector<const AreaChange*> order_;
};

std::string life(const Extent& extent) {
    return (extent.first ? iso(*extent.first) : "") + "/" + (extent.past_end ? iso(*extent.past_end) : "");
}

TEST(Extent, OfACodeIsItsLife) {
    const Maps maps{change("s", "2015-01-01", Kind::split, {"A"}, {"B", "C"})};
    EXPECT_EQ(life(maps.of("A")), "/2015-01-01");
    EXPECT_EQ(life(maps.of("B")), "2015-01-01/");
    EXPECT_EQ(life(maps.of("Z")), "/");
    EXPECT_EQ(maps.of("A").ended->id, "s");
    EXPECT_EQ(maps.of("B").began->id, "s");
    EXPECT_THAT(maps.of("A").codes, ElementsAre("A"));
}

TEST(Extent, OfACodeThatGoesOnHasNoEnd) {
    const Maps maps{change("s", "2015-01-01", Kind::split, {"A"}, {"A", "B"})};
    EXPECT_EQ(life(maps.of("A")), "/");
    EXPECT_EQ(life(maps.of("B")), "2015-01-01/");
}

TEST(Extent, OfAnotherCodeForTheSameLandIsOne) {
    const Maps maps{change("c", "2015-01-01", Kind::code, {"A"}, {"B"}),
                    change("s", "2018-01-01", Kind::split, {"B"}, {"D", "E"})};
    for (const char* code : {"A", "B"}) {
        EXPECT_THAT(maps.of(code).codes, ElementsAre("A", "B"));
        EXPECT_EQ(life(maps.of(code)), "/2018-01-01");
    }
    EXPECT_TRUE(maps.of("A").replaced);
    EXPECT_FALSE(maps.of("B").replaced);
}

TEST(Extent, OnAMapAddsWhatItWasSplitInto) {
    const Maps maps{change("s", "2015-01-01", Kind::split, {"A"}, {"A", "B"}),
                    change("t", "2018-01-01", Kind::split, {"B"}, {"C", "D"})};
    const auto before = maps.on("A", "2014-12-31");
    ASSERT_TRUE(before);
    EXPECT_THAT(before->codes, ElementsAre("A", "B", "C", "D"));
    EXPECT_EQ(life(*before), "/");
    EXPECT_THAT(before->codes_on(*parse_day("2014-12-31")), ElementsAre("A"));
    EXPECT_THAT(before->codes_on(*parse_day("2015-01-01")), ElementsAre("A", "B"));
    EXPECT_THAT(before->codes_on(*parse_day("2020-01-01")), ElementsAre("A", "C", "D"));
    const auto after = maps.on("A", "2015-01-01");
    ASSERT_TRUE(after);
    EXPECT_THAT(after->codes, ElementsAre("A"));
    EXPECT_EQ(life(*after), "2015-01-01/") << "what was A alone before 2015 no count says";
}

TEST(Extent, OnAMapAddsWhatWasMergedIntoIt) {
    const Maps maps{change("m", "2015-01-01", Kind::merge, {"A", "B"}, {"B"})};
    const auto after = maps.on("B", "2016-01-01");
    ASSERT_TRUE(after);
    EXPECT_THAT(after->codes, ElementsAre("A", "B"));
    EXPECT_EQ(life(*after), "/");
    EXPECT_EQ(life(*maps.on("B", "2014-01-01")), "/2015-01-01");
    EXPECT_EQ(life(*maps.on("A", "2014-01-01")), "/2015-01-01");
    EXPECT_FALSE(maps.on("A", "2015-01-01")) << "it was not there";
}

TEST(Extent, OnAMapWithABorderThatMovedEndsThere) {
    const Maps maps{change("b", "2015-01-01", Kind::boundary, {"A", "B"}, {"A", "B"})};
    EXPECT_EQ(life(*maps.on("A", "2014-01-01")), "/2015-01-01");
    EXPECT_EQ(life(*maps.on("A", "2016-01-01")), "2015-01-01/");
}

TEST(Extent, OnAMapMayComeTogetherAgain) {
    const Maps maps{change("s", "2010-01-01", Kind::split, {"A"}, {"B", "C"}),
                    change("m", "2015-01-01", Kind::merge, {"B", "C"}, {"D"})};
    EXPECT_THAT(maps.on("A", "2009-01-01")->codes, ElementsAre("A", "B", "C", "D"));
    EXPECT_THAT(maps.on("D", "2016-01-01")->codes, ElementsAre("A", "B", "C", "D"));
    EXPECT_EQ(life(*maps.on("B", "2012-01-01")), "2010-01-01/2015-01-01");
}

// A ground of 60 squares whose areas are split, merged and redrawn at random: on every day of an extent, the squares of
// its codes are those that the code had on the day of the map.
TEST(Extent, IsTheSameLandOnEveryMapOfAMadeUpGround) {
    std::mt19937 random{7};
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    using Ground = std::map<std::string, std::set<int>>;
    for (int round = 0; round < 200; ++round) {
        std::vector<Ground> grounds(1);
        for (int square = 0; square < 60; ++square)
            grounds[0]["a" + std::to_string(square / 10)].insert(square);
        std::vector<AreaChange> changes;
        std::vector<std::string> days{"2000-06-01"};
        int named = 0;
        for (int year = 2001; year < 2008; ++year) {
            Ground ground = grounds.back();
            std::vector<std::string> codes;
            for (const auto& [code, squares] : ground) codes.push_back(code);
            std::shuffle(codes.begin(), codes.end(), random);
            const std::string day = std::to_string(year) + "-01-01", id = std::to_string(year);
            const std::string fresh = "n" + std::to_string(named++);
            auto &a = ground[codes[0]], &b = ground[codes[1]];
            switch (below(3)) {
                case 0: {
                    if (a.size() < 2) continue;
                    std::set<int> part{*a.begin()};
                    a.erase(a.begin());
                    ground[fresh] = part;
                    changes.push_back(
                        change(id.c_str(), day.c_str(), Kind::split, {codes[0]}, {codes[0], fresh}));
                    break;
                }
                case 1: {
                    if (ground.size() < 3) continue;
                    std::set<int> both = a;
                    both.insert(b.begin(), b.end());
                    ground.erase(codes[0]);
                    ground.erase(codes[1]);
                    ground[fresh] = both;
                    changes.push_back(
                        change(id.c_str(), day.c_str(), Kind::merge, {codes[0], codes[1]}, {fresh}));
                    break;
                }
                default: {
                    if (a.size() < 2) continue;
                    b.insert(*a.begin());
                    a.erase(a.begin());
                    changes.push_back(change(id.c_str(), day.c_str(), Kind::boundary, {codes[0], codes[1]},
                                             {codes[0], codes[1]}));
                }
            }
            grounds.push_back(ground);
            days.push_back(std::to_string(year) + "-06-01");
        }
        const Maps maps{changes};
        for (std::size_t map = 0; map < grounds.size(); ++map) {
            for (const auto& [code, land] : grounds[map]) {
                const auto extent = maps.on(code, days[map].c_str());
                ASSERT_TRUE(extent);
                for (std::size_t other = 0; other < grounds.size(); ++other) {
                    const Day day = *parse_day(days[other]);
                    if (!extent->covers({day, day + std::chrono::days{1}})) continue;
                    std::set<int> squares;
                    for (const auto& [known, of] : grounds[other]) {
                        if (extent->holds(known)) squares.insert(of.begin(), of.end());
                    }
                    EXPECT_EQ(squares, land) << code << " of " << days[map] << " on " << days[other];
                }
            }
        }
    }
}

}  // namespace
}  // namespace atalaya::service
