#include "render/svg.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::Not;

Svg picture(const std::string& prefix = "c2") {
    return {{640, 264, 170, 70.125}, prefix, "Robos & hurtos", "Bajaron <15 %>"};
}

TEST(Svg, NumbersHaveAtMostTwoDecimals) {
    EXPECT_EQ(svg_number(12), "12");
    EXPECT_EQ(svg_number(1.5), "1.5");
    EXPECT_EQ(svg_number(1.0 / 3), "0.33");
    EXPECT_EQ(svg_number(100), "100");
    EXPECT_EQ(svg_number(-0.001), "0");
    EXPECT_EQ(svg_number(-2.346), "-2.35");
    EXPECT_THROW(svg_number(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
}

TEST(Svg, APictureIsAnImageWithANameAndADescription) {
    EXPECT_EQ(picture().str(),
              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 264\" width=\"170mm\" "
              "height=\"70.12mm\" "
              "role=\"img\" aria-labelledby=\"c2-title c2-desc\" font-family=\"'Public Sans', sans-serif\">\n"
              "<title id=\"c2-title\">Robos &amp; hurtos</title>\n"
              "<desc id=\"c2-desc\">Bajaron &lt;15 %&gt;</desc>\n"
              "</svg>\n");
}

TEST(Svg, TextAndAttributesAreEscapedAndEmptyAttributesLeftOut) {
    Svg svg = picture();
    svg.text("a < b & \"c\"", {{"x", 1}, {"class", ""}, {"data-name", "\"<&"}});

    EXPECT_THAT(svg.str(), HasSubstr("<text x=\"1\" data-name=\"&quot;&lt;&amp;\">a &lt; b &amp; "));
}

TEST(Svg, IdsCarryThePrefixSoThatPicturesDoNotMeet) {
    EXPECT_EQ(picture("C2").id("hatch"), "C2-hatch");
    EXPECT_EQ(picture("M1").url("hatch"), "url(#M1-hatch)");
    EXPECT_EQ(picture("a\" onload=\"x").id("hatch"), "aonloadx-hatch");
}

TEST(Svg, WhatIsOpenedHasToBeClosed) {
    Svg svg = picture();
    svg.open("g", {{"fill", "none"}});
    EXPECT_THROW(svg.str(), std::logic_error);
    svg.element("path", {{"d", SvgPath{}.move(0, 1).line(2.345, 3).close().str()}}).close();
    EXPECT_THAT(svg.str(), HasSubstr("<g fill=\"none\">\n<path d=\"M0 1L2.35 3Z\"/>\n</g>"));
    EXPECT_THROW(svg.close(), std::logic_error);
}

}  // namespace
}  // namespace atalaya::render
