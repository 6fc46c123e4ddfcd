// The killed on the lists of police and prosecutor by what is alike in their records, held against what was planted
// (verdad.json) and against the lists as they are reconciled by day and delegation.
#include "service/links.hpp"

#include "service/compared_counts.hpp"
#include "service/reconciliation.hpp"
#include "store/code_records.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

store::At now() {
    const Town& town = marejada();
    return {town.catalogue.city.id, town.store->newest()->no};
}

LinkedLists homicides() {
    NoProgress quiet;
    return link_lists(*marejada().store, marejada().catalogue, now(), "homicidios", quiet).at(0);
}

// Days of the year that was planted.
bool in_2024(const LinkSide& side) {
    return iso(side.record.day).starts_with("2024");
}

std::int64_t of_2024(const std::vector<LinkSide>& list) {
    return std::count_if(list.begin(), list.end(), in_2024);
}

std::int64_t of_2024(const std::vector<LinkedPair>& pairs) {
    return std::count_if(pairs.begin(), pairs.end(), [](const auto& pair) { return in_2024(pair.a); });
}

// Planted for the year: 15 by the police, 14 by the prosecutor, 13 on both, 16 on either.
TEST(Links, OfThirteenHomicidesOnBothListsElevenAreSureAndTwoAreAsked) {
    const auto lists = homicides();
    EXPECT_EQ(of_2024(lists.first), 15);
    EXPECT_EQ(of_2024(lists.second), 14);
    EXPECT_EQ(of_2024(lists.links), 11);
    EXPECT_EQ(of_2024(lists.queue), 2) << "the same barrio, but the day beside";
    EXPECT_EQ(of_2024(lists.links) + of_2024(lists.queue), 13);
    EXPECT_EQ(of_2024(lists.only_first) + of_2024(lists.only_second) - of_2024(lists.queue),
              16 - of_2024(lists.links))
        << "16 on either list, once the two that wait are one each";
}

TEST(Links, NoSureLinkIsOneThatReconciliationByDayAndDelegationWouldNotMake) {
    const auto& town = marejada();
    for (const auto& pair : homicides().links) {
        const auto apart = std::chrono::abs(pair.a.record.day - pair.b.record.day).count();
        const int slot = town.catalogue.city.layer("delegacion")->slot;
        EXPECT_LE(apart, 3);
        EXPECT_EQ(pair.a.record.area[static_cast<std::size_t>(slot)],
                  pair.b.record.area[static_cast<std::size_t>(slot)]);
    }
    const auto reconciled = reconcile(marejada().store->analytics(), town.catalogue, now()).at(0);
    EXPECT_LE(homicides().links.size(), reconciled.pairs.size());
}

TEST(Links, EachRecordIsInOneLinkAndNoneIsLost) {
    const auto lists = homicides();
    std::set<std::int64_t> seen;
    for (const auto& pair : lists.links) {
        EXPECT_TRUE(seen.insert(pair.a.record.number).second);
        EXPECT_TRUE(seen.insert(pair.b.record.number).second);
    }
    EXPECT_EQ(lists.links.size() + lists.only_first.size(), lists.first.size());
    EXPECT_EQ(lists.links.size() + lists.only_second.size(), lists.second.size());
}

// A source.toml or codes.csv that says otherwise today changes nothing of what a vintage was read by.
TEST(Links, ListsAreMadeByTheCrosswalkUnderWhichTheVintageWasRead) {
    Town& town = marejada();
    const auto before = homicides();
    std::vector<store::KeptCoding> kept;
    for (const auto& run : town.store->records().runs(town.catalogue.city.id)) {
        if (const auto* coding = town.catalogue.coding(run.source))
            kept.push_back({run.recipe, run.source, json_of(*coding)});
    }
    store::keep_codings(town.store->records(), town.catalogue.city.id, kept);
    Catalogue later = town.catalogue;
    for (auto& source : later.sources)
        for (auto& label : source.labels) std::erase(label.indicators, "homicidio_doloso");
    for (auto& coding : later.codings)
        for (auto& use : coding.uses)
            for (auto& row : use.crosswalk.rows) std::erase(row.indicators, "homicidio_doloso");
    NoProgress quiet;
    const auto lists = link_lists(*town.store, later, now(), "homicidios", quiet).at(0);
    EXPECT_EQ(lists.first.size(), before.first.size());
    EXPECT_EQ(lists.links.size(), before.links.size());

    for (auto& comparison : later.city.comparisons) comparison.first_counts = {"homicidio_doloso"};
    Worlds worlds{*town.store, later};
    const auto counts = compared_counts(*town.store, worlds, later, "", "lesiones").at(0);
    EXPECT_GT(counts.first.value_or(0), 0);
}

