// What the sections of the bulletin are put together from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/bulletin/sections.hpp"

namespace atalaya::service {

// Of a picture as wide as the page, and of one of two side by side.
inline constexpr double half_width_mm = 83, full_width_mm = 170;

// The sentences of every listed indicator of a group that has data here, but of the one that is told; whether
// there is one.
bool add_sentences(Desk& desk, const Rows& rows, std::string_view group, render::Section& section,
                   const IndicatorRow* told = nullptr);

// Two pictures side by side, or the one that there is.
void add_pair(render::Section& section, std::optional<render::Picture> left,
              std::optional<render::Picture> right);

std::string monthly_title(const Desk& desk, const Indicator& indicator);

// A year of one or more indicators by kind, as the source classes them; none where it knows one kind only.
std::optional<render::Sheet> kinds_table(Desk& desk, const std::string& id, std::string title,
                                         const std::string& kind_heading,
                                         const std::vector<std::string>& indicators);

}  // namespace atalaya::service
