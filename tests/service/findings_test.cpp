#include "service/findings.hpp"

#include "core/error.hpp"
#include "finding_town.hpp"

namespace atalaya::service {
namespace {

using Findings = FindingTown;

TEST_F(Findings, AreOpenUntilSomebodyDecidesAndTheNewestDecisionIsTheState) {
    publish(delivery("enero", {heaped(), disagrees("barrio"), disagrees("comuna")}), "2020-10-05");
    const auto before = all();
    ASSERT_EQ(before.size(), 3U);
    EXPECT_EQ(before[1].about, "barrio");
    EXPECT_NE(before[1].id, before[2].id);

    const std::string id = before[1].id;
    decide_finding(*store_,
                   {id.substr(0, 8), "explained", "Ana", "límites de 2010", *parse_day("2020-10-06")});
    const auto after = decide_finding(*store_, {id, "waived", "Luis", "se acepta", *parse_day("2020-10-07")});
    EXPECT_EQ(after.state, "waived");
    ASSERT_EQ(after.decisions.size(), 2U);
    EXPECT_EQ(after.decisions[0].author, "Ana");
    EXPECT_EQ(after.decisions[1].number, 2);
    EXPECT_EQ(all({.source = {}, .check = "area_disagrees", .state = "open", .run = {}}).size(), 1U);
    EXPECT_EQ(all({.source = {}, .check = {}, .state = "waived", .run = {}}).at(0).id, id);
    EXPECT_TRUE(all({.source = "otra", .check = {}, .state = {}, .run = {}}).empty());
}

TEST_F(Findings, AllOfACheckOfASourceAreDecidedAtOnce) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    publish(delivery("febrero", {heaped(), disagrees("comuna")}), "2020-10-06");
    const FindingDecided decided{"", "explained", "Ana", "límites de 2010", *parse_day("2020-10-07")};
    EXPECT_EQ(decide_findings(*store_, "policia", "area_disagrees", decided), 2);
    EXPECT_EQ(all({.state = "explained"}).size(), 2U);
    EXPECT_EQ(all({.check = "hour_zero_heaped", .state = "open"}).size(), 1U) << "of another check";
    EXPECT_THROW(decide_findings(*store_, "policia", "area_disagrees", decided), Error) << "none is left";
    EXPECT_THROW(decide_findings(*store_, "otra", "hour_zero_heaped", decided), Error);
    EXPECT_THROW(decide_findings(*store_, "", "hour_zero_heaped", decided), Error);
    EXPECT_EQ(all({.check = "hour_zero_heaped", .state = "open"}).size(), 1U);
}

// The next delivery without it decides nothing; the one after that shows it again.
TEST_F(Findings, WhatALaterDeliveryNoLongerShowsIsLastSeenBefore) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    publish(delivery("febrero", {disagrees("barrio")}), "2020-11-05");
    auto found = all();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].last_seen, "2020-10-05.1");
    EXPECT_EQ(found[0].state, "open");
    EXPECT_EQ(found[1].last_seen, "");

    publish(delivery("marzo", {heaped()}), "2020-12-05");
    found = all();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].check, "area_disagrees");
    EXPECT_EQ(found[0].last_seen, "2020-11-05.1");
    EXPECT_EQ(found[1].last_seen, "");
}

TEST_F(Findings, TheSameOfALaterDeliveryIsAnotherTellingOfIt) {
    publish(delivery("enero", {disagrees("barrio")}), "2020-10-05");
    const std::string id = all()[0].id;
    decide_finding(*store_, {id, "waived", "Ana", "se acepta", *parse_day("2020-10-06")});
    publish(delivery("febrero", {disagrees("barrio")}), "2020-11-05");
    publish(delivery("febrero", {disagrees("barrio")}, "another recipe"), "2020-11-06");
    const auto found = all();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, id);
    EXPECT_EQ(found[0].state, "waived") << "no more of it than was waived";
    EXPECT_EQ(found[0].file, "febrero") << "as it was told last";
    EXPECT_EQ(found[0].times, 2) << "deliveries, and not readings";
    ASSERT_EQ(found[0].tellings.size(), 3U);
    EXPECT_EQ(found[0].tellings.front().vintage, "2020-10-05.1");
    EXPECT_EQ(found[0].tellings.front().rows, 3);

    auto more = disagrees("barrio");
    more.rows = 30;
    publish(delivery("marzo", {more}), "2020-12-05");
    const auto grown = all();
    ASSERT_EQ(grown.size(), 1U);
    EXPECT_EQ(grown[0].state, "open");
    ASSERT_TRUE(grown[0].reopened);
    EXPECT_EQ(grown[0].reopened->why, "grew");
    EXPECT_EQ(grown[0].reopened->file, "marzo");
}

// Such as a form that changes in a column which is read as the day and as the registration.
TEST_F(Findings, OneThatAReadingTellsTwiceIsListedTwice) {
    auto more = disagrees("barrio");
    more.rows = 30;
    publish(delivery("enero", {disagrees("barrio"), more}), "2020-10-05");
    const auto found = all();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].about, "barrio");
    EXPECT_EQ(found[1].about, "barrio 2");
    EXPECT_EQ(found[1].rows, 30);
    decide_finding(*store_, {found[1].id, "explained", "Ana", "así viene", *parse_day("2020-10-06")});
    EXPECT_EQ(all({.state = "open"}).at(0).about, "barrio");
}

