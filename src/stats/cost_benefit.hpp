// Was a measure worth its money? What the events that it prevented would have cost, against what it cost.
//
//     benefits = sum of prevented * unit cost / (1 + rate)^year         costs = sum of cost / (1 + rate)^year
//     net = benefits - costs      ratio = benefits / costs      break-even = costs / benefits
//
// The break-even is the share of the effect that would be enough. Of each effect the interval of its confidence gives a
// standard error, (high - low) / (2 z); effects err together (one estimate spread over rows: errors add up) or apart (their
// squares do), and the sum is taken to be normal. Years are counted from 0, which is not discounted.
//
// O(rows). Source: Boardman, Greenberg, Vining & Weimer 2018, Cost-Benefit Analysis; Cohen & Bowles 2010, in Handbook of
// Quantitative Criminology, 143-162.
#pragma once

#include <optional>
#include <span>

namespace atalaya::stats {

struct Prevented {
    double year{};
    double events{};  // below 0 where there were more
    double unit_cost{};
    double low{}, high{};  // of events; both equal to them where no interval is known
};
struct Cost {
    double year{}, amount{};
};

enum class Errors { together, apart };

struct CostBenefit {
    double benefits{}, benefits_se{}, costs{};
    double net{}, net_low{}, net_high{};
    std::optional<double> ratio, ratio_low, ratio_high;  // none where nothing was spent
    std::optional<double> break_even;                    // none where nothing was prevented
    std::optional<double> chance;                        // that net is above 0; none without intervals
};

// What an amount of a later year is worth in year 0. rate > -1.
double present_value(double amount, double year, double rate);

// The confidence, between 0 and 1, is that of the intervals given and of those answered. low <= high.
CostBenefit cost_benefit(std::span<const Prevented> effects, std::span<const Cost> costs, double rate,
                         double confidence, Errors errors = Errors::together);

}  // namespace atalaya::stats
