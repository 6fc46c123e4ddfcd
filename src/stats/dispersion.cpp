#include "stats/dispersion.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.hpp"
#include "stats/least_squares.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr int rounds = 40;

// What of the series may speak: its usable months, without months of the year
// that never have an event.
struct Months {
    std::vector<double> count;
    std::vector<int> at;             // months since the first one
    std::vector<int> month_of_year;  // 0..11
    double events = 0;
};

Months speaking(Month first, std::span<const double> counts, const std::vector<bool>& usable) {
    std::array<double, 12> total{};
    const auto place = [&](std::size_t i) {
        return (static_cast<int>(static_cast<unsigned>(first.month())) - 1 + static_cast<int>(i)) % 12;
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (usable[i]) total[static_cast<std::size_t>(place(i))] += counts[i];
    }
    Months months;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!usable[i] || total[static_cast<std::size_t>(place(i))] == 0) continue;
        months.count.push_back(counts[i]);
        months.at.push_back(static_cast<int>(i));
        months.month_of_year.push_back(place(i));
        months.events += counts[i];
    }
    return months;
}

// Columns of the model: one per month of the year, then the level's segments,
// each rising from 0 to 1 over its twelve months (as near as they divide the span).
Design design_of(const Months& months) {
    const int begin = months.at.front(), past_end = months.at.back() + 1;
    const int segments = std::max(1, static_cast<int>(std::lround((past_end - begin) / 12.0)));
    const double width = static_cast<double>(past_end - begin) / segments;

    Design design{static_cast<std::size_t>(12 + segments), {}};
    for (std::size_t i = 0; i < months.at.size(); ++i) {
        std::vector<double> row(design.columns);
        row[static_cast<std::size_t>(months.month_of_year[i])] = 1;
        for (int s = 0; s < segments; ++s) {
            const double along = (months.at[i] + 0.5 - begin - s * width) / width;
            row[static_cast<std::size_t>(12 + s)] = std::clamp(along, 0.0, 1.0);
        }
        design.rows.push_back(std::move(row));
    }
    return design;
}

struct Fit {
    std::vector<double> mean;
    int parameters = 0;
};

// Poisson regression by iteratively reweighted least squares.
Fit fit(const Months& months, const Design& design) {
    const std::size_t n = months.count.size();
    Fit fitted{std::vector<double>(n), 0};
    for (std::size_t i = 0; i < n; ++i) fitted.mean[i] = months.count[i] + 0.5;

    std::vector<double> wanted(n);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < n; ++i) {
            wanted[i] = log_same(fitted.mean[i]) + (months.count[i] - fitted.mean[i]) / fitted.mean[i];
        }
        const Solution solution = weighted_least_squares(design, wanted, fitted.mean);
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double mean = exp_same(std::clamp(predicted(design.rows[i], solution), -20.0, 20.0));
            moved = std::max(moved, std::abs(mean - fitted.mean[i]) / (mean + 1e-3));
            fitted.mean[i] = mean;
        }
        fitted.parameters = solution.rank;
        if (moved < 1e-9) break;
    }
    return fitted;
}

double pearson(const std::vector<double>& count, const std::vector<double>& mean) {
    double x2 = 0;
    for (std::size_t i = 0; i < count.size(); ++i)
        x2 += (count[i] - mean[i]) * (count[i] - mean[i]) / mean[i];
    return x2;
}

}  // namespace

Dispersion estimate_dispersion(Month first, std::span<const double> counts, const std::vector<bool>& usable,
                               double fallback) {
    expects(counts.size() == usable.size(), "estimate_dispersion: usable or not, one per month");
    expects(fallback >= 1, "estimate_dispersion: a default phi is 1 or more");

    const Dispersion unknown{.phi = fallback};
    const auto usable_months = static_cast<int>(std::count(usable.begin(), usable.end(), true));
    if (usable_months < months_for_dispersion) return unknown;
    const Months months = speaking(first, counts, usable);
    if (months.events < usable_months) return unknown;

    const Design design = design_of(months);
    const Fit fitted = fit(months, design);
    const int df = static_cast<int>(months.count.size()) - fitted.parameters;
    if (df < 6) return unknown;

    const double phi = pearson(months.count, fitted.mean) / df;
    Dispersion found{.months = usable_months, .estimated = true};
    found.phi_in_table = std::max(1.0, phi);
    found.df_in_table = df;
    if (phi > phi_within_chance) {
        found.phi = phi;
        found.df = df;
    }
    return found;
}

}  // namespace atalaya::stats