// As directories have them that were written when a finding was of one delivery.
TEST_F(Findings, AFormerIdAndWhatWasDecidedUnderItStillLeadToIt) {
    publish(delivery("enero", {disagrees("barrio")}), "2020-10-05");
    publish(delivery("febrero", {disagrees("barrio")}), "2020-11-05");
    const auto former =
        former_finding_id("policia", sha256(std::string{"enero"}), "area_disagrees", "barrio");
    store_->records().keep_finding_decision(
        "caba", {former, 0, "explained", "Ana", "límites de 2010", "2020-10-06", "policia",
                 sha256(std::string{"enero"}).hex(), "area_disagrees", "barrio"});
    const auto found = finding(*store_, former.substr(0, 8));
    EXPECT_EQ(found.id, finding_id("policia", "area_disagrees", "barrio"));
    EXPECT_EQ(found.state, "explained");
    EXPECT_EQ(found.decisions.at(0).author, "Ana");
    const auto after = decide_finding(*store_, {former, "open", "Luis", "no", *parse_day("2020-11-06")});
    EXPECT_EQ(after.state, "open");
    EXPECT_EQ(after.decisions.size(), 2U);
}

// With another recipe the same bytes are another reading of the same delivery: what was decided stays.
TEST_F(Findings, ADeliveryReadAnewKeepsWhatWasDecided) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    decide_finding(*store_, {all()[0].id, "explained", "Ana", "así viene", *parse_day("2020-10-06")});
    const std::string first = all()[0].run;
    publish(delivery("enero", {heaped()}, "another recipe"), "2020-11-05");
    const auto found = all();
    ASSERT_EQ(found.size(), 2U) << "each finding of a delivery once";
    EXPECT_EQ(found[0].check, "area_disagrees");
    EXPECT_EQ(found[0].state, "fixed") << "the last reading no longer shows it";
    EXPECT_EQ(found[1].state, "explained");
    const auto then = all({.source = {}, .check = {}, .state = {}, .run = first});
    ASSERT_EQ(then.size(), 2U);
    EXPECT_EQ(then[0].state, "explained");
}

TEST_F(Findings, WhatAReadingWithAnotherRecipeMendsIsFixedByItAndOpenAgainWhenItReturns) {
    publish(delivery("enero", {heaped()}), "2020-10-05");
    publish(delivery("enero", {}, "noon is unknown"), "2020-11-05");
    auto found = all();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].state, "fixed");
    ASSERT_TRUE(found[0].mended);
    EXPECT_EQ(found[0].mended->vintage, "2020-11-05.1");
    EXPECT_EQ(found[0].mended->file, "enero");
    EXPECT_TRUE(found[0].decisions.empty());
    EXPECT_EQ(findings_at(*store_, 1, {}).size(), 1U) << "as it was known before";
    EXPECT_TRUE(findings_at(*store_, 2, {}).empty());

    publish(delivery("enero", {heaped()}, "another recipe again"), "2020-12-05");
    found = all();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].state, "open");
    EXPECT_FALSE(found[0].mended);
}

// Of three later deliveries without it, the one of other days and the one that adds rows to the same days do not tell
// all of it again.
TEST_F(Findings, ALaterDeliveryOfAllOfItsMonthsMendsWhatItNoLongerShows) {
    publish(delivery("enero", {heaped()}), "2020-10-05");
    auto other = delivery("otros días", {});
    other.covers = Covers::months;
    other.incidents.day.since_epoch = {since_epoch(*parse_day("2020-09-14"))};
    publish(other, "2020-10-06");
    publish(delivery("más filas", {}), "2020-10-07");
    EXPECT_EQ(all()[0].state, "open");

    auto corrected = delivery("enero corregido", {disagrees("barrio")});
    corrected.covers = Covers::months;
    publish(corrected, "2020-10-08");
    auto found = all();
    EXPECT_EQ(found[0].state, "fixed");
    ASSERT_TRUE(found[0].mended);
    EXPECT_EQ(found[0].mended->file, "enero corregido");
    EXPECT_EQ(found[1].state, "open") << "what the corrected one shows is its own";

    publish(delivery("febrero", {heaped()}), "2020-11-08");
    found = all({.check = "hour_zero_heaped"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].state, "open");
    ASSERT_TRUE(found[0].reopened);
    EXPECT_EQ(found[0].reopened->why, "returned");
}

TEST_F(Findings, ADecisionWithoutAuthorReasonOrStateIsRefused) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    const std::string id = all()[0].id;
    const Day day = *parse_day("2020-10-06");
    const FindingDecided refused[] = {{id, "explained", " ", "porque sí", day},
                                      {id, "explained", "Ana", "\t", day},
                                      {id, "closed", "Ana", "porque sí", day},
                                      {"", "explained", "Ana", "porque sí", day},
                                      {"zzzz", "explained", "Ana", "porque sí", day}};
    for (const auto& one : refused) EXPECT_THROW(decide_finding(*store_, one), Error) << one.id;
    EXPECT_EQ(all()[0].state, "open");
    EXPECT_THROW(all({.source = {}, .check = {}, .state = "closed", .run = {}}), Error);
    EXPECT_THROW(all({.source = {}, .check = {}, .state = {}, .run = "zzz"}), Error);
}

TEST(FindingSubject, IsWhatTheDetailNames) {
    EXPECT_EQ(about_of(""), "");
    EXPECT_EQ(about_of(R"({"lines":[1,2]})"), "");
    EXPECT_EQ(about_of(R"({"lines":[1],"layer":"barrio"})"), "barrio");
    EXPECT_EQ(about_of(R"({"month":"2020-01","category":"x:robo"})"), "x:robo/2020-01");
}

}  // namespace
}  // namespace atalaya::service
