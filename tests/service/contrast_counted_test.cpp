#include "service/contrast_counted.hpp"

#include <set>

#include "support.hpp"

namespace atalaya::service {
namespace {

using Added = std::map<std::pair<std::string, std::string>, Way>;

template <class Add>
Added added_by(const Add& add, const std::string& indicator) {
    const World& world = marejada().worlds->at("");
    Added all;
    add(
        [&](const std::string& what, const std::string& which, double,
            const std::function<void(Way&)>& apply) {
            Way way{.counted = {indicator}};
            apply(way);
            EXPECT_TRUE(all.emplace(std::pair{what, which}, way).second) << what << " " << which;
        },
        world, world.catalogue().indicator(indicator));
    return all;
}

std::set<std::string> labels_of(const std::string& indicator) {
    const World& world = marejada().worlds->at("");
    std::set<std::string> labels;
    for (const auto& cell : world.cells(indicator)) labels.insert(world.offences()[cell.offence]);
    return labels;
}

TEST(ContrastCounted, EachLabelOfTheIndicatorAloneAndNoOther) {
    const auto all = added_by(add_labels_and_lists, "robo");
    std::set<std::string> alone;
    for (const auto& [of, way] : all)
        if (of.first == "offence") {
            EXPECT_EQ(way.offences, std::vector<std::string>{of.second});
            alone.insert(of.second);
        }
    ASSERT_GT(alone.size(), 1U);
    EXPECT_EQ(alone, labels_of("robo"));
}

TEST(ContrastCounted, AllButOneLabelHasTheRest) {
    const auto labels = labels_of("robo");
    ASSERT_GE(labels.size(), 3U);
    for (const auto& [of, way] : added_by(add_other_counts, "robo")) {
        if (of.first != "without" || of.second.contains(' ')) continue;
        std::set<std::string> rest{way.offences.begin(), way.offences.end()};
        EXPECT_EQ(rest.size(), labels.size() - 1);
        EXPECT_FALSE(rest.contains(of.second));
    }
}

TEST(ContrastCounted, AnotherIndicatorTakesItsPlaceOrStandsBesideIt) {
    const auto all = added_by(add_other_counts, "robo");
    const auto instead = all.find({"indicator", "hurto"}), beside = all.find({"together", "hurto"});
    ASSERT_NE(instead, all.end());
    ASSERT_NE(beside, all.end());
    EXPECT_EQ(instead->second.counted, std::vector<std::string>{"hurto"});
    EXPECT_EQ(beside->second.counted, (std::vector<std::string>{"robo", "hurto"}));
    EXPECT_FALSE(beside->second.added_up) << "each fact once";
}

// Theft of vehicles is of the class of theft (0502) and counts as vehicles taken alone.
TEST(ContrastCounted, ALabelOfTheSameClassStandsBesideItThoughAnotherIndicatorCountsIt) {
    const auto all = added_by(add_other_counts, "hurto");
    const auto beside = all.find({"with", "marejada-policia:hurto-vehiculo"});
    ASSERT_NE(beside, all.end());
    EXPECT_EQ(beside->second.counted, (std::vector<std::string>{"hurto", "vehiculo"}));
    auto labels = labels_of("hurto");
    labels.insert("marejada-policia:hurto-vehiculo");
    EXPECT_EQ(std::set(beside->second.offences.begin(), beside->second.offences.end()), labels);
    EXPECT_FALSE(all.contains({"with", "marejada-policia:lesiones-dolosas"})) << "of another class";
}

}  // namespace
}  // namespace atalaya::service
