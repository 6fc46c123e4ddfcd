#include "service/bulletin/kinds.hpp"

#include "late_town.hpp"

namespace atalaya::service {
namespace {

std::vector<std::string> kinds_told(Town& town) {
    Desk desk{*town.worlds, {.month = *parse_month("2021-10")}};
    std::vector<std::string> told;
    const auto& indicator = *town.catalogue.find_indicator("hurto");
    for (const auto& kind : kinds_of(desk, indicator, desk.twelve()))
        told.push_back(kind.offence + " " + std::to_string(static_cast<int>(*kind.figure->value)));
    return told;
}

// A code that the source writes in two ways, as SUACI does, is one kind.
TEST(Kinds, LabelsOfOneCodeAreOne) {
    auto& town = late_police();
    const auto before = kinds_told(town);
    ASSERT_GT(before.size(), 1U);
    const auto police = std::find_if(town.catalogue.sources.begin(), town.catalogue.sources.end(),
                                     [](const auto& source) { return source.id == "marejada-policia"; });
    const auto label = std::find_if(police->labels.begin(), police->labels.end(),
                                    [](const auto& one) { return one.code == "hurto-simple"; });
    ASSERT_NE(label, police->labels.end());
    auto again = *label;
    again.label_2 = "Simple, cortado";
    police->labels.push_back(std::move(again));
    EXPECT_EQ(kinds_told(town), before);
    police->labels.pop_back();
}

}  // namespace
}  // namespace atalaya::service
