#include "disclose/tier.hpp"
#include "source_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"

using namespace atalaya;
using namespace atalaya::disclose;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

Tiers ours() {
    return Tiers::read(text_of(source_folder() / "taxonomy/privacy-tiers.csv"));
}

std::string refusal(std::string_view csv) {
    try {
        Tiers::read(csv);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    return "";
}

}  // namespace

TEST(Tiers, AreDecidedByTheLongestPrefix) {
    const auto tiers = ours();
    struct Row {
        const char* iccs;
        Tier tier;
    };
    const Row table[] = {
        {"0101", Tier::B},   // intentional homicide
        {"01041", Tier::A},  // within 0104
        {"0106", Tier::A},      {"0105", Tier::B},   {"02011", Tier::B},  {"02021", Tier::A},
        {"02022", Tier::B},     {"0203", Tier::A},   {"020411", Tier::A}, {"0205", Tier::B},
        {"02061", Tier::A},     {"02062", Tier::B},  {"0208", Tier::A},   {"0209", Tier::B},
        {"0210", Tier::A},      {"0211", Tier::B},   {"03011", Tier::A},  {"03", Tier::A},
        {"0401", Tier::C},      {"040111", Tier::C}, {"040112", Tier::B}, {"0501", Tier::C},
        {"05012", Tier::B},     {"050211", Tier::C}, {"0601", Tier::B},   {"060111", Tier::A},
        {"0701", Tier::C},      {"0801", Tier::C},   {"08021", Tier::A},  {"0803", Tier::A},
        {"0804", Tier::C},      {"08052", Tier::A},  {"08062", Tier::A},  {"08061", Tier::C},
        {"0901", Tier::C},      {"09062", Tier::A},  {"1001", Tier::C},   {"11013", Tier::A},
        {"ICCS 0401", Tier::C},
    };
    for (const auto& [iccs, tier] : table) EXPECT_EQ(tiers.of(iccs), tier) << iccs;
}

TEST(Tiers, WhatIsUnknownIsA) {
    const auto tiers = ours();
    for (const char* iccs : {"", "99", "x", "0"}) EXPECT_EQ(tiers.of(iccs), Tier::A) << iccs;
    EXPECT_EQ(tiers.of_all({}), Tier::A);
}

TEST(Tiers, SeveralCodesHaveTheStrictest) {
    const auto tiers = ours();
    EXPECT_EQ(tiers.of_all({"0401", "0501"}), Tier::C);
    EXPECT_EQ(tiers.of_all({"0401", "05012"}), Tier::B);
    EXPECT_EQ(tiers.of_all({"0401", "03011"}), Tier::A);
}

TEST(Tiers, AreRaisedNeverLowered) {
    EXPECT_EQ(raised(Tier::C, Tier::A), Tier::A);
    EXPECT_EQ(raised(Tier::A, Tier::C), Tier::A);
    EXPECT_EQ(raised(Tier::B, Tier::B), Tier::B);
}

TEST(Tiers, AreReadFromTheirLetterOnly) {
    EXPECT_EQ(parse_tier("B"), Tier::B);
    for (const char* text : {"", "b", "D", "A "}) EXPECT_FALSE(parse_tier(text)) << text;
}

TEST(Tiers, HaveTheirSmallestCells) {
    EXPECT_EQ(minimum_cell(Tier::A), 10);
    EXPECT_EQ(minimum_cell(Tier::B), 5);
    EXPECT_EQ(minimum_cell(Tier::C), 3);
}

TEST(Tiers, AFileThatCannotBeUsedNamesItsLine) {
    using testing::HasSubstr;
    EXPECT_THAT(refusal("iccs_prefix,tier\n01,B\n"), HasSubstr("line 1: expected a column reason"));
    EXPECT_THAT(refusal("iccs_prefix,tier,reason\n01,D,x\n"), HasSubstr("line 2: expected a tier A, B or C"));
    EXPECT_THAT(refusal("iccs_prefix,tier,reason\n01,A,x\nO2,A,x\n"), HasSubstr("line 3"));
    EXPECT_THAT(refusal("iccs_prefix,tier,reason\n01,A,x\n01,B,x\n"), HasSubstr("each prefix once"));
    EXPECT_THAT(refusal("iccs_prefix,tier,reason\n01,A\n"), HasSubstr("3 columns"));
    EXPECT_THAT(refusal("iccs_prefix,tier,reason\n"), HasSubstr("at least one rule"));
}

// The table that ours was typed from, where it lies beside the repository.
TEST(Tiers, AgreeWithTheSharedTableOnEveryCodeOfTheClassification) {
    const auto shared = source_folder() / "../shared/codes";
    if (!exists(shared)) GTEST_SKIP() << "no folder shared beside the repository";

    std::map<std::string, std::string> rules;
    const std::string table = text_of(shared / "crosscut/iccs_privacy_tier.csv");
    for (const auto line : split(table, '\n')) {
        const auto cells = split(line, ',');
        if (cells.size() >= 2 && whole_number(cells[0])) rules[std::string{cells[0]}] = cells[1];
    }
    const auto tiers = ours();
    EXPECT_EQ(rules.size(), tiers.rules().size());
    for (const auto& rule : tiers.rules()) EXPECT_EQ(rules[rule.prefix], code(rule.tier)) << rule.prefix;

    int codes = 0;
    const std::string classification = text_of(shared / "iccs/iccs.csv");
    for (const auto line : split(classification, '\n')) {
        const auto iccs = split(line, ',').front();
        if (!whole_number(iccs)) continue;
        std::string expected = "A";
        for (std::size_t length = 1; length <= iccs.size(); ++length) {
            if (const auto found = rules.find(std::string{iccs.substr(0, length)}); found != rules.end()) {
                expected = found->second;
            }
        }
        EXPECT_EQ(code(tiers.of(iccs)), expected) << iccs;
        ++codes;
    }
    EXPECT_GT(codes, 200);
}