TEST(Links, TheSameQuestionTwiceHasTheSameAnswer) {
    const auto one = homicides(), again = homicides();
    ASSERT_EQ(one.links.size(), again.links.size());
    for (std::size_t i = 0; i < one.links.size(); ++i) {
        EXPECT_EQ(one.links[i].id, again.links[i].id);
        EXPECT_EQ(one.links[i].posterior, again.links[i].posterior);
    }
    EXPECT_EQ(one.model.lambda, again.model.lambda);
}

TEST(Links, WhatTheListsSayDifferentlyIsCounted) {
    const auto lists = homicides();
    std::int64_t days = 0, classes = 0;
    for (const auto& pair : lists.links) days += pair.a.record.day != pair.b.record.day;
    for (const auto& [of, pairs] : lists.differences.classes) classes += pairs;
    EXPECT_EQ(lists.differences.another_day, days);
    EXPECT_EQ(static_cast<std::size_t>(classes), lists.links.size());
    EXPECT_FALSE(lists.differences.another_area.empty());
}

TEST(Links, RecordsOfTwoPrivacyDomainsAreNeverCompared) {
    NoProgress quiet;
    Catalogue other = marejada().catalogue;
    for (auto& source : other.sources) {
        if (source.id == "marejada-fiscalia") source.domain = "salud";
    }
    EXPECT_THROW(link_lists(*marejada().store, other, now(), "", quiet), Error);
    for (auto& source : other.sources) source.domain.clear();
    EXPECT_THROW(link_lists(*marejada().store, other, now(), "", quiet), Error) << "nor where none is said";
}

TEST(Links, AClerksDecisionHoldsInEveryLaterRunUntilTheNext) {
    NoProgress quiet;
    auto& town = marejada();
    const auto before = homicides();
    ASSERT_FALSE(before.links.empty());
    const std::string pair = before.links.front().id;
    const auto decide = [&](const char* verdict) {
        return decide_link(*town.store, town.catalogue, now(),
                           {pair.substr(0, 12), verdict, "Ana Ruiz", "otra calle", *parse_day("2025-01-05")},
                           quiet);
    };
    EXPECT_EQ(decide("different").number, 1);
    const auto parted = homicides();
    ASSERT_EQ(parted.parted.size(), 1u);
    EXPECT_EQ(parted.parted.front().id, pair);
    for (const auto& link : parted.links) EXPECT_NE(link.id, pair);

    EXPECT_EQ(decide("same").number, 2);
    const auto joined = homicides();
    EXPECT_EQ(joined.links.size(), before.links.size());
    EXPECT_TRUE(joined.parted.empty());
    EXPECT_EQ(joined.links.front().verdict, "same");

    EXPECT_EQ(decide("open").number, 3);
    const auto undone = homicides();
    ASSERT_EQ(undone.links.size(), before.links.size());
    EXPECT_TRUE(undone.parted.empty());
    for (std::size_t i = 0; i < before.links.size(); ++i) {
        EXPECT_EQ(undone.links[i].verdict, "");
        EXPECT_EQ(undone.links[i].posterior, before.links[i].posterior) << "as if nobody had decided";
    }
    EXPECT_EQ(store::link_decisions(town.store->records(), town.store->city()).size(), 3u);
}

TEST(Links, ADecisionNeedsAPairAWordAndSomebody) {
    NoProgress quiet;
    auto& town = marejada();
    const std::string pair = homicides().links.front().id;
    const auto decide = [&](const std::string& of, const char* verdict, const char* author) {
        return decide_link(*town.store, town.catalogue, now(),
                           {of, verdict, author, "x", *parse_day("2025-01-05")}, quiet);
    };
    EXPECT_THROW(decide(pair, "maybe", "Ana"), Error);
    EXPECT_THROW(decide(pair, "same", "  "), Error);
    EXPECT_THROW(decide("zzzzzzzz", "same", "Ana"), Error);
    EXPECT_THROW(decide("", "same", "Ana"), Error) << "every pair begins so";
}

}  // namespace
}  // namespace atalaya::service
