#include "intake/area_zeros.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

Areas codes_of(const std::vector<std::string>& codes) {
    Areas areas;
    for (const auto& code : codes) {
        areas.layer.push("comuna");
        areas.code.push(code);
        areas.name.push("Comuna de " + code);
        areas.parent_layer.push("");
        areas.parent.push("");
        areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        areas.geometry.push("");
    }
    return areas;
}

std::vector<Finding> told(const std::vector<std::string>& codes, const std::vector<std::string>& texts,
                          const std::string& sealed = "") {
    const City city = small_city();
    const Areas areas = codes_of(codes);
    const Gazetteer gazetteer{city, std::span{&areas, 1}};
    AreaZeros first, second;
    std::int64_t line = 0;
    for (const auto& text : texts) {
        auto& part = ++line == 1 ? first : second;
        part.see(gazetteer, 2, gazetteer.by_text(2, text), text, line == 1 ? 1 : line - 1);
    }
    first.add(second, 1);
    Source source;
    AreaRule& rule = source.areas.emplace_back();
    rule.layer = "comuna";
    rule.column = "cut";
    if (!sealed.empty()) source.sealed.push_back(sealed);
    std::vector<Finding> findings;
    first.tell(gazetteer, source, findings);
    return findings;
}

TEST(AreaZeros, ACodeWithoutItsZerosIsToldAndStillMeansItsArea) {
    const auto findings = told({"01101", "01107", "00012", "13101"},
                               {"01101", "1101", "13101", "1107", "1101", "12", "Comuna de 01101"});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(std::string{findings[0].check}, "area_zero_lost");
    EXPECT_EQ(findings[0].rows, 4);
    EXPECT_EQ(findings[0].detail,
              R"({"layer":"comuna","texts":[{"found":"1101","code":"01101","rows":2},)"
              R"({"found":"1107","code":"01107","rows":1},{"found":"12","code":"00012","rows":1}],)"
              R"("lines":[2,4,5,6]})");
}

TEST(AreaZeros, WhereCodesHaveNoneOrWordsSayTheAreaNothingIs) {
    EXPECT_TRUE(told({"1", "7", "15"}, {"7", "07", "Comuna 7"}).empty()) << "a zero more is none lost";
    EXPECT_TRUE(told({"01", "07", "15"}, {"07", "Comuna 7", "Comuna de 07", "99", ""}).empty());
    EXPECT_EQ(told({"01", "07", "15"}, {"7"}).size(), 1U);
}

TEST(AreaZeros, ASealedColumnIsNotQuoted) {
    const auto findings = told({"01101"}, {"1101"}, "cut");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rows, 1);
    EXPECT_EQ(findings[0].detail, R"({"layer":"comuna","texts":[],"lines":[1]})");
}

}  // namespace
}  // namespace atalaya::intake
