#include "intake/descriptor_place.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(DescriptorPlace, APositionIsInASystemOrInDegrees) {
    const Folder folder;
    const Source degrees = small_source(folder);
    EXPECT_EQ(degrees.place.lon, "x");
    EXPECT_FALSE(degrees.place.from);
    const auto with = [](const std::string& lines) {
        const Folder folder;
        return small_source(folder, edited(small_descriptor, "lon = \"x\"\nlat = \"y\"", lines));
    };
    EXPECT_TRUE(with("crs = \"EPSG:3116\"\nx = \"x\"\ny = \"y\"").place.from);
    EXPECT_THAT(refusal([&] { with("crs = \"EPSG:1\"\nx = \"x\"\ny = \"y\""); }),
                HasSubstr("should be a system that PROJ knows, such as \"EPSG:3116\"; found \"EPSG:1\""));
}

TEST(DescriptorPlace, AnAddressNeedsNoPointAndHalfOfOneIsASlip) {
    const auto with = [](const std::string& lines) {
        const Folder folder;
        return small_source(folder, edited(small_descriptor, "lon = \"x\"\nlat = \"y\"", lines));
    };
    EXPECT_EQ(with("address = [\"calle\", \"altura\"]").place.address.columns,
              (std::vector<std::string>{"calle", "altura"}));
    EXPECT_THAT(refusal([&] { with("address = \"calle\"\nlon = \"x\""); }), HasSubstr("\"lat\" is missing"));
    EXPECT_THAT(refusal([&] { with("lon = \"x\"\nlat = \"y\"\ncrossing = \"esquina\""); }),
                HasSubstr("belongs to an \"address\""));
}

}  // namespace
}  // namespace atalaya::intake
