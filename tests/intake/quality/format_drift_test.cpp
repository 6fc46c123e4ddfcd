#include "intake/quality/format_drift.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake::quality {
namespace {

Forms seen(std::initializer_list<const char*> cells, int times = 1) {
    Forms forms;
    std::int64_t line = 0;
    for (int i = 0; i < times; ++i) {
        for (const char* cell : cells) forms.see(cell, ++line);
    }
    return forms;
}

TEST(FormatDrift, TheRarerFormsAreToldWithTheirLines) {
    Forms forms = seen({"2020-01-01", "2020-11-30"}, 10);
    forms.add(seen({"2020-12-01 00:00:00"}, 5), 20);
    const auto drift = forms.drift();
    ASSERT_EQ(drift.size(), 2U);
    EXPECT_EQ(drift[0].form, "9999-9-9");
    EXPECT_EQ(drift[0].rows, 20);
    EXPECT_EQ(drift[1].form, "9999-9-9 9:9:9");
    EXPECT_EQ(drift[1].rows, 5);
    EXPECT_EQ(drift[1].first, 21);
    EXPECT_EQ(drift[1].last, 25);
}

TEST(FormatDrift, NumbersOfOneOrTwoDigitsAndWordsAreOfOneForm) {
    EXPECT_TRUE(seen({"1/3/2020", "31/12/2020"}, 9).drift().empty());
    EXPECT_TRUE(seen({"9 de marzo de 2020", "10 de Agosto de 2020"}, 9).drift().empty());
    EXPECT_EQ(seen({"1/3/2020", "1/3/20"}, 9).drift().size(), 2U);
    EXPECT_EQ(seen({"12:00", "12:00:00:00"}, 9).drift().size(), 2U);
}

TEST(FormatDrift, AFewSlipsBlanksAndFreeTextAreNone) {
    Forms slips = seen({"2020-01-01"}, 50);
    slips.add(seen({"2020/01/01", ""}, 4), 50);
    EXPECT_TRUE(slips.drift().empty());
    Forms free;
    for (int i = 0; i < 400; ++i) free.see(std::string(static_cast<std::size_t>(i % 40), '-'), i);
    EXPECT_TRUE(free.drift().empty());
}

}  // namespace
}  // namespace atalaya::intake::quality
