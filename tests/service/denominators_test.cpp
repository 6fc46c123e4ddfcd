#include "service/bulletin/denominators.hpp"

#include "document.hpp"
#include "render/plain.hpp"
#include "render/typst.hpp"
#include "service/bulletin/mensual.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

render::Document bulletin() {
    return monthly_bulletin(*marejada().worlds,
                            {.month = *parse_month("2024-12"), .vintage = marejada().newest()})
        .document;
}

// The city of Villa Marejada: 1,029 robberies of 188,034 residents of 2024.
TEST(Denominators, EveryRateOfABulletinHasItsNumeratorDenominatorYearAndInterval) {
    int rates = 0;
    for (const auto& row : bulletin().provenance) {
        if (row.measure.find("tasa de 12 meses") == std::string::npos || !row.number) continue;
        ++rates;
        const auto part = [&](const char* name) {
            const auto found = std::ranges::find(row.ends, name, &render::Part::name);
            return found == row.ends.end() ? -1.0 : found->value;
        };
        EXPECT_GE(part("Numerador"), 0) << row.figure;
        EXPECT_GT(part("Denominador"), 0) << row.figure;
        EXPECT_GE(part("Año del denominador"), 2018) << row.figure;
        EXPECT_LE(part("desde"), *row.number + 0.05) << row.figure;
        EXPECT_GE(part("hasta"), *row.number - 0.05) << row.figure;
        const double per = *row.number * part("Denominador") / std::max(1.0, part("Numerador"));
        EXPECT_TRUE(part("Numerador") == 0 || std::abs(per - 1'000) < 0.1 || std::abs(per - 10'000) < 0.1 ||
                    std::abs(per - 100'000) < 0.1)
            << row.figure << ": " << per;
        EXPECT_THAT(row.interval, HasSubstr(" / "));
    }
    EXPECT_GE(rates, 20);
}

TEST(Denominators, StandBelowTheTableOfIndicatorsAndInTheAppendix) {
    const auto document = bulletin();
    const auto page = render::plain_text(document, 4000);
    EXPECT_THAT(page, HasSubstr("Las tasas se dividen por 188.034 habitantes (2024)"));
    EXPECT_THAT(render::typst(document), HasSubstr("1.029 / 188.034 (2024)"));
}

TEST(Denominators, OfNoRateNothingIsSaid) {
    Town& town = marejada();
    const Desk desk{*town.worlds, {.month = *parse_month("2024-12"), .vintage = town.newest()}};
    const auto count = town.figure("robo", "count", "ciudad", "2024");
    EXPECT_EQ(quotient_text(desk, count), "");
    EXPECT_TRUE(quotient_parts(desk, count).empty());
    EXPECT_FALSE(denominators_note(desk, {&count, nullptr}));
    const auto half = town.figure("robo", "rate", "ciudad", "2024-01-01/2024-06-30");
    EXPECT_EQ(quotient_text(desk, half), "") << "a rate of six months has no value";
}

}  // namespace
}  // namespace atalaya::service
