#include "intake/quality/accents_apart.hpp"

#include <gmock/gmock.h>

#include "../support.hpp"
#include "intake/check.hpp"

namespace atalaya::intake {
namespace {

const std::string apart = "Robo a nin\u0303o", joined = "Robo a niño";

Batch read(const std::vector<std::string>& kinds, const std::string& encoding = "utf-8") {
    std::string rows;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        rows += std::to_string(i + 1) + ",2020-03-09,10," + kinds[i] + ",0.5,0.7,Norte\n";
    const std::string descriptor =
        edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nencoding = \"" + encoding + "\"");
    return read_small(rows, edited(descriptor, "[offence]", "[offence]\nunlisted = \"keep\""));
}

const Finding* told(const Batch& batch) {
    for (const auto& found : batch.findings)
        if (found.check == std::string{finding::accents_apart}) return &found;
    return nullptr;
}

}  // namespace

TEST(AccentsApart, AColumnThatWritesALetterInTwoWaysIsTold) {
    const Batch batch = read({apart, joined, joined, "Hurto"});
    const Finding* found = told(batch);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->rows, 1);
    EXPECT_EQ(found->detail, R"({"column":"tipo","joined":2})");
}

TEST(AccentsApart, AColumnThatIsOfOneMindIsNot) {
    EXPECT_EQ(told(read({apart, apart, "Hurto"})), nullptr);
    EXPECT_EQ(told(read({joined, joined, "Hurto"})), nullptr);
    EXPECT_EQ(told(read({"\xCC\x81lgo", "\xE1rbol"}, "latin-1")), nullptr) << "a letter of another encoding";
}

TEST(AccentsApart, AnAccentThatJoinsNothingIsNone) {
    EXPECT_EQ(told(read({"x\u0303", joined})), nullptr);
}

}  // namespace atalaya::intake
