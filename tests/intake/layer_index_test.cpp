#include "intake/layer_index.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "core/error.hpp"

namespace atalaya::intake {
namespace {

std::string square(int west) {
    const auto corner = [&](int east, int north) {
        return "[" + std::to_string(west + east) + "," + std::to_string(north) + "]";
    };
    return R"({"type":"Polygon","coordinates":[[)" + corner(0, 0) + "," + corner(1, 0) + "," + corner(1, 1) +
           "," + corner(0, 1) + "," + corner(0, 0) + "]]}";
}

std::shared_ptr<const geo::AreaIndex> index_of(const std::vector<std::string>& texts) {
    return layer_index(std::vector<std::string_view>{texts.begin(), texts.end()});
}

TEST(LayerIndex, WhoAsksWithTheSameTextsGetsTheSame) {
    const auto first = index_of({square(10), square(20)});
    EXPECT_EQ(index_of({square(10), square(20)}), first);
    EXPECT_EQ(first->locate({20.5, 0.5}), 1);
    EXPECT_EQ(first->locate({15, 0.5}), geo::AreaIndex::outside);
}

TEST(LayerIndex, OtherTextsOrAnotherOrderGetAnother) {
    const auto first = index_of({square(10), square(20)});
    EXPECT_EQ(index_of({square(20), square(10)})->locate({20.5, 0.5}), 0);
    EXPECT_EQ(index_of({square(10), square(21)})->locate({20.5, 0.5}), geo::AreaIndex::outside);
    EXPECT_EQ(index_of({square(10), square(20)}), first);
}

TEST(LayerIndex, TheOneAskedForLongestAgoIsMadeAnewAndTheOtherOneStaysWhole) {
    const auto first = index_of({square(30)}), second = index_of({square(31)});
    for (int west = 40; west < 47; ++west) {
        index_of({square(west)});
        index_of({square(30)});  // asked for all the time
    }
    EXPECT_EQ(index_of({square(30)}), first);
    EXPECT_NE(index_of({square(31)}), second);
    EXPECT_EQ(second->locate({31.5, 0.5}), 0);
}

TEST(LayerIndex, ATextThatIsNoGeometryIsRefusedEveryTime) {
    for (int time = 0; time < 2; ++time) {
        try {
            index_of({square(50), "{"});
            FAIL() << "read what is no geometry";
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
        }
    }
}

}  // namespace
}  // namespace atalaya::intake
