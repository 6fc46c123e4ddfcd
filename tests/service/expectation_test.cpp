// T9: what was expected and what was observed, against the figures it rests on.
#include <cmath>

#include "service/bulletin/sections.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

std::optional<render::Sheet> ranges(const char* month) {
    Desk desk{*marejada().worlds, {.month = *parse_month(month)}};
    auto section = expectation_section(desk, compare_indicators(desk));
    if (!section) return {};
    for (const auto& block : section->blocks)
        if (const auto* sheet = std::get_if<render::Sheet>(&block)) return *sheet;
    return {};
}

std::string notes_of(const render::Sheet& sheet) {
    std::string notes;
    for (const auto& note : sheet.notes) notes += render::plain(note) + "\n";
    return notes;
}

// With 19 of 20 inside, 3 of 6 or fewer come once in 450 times, 4 of 6 once in 30: worked by hand from the binomial.
TEST(Expectation, ARangeThatFailedIsMarkedAndTheMarkIsExplained) {
    int marked = 0, plain = 0;
    for (const char* month : {"2024-06", "2024-09", "2024-12"}) {
        const auto sheet = ranges(month);
        ASSERT_TRUE(sheet);
        bool any = false;
        for (const auto& row : sheet->rows) {
            const std::string said = render::plain(row[5].text);
            if (said.empty()) continue;
            const bool all_six = said.find("de 6") != std::string::npos;
            const bool has_mark = said.find("†") != std::string::npos;
            if (all_six) {
                EXPECT_EQ(has_mark, *row[5].value <= 3) << month << " " << said;
            }
            any = any || has_mark;
            (has_mark ? marked : plain) += 1;
        }
        EXPECT_EQ(notes_of(*sheet).find("†") != std::string::npos, any) << month;
        EXPECT_THAT(notes_of(*sheet), HasSubstr("uno fuera no dice nada todavía"));
    }
    EXPECT_GT(marked, 0);
    EXPECT_GT(plain, 0);
}

// The word beside a range is true of the range as it is printed.
TEST(Expectation, TheResultIsThatOfThePrintedRange) {
    for (const char* month : {"2024-03", "2024-06", "2024-09", "2024-10", "2024-11", "2024-12"}) {
        const auto sheet = ranges(month);
        ASSERT_TRUE(sheet);
        for (const auto& row : sheet->rows) {
            if (row[2].parts.size() != 2) continue;
            const double n = *row[3].value, low = std::round(row[2].parts[0].value),
                         high = std::round(row[2].parts[1].value);
            EXPECT_EQ(render::plain(row[4].text), n < low    ? "por debajo"
                                                  : n > high ? "por encima"
                                                             : "dentro")
                << month << " " << render::plain(row[0].text);
        }
    }
}

}  // namespace
}  // namespace atalaya::service
