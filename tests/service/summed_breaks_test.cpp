// A break without a bridge in the middle of the year that the bulletins of December add up.
#include "service/bulletin/summed_breaks.hpp"

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

class SummedBreak : public testing::Test {
  protected:
    SummedBreak() {
        auto& broken = catalogue_.city.breaks.at(0);
        broken.bridge.reset();
        broken.day = *parse_day("2024-07-01");
        worlds_.emplace(*marejada().store, catalogue_);
    }
    BulletinRequest asked(const char* bulletin) const {
        return {
            .bulletin = bulletin, .territory = "ciudad", .month = *parse_month("2024-12"), .language = "es"};
    }

    Catalogue catalogue_ = marejada().catalogue;
    std::optional<Worlds> worlds_;
};

std::string joined(const std::vector<render::Text>& notes) {
    std::string all;
    for (const auto& note : notes) all += render::plain(note) + "\n";
    return all;
}

TEST_F(SummedBreak, IsToldWhereverTwelveMonthsAreAddedUp) {
    const auto document = monthly_bulletin(*worlds_, asked("mensual")).document;
    const auto said =
        HasSubstr("Suma de meses de antes y de después de un quiebre de serie, el 1 de julio de 2024");
    const auto* areas = block_of<render::Sheet>(document, "T3");
    ASSERT_NE(areas, nullptr);
    EXPECT_THAT(joined(areas->notes), said);
    const auto* hours = block_of<render::Picture>(document, "C3");
    ASSERT_NE(hours, nullptr);
    EXPECT_THAT(joined(hours->notes), said);
    EXPECT_THAT(joined(hours->notes), testing::Not(HasSubstr("%"))) << "no share of both sides";
}

TEST_F(SummedBreak, IsWhyAMonthIsNotComparedAndNotASmallNumber) {
    const auto document = ficha(*worlds_, asked("ficha")).document;
    for (const auto* strip : blocks_of<render::KpiStrip>(document))
        for (const auto& kpi : strip->items) {
            if (kpi.label.starts_with("Robo con violencia")) {
                EXPECT_THAT(render::plain(kpi.below),
                            HasSubstr("un año antes; no se compara: quiebre de serie"));
                return;
            }
        }
    FAIL() << "no robberies";
}

}  // namespace
}  // namespace atalaya::service
