#include "stats/scan/retrospective.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

struct Town {
    std::size_t places, periods;
    std::vector<std::uint32_t> cases;  // by place, then period
    std::vector<double> expected, population;
    std::vector<Planar> at;
    std::size_t all = 0;

    std::size_t within(std::size_t place, std::size_t first, std::size_t past) const {
        std::size_t n = 0;
        for (std::size_t t = first; t < past; ++t) n += cases[place * periods + t];
        return n;
    }
    double size(std::span<const std::uint32_t> members, std::size_t first, std::size_t past) const {
        double size = 0;
        for (const auto member : members) {
            double here = 0;
            for (std::size_t t = first; t < past; ++t)
                here += expected[(member & ~Circles::ends) * periods + t];
            size += here;
        }
        return size;
    }
    CasePeriods sorted() const {
        CasePeriods out{{0}, {}};
        for (std::size_t k = 0; k < cases.size(); ++k) {
            out.period.insert(out.period.end(), cases[k], static_cast<std::uint32_t>(k % periods));
            if ((k + 1) % periods == 0) out.first.push_back(static_cast<std::uint32_t>(out.period.size()));
        }
        return out;
    }
};

// Places on a lattice, so that circles tie; equal expectations, so that cylinders do; or a season, and periods without any.
Town town(std::uint64_t seed, double cases_each) {
    Random random{seed, 1};
    Town t{.places = 4 + random.below(30), .periods = 3 + random.below(90)};
    const bool even = seed % 2 == 0;
    double sum = 0;
    for (std::size_t i = 0; i < t.places; ++i) {
        t.at.push_back({std::floor(random.uniform(0, 7)), std::floor(random.uniform(0, 7))});
        t.population.push_back(even ? 1 : random.uniform(0.1, 4));
        for (std::size_t p = 0; p < t.periods; ++p) {
            const double season = even ? 1 : p % 7 == 3 ? 0 : 1 + static_cast<double>(p % 11);
            t.expected.push_back(t.population[i] * season);
            sum += t.expected.back();
            const bool more = i < 3 && p + 4 > t.periods / 2 && p < t.periods / 2 + 3;
            t.cases.push_back(
                static_cast<std::uint32_t>(random.poisson(season * cases_each * (more ? 1.7 : 1))));
            if (t.expected.back() == 0) t.cases.back() = 0;
            t.all += t.cases.back();
        }
    }
    for (double& e : t.expected) e *= static_cast<double>(t.all) / sum;
    return t;
}

// The slow twin: every cylinder in order of first period, past period and circle.
std::vector<Candidate> each_looked_at(const Town& t, const Circles& circles, const PoissonRatio& ratio,
                                      std::size_t longest, std::size_t least) {
    std::vector<Candidate> best(circles.centres());
    for (std::size_t z = 0; z < best.size(); ++z) {
        best[z].centre = z;
        for (std::size_t first = 0; first < t.periods; ++first)
            for (std::size_t past = first + 1; past <= std::min(t.periods, first + longest); ++past) {
                std::size_t cases = 0;
                for (std::size_t k = circles.first[z]; k < circles.first[z + 1]; ++k) {
                    cases += t.within(circles.member[k] & ~Circles::ends, first, past);
                    if (!(circles.member[k] & Circles::ends) || cases < least) continue;
                    const double size =
                        t.size(std::span{circles.member}.subspan(circles.first[z], k + 1 - circles.first[z]),
                               first, past);
                    const double llr = ratio(cases, ratio.sized(size));
                    if (llr > best[z].llr) best[z] = {llr, z, k + 1, first, past, cases, size};
                }
            }
    }
    return best;
}

void same_as_looking_at_each(std::uint64_t seed, double cases_each) {
    const Town t = town(seed, cases_each);
    const auto circles = circles_of(t.at, t.population, t.at, seed % 3 == 0 ? 0.25 : 0.7);
    const PoissonRatio ratio{t.all};
    const std::size_t longest = 1 + seed % std::min<std::size_t>(t.periods, 41), least = seed % 4;
    const Cylinders cylinders{circles,
                              ratio,
                              t.expected,
                              t.periods,
                              longest,
                              least,
                              [&](std::span<const std::uint32_t> members, std::size_t first,
                                  std::size_t past) { return t.size(members, first, past); }};
    const auto slow = each_looked_at(t, circles, ratio, longest, least);
    const auto found = best_of_stretches(cylinders, t.sorted(), 1);
    double largest = 0;
    ASSERT_EQ(found.size(), slow.size());
    for (std::size_t z = 0; z < slow.size(); ++z) {
        SCOPED_TRACE(testing::Message() << "seed " << seed << ", centre " << z);
        EXPECT_EQ(found[z].llr, slow[z].llr);
        EXPECT_EQ(found[z].past_member, slow[z].past_member);
        EXPECT_EQ(found[z].first_period, slow[z].first_period);
        EXPECT_EQ(found[z].past_period, slow[z].past_period);
        EXPECT_EQ(found[z].cases, slow[z].cases);
        EXPECT_EQ(found[z].expected, slow[z].expected);
        largest = std::max(largest, slow[z].llr);
    }
    const auto shared = best_of_stretches(cylinders, t.sorted(), 3);
    for (std::size_t z = 0; z < slow.size(); ++z) EXPECT_EQ(shared[z].llr, slow[z].llr);
    const CasePeriods twice[]{t.sorted(), t.sorted()};
    EXPECT_EQ(largest_of_stretches(cylinders, twice), (std::vector<double>{largest, largest})) << seed;
}

}  // namespace

TEST(Retrospective, FindsTheCylinderThatLookingAtEachFinds) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) same_as_looking_at_each(seed, seed % 5 == 0 ? 3 : 0.2);
}

TEST(Retrospective, CountsBeyondSixteenBitsAreTheSame) {
    const auto many = town(7, 40);
    ASSERT_GT(many.all, 32767u);
    same_as_looking_at_each(7, 40);
}
