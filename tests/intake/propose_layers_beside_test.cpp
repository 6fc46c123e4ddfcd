#include "intake/propose/layers_beside.hpp"

#include <gtest/gtest.h>

#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

Proposal with(const std::string& key, const std::string& value) {
    Proposal proposal;
    proposal.choices.push_back({key, {value}, 92, message("the city says which layer this is"), {}});
    return proposal;
}

Proposal settled(Proposal proposal, const std::vector<LayerBeside>& beside) {
    settle_layers(proposal, beside);
    return proposal;
}

const std::vector<LayerBeside> barrios{{"barrio", true}, {"comuna", false}};

}  // namespace

TEST(ProposeLayersBeside, ALayerThatIsThereIsTakenWithoutAQuestion) {
    const auto proposal = settled(with("area.barrio.column", "Barrio"), barrios);
    EXPECT_EQ(proposal.value("area.barrio.column"), "Barrio");
    EXPECT_TRUE(proposal.choices.front().question.empty());
}

TEST(ProposeLayersBeside, AnotherWordForALayerIsItsIdAndIsAsked) {
    const auto facts = settled(with("area.bairro.column", "Bairro"), barrios);
    EXPECT_EQ(facts.value("area.barrio.column"), "Bairro");
    EXPECT_FALSE(facts.find("area.barrio.column")->question.empty());
    const auto limits = settled(with("shape.layer", "bairro"), barrios);
    EXPECT_EQ(limits.value("shape.layer"), "barrio");
    EXPECT_LT(limits.find("shape.layer")->confidence, sure);
}

TEST(ProposeLayersBeside, WhatIsNoneOfThemKeepsItsNameAndIsAsked) {
    const auto proposal = settled(with("area.distrito.column", "Distrito"), barrios);
    ASSERT_NE(proposal.find("area.distrito.column"), nullptr);
    EXPECT_NE(proposal.find("area.distrito.column")->question.english().find("barrio, comuna"),
              std::string::npos);
}

TEST(ProposeLayersBeside, ABeginningOfOneLayerAloneIsThatOneAndIsAsked) {
    const auto proposal = settled(with("area.com.column", "Com."), barrios);
    ASSERT_NE(proposal.find("area.comuna.column"), nullptr);
    EXPECT_FALSE(proposal.find("area.comuna.column")->question.empty());
    const auto open =
        settled(with("area.com.column", "Com."), {{"colonia", true}, {"comuna", true}, {"comisaria", false}});
    EXPECT_NE(open.find("area.com.column"), nullptr) << "two begin so";
}

// Limits that no word names, beside facts of the one layer that nobody drew.
TEST(ProposeLayersBeside, TheOnlyLayerLeftIsTaken) {
    const auto proposal = settled(with("shape.layer", std::string{to_fill_in}), barrios);
    EXPECT_EQ(proposal.value("shape.layer"), "comuna");
    EXPECT_FALSE(proposal.find("shape.layer")->question.empty());
    const auto open =
        settled(with("shape.layer", std::string{to_fill_in}), {{"barrio", false}, {"comuna", false}});
    EXPECT_EQ(open.value("shape.layer"), to_fill_in);
}

TEST(ProposeLayersBeside, TwoColumnsOfOneLayerStayTwo) {
    Proposal proposal = with("area.barrio.column", "Barrio");
    proposal.choices.push_back({"area.bairro.column", {"Bairro"}, 92, {}, {}});
    settle_layers(proposal, barrios);
    EXPECT_EQ(proposal.value("area.barrio.column"), "Barrio");
    EXPECT_EQ(proposal.value("area.bairro.column"), "Bairro");
    EXPECT_FALSE(proposal.find("area.bairro.column")->question.empty());
}

TEST(ProposeLayersBeside, SourcesAndCitiesSayThem) {
    Source limits, facts;
    limits.kind = Kind::areas;
    limits.shape.layer = "barrio";
    facts.kind = Kind::incidents;
    for (const char* layer : {"barrio", "comuna"}) facts.areas.emplace_back().layer = layer;
    const auto layers = layers_beside({limits, facts});
    ASSERT_EQ(layers.size(), 2u);
    EXPECT_EQ(layers[0].id, "barrio");
    EXPECT_TRUE(layers[0].drawn);
    EXPECT_FALSE(layers[1].drawn);
}

}  // namespace atalaya::intake
