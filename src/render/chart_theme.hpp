// The colours and sizes of every picture (design: visual language, light theme). One
// unit is 170 mm / 640 = 0.753 pt on paper, so 10 units are 7.5 pt.
#pragma once

#include <array>
#include <string_view>

namespace atalaya::render::theme {

inline constexpr double units_per_mm = 640.0 / 170;

inline constexpr double small = 10.2;  // 7.7 pt: axes and notes, the smallest there is
inline constexpr double label = 11;    // 8.3 pt: names of rows, values

inline constexpr std::string_view surface = "#ffffff";
inline constexpr std::string_view paper = "#f3f4f1";
inline constexpr std::string_view sunk = "#eceeea";
inline constexpr std::string_view ink = "#14212b";
inline constexpr std::string_view ink2 = "#4b5a66";
inline constexpr std::string_view ink3 = "#61707b";
inline constexpr std::string_view line = "#dcdfda";
inline constexpr std::string_view line2 = "#c3c9c5";
inline constexpr std::string_view accent = "#0a5f73";
inline constexpr std::string_view accent_soft = "#e1eff1";

// Classes of a rate, lowest first; also the two widths of an expected band.
inline constexpr std::array<std::string_view, 5> sequential = {"#e3eeee", "#b7d5d8", "#82b4bd", "#458698",
                                                               "#12566c"};
// Hot spots at 90, 95 and 99 %: apart from every class of a rate, and darker step by step.
inline constexpr std::array<std::string_view, 3> hot = {"#f2a65a", "#df6a1f", "#8f2b00"};
// White text is read better on it than ink.
constexpr bool is_dark(std::string_view colour) {
    return colour == sequential[3] || colour == sequential[4];
}

inline constexpr std::string_view band_95 = sequential[0];
inline constexpr std::string_view band_50 = sequential[1];

// Dash patterns: provisional, an event's rule, the city's line.
inline constexpr std::string_view dashed = "4 3";
inline constexpr std::string_view dotted = "1.2 2.6";
inline constexpr std::string_view long_dash = "7 3";

}  // namespace atalaya::render::theme
