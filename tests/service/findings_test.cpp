#include "service/findings.hpp"

#include "core/error.hpp"
#include "store/publish.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;

// A delivery of one incident and what was noticed of it.
Batch delivery(const std::string& name, std::vector<Finding> noticed, const std::string& recipe = "recipe") {
    Batch batch;
    batch.source = "policia";
    batch.source_version = "1";
    batch.recipe = sha256(recipe);
    batch.file_name = name;
    batch.delivery = sha256(name);
    batch.delivery_bytes = 10;
    batch.basis = "fact";
    auto& rows = batch.incidents;
    rows.key.push_back(incident_key("policia", name));
    rows.line.push_back(1);
    rows.day.since_epoch.push_back(since_epoch(*parse_day("2020-08-14")));
    rows.hour.push_back(12);
    rows.known.push_back(1);
    rows.offence.push("robo");
    for (auto& area : rows.area) area.push("");
    rows.units.push_back(1);
    rows.lon.push_back(no_position);
    rows.lat.push_back(no_position);
    rows.located.push_back(0);
    rows.content.push_back(1);
    batch.read = batch.accepted = 1;
    batch.findings = std::move(noticed);
    return batch;
}

class Findings : public testing::Test {
  protected:
    Findings() {
        store::create_directory(folder_.path() / "data", "caba");
        store_ = std::make_unique<store::Store>(folder_.path() / "data");
    }
    void publish(const Batch& batch, const char* on) {
        NoProgress quiet;
        store::publish(*store_, {batch}, *parse_day(on), quiet);
    }
    std::vector<KnownFinding> all(const FindingsAsked& asked = {}) { return findings(*store_, asked); }

    Folder folder_;
    std::unique_ptr<store::Store> store_;
};

Finding heaped() {
    return {"hour_zero_heaped", 12, R"({"share":0.3})"};
}
Finding disagrees(const char* layer) {
    return {"area_disagrees", 3, std::string{R"({"layer":")"} + layer + R"(","lines":[1]})"};
}

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

// The next delivery without it decides nothing; the one after that shows it again.
TEST_F(Findings, AllOfACheckOfASourceAreDecidedAtOnce) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    publish(delivery("febrero", {heaped(), disagrees("comuna")}), "2020-10-06");
    const FindingDecided decided{"", "explained", "Ana", "límites de 2010", *parse_day("2020-10-07")};
    EXPECT_EQ(decide_findings(*store_, "policia", "area_disagrees", decided), 2);
    EXPECT_EQ(all({.state = "explained"}).size(), 2U);
    EXPECT_EQ(all({.check = "hour_zero_heaped", .state = "open"}).size(), 2U) << "of another check";
    EXPECT_THROW(decide_findings(*store_, "policia", "area_disagrees", decided), Error) << "none is left";
    EXPECT_THROW(decide_findings(*store_, "otra", "hour_zero_heaped", decided), Error);
    EXPECT_THROW(decide_findings(*store_, "", "hour_zero_heaped", decided), Error);
    EXPECT_EQ(all({.check = "hour_zero_heaped", .state = "open"}).size(), 2U);
}

TEST_F(Findings, WhatALaterDeliveryNoLongerShowsIsLastSeenBefore) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    publish(delivery("febrero", {disagrees("barrio")}), "2020-11-05");
    auto found = all();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].last_seen, "2020-10-05.1");
    EXPECT_EQ(found[0].state, "open");
    EXPECT_EQ(found[1].last_seen, "");

    publish(delivery("marzo", {heaped()}), "2020-12-05");
    found = all();
    EXPECT_EQ(found[0].last_seen, "");
    EXPECT_EQ(found[1].last_seen, "2020-11-05.1");
}

// With another recipe the same bytes are another reading of the same delivery: what was decided stays.
TEST_F(Findings, ADeliveryReadAnewKeepsWhatWasDecided) {
    publish(delivery("enero", {heaped(), disagrees("barrio")}), "2020-10-05");
    decide_finding(*store_, {all()[0].id, "explained", "Ana", "así viene", *parse_day("2020-10-06")});
    const std::string first = all()[0].run;
    publish(delivery("enero", {heaped()}, "another recipe"), "2020-11-05");
    const auto found = all();
    ASSERT_EQ(found.size(), 1U) << "only the last reading of a delivery is told";
    EXPECT_EQ(found[0].state, "explained");
    const auto then = all({.source = {}, .check = {}, .state = {}, .run = first});
    ASSERT_EQ(then.size(), 2U);
    EXPECT_EQ(then[0].state, "explained");
}

TEST_F(Findings, TheTrendHasEveryDeliveryAlsoThoseWithoutAny) {
    publish(delivery("enero", {heaped(), disagrees("barrio"), disagrees("comuna")}), "2020-10-05");
    publish(delivery("febrero", {}), "2020-11-05");
    decide_finding(*store_, {all()[1].id, "fixed", "Ana", "mandaron límites", *parse_day("2020-11-06")});
    const auto trend = finding_trend(*store_, "policia");
    ASSERT_EQ(trend.size(), 2U);
    ASSERT_EQ(trend[0].noticed.size(), 2U);
    EXPECT_EQ(trend[0].noticed[0].check, "area_disagrees");
    EXPECT_EQ(trend[0].noticed[0].findings, 2);
    EXPECT_EQ(trend[0].noticed[0].rows, 6);
    EXPECT_EQ(trend[0].noticed[0].open, 1);
    EXPECT_EQ(trend[1].file, "febrero");
    EXPECT_TRUE(trend[1].noticed.empty());
    EXPECT_THROW(finding_trend(*store_, "otra"), Error);
    const auto of_all = finding_trend(*store_, "");
    ASSERT_EQ(of_all.size(), 2U);
    EXPECT_EQ(of_all[0].source, "policia");
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
