// Against what the changes of a bulletin are told: a bulletin where one is on record, else the cut before and no other.
#include "late_town.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

// Of this town no bulletin was ever issued.
TEST(ChangesSince, ACutIsNotCalledABulletin) {
    int none = 0, some = 0;
    for (const char* month : {"2021-10", "2021-11", "2021-12"}) {
        const BulletinRequest asked{
            .month = *parse_month(month),
            .vintage = iso(plus_months(*parse_month(month), 1)) + "-05.1",
        };
        const auto document = monthly_bulletin(*late_police().worlds, asked).document;
        const std::string said = text_of(document, "calidad-y-cambios");
        EXPECT_THAT(said, Not(HasSubstr("boletín anterior cambió"))) << month;
        const auto* table = block_of<render::Sheet>(document, "T11");
        if (table) {
            ++some;
            EXPECT_THAT(table->title, testing::StartsWith("Cifras que cambiaron desde el corte anterior"))
                << month;
        } else {
            ++none;
            EXPECT_THAT(said, HasSubstr("No hay un boletín anterior registrado. Frente al corte anterior ("))
                << month;
            EXPECT_THAT(said, HasSubstr("cambió tanto como para listarla")) << month;
        }
    }
    EXPECT_EQ(none + some, 3);
}

}  // namespace
}  // namespace atalaya::service
