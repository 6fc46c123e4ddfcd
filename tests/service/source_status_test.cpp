// Whether each source is on time, as T10 of the monthly bulletin says it.
#include <gmock/gmock.h>

#include "service/bulletin/mensual.hpp"
#include "service/caba.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::Each;
using testing::Not;

std::vector<std::string> last_cells(const Catalogue& catalogue, const char* month = "2024-12") {
    Worlds worlds{*marejada().store, catalogue};
    const auto bulletin = monthly_bulletin(worlds, {.month = parse_month(month).value()});
    std::vector<std::string> cells;
    if (const auto* table = block_of<render::Sheet>(bulletin.document, "T10")) {
        for (const auto& row : table->rows) {
            for (const auto& cell : row) cells.push_back(render::plain(cell.text));
        }
    }
    return cells;
}

TEST(SourceStatus, WithoutAnAgreedDayNoSourceIsOnTime) {
    const auto agreed = last_cells(marejada().catalogue);
    EXPECT_THAT(agreed, Contains("a tiempo"));
    Catalogue without = marejada().catalogue;
    without.city.expected.clear();
    const auto cells = last_cells(without);
    EXPECT_THAT(cells, Contains("sin plazo acordado"));
    EXPECT_THAT(cells, Each(Not("a tiempo")));
}

// The first delivery brought three years: their months came long after their day, or before there was one.
TEST(SourceStatus, AFileThatCameYearsLateIsNotOnTime) {
    const auto history = last_cells(marejada().catalogue, "2022-06");
    EXPECT_THAT(history, Contains("sin plazo acordado")) << "owed from 2023 on";
    EXPECT_THAT(history, Each(Not("a tiempo")));

    Catalogue owed = marejada().catalogue;
    for (auto& expected : owed.city.expected) expected.from.reset();
    const auto late = last_cells(owed, "2022-06");
    EXPECT_THAT(late, Contains("ingresó después de vencer, 05-07-2022"));
    EXPECT_THAT(late, Each(Not("a tiempo")));
    EXPECT_THAT(last_cells(owed, "2024-12"), Each(Not(testing::HasSubstr("después de vencer"))));

    Worlds worlds{*marejada().store, owed};
    const auto document = monthly_bulletin(worlds, {.month = parse_month("2022-06").value()}).document;
    EXPECT_THAT(text_of(document, "calidad-y-cambios"),
                testing::HasSubstr("con el mes completo; ingresaron después de vencer su plazo: "));
}

}  // namespace
}  // namespace atalaya::service
