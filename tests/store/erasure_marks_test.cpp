#include "store/erasure_marks.hpp"

#include <gtest/gtest.h>

namespace atalaya::store {
namespace {

std::string said(const std::string& text) {
    return with_marks_said(text, [](const std::string& day) { return "borrado el " + day; });
}

TEST(ErasureMarks, EveryMarkIsSaidWithItsDay) {
    EXPECT_EQ(said("⟦e-2031-01-05.1⟧"), "borrado el 2031-01-05");
    EXPECT_EQ(said(R"({"a":"⟦e-2031-01-05.12⟧","b":["Sur","⟦e-2032-02-01.1⟧"]})"),
              R"({"a":"borrado el 2031-01-05","b":["Sur","borrado el 2032-02-01"]})");
}

TEST(ErasureMarks, WhatOnlyLooksLikeAMarkStays) {
    for (const char* text : {"", "Sur", "⟦e-", "⟦e-1⟧", "⟦e-2031-13-05.1⟧", "⟦e-2031-01-05", "⟦e-⟦e-"})
        EXPECT_EQ(said(text), text);
}

}  // namespace
}  // namespace atalaya::store
