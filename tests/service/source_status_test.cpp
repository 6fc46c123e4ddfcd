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

std::vector<std::string> last_cells(const Catalogue& catalogue) {
    Worlds worlds{*marejada().store, catalogue};
    const auto bulletin = monthly_bulletin(worlds, {.month = parse_month("2024-12").value()});
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

}  // namespace
}  // namespace atalaya::service
