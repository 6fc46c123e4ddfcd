#include "intake/quality/amount_forms.hpp"

#include <nlohmann/json.hpp>

#include "../support.hpp"

namespace atalaya::intake::quality {
namespace {

// The lines of cells that are doubtful among these.
std::vector<std::int64_t> doubtful(std::initializer_list<const char*> cells) {
    AmountForms forms;
    std::int64_t line = 0;
    for (const char* cell : cells) forms.see(cell, ++line);
    std::vector<Finding> findings;
    forms.tell("n", findings);
    if (findings.empty()) return {};
    return nlohmann::json::parse(findings.front().detail).at("lines").get<std::vector<std::int64_t>>();
}

TEST(AmountForms, AThousandOrAOneIsTold) {
    EXPECT_EQ(doubtful({"1", "1.000", "2"}), std::vector<std::int64_t>{2});
    EXPECT_EQ(doubtful({"12,000", "3.000"}), (std::vector<std::int64_t>{1, 2}));
    EXPECT_TRUE(doubtful({"1", "2", "1000"}).empty());
}

TEST(AmountForms, AnotherCellOfTheColumnSettlesIt) {
    for (const char* other : {"1.250", "1.000.000", "2.5", "12.00", "1250.000", "0.000"})
        EXPECT_TRUE(doubtful({"1.000", other}).empty()) << other;
    EXPECT_EQ(doubtful({"1.000", "2,5"}), std::vector<std::int64_t>{1}) << "of the other sign";
    EXPECT_EQ(doubtful({"1.000", "a.b"}), std::vector<std::int64_t>{1}) << "no number";
}

TEST(AmountForms, PartsOfAFileSettleEachOther) {
    AmountForms first, later;
    first.see("1.000", 1);
    later.see("1.250", 1);
    first.add(later, 1);
    std::vector<Finding> findings;
    first.tell("n", findings);
    EXPECT_TRUE(findings.empty());
}

// Barrios as amounts: what a row stands for where it says nothing, and where nobody knows what it says.
TEST(AmountForms, OfARowThatSaysNoneOrADoubtfulOneAreTold) {
    const auto descriptor = std::string{small_descriptor} + "[units]\ncolumn = \"barrio\"\n";
    const auto one_column = edited(descriptor, "[area.barrio]\ncolumn = \"barrio\"\n", "");
    const auto batch = read_small(
        "1,2020-03-09,1,Robo,,,\n2,2020-03-09,1,Robo,,,1.000\n3,2020-03-09,1,Robo,,,2\n", one_column);
    EXPECT_EQ(batch.accepted, 3);
    EXPECT_EQ(finding_of(batch, "units_missing")->detail, R"({"lines":[1]})");
    EXPECT_EQ(finding_of(batch, "amount_doubtful")->detail, R"({"column":"barrio","lines":[2]})");
    EXPECT_EQ(found(read_small("1,2020-03-09,1,Robo,,,\n"), "units_missing"), 0) << "without [units]";
}

}  // namespace
}  // namespace atalaya::intake::quality
