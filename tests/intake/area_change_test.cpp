// What a list of changes may not say of the areas of a layer. Letters are areas, one change a line.
#include "intake/area_change.hpp"

#include <gmock/gmock.h>

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = AreaChange::Kind;

AreaChange change(const char* id, const char* day, Kind kind, std::vector<std::string> from,
                  std::vector<std::string> to) {
    AreaChange out;
    out.id = id;
    out.day = *parse_day(day);
    out.layer = "barrio";
    out.kind = kind;
    out.from = std::move(from);
    out.to = std::move(to);
    return out;
}

std::string fault(const AreaChange& one) {
    const auto found = fault_of(one);
    return found ? found->english() : "";
}

std::string fault(const std::vector<AreaChange>& all) {
    const auto found = contradiction(all);
    return found ? found->english() : "";
}

TEST(AreaChange, HasTheNumberOfAreasOfItsKind) {
    EXPECT_EQ(fault(change("a", "2020-01-01", Kind::split, {"A"}, {"A", "B"})), "");
    EXPECT_EQ(fault(change("a", "2020-01-01", Kind::merge, {"A", "B"}, {"B"})), "");
    EXPECT_EQ(fault(change("a", "2020-01-01", Kind::boundary, {"A", "B"}, {"A", "B"})), "");
    EXPECT_EQ(fault(change("a", "2020-01-01", Kind::rename, {"A"}, {"A"})), "");
    EXPECT_THAT(fault(change("a", "2020-01-01", Kind::split, {"A"}, {"B"})),
                HasSubstr("\"a\" is a split of 1 areas into 1;"));
    EXPECT_THAT(fault(change("a", "2020-01-01", Kind::merge, {"A"}, {"B", "C"})),
                HasSubstr("is a merge of 1"));
    EXPECT_THAT(fault(change("a", "2020-01-01", Kind::boundary, {"A"}, {"A"})), HasSubstr("is a boundary"));
    EXPECT_THAT(fault(change("a", "2020-01-01", Kind::split, {"A"}, {"B", "B"})), HasSubstr("twice"));
    EXPECT_EQ(fault(change("a", "2020-01-01", Kind::code, {"A"}, {"A"})),
              "\"a\" changes the code \"A\" into itself.");
}

TEST(AreaChange, SharesAreOfASplitAndAddUpToOne) {
    AreaChange split = change("a", "2020-01-01", Kind::split, {"A"}, {"B", "C"});
    split.shares = {0.6, 0.4};
    EXPECT_EQ(fault(split), "");
    split.shares = {0.6, 0.3};
    EXPECT_EQ(fault(split),
              "\"a\": the shares should each be more than 0 and add up to 1; they add up to 0.9.");
    split.shares = {1.5, -0.5};
    EXPECT_THAT(fault(split), HasSubstr("more than 0"));
    split.shares = {1};
    EXPECT_THAT(fault(split), HasSubstr("one for each area of \"to\""));
    AreaChange merge = change("a", "2020-01-01", Kind::merge, {"A", "B"}, {"C"});
    merge.shares = {1};
    EXPECT_THAT(fault(merge), HasSubstr("are of a split"));
}

TEST(AreaChange, WhatGoesOnUnderItsCodeIsRedrawn) {
    EXPECT_THAT(change("a", "2020-01-01", Kind::split, {"A"}, {"A", "B"}).redrawn(), ElementsAre("A"));
    EXPECT_THAT(change("a", "2020-01-01", Kind::split, {"A"}, {"B", "C"}).redrawn(), IsEmpty());
    EXPECT_THAT(change("a", "2020-01-01", Kind::rename, {"A"}, {"A"}).redrawn(), IsEmpty());
}

TEST(AreaChanges, MayFollowEachOtherInAnyOrderOfTheList) {
    EXPECT_EQ(fault({change("b", "2015-01-01", Kind::split, {"C"}, {"D", "E"}),
                     change("a", "2010-01-01", Kind::merge, {"A", "B"}, {"C"}),
                     change("c", "2020-01-01", Kind::code, {"E"}, {"F"})}),
              "");
}

TEST(AreaChanges, AGapIsAnAreaTakenThatHadEnded) {
    EXPECT_EQ(
        fault({change("a", "2010-01-01", Kind::split, {"A"}, {"B", "C"}),
               change("b", "2015-01-01", Kind::split, {"A"}, {"D", "E"})}),
        "\"b\" takes \"A\" on 2015-01-01, which \"a\" had ended on 2010-01-01: between them it was nowhere.");
}

TEST(AreaChanges, AnOverlapIsAnAreaGivenThatIsThere) {
    EXPECT_EQ(fault({change("a", "2010-01-01", Kind::split, {"A"}, {"B", "C"}),
                     change("b", "2015-01-01", Kind::split, {"D"}, {"D", "C"})}),
              "\"b\" gives \"C\" on 2015-01-01, which is there already since \"a\" on 2010-01-01.");
}

TEST(AreaChanges, ACycleIsACodeThatComesBack) {
    EXPECT_THAT(
        fault({change("a", "2010-01-01", Kind::code, {"A"}, {"B"}),
               change("b", "2015-01-01", Kind::code, {"B"}, {"A"})}),
        HasSubstr(
            "\"b\" gives \"A\" on 2015-01-01, which \"a\" had ended on 2010-01-01: a code has one life"));
}

TEST(AreaChanges, OfOneDayAreOneChange) {
    const auto first = change("a", "2010-01-01", Kind::split, {"A"}, {"B", "C"});
    EXPECT_EQ(fault({first, change("b", "2010-01-01", Kind::code, {"C"}, {"D"})}),
              "\"a\" and \"b\" touch \"C\" on one day: write them as one change.");
    EXPECT_EQ(fault({first, change("b", "2010-01-01", Kind::code, {"E"}, {"F"})}), "");
    auto elsewhere = change("b", "2010-01-01", Kind::code, {"C"}, {"D"});
    elsewhere.layer = "comuna";
    EXPECT_EQ(fault({first, elsewhere}), "") << "an area of another layer is another area";
}

TEST(AreaChanges, HaveEachItsName) {
    EXPECT_EQ(fault({change("a", "2010-01-01", Kind::code, {"A"}, {"B"}),
                     change("a", "2011-01-01", Kind::code, {"C"}, {"D"})}),
              "two changes are called \"a\".");
}

}  // namespace
}  // namespace atalaya::intake
