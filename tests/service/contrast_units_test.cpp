#include "service/contrast_units.hpp"

#include "core/error.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

std::optional<store::UnitOverride> asked(const std::string& text, const std::optional<UnlikeUnits>& unlike) {
    const World& world = marejada().worlds->at("");
    return unlike_units(world, parse_claim(world, {.text = text}), text, unlike);
}

const char* const of_facts = "los femicidios son el 20 % de los robos de 2024";
const char* const of_victims = "los femicidios son el 20 % de los homicidios de 2024";

TEST(ContrastUnits, VictimsAreNoShareOfFactsUnlessSomebodyAnswersForIt) {
    EXPECT_THROW(asked(of_facts, {}), Error);
    const auto kept = asked(of_facts, UnlikeUnits{" Ana Ruiz ", "un estudio", *parse_day("2025-02-03")});
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->author, "Ana Ruiz") << "without the blanks around it";
    EXPECT_EQ(kept->part_unit + " of " + kept->whole_unit, "victim of fact");
}

TEST(ContrastUnits, AlikeTheyNeedNobodyAndNobodyMayAnswer) {
    EXPECT_FALSE(asked(of_victims, {}).has_value());
    EXPECT_FALSE(asked("hubo 100 robos en 2024", {}).has_value());
    EXPECT_THROW(asked(of_victims, UnlikeUnits{"Ana Ruiz", "un estudio", *parse_day("2025-02-03")}), Error);
}

}  // namespace
}  // namespace atalaya::service
