// The facts of a town as rows for a method; whole sessions are in tests/cli/method-facts.txt.
#include "service/fact_table.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "service/measures.hpp"
#include "service/places.hpp"
#include "service/store_table.hpp"
#include "service/support.hpp"

using namespace atalaya;
using namespace atalaya::service;
using testing::HasSubstr;

namespace {

const methods::TableSpec& table_of(const char* method, const char* table) {
    return *methods::find(method)->table(table);
}

FactTable read(const std::string& question, const methods::TableSpec* table) {
    Town& town = marejada();
    return read_store_table(*town.store, *town.worlds, parse_store_table(question), table);
}
std::vector<std::string> column(const FactTable& of, const std::string& name) {
    const auto at = std::find(of.rows.head.begin(), of.rows.head.end(), name);
    EXPECT_NE(at, of.rows.head.end()) << "no column " << name;
    return of.rows.columns.at(static_cast<std::size_t>(at - of.rows.head.begin()));
}
std::string refusal_of(const std::string& question, const methods::TableSpec* table) {
    try {
        read(question, table);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input) << question;
        return error.what();
    }
    return "it was read";
}
std::int64_t counted(const std::string& indicator, const std::string& territory,
                     const std::string& vintage = "") {
    const auto& world = marejada().worlds->at(vintage);
    return world.sum(indicator, world.territory(parse_territory(territory)), *parse_period("2024")).rows;
}
std::int64_t left_out(const FactTable& of) {
    std::int64_t sum = 0;
    for (const auto& one : of.left_out) sum += one.rows;
    return sum;
}

}  // namespace

// Section 10 was taken out of 9 in July 2024: months of 9 on both sides are of two lands, those of 8 are not.
TEST(StoreTable, MonthsOfATerritoryThatGaveLandAreRefused) {
    const std::string year = "&from=2024-01&until=2024-12";
    EXPECT_THAT(refusal_of("store:robo?by=month&territory=seccion:9" + year, nullptr),
                HasSubstr("seccion-10"));
    EXPECT_THAT(refusal_of("store:robo?by=seccion,month" + year, nullptr), HasSubstr("seccion-10"));
    EXPECT_EQ(column(read("store:robo?by=month&territory=seccion:8" + year, nullptr), "month").size(), 12U);
    EXPECT_EQ(
        column(read("store:robo?by=month&territory=seccion:9&from=2024-07&until=2024-12", nullptr), "month")
            .size(),
        6U);
}

TEST(FactColumns, TablesOfPlacesAndTimesAreOfFactsAndThoseOfCountsAndAreasAreNot) {
    for (const auto& [method, table] : {std::pair{"near_repeat", "events"},
                                        {"dbscan", "points"},
                                        {"ripley", "points"},
                                        {"kernel_density", "points"},
                                        {"prospective_map", "points"},
                                        {"lattice", "points"},
                                        {"network_density", "points"},
                                        {"hawkes", "events"},
                                        {"aoristic", "events"},
                                        {"periods", "events"}})
        EXPECT_TRUE(is_of_facts(table_of(method, table))) << method;
    for (const auto& [method, table] : {std::pair{"rate", "areas"},
                                        {"local_g", "areas"},
                                        {"scan_space_time", "counts"},
                                        {"scan_space_time", "areas"},
                                        {"network_density", "lines"},
                                        {"mann_kendall", "series"},
                                        {"emerging_hot_spots", "neighbours"},
                                        {"hot_spots", "cells"},
                                        {"distributed_lags", "days"}})
        EXPECT_FALSE(is_of_facts(table_of(method, table))) << method;
}

TEST(FactColumns, AMethodThatAsksForNoPlaceIsHandedNone) {
    EXPECT_TRUE(columns_asked(&table_of("near_repeat", "events")).places);
    EXPECT_FALSE(columns_asked(&table_of("periods", "events")).places);
    EXPECT_FALSE(columns_asked(&table_of("aoristic", "events")).places);
    EXPECT_TRUE(columns_asked(&table_of("aoristic", "events")).spans);
    EXPECT_TRUE(columns_asked(&table_of("hawkes", "events")).times);
    EXPECT_FALSE(columns_asked(nullptr).places);
}

TEST(FactTables, HaveEachFactOnceAsTheCountsDo) {
    const auto& periods = table_of("periods", "events");
    const auto all = read("store:robo?from=2024-01&until=2024-12", &periods);
    EXPECT_EQ(column(all, "day").size(), static_cast<std::size_t>(counted("robo", "ciudad")));
    EXPECT_THAT(all.rows.head, testing::Not(testing::Contains("lon"))) << "nobody asked where";
    const auto early = marejada().vintages[12].id;
    const auto then = read("store:robo?from=2024-01&until=2024-01&as-of=" + early, &periods);
    EXPECT_EQ(column(then, "day").size(), static_cast<std::size_t>(counted("robo", "ciudad", early)));
    EXPECT_LT(column(then, "day").size(), column(all, "day").size());
}

