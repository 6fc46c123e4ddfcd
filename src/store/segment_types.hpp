// What the writer and the reader of segments both know.
#pragma once

#include <array>
#include <string_view>

namespace atalaya::store {

inline constexpr std::string_view segment_magic = "ATALSEG\n";

// In the order of SegmentColumn::Type.
inline constexpr std::array<std::string_view, 5> type_names{"i8", "i32", "i64", "day", "text"};

}  // namespace atalaya::store
