#include "intake/number_between.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(NumberBetween, BothBoundsAreSaid) {
    const Folder folder;
    const auto with = [&](const std::string& row) {
        return small_source(folder,
                            edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nheader_row = " + row))
            .format.header_row;
    };
    EXPECT_EQ(with("1000"), 1000);
    EXPECT_THAT(refusal([&] { with("1001"); }),
                HasSubstr("\"header_row\" should be between 1 and 1000; found 1001."));
}

}  // namespace
}  // namespace atalaya::intake
