// Road crashes of Buenos Aires as published, where they are beside the repository: their corners
// by the lines of the streets, against their coordinates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "geo/plane.hpp"
#include "geocode/geocoder.hpp"
#include "real_places.hpp"

namespace atalaya::geocode {
namespace {

TEST(Caba, CornersOfCrashesAreWhereTheyWereRegistered) {
    if (!std::filesystem::exists(real_data() / "caba"))
        GTEST_SKIP() << "no folder shared/data/caba beside the repository";
    const Geocoder geocoder{KnownPlaces{.streets = streets_of_caba()}};
    Geocoder::Desk desk{geocoder};
    int asked = 0, found = 0, near = 0;
    for (const Crash& crash : injury_crashes()) {
        if (crash.number > 0 || crash.street.empty() || crash.crossing.empty()) continue;
        if (++asked > 3'000) break;
        const Answer answer = desk.find(crash.street + " y " + crash.crossing);
        if (answer.precision != Precision::crossing) continue;
        const Planar off = geo::LocalPlane{crash.at}.to(answer.at);
        ++found;
        near += std::hypot(off.x, off.y) <= 60;
    }
    EXPECT_GT(found, 2'550) << "of 3,000; the lines of the gazetteer have gaps";
    EXPECT_GT(near, found * 94 / 100);
}

}  // namespace
}  // namespace atalaya::geocode
