// What the checks of quality/ do where nothing is wrong, and where one thing is.
#include <gmock/gmock.h>

#include <cmath>

#include "core/table.hpp"
#include "intake/quality/tell.hpp"
#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr int checks = 4;
constexpr double turn = 6.283185307179586;

struct City {
    Incidents incidents;
    std::array<std::int64_t, 24> by_hour{};
    Tallies tallies;
};

void add_facts(City& city, std::int32_t day, int hour, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i) {
        city.incidents.day.since_epoch.push_back(day);
        ++city.by_hour[static_cast<std::size_t>(hour)];
    }
}

// Two years of days with a season, a week and a variance of twice the mean, hours with two peaks; 60 months of eight
// categories in ten areas, means from 1 to 120 a month, variance 1 to 4 times the mean.
City clean_city(std::uint64_t seed) {
    stats::Random random{seed};
    City city;
    const auto first = since_epoch(*parse_day("2019-01-01"));
    for (int day = 0; day < 731; ++day) {
        const double mean = 40 * (1 + 0.25 * std::sin(turn * day / 365.25)) * (day % 7 < 2 ? 1.3 : 1);
        for (int hour = 0; hour < 24; ++hour) {
            const double shape =
                1 + 0.5 * std::sin(turn * (hour - 14) / 24.0) + 0.3 * std::sin(turn * hour / 12.0);
            add_facts(city, first + day, hour, random.negative_binomial(mean * shape / 24, 2));
        }
    }
    for (int category = 0; category < 8; ++category) {
        for (int area = 0; area < 10; ++area) {
            const double mean = std::pow(120.0, (category * 10 + area) / 79.0), phi = 1 + 3.0 * area / 9;
            for (int month = 0; month < 60; ++month) {
                const auto n = random.negative_binomial(mean * (1 + 0.3 * std::sin(turn * month / 12)), phi);
                city.tallies.month.since_epoch.push_back(
                    since_epoch(first_day(plus_months(*parse_month("2016-01"), month))));
                city.tallies.category.push("c" + std::to_string(category));
                city.tallies.channel.push("");
                for (auto& slot : city.tallies.area) slot.push("a" + std::to_string(area));
                city.tallies.count.push_back(n);
            }
        }
    }
    return city;
}

std::set<std::string> fired(const City& city) {
    std::vector<Finding> findings;
    tell_incidents(city.incidents, city.by_hour, findings);
    tell_tallies(city.tallies, findings);
    std::set<std::string> names;
    for (const auto& finding : findings) names.insert(finding.check);
    return names;
}

// Two cities here, two hundred as the campaign clean-cities.
TEST(CleanCities, AtMostOneCheckInAHundredFires) {
    const char* campaign = std::getenv("ATALAYA_CAMPAIGN");
    const bool whole = campaign && std::string{campaign} == "clean-cities";
    const int cities = whole ? 200 : 2;
    std::map<std::string, int> by_check;
    int all = 0;
    for (int seed = 1; seed <= cities; ++seed) {
        for (const auto& check : fired(clean_city(static_cast<std::uint64_t>(seed)))) {
            ++by_check[check];
            ++all;
        }
    }
    for (const auto& [check, times] : by_check) std::cout << check << " " << times << "\n";
    std::cout << all << " of " << checks * cities << " checks of " << cities << " cities fired\n";
    EXPECT_LE(all, checks * cities / 100);
}

TEST(PlantedDefects, AreFoundByNameAndNothingElseIs) {
    using testing::ElementsAre;
    City noon = clean_city(1), firsts = clean_city(1), ended = clean_city(1), recoded = clean_city(1);

    add_facts(noon, since_epoch(*parse_day("2019-06-10")), 12, 1);
    noon.by_hour[12] += 3000;
    EXPECT_THAT(fired(noon), ElementsAre("hours_heaped"));

    for (int month = 0; month < 24; ++month) {
        add_facts(firsts, since_epoch(first_day(plus_months(*parse_month("2019-01"), month))), month, 40);
    }
    EXPECT_THAT(fired(firsts), ElementsAre("days_heaped"));

    for (std::size_t i = 0; i < ended.tallies.size(); ++i) {
        const bool last = ended.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2020-10-01"));
        if (last && ended.tallies.category[i] == "c7") ended.tallies.count[i] = 0;
    }
    EXPECT_THAT(fired(ended), ElementsAre("ends_in_zero"));

    auto& category = recoded.tallies.category;
    const auto after = category.code_of("c7 nuevo");
    for (std::size_t i = 0; i < recoded.tallies.size(); ++i) {
        const bool late = recoded.tallies.month.since_epoch[i] >= since_epoch(*parse_day("2019-01-01"));
        if (late && category[i] == "c7") category.codes[i] = after;
    }
    EXPECT_THAT(fired(recoded), testing::Contains("category_replaced"));
}

}  // namespace
}  // namespace atalaya::intake::quality
