// The rows that a bulletin says were read are rows of facts: what T10 lists by source, added up.
#include "service/facts.hpp"

#include <numeric>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

TEST(Facts, TheRowsReadAreThoseOfTheTableOfSources) {
    auto& town = marejada();
    const auto document = monthly_bulletin(*town.worlds, {.month = *parse_month("2024-12")}).document;
    const auto* table = block_of<render::Sheet>(document, "T10");
    ASSERT_TRUE(table);
    const auto read =
        std::accumulate(table->rows.begin(), table->rows.end(), 0.0,
                        [](double sum, const auto& row) { return sum + row.at(3).value.value_or(0); });
    EXPECT_EQ(town.figure("", "rows", "ciudad", "2024-12", "", "", "state=read").value, read);

    std::int64_t others = 0;  // boundaries, residents, second readings
    for (const auto& receipt : town.worlds->at("").receipts())
        others += has_facts_of_its_own(town.catalogue.source(receipt.source)) ? 0 : receipt.read;
    EXPECT_GT(others, 0);
}

// They are of every delivery up to the cut, not of the month of the bulletin.
TEST(Facts, TheRowsReadAreDatedByTheCut) {
    const auto document = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document;
    int rows = 0;
    for (const auto& row : document.provenance) {
        if (row.measure.rfind("filas", 0) != 0) continue;
        ++rows;
        EXPECT_EQ(row.period, "hasta el corte (boletín de diciembre de 2024)");
        EXPECT_EQ(row.brief_period, "hasta el corte");
    }
    EXPECT_GT(rows, 3);
}

}  // namespace
}  // namespace atalaya::service
