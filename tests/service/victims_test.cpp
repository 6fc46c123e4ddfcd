// T2 of the monthly bulletin: what is known of the persons that were killed.
#include "service/bulletin/victims.hpp"

#include <gmock/gmock.h>

#include "service/caba.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

std::vector<std::string> lines_of(const Catalogue& catalogue) {
    Worlds worlds{*marejada().store, catalogue};
    Desk desk{worlds, {.month = parse_month("2024-12").value()}};
    std::vector<std::string> lines;
    const auto table = victims_table(desk, desk.catalogue().indicator("homicidio_doloso"));
    if (!table) return lines;
    for (const auto& row : table->rows)
        lines.push_back(render::plain(row[0].text) + ": " + render::plain(row[1].text) + " " +
                        render::plain(row[2].text));
    return lines;
}

TEST(Victims, OfLabelsThatShareACodeAreCountedOnceUnderBothNames) {
    Catalogue catalogue = marejada().catalogue;
    const auto before = lines_of(catalogue);
    ASSERT_FALSE(before.empty());
    for (auto& source : catalogue.sources) {
        if (source.category.describes != "homicidio_doloso") continue;
        const auto woman = std::ranges::find(source.labels, "sexo-mujer", &intake::Label::code);
        ASSERT_NE(woman, source.labels.end());
        intake::Label other = *woman;
        other.label_2 = "FEM.";
        other.name.es = "Femenino";
        source.labels.push_back(other);
    }
    const auto after = lines_of(catalogue);
    EXPECT_EQ(after.size(), before.size());
    EXPECT_THAT(after, testing::Contains(testing::HasSubstr(" / Femenino ")));
}

}  // namespace
}  // namespace atalaya::service
