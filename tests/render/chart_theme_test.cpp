// Colours are told apart by who sees them all, by who does not, and in greyscale.
#include "render/chart_theme.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

#include "render/chart_strip.hpp"

namespace atalaya::render {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Machado, Oliveira and Fernandes 2009 (IEEE TVCG 15(6)), severity 1.0, on linear RGB.
constexpr Matrix normal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix deuteranopia = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protanopia = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};

// IEC 61966-2-1.
double linear(int channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Triple linear_rgb(std::string_view hex) {
    const long all = std::strtol(std::string{hex.substr(1)}.c_str(), nullptr, 16);
    return {linear(static_cast<int>(all >> 16)), linear(static_cast<int>(all >> 8 & 255)),
            linear(static_cast<int>(all & 255))};
}

Triple times(const Matrix& m, const Triple& v) {
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

// CIE L*a*b* under D65.
Triple lab(const Triple& rgb) {
    constexpr Matrix to_xyz = {{{0.4124564, 0.3575761, 0.1804375},
                                {0.2126729, 0.7151522, 0.0721750},
                                {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Triple white = {0.95047, 1, 1.08883};
    Triple f = times(to_xyz, rgb);
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = f[i] / white[i];
        f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

Triple seen(std::string_view hex, const Matrix& sight) {
    Triple rgb = times(sight, linear_rgb(hex));
    for (double& c : rgb) c = std::clamp(c, 0.0, 1.0);
    return lab(rgb);
}

double smallest_step(const Matrix& sight) {
    double least = 1000;
    for (std::size_t i = 1; i < theme::sequential.size(); ++i) {
        const Triple a = seen(theme::sequential[i - 1], sight), b = seen(theme::sequential[i], sight);
        least = std::min(least, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
    return least;
}

double contrast(std::string_view a, std::string_view b) {
    const auto luminance = [](std::string_view hex) {
        const Triple c = linear_rgb(hex);
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    };
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

TEST(Theme, NeighbouringClassesAreAsFarApartAsDesigned) {
    EXPECT_GE(smallest_step(normal), 12.0);
    EXPECT_GE(smallest_step(deuteranopia), 11.2);
    EXPECT_GE(smallest_step(protanopia), 9.7);
}

// The hot spots are laid over classes of a rate: from any of them, and from each other.
TEST(Theme, HotSpotsAreFarFromEveryClassAndDarkenInGreyscale) {
    const auto apart = [](std::string_view x, std::string_view y, const Matrix& sight) {
        const Triple a = seen(x, sight), b = seen(y, sight);
        return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    };
    for (const auto& [sight, least] : {std::pair{normal, 59.0}, {deuteranopia, 55.0}, {protanopia, 52.0}}) {
        for (const auto hot : theme::hot) {
            for (const auto rate : theme::sequential)
                EXPECT_GE(apart(hot, rate, sight), least) << hot << rate;
        }
        EXPECT_GE(apart(theme::hot[0], theme::hot[1], sight), 12);
        EXPECT_GE(apart(theme::hot[1], theme::hot[2], sight), 12);
    }
    const auto lightness = [](std::string_view hex) { return seen(hex, normal)[0]; };
    EXPECT_GE(lightness(theme::hot[0]) - lightness(theme::hot[1]), 12);
    EXPECT_GE(lightness(theme::hot[1]) - lightness(theme::hot[2]), 12);
}

TEST(Theme, ClassesDarkenInGreyscale) {
    for (std::size_t i = 1; i < theme::sequential.size(); ++i) {
        EXPECT_LT(seen(theme::sequential[i], normal)[0], seen(theme::sequential[i - 1], normal)[0] - 9);
    }
}

TEST(Theme, FewerClassesAreSpreadOverTheSameColours) {
    EXPECT_EQ(class_colour(0, 5), theme::sequential[0]);
    EXPECT_EQ(class_colour(3, 5), theme::sequential[3]);
    EXPECT_EQ(class_colour(0, 3), theme::sequential[0]);
    EXPECT_EQ(class_colour(1, 3), theme::sequential[2]);
    EXPECT_EQ(class_colour(2, 3), theme::sequential[4]);
    EXPECT_THROW(class_colour(5, 5), std::logic_error);
}

// WCAG 2.2, 1.4.3; names on the fourth class are semibold for being at 4.1.
TEST(Theme, TextIsReadOnItsGround) {
    EXPECT_GE(contrast(theme::ink, theme::surface), 15);
    EXPECT_GE(contrast(theme::ink2, theme::surface), 7);
    EXPECT_GE(contrast(theme::ink3, theme::surface), 4.5);
    EXPECT_GE(contrast(theme::accent, theme::accent_soft), 4.5);
    for (const std::string_view colour : theme::sequential) {
        EXPECT_GE(contrast(theme::is_dark(colour) ? theme::surface : theme::ink, colour), 4.1) << colour;
    }
}

}  // namespace
}  // namespace atalaya::render