// At that vintage January is the last month that came; eleven months of nothing would be told as zeros, and a year of
// person-years beside one month.
TEST(StoreTables, MonthsThatNobodySentAreRefusedAndNotCountedAsZero) {
    const auto early = marejada().vintages[12].id;
    for (const std::string form : {"by=month", "by=barrio", "by=barrio,month", "by=fact", "by=hexagon"}) {
        for (const std::string months : {"from=2024-01&until=2024-02", "from=2019-12&until=2024-01"})
            EXPECT_THROW(read("store:robo?" + form + "&" + months + "&as-of=" + early, nullptr), Error)
                << form << " " << months;
    }
    const auto known = read("store:robo?by=month&from=2023-12&as-of=" + early, nullptr);
    EXPECT_THAT(column(known, "month"), testing::ElementsAre("2023-12", "2024-01"));
}

TEST(FactTables, WhatHasNoPlaceIsLeftOutAndCountedWherePlacesAreAskedFor) {
    const auto found = read("store:robo?from=2024-01&until=2024-12", &table_of("near_repeat", "events"));
    const auto rows = static_cast<std::int64_t>(column(found, "x").size());
    EXPECT_GT(rows, 100);
    EXPECT_GT(left_out(found), 0) << "some facts of the town are never placed";
    EXPECT_EQ(rows + left_out(found), counted("robo", "ciudad"));
    EXPECT_THAT(column(found, "lon"), testing::Each(testing::MatchesRegex("-?[0-9]+\\.[0-9]{7}")));
}

TEST(FactTables, KeepOneOriginSoThatTwoQuestionsGiveAFactTheSameMetres) {
    const auto& events = table_of("near_repeat", "events");
    const auto year = read("store:robo?from=2024-01&until=2024-12", &events);
    const auto march = read("store:robo?from=2024-03&until=2024-03", &events);
    std::map<std::pair<std::string, std::string>, std::string> x_of;
    for (std::size_t i = 0; i < column(year, "x").size(); ++i)
        x_of[{column(year, "lon")[i], column(year, "lat")[i]}] = column(year, "x")[i];
    const auto lon = column(march, "lon"), lat = column(march, "lat"), x = column(march, "x");
    ASSERT_GT(x.size(), 10u);
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ((x_of[{lon[i], lat[i]}]), x[i]);
}

TEST(FactTables, OfATerritoryAreThoseWrittenWithIt) {
    const auto& world = marejada().worlds->at("");
    const auto& barrio = *world.layer("barrio").front();
    const auto found = read("store:robo?from=2024-01&until=2024-12&territory=" + barrio.territory.text(),
                            &table_of("periods", "events"));
    EXPECT_THAT(column(found, "barrio"), testing::Each(barrio.territory.code));
    EXPECT_EQ(column(found, "barrio").size(),
              static_cast<std::size_t>(counted("robo", barrio.territory.text())));
}

TEST(FactTables, OfAnHourHaveItAsIntervalAndAsTime) {
    const auto spans = read("store:robo?from=2024-01&until=2024-12", &table_of("aoristic", "events"));
    const auto from = column(spans, "from"), past = column(spans, "past"), hour = column(spans, "hour"),
               day = column(spans, "day");
    int hours = 0, unknown = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        ASSERT_EQ(from[i].empty(), past[i].empty());
        unknown += from[i].empty();
        if (hour[i].empty() || from[i].empty()) continue;
        const auto begin = std::stoll(from[i]);
        EXPECT_LE(begin, std::stoll(past[i]));
        hours += begin == std::int64_t{since_epoch(*parse_day(day[i]))} * 1440 + std::stoll(hour[i]) * 60;
    }
    EXPECT_GT(hours, 100);
    EXPECT_LT(unknown, static_cast<int>(from.size()));
    const auto times =
        column(read("store:robo?from=2024-01&until=2024-12", &table_of("hawkes", "events")), "time");
    EXPECT_EQ(times.size(), from.size());
}

TEST(FactTables, OfOneQuestionHaveOneDigest) {
    const auto& events = table_of("near_repeat", "events");
    const auto once = read("store:robo?from=2024-01&until=2024-12", &events);
    EXPECT_EQ(once.rows.digest, read("store:robo?from=2024-01&until=2024-12", &events).rows.digest);
    EXPECT_NE(once.rows.digest, read("store:robo?from=2024-01&until=2024-11", &events).rows.digest);
    EXPECT_THAT(once.rows.file, HasSubstr("&as-of=" + marejada().newest()));
}

TEST(FactTables, HexagonsAddUpToThoseWithAPlaceInThem) {
    const auto cells = read("store:robo?from=2024-01&until=2024-12", &table_of("hot_spots", "cells"));
    std::int64_t sum = 0;
    for (const auto& events : column(cells, "events")) sum += std::stoll(events);
    auto& town = marejada();
    auto& places = town.worlds->places(town.worlds->at(""));
    EXPECT_EQ(column(cells, "q").size(), places.cells().size());
    EXPECT_EQ(sum, places.hexagons("robo", *parse_period("2024")).placed);
}

TEST(SealedPlaces, AreNotGivenToAMethodAndCountsAre) {
    const auto& events = table_of("near_repeat", "events");
    EXPECT_THAT(refusal_of("store:vif?by=fact", &events), HasSubstr("\"vif\" are sealed"));
    EXPECT_THAT(refusal_of("store:vif", &table_of("hot_spots", "cells")), HasSubstr("\"vif\" are sealed"));
    EXPECT_FALSE(read("store:vif?by=month", nullptr).rows.columns.empty());
}
