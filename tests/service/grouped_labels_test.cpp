#include "service/grouped_labels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// A family of robberies with two groups, the first with two parts, and a group of thefts whose only part bears its name.
NationalList robberies() {
    NationalList list;
    list.id = "list";
    list.version = "1";
    list.of = {"police"};
    list.codes = {{"1", "", {"Property"}, {}},
                  {"11", "1", {"Robbery"}, {"serious"}},
                  {"111", "11", {"Robbery"}, {}},
                  {"112", "11", {"Carjacking"}, {}},
                  {"12", "1", {"Theft", "Thefts"}, {"serious"}},
                  {"121", "12", {"Theft"}, {}},
                  {"13", "1", {"Damage"}, {}}};
    return list;
}

intake::Label label(std::string code, std::string first, std::string second = "", std::string third = "") {
    return {.code = std::move(code),
            .label_1 = std::move(first),
            .label_2 = std::move(second),
            .label_3 = std::move(third)};
}

std::vector<std::string> codes_of(const std::vector<PlacedLabel>& labels) {
    std::vector<std::string> codes;
    for (const auto& [of, code, part] : labels)
        codes.push_back(code ? code->code + (part ? " in part" : "") : "none");
    return codes;
}

std::vector<std::string> codes_of(const std::vector<const intake::Label*>& labels) {
    std::vector<std::string> codes;
    for (const auto* of : labels) codes.push_back(of->code);
    return codes;
}

struct Told {
    std::vector<std::string> counted, contained, wider, absent;
};

Told told(const std::vector<intake::Label>& labels, const NationalList& list = robberies()) {
    const auto in = grouped(list, "serious", placed(list, labels));
    Told out{codes_of(in.counted), codes_of(in.contained), codes_of(in.wider), {}};
    for (const auto* code : in.absent) out.absent.push_back(code->code);
    return out;
}

TEST(GroupedLabels, ALabelIsACodeByItsNameWithoutCaseOrAccentsOrByTheCodeItself) {
    const auto list = robberies();
    const std::vector<intake::Label> labels{label("a", "CARJACKING"), label("b", "thefts"), label("c", "13"),
                                            label("d", "Arson")};
    EXPECT_THAT(codes_of(placed(list, labels)), ElementsAre("112", "12", "13", "none"));
}

TEST(GroupedLabels, CellsBeforeTheLastAreWhatHoldsTheCode) {
    const auto list = robberies();
    const std::vector<intake::Label> labels{
        label("a", "Property", "Robbery", "Carjacking"), label("b", "Property", "Carjacking"),
        label("c", "Theft", "Carjacking"), label("d", "Robbery", "Armed")};
    EXPECT_THAT(codes_of(placed(list, labels)), ElementsAre("112", "112", "12 in part", "111 in part"));
}

TEST(GroupedLabels, ANameOfTwoCodesIsTheWiderUnlessTheSourceSendsItsOtherParts) {
    const auto list = robberies();
    const std::vector<intake::Label> alone{label("a", "Robbery"), label("b", "Theft")};
    EXPECT_THAT(codes_of(placed(list, alone)), ElementsAre("11", "12"));
    const std::vector<intake::Label> apart{label("a", "Robbery"), label("c", "Carjacking")};
    EXPECT_THAT(codes_of(placed(list, apart)), ElementsAre("111", "112"));
}

TEST(GroupedLabels, ANameOfCodesApartIsNoneOfThem) {
    auto list = robberies();
    list.codes.push_back({"131", "13", {"Carjacking"}, {}});
    const std::vector<intake::Label> labels{label("a", "Carjacking"), label("b", "Damage", "Carjacking")};
    EXPECT_THAT(codes_of(placed(list, labels)), ElementsAre("none", "131"));
}

TEST(GroupedLabels, WhatACountedLabelHoldsIsNotCountedAgain) {
    const auto of = told({label("all", "11"), label("cars", "Carjacking"), label("theft", "Theft")});
    EXPECT_THAT(of.counted, ElementsAre("all", "theft"));
    EXPECT_THAT(of.contained, ElementsAre("cars"));
    EXPECT_THAT(of.absent, IsEmpty());
}

TEST(GroupedLabels, PartsOfACodeCountWhereItIsNotSentItself) {
    const auto apart = told({label("a", "Theft", "By day"), label("b", "Theft", "By night")});
    EXPECT_THAT(apart.counted, ElementsAre("a", "b"));
    const auto both = told({label("a", "Theft", "By day"), label("all", "Theft")});
    EXPECT_THAT(both.counted, ElementsAre("all"));
    EXPECT_THAT(both.contained, ElementsAre("a"));
}

TEST(GroupedLabels, ALabelThatHoldsMoreThanTheGroupingIsToldAndNotCounted) {
    const auto of = told({label("all", "Property"), label("damage", "Damage")});
    EXPECT_THAT(of.counted, IsEmpty());
    EXPECT_THAT(of.wider, ElementsAre("all"));
}

TEST(GroupedLabels, CodesThatTheSourceDoesNotHaveAreToldOnceAtTheWidest) {
    EXPECT_THAT(told({label("theft", "Theft")}).absent, ElementsAre("11"));
    EXPECT_THAT(told({label("cars", "Carjacking"), label("theft", "Theft")}).absent, ElementsAre("111"));
    EXPECT_THAT(told({label("fire", "Arson")}).absent, ElementsAre("11", "12"));
}

TEST(GroupedLabels, ACodeOfTheSourceWithLabelsInAndOutIsRefused) {
    Groupings groupings;
    groupings.all.push_back({{.id = "serious"}, "nobody"});
    groupings.lists.push_back(robberies());
    intake::Source source;
    source.id = "police";
    source.labels = {label("mixed", "Theft"), label("mixed", "Damage")};
    try {
        groupings_by_code(groupings, source);
        FAIL() << "it was counted";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("\"mixed\" has labels in the grouping serious and others"));
    }
    source.labels = {label("theft", "Theft"), label("damage", "Damage")};
    EXPECT_THAT(count_in_groupings(groupings, source), UnorderedElementsAre("serious"));
    EXPECT_THAT(source.labels[0].indicators, ElementsAre("serious"));
    EXPECT_THAT(source.labels[1].indicators, IsEmpty());
    count_in_groupings(groupings, source);
    EXPECT_THAT(source.labels[0].indicators, ElementsAre("serious")) << "once each";

    source.id = "another";
    source.labels = {label("theft", "Theft")};
    EXPECT_THAT(count_in_groupings(groupings, source), IsEmpty()) << "of no list";
}

}  // namespace
}  // namespace atalaya::service
