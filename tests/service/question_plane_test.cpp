#include "service/question_plane.hpp"

#include <gtest/gtest.h>

#include "methods/method.hpp"

namespace atalaya::service {
namespace {

using Systems = std::map<std::string, std::string, std::less<>>;

std::string plane_of(const Systems& systems, methods::Given settings = {}) {
    const auto given = with_plane({.method = methods::find("areal_interpolation"),
                                   .tables = {},
                                   .roles = {},
                                   .systems = systems,
                                   .settings = std::move(settings)});
    const auto found = given.find("plane");
    return found == given.end() ? "" : found->second;
}

TEST(QuestionPlane, IsTheSystemThatAllPolygonsCameIn) {
    EXPECT_EQ(plane_of({{"sources", "EPSG:32119"}, {"targets", "EPSG:32119"}}), "32119");
}

TEST(QuestionPlane, IsNoneWhereTheyDifferOrAreInDegrees) {
    EXPECT_EQ(plane_of({}), "");
    EXPECT_EQ(plane_of({{"sources", "EPSG:32119"}}), "") << "the targets came in degrees";
    EXPECT_EQ(plane_of({{"sources", "EPSG:32119"}, {"targets", "EPSG:32018"}}), "");
    EXPECT_EQ(plane_of({{"sources", "EPSG:4269"}, {"targets", "EPSG:4269"}}), "");
    EXPECT_EQ(plane_of({{"sources", "ESRI:102033"}, {"targets", "ESRI:102033"}}), "")
        << "no EPSG code to write";
}

TEST(QuestionPlane, WhatWasSaidStays) {
    EXPECT_EQ(plane_of({{"sources", "EPSG:32119"}, {"targets", "EPSG:32119"}}, {{"plane", "0"}}), "0");
}

TEST(QuestionPlane, IsNothingToAMethodThatMeasuresNone) {
    const auto given = with_plane({.method = methods::find("global_moran"),
                                   .tables = {},
                                   .roles = {},
                                   .systems = {{"areas", "EPSG:32119"}}});
    EXPECT_TRUE(given.empty());
}

}  // namespace
}  // namespace atalaya::service
