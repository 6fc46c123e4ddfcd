#include "linkage/frequency.hpp"

#include <cmath>

namespace atalaya::linkage {
namespace {

const Pattern agree = at_level(Level::exact, 0);

Model model_of(double u) {
    return {.lambda = 0.01, .fields = {FieldModel{{0.1, 0, 0.9, 1}, {1 - u, 0, u, 1}}}};
}

std::vector<Field> surnames(bool by_frequency) {
    const std::vector<std::string> values{"Quispe", "Quispe", "Quispe",   "Quispe", "Quispe",
                                          "Quispe", "Mamani", "Zuzunaga", "",       ""};
    std::vector<Field> fields;
    fields.push_back({.name = "last", .column = Column{values}, .by_frequency = by_frequency});
    return fields;
}

// By hand: six of eight are Quispe and one is Zuzunaga; u = 1/2.
TEST(Frequency, ARareNameSaysMoreThanACommonOne) {
    const auto fields = surnames(true);
    const Frequencies frequencies{fields, model_of(0.5)};
    EXPECT_NEAR(frequencies.more(fields, agree, 0), std::log2(0.5 / (6.0 / 8)), 1e-6);
    EXPECT_NEAR(frequencies.more(fields, agree, 7), std::log2(0.5 / (1.0 / 8)), 1e-6);
}

TEST(Frequency, OnlyAgreementIsAdjusted) {
    const auto fields = surnames(true);
    const Frequencies frequencies{fields, model_of(0.5)};
    for (const Level level : {Level::differ, Level::close, Level::missing})
        EXPECT_EQ(frequencies.more(fields, at_level(level, 0), 7), 0);
}

TEST(Frequency, AFieldThatIsNotAdjustedStaysAsItIs) {
    const auto fields = surnames(false);
    EXPECT_EQ((Frequencies{fields, model_of(0.5)}.more(fields, agree, 7)), 0);
}

// With u = sum of f(v)^2, what non-matches that agree get more is never above 0 on average (Jensen).
TEST(Frequency, IsNoGiftToThoseWhoAgreeByChance) {
    const auto fields = surnames(true);
    const double u = (36 + 1 + 1) / 64.0;
    const Frequencies frequencies{fields, model_of(u)};
    const double mean = (36 * frequencies.more(fields, agree, 0) + frequencies.more(fields, agree, 6) +
                         frequencies.more(fields, agree, 7)) /
                        38;
    EXPECT_LT(mean, 0);
}

}  // namespace
}  // namespace atalaya::linkage
