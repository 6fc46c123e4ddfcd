// What the bulletin says of the road: the deaths once, with the twelve months before in the same breath.
#include <gmock/gmock.h>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Road, TheDeathsOfTwelveMonthsAreSaidOnceAndAgainstThoseBefore) {
    Town& town = marejada();
    for (const char* territory : {"ciudad", "delegacion:centro"}) {
        const auto before = town.figure("muerte_vial", "count", territory, "2023").value;
        ASSERT_TRUE(before);
        const std::string said =
            text_of(monthly_bulletin(*town.worlds, {.territory = territory, .month = *parse_month("2024-12")})
                        .document,
                    "seguridad-vial");
        EXPECT_THAT(said, HasSubstr("En 12 meses: ")) << territory;
        EXPECT_THAT(said,
                    HasSubstr("En los 12 meses anteriores, " + std::to_string(std::lround(*before)) + ";"))
            << territory;
        EXPECT_THAT(said, Not(HasSubstr("Víctimas fatales viales: "))) << territory;
        EXPECT_THAT(said, HasSubstr("eridos en siniestros viales: ")) << territory;
    }
}

}  // namespace
}  // namespace atalaya::service
