#include "render/day_span.hpp"

#include <gtest/gtest.h>

namespace atalaya::render {
namespace {

std::string said(const char* region, const char* first, const char* last) {
    return day_span(Forms{region}, {*parse_day(first), *parse_day(last) + std::chrono::days{1}});
}

TEST(DaySpan, SaysOnceWhatBothEndsShare) {
    EXPECT_EQ(said("es-AR", "2026-03-02", "2026-03-08"), "del 2 al 8 de marzo de 2026");
    EXPECT_EQ(said("es-AR", "2026-03-30", "2026-04-05"), "del 30 de marzo al 5 de abril de 2026");
    EXPECT_EQ(said("es-AR", "2025-12-29", "2026-01-04"), "del 29 de diciembre de 2025 al 4 de enero de 2026");
    EXPECT_EQ(said("pt-BR", "2026-03-01", "2026-03-07"), "de 1º a 7 de março de 2026");
    EXPECT_EQ(said("pt-BR", "2026-03-30", "2026-04-05"), "de 30 de março a 5 de abril de 2026");
    EXPECT_EQ(said("en", "2026-03-02", "2026-03-08"), "2 to 8 March 2026");
    EXPECT_EQ(said("en", "2026-03-30", "2026-04-05"), "30 March to 5 April 2026");
}

TEST(DaySpan, ADayIsThatDay) {
    EXPECT_EQ(said("es-AR", "2026-03-08", "2026-03-08"), "8 de marzo de 2026");
    EXPECT_EQ(said("en", "2026-03-08", "2026-03-08"), "8 March 2026");
}

}  // namespace
}  // namespace atalaya::render
