// What really happens in the town: facts with their kind, day, minute and place,
// before any institution has written a line about them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "simulate/plan.hpp"
#include "simulate/town.hpp"
#include "stats/random.hpp"

namespace atalaya::simulate {

// Weights ready to draw from by bisection: O(log n) a draw.
class Wheel {
  public:
    Wheel() = default;
    explicit Wheel(std::span<const double> weights);
    int draw(stats::Random& random) const;
    double total() const { return sums_.empty() ? 0 : sums_.back(); }

  private:
    std::vector<double> sums_;
};

// How much of each surface falls on each segment (each sums to 1). The robberies' one is
// half on the hot segments; which these are is drawn from the seed. `treated` has the
// corridors' fall and what moved to their ring, and sums to less than 1.
struct Ground {
    std::array<std::vector<double>, surfaces> weights;
    std::vector<double> treated;
    std::vector<int> hot;  // segments, ascending
};
Ground ground_of(const Town& town, const Plan& plan, std::uint64_t seed);

struct Fact {
    int kind{};  // into the list it was drawn from
    Day day{};
    int minute{};  // of the day, 0..1439, as it happened
    Spot spot{};
    int delay{};    // days until it is reported
    int units = 1;  // vehicles or persons
};

// The highest temperature of each day of the history: the month's mean and a noise that
// remembers yesterday.
std::vector<double> temperatures(Period history, std::uint64_t seed);

struct Drawn {
    std::vector<Fact> facts;                    // by day, then kind
    std::vector<std::vector<double>> expected;  // [kind][month of the history]: means before phi
};

// Draws the facts of all kinds: for each kind and month a negative binomial count with
// the plan's level, trend, season, heat, weekdays and strike in its mean and its phi in
// its variance; then days, minutes and places one by one. `name` keys the streams.
Drawn draw_facts(const Town& town, const Plan& plan, const Ground& ground, std::span<const Kind> kinds,
                 std::span<const double> highs, std::uint64_t seed, std::string_view name);

// A minute of the day of `clock` on a day; `weekend` has longer nights.
int draw_minute(Clock clock, Day day, stats::Random& random);
// A spot on `segment`, on either of its sides.
Spot draw_spot(const Town& town, int segment, stats::Random& random);

// Moves burglaries next to earlier ones until pairs within the plan's metres and days are
// as many times what chance gives as the plan says. `burglary` tells which facts.
void plant_near_repeats(const Town& town, const Plan& plan, const Ground& ground, std::vector<Fact>& facts,
                        const std::vector<bool>& burglary, std::uint64_t seed);

}  // namespace atalaya::simulate
