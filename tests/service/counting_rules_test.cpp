#include "service/kept_counting.hpp"

#include <fstream>

#include "core/error.hpp"
#include "service/contrast.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

intake::Source source_with(const fs::path& folder, const std::string& counting) {
    std::ofstream{folder / "counting.toml"} << counting;
    intake::Source source;
    source.folder = folder;
    return source;
}

TEST(CountingRules, OfASourceThatSaysNoneEachIsThereAndNotSaid) {
    Folder folder;
    intake::Source source;
    source.folder = folder.path();
    const auto rules = counting_rules(source);
    for (const auto& rule :
         {rules.stage, rules.principal_offence, rules.multiple_offences, rules.attempts, rules.threats})
        EXPECT_EQ(rule, "not_said");
}

TEST(CountingRules, AreWhatTheFileSaysAndNothingElse) {
    Folder folder;
    const auto rules = counting_rules(source_with(
        folder.path(), "stage = \"output\"\nattempts = \"included\"\nevidence = \"manual, p. 4\"\n"));
    EXPECT_EQ(rules.stage, "output");
    EXPECT_EQ(rules.attempts, "included");
    EXPECT_EQ(rules.threats, "not_said");
    for (const char* wrong : {"stage = \"middle\"\nevidence = \"x\"\n", "stage = \"input\"\n",
                              "stage = \"input\"\nevidence = \"x\"\nvictims = \"yes\"\n"})
        EXPECT_THROW(counting_rules(source_with(folder.path(), wrong)), Error) << wrong;
}

TEST(CountingRules, AsJsonTheyAreTheSameAndWhatIsNoneIsRefused) {
    const CountingRules rules{"input", "no", "once", "included", "apart", "manual, \"p. 4\""};
    EXPECT_EQ(parse_counting_rules(json_of(rules)), rules);
    EXPECT_EQ(json_of(rules),
              R"({"stage":"input","principal_offence":"no","multiple_offences":"once","attempts":"included",)"
              R"("threats":"apart","evidence":"manual, \"p. 4\""})");
    for (const char* wrong : {"", "[]", R"({"stage":"input"})", R"({"stage":1})"})
        EXPECT_THROW(parse_counting_rules(wrong), Error) << wrong;
}

TEST(CountingRules, EveryFileOfTheRepositoryIsReadAndSaysWhere) {
    int said = 0;
    for (const auto& source : intake::read_sources(find_share().data / "sources")) {
        const auto rules = counting_rules(source);
        const bool of_facts = source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies;
        const bool has_file = fs::exists(source.folder / "counting.toml");
        EXPECT_EQ(rules.evidence.empty(), !has_file) << source.id;
        if (of_facts && source.beside.empty()) {
            EXPECT_TRUE(has_file) << source.id << " says not how it counts";
        }
        said += has_file ? 1 : 0;
    }
    EXPECT_GE(said, 40);
}

// Every indicator that counts, each in its own unit: no figure leaves without its rules.
TEST(CountingRules, EveryFigureHasTheFiveOfEachOfItsSources) {
    Town& town = marejada();
    int figures = 0;
    for (const auto& indicator : town.catalogue.indicators) {
        if (indicator.kind != IndicatorKind::count || town.worlds->at("").cells(indicator.id).empty())
            continue;
        const auto figure = town.figure(indicator.id, "count", "ciudad", "2023");
        const auto json = answer_json(*town.store, figure, town.worlds->at(""));
        const auto counting =
            counting_of(counting_at(*town.store, town.catalogue, town.worlds->at("").vintage_no()),
                        town.catalogue, figure);
        ASSERT_FALSE(counting.empty()) << indicator.id;
        for (const auto& [source, unit, basis, rules] : counting) {
            EXPECT_EQ(unit, indicator.unit);
            EXPECT_THAT(json,
                        HasSubstr("{\"source\":\"" + source + "\",\"unit\":\"" + unit + "\",\"basis\":\"" +
                                  basis + "\",\"stage\":\"" + rules.stage + "\",\"principal_offence\":\"" +
                                  rules.principal_offence + "\",\"multiple_offences\":\"" +
                                  rules.multiple_offences + "\",\"attempts\":\"" + rules.attempts +
                                  "\",\"threats\":\"" + rules.threats + "\"}"));
        }
        ++figures;
    }
    EXPECT_GE(figures, 8);
    const auto rate = town.figure("robo", "rate", "ciudad", "2023");
    const auto counting = counting_of(
        counting_at(*town.store, town.catalogue, town.worlds->at("").vintage_no()), town.catalogue, rate);
    ASSERT_EQ(counting.size(), 1U) << "residents are not counted by these rules";
    EXPECT_EQ(counting[0].unit, "fact") << "and the rate is of facts";
    EXPECT_EQ(counting[0].rules.stage, "input");
}

TEST(CountingRules, VictimsAreNoShareOfFacts) {
    Town& town = marejada();
    const auto asked = [&](const char* text) {
        return contrast(*town.store, *town.worlds, "", {.text = text});
    };
    try {
        asked("los femicidios son el 20 % de los robos de 2024");
        FAIL() << "divided";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("femicidio counts \"victims\" and robo counts \"facts\""));
    }
    EXPECT_NO_THROW(asked("los femicidios son el 20 % de los homicidios de 2024"));
}

TEST(CountingRules, UnlikeUnitsAreDividedOnlyWhereSomebodyAnswersForItAndThatIsKept) {
    Town& town = marejada();
    const auto asked = [&](const char* text, const UnlikeUnits& unlike) {
        return contrast(*town.store, *town.worlds, "", {.text = text}, unlike);
    };
    const char* unlike = "los femicidios son el 20 % de los robos de 2024";
    const Day on = *parse_day("2025-02-03");
    const auto before = store::unit_overrides(town.store->records(), town.store->city()).size();
    EXPECT_THROW(asked(unlike, {"", "un estudio", on}), Error);
    EXPECT_THROW(asked(unlike, {"Ana Ruiz", " ", on}), Error);
    EXPECT_THROW(asked("los femicidios son el 20 % de los homicidios de 2024", {"Ana Ruiz", "x", on}), Error);
    EXPECT_EQ(store::unit_overrides(town.store->records(), town.store->city()).size(), before);

    const auto found = asked(unlike, {"Ana Ruiz", "un estudio", on});
    ASSERT_TRUE(found.unit_override.has_value());
    EXPECT_TRUE(found.ours_computable);
    const auto kept = store::unit_overrides(town.store->records(), town.store->city());
    ASSERT_EQ(kept.size(), before + 1);
    EXPECT_EQ(kept.back(), *found.unit_override);
    EXPECT_EQ(kept.back().part + " " + kept.back().part_unit, "femicidio victim");
    EXPECT_EQ(kept.back().whole + " " + kept.back().whole_unit, "robo fact");
    EXPECT_EQ(kept.back().author + " " + kept.back().reason + " " + kept.back().decided_on,
              "Ana Ruiz un estudio 2025-02-03");
}

}  // namespace
}  // namespace atalaya::service
