// How often a method says that something is there: in cities where nothing is, in cities where it was planted, and how
// often its intervals hold what was planted. Each family of the catalogue has a file of rows beside this one;
// docs/campaigns.md has the figures of the whole campaign.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "methods/method.hpp"
#include "stats/random.hpp"

namespace atalaya::methods::power {

// A question about a made-up city, and what is known of it that the method is not told.
struct City {
    Question question;
    std::vector<double> truth{};         // by row of the answer; NaN where an interval has nothing to hold
    std::vector<std::size_t> planted{};  // rows in which something is; none said: all
};
using Draw = std::function<City(stats::Random&)>;

// Decisions and how many of them said yes; intervals and how many hold the truth.
struct Count {
    std::int64_t of = 0, yes = 0;
    friend bool operator==(const Count&, const Count&) = default;
};
using Judge = std::function<Count(const City&, const Result&)>;

// What a row is held to, in percent. What is outside 4..6 or below 93 is told in the third section of the pages of the
// method, as "`told` of 100".
struct Promise {
    double least_null = 4, most_null = 6;
    double least_power = 0;
    double least_coverage = 93;
    bool bound = false;  // the level is one not to be passed, as a false-discovery rate is: less is no miss
    std::vector<std::string> told{};
};

struct Row {
    std::string method;
    std::string counted;        // what a yes is: "p < 0.05"
    std::string null, planted;  // the cities in words
    Draw none{}, some{};        // of no effect, of a planted one
    Judge says{};               // not there where a method makes no decision
    Judge covers{};             // not there where it gives no interval
    int cities = 1000;          // without an effect in the whole campaign, and a quarter as many with one
    Promise promise{};

    std::string name() const;  // of the test: letters, digits and _
    friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name(); }
};

// A share of decisions in percent; its standard error is that of the mean of cities, whose decisions hang together.
struct Share {
    std::int64_t of = 0, yes = 0;
    double percent = 0, error = 0;
};
Share share_of(const std::vector<Count>& cities);

struct Found {
    std::vector<Count> null, power, coverage;
    int refused = 0;
    friend bool operator==(const Found&, const Found&) = default;
};
// City i is drawn from a stream of its own, so that threads do not matter.
Found measure(const Row& row, int null_cities, int planted_cities, int threads = 1);

// The rows of each family.
std::vector<Row> of_rates();
std::vector<Row> of_space();
std::vector<Row> of_time();
std::vector<Row> of_points();
std::vector<Row> of_space_time();
std::vector<Row> of_evaluations();
std::vector<Row> of_records();
// All of them, with what each is held to.
std::vector<Row> every_row();

// By method and what is counted; those that are not there are held to the promise as it stands.
struct Held {
    std::string method, counted;
    Promise promise;
};
const std::vector<Held>& promises();

}  // namespace atalaya::methods::power
