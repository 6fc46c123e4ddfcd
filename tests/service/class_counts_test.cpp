// What is counted at a code of the international list: its own and its children's, whatever was counted.
#include "service/class_counts.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <random>

#include "support.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

const Taxonomy& iccs() {
    static const auto all = taxonomies(find_share());
    return *std::ranges::find(all, "iccs", &Taxonomy::id);
}

TEST(ClassCounts, TheListHasItsFourLevelsAndNoOrphan) {
    std::map<int, int> levels;
    for (const auto& code : iccs().codes) {
        ++levels[code.level];
        const std::map<int, std::size_t> digits{{1, 2}, {2, 4}, {3, 5}, {4, 6}};
        EXPECT_EQ(code.code.size(), digits.at(code.level)) << code.code;
        const auto* parent = iccs().find(code.parent);
        EXPECT_EQ(parent != nullptr, code.level > 1) << code.code;
        if (parent) {
            EXPECT_TRUE(code.code.starts_with(parent->code)) << code.code;
        }
    }
    EXPECT_EQ(levels, (std::map<int, int>{{1, 11}, {2, 63}, {3, 148}, {4, 98}}));
}

// A source with a label for each class of the list, and a few labels that are of several.
intake::Crosswalk crosswalk_of_all() {
    intake::Crosswalk crosswalk;
    for (const auto& code : iccs().codes)
        crosswalk.rows.push_back({.code = "l" + code.code, .iccs = {code.code}, .fit = "inside"});
    crosswalk.rows.push_back({.code = "dos", .iccs = {"04011", "04012"}, .fit = "overlap"});
    crosswalk.rows.push_back({.code = "lejos", .iccs = {"0401", "0502"}, .fit = "overlap"});
    crosswalk.rows.push_back({.code = "nada"});
    return crosswalk;
}

TEST(ClassCounts, OfTenThousandDataSetsEveryCodeIsItsOwnAndItsChildren) {
    const auto crosswalk = crosswalk_of_all();
    std::map<std::string, std::vector<std::size_t>> children;
    std::map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < iccs().codes.size(); ++i) {
        place[iccs().codes[i].code] = i;
        children[iccs().codes[i].parent].push_back(i);
    }
    std::mt19937_64 random{20150301};
    for (int round = 0; round < 10'000; ++round) {
        std::map<std::string, std::int64_t, std::less<>> rows;
        std::vector<std::int64_t> own(iccs().codes.size());
        std::int64_t sent = 0;
        const auto labels = 1 + random() % 60;
        for (std::uint64_t i = 0; i < labels; ++i) {
            const auto& label = crosswalk.rows[random() % crosswalk.rows.size()];
            const auto n = static_cast<std::int64_t>(random() % 1000);
            rows[label.code] += n;
            if (label.iccs.size() == 1) own[place.at(label.iccs[0])] += n;
            if (label.code == "dos") own[place.at("0401")] += n;
            if (!label.iccs.empty()) sent += n;
        }
        ClassCounting counting{iccs()};
        counting.add(crosswalk, rows);
        const auto counts = counting.counts();
        ASSERT_EQ(counts.codes.size(), own.size());
        for (std::size_t i = 0; i < own.size(); ++i) {
            std::int64_t below = 0;
            for (const auto child : children[iccs().codes[i].code]) below += counts.codes[child].all;
            ASSERT_EQ(counts.codes[i].own, own[i]) << iccs().codes[i].code << " of round " << round;
            ASSERT_EQ(counts.codes[i].all, own[i] + below) << iccs().codes[i].code << " of round " << round;
        }
        ASSERT_EQ(counts.placed + counts.unplaced, sent) << "of round " << round;
    }
}

TEST(ClassCounts, WhatMeansSeveralClassesIsCountedWhereTheyMeet) {
    ClassCounting counting{iccs()};
    counting.add(crosswalk_of_all(),
                 {{"dos", 7}, {"lejos", 5}, {"nada", 3}, {"l04011", 2}, {"l01", 1}, {"ajeno", 9}});
    const auto counts = counting.counts();
    EXPECT_EQ(*counts.find("04011"), (ClassCount{"04011", 2, 2, 0, 7}));
    EXPECT_EQ(*counts.find("0401"), (ClassCount{"0401", 7, 9, 7, 5}));
    EXPECT_EQ(*counts.find("04"), (ClassCount{"04", 0, 9, 7, 5}));
    EXPECT_EQ(*counts.find("0502"), (ClassCount{"0502", 0, 0, 0, 5})) << "none there, and yet not none";
    EXPECT_EQ(counts.find("01")->all, 1);
    EXPECT_EQ(counts.unplaced, 5) << "0401 and 0502 have no code above them";
    EXPECT_EQ(counts.find("ajeno"), nullptr);
}

TEST(ClassCounts, OfAVintageAreThoseOfItsFacts) {
    WrittenCity written{"aldea"};
    written.city("\"hechos\"", WrittenCity::layer(2, "barrio"));
    written.source("hechos", "incidents", "csv",
                   "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                   "[offence]\ncolumns = [\"tipo\"]\n");
    written.codes("hechos",
                  "a,Robo en la calle,,x,x,x,04011,inside,robo,\nb,Robo,,x,x,x,0401,exact,robo,\n"
                  "c,Homicidio,,x,x,x,0101,exact,homicidio_doloso,\n");
    auto& town = written.publish({written.file("hechos.csv",
                                               "id,dia,tipo\n1,2020-01-01,Robo\n2,2020-01-02,Robo\n"
                                               "3,2020-01-03,Robo en la calle\n4,2020-01-04,Homicidio\n")});
    const auto counts = class_counts(*town.store, town.catalogue, iccs(), town.store->vintage("").no);
    EXPECT_EQ(*counts.find("0401"), (ClassCount{"0401", 2, 3, 0}));
    EXPECT_EQ(counts.find("04")->all, 3);
    EXPECT_EQ(counts.find("01")->all, 1);
    EXPECT_EQ(counts.placed, 4);
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2020-01").value,
              static_cast<double>(counts.find("0401")->all))
        << "the figure of these labels is the total of their class";
}

}  // namespace
}  // namespace atalaya::service
