#include "intake/quality/vague_labels.hpp"

#include <gmock/gmock.h>

#include "../support.hpp"

namespace atalaya::intake::quality {
namespace {

Source police() {
    Source source;
    source.id = "policia";
    const auto label = [&](const char* code, const char* label_1, const char* name) {
        Label of;
        of.code = code;
        of.label_1 = label_1;
        of.name.es = name;
        source.labels.push_back(of);
    };
    label("robo", "sex", "Robo");
    label("otros", "sex", "Otros hechos");
    label("muerte", "age", "Muerte a esclarecer");
    label("edad-sin-dato", "age", "Sin dato de edad");
    return source;
}

std::vector<std::string> told(const Source& source, const std::map<std::string, std::int64_t>& counts) {
    std::vector<Finding> findings;
    tell_vague(source, counts, findings);
    std::vector<std::string> said;
    for (const auto& finding : findings)
        said.push_back(finding.check + " " + std::to_string(finding.rows) + " " + finding.detail);
    return said;
}

TEST(VagueLabels, WhatIsNotKnownIsToldAndAResidualOneWhereItIsLarge) {
    using testing::ElementsAre;
    EXPECT_THAT(told(police(), {{"policia:robo", 440}, {"policia:otros", 50}, {"policia:muerte", 10}}),
                ElementsAre(R"(label_unsaid 10 {"category":"policia:muerte","share":0.02})",
                            R"(label_residual 50 {"category":"policia:otros","share":0.1})"));
    EXPECT_TRUE(told(police(), {{"policia:robo", 451}, {"policia:otros", 50}}).empty()) << "below a tenth";
    EXPECT_TRUE(told(police(), {{"policia:robo", 10}, {"policia:otros", 49}}).empty()) << "of too few";
}

// The attributes of a list of persons are counted apart.
TEST(VagueLabels, OfPersonsAreSharesOfTheirAttribute) {
    Source persons = police();
    persons.category.each = {{"sex", "sexo"}, {"age", "edad"}};
    const auto vague =
        vague_labels(persons, {{"policia:robo", 60}, {"policia:muerte", 30}, {"policia:edad-sin-dato", 10}});
    ASSERT_EQ(vague.size(), 2U);
    EXPECT_EQ(vague[0].category, "policia:edad-sin-dato");
    EXPECT_EQ(vague[0].share, 0.25);
}

TEST(VagueLabels, OfKeptLabelsThatNobodyListedNothingIsSaid) {
    EXPECT_TRUE(told(police(), {{"policia:otros-nuevos", 500}, {"policia:robo", 500}}).empty());
}

}  // namespace
}  // namespace atalaya::intake::quality
