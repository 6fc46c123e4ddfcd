#include "stats/minimise.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

struct Corner {
    std::vector<double> at;
    double value{};
};

Minimum one_round(const std::function<double(std::span<const double>)>& f, const std::vector<double>& start,
                  const Search& search) {
    const std::size_t n = start.size();
    int evaluations = 0;
    const auto corner = [&](std::vector<double> at) {
        ++evaluations;
        const double value = f(at);
        return Corner{std::move(at), value};
    };
    std::vector<Corner> simplex{corner(start)};
    for (std::size_t a = 0; a < n; ++a) {
        auto at = start;
        at[a] += search.step;
        simplex.push_back(corner(std::move(at)));
    }
    const auto better = [](const Corner& a, const Corner& b) { return a.value < b.value; };
    while (evaluations < search.most_evaluations) {
        std::stable_sort(simplex.begin(), simplex.end(), better);
        const double spread = simplex.back().value - simplex.front().value;
        double width = 0;
        for (std::size_t a = 0; a < n; ++a)
            width = std::max(width, std::abs(simplex.back().at[a] - simplex.front().at[a]));
        if (spread <= search.tolerance * (std::abs(simplex.front().value) + search.tolerance) &&
            width <= std::sqrt(search.tolerance))
            break;
        std::vector<double> centre(n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t a = 0; a < n; ++a) centre[a] += simplex[i].at[a] / static_cast<double>(n);
        const auto along = [&](double t) {
            std::vector<double> at(n);
            for (std::size_t a = 0; a < n; ++a) at[a] = centre[a] + t * (simplex.back().at[a] - centre[a]);
            return corner(std::move(at));
        };
        auto reflected = along(-1);
        if (better(reflected, simplex.front())) {
            auto further = along(-2);
            simplex.back() = better(further, reflected) ? std::move(further) : std::move(reflected);
        } else if (better(reflected, simplex[n - 1])) {
            simplex.back() = std::move(reflected);
        } else {
            auto nearer = along(better(reflected, simplex.back()) ? -0.5 : 0.5);
            if (better(nearer, better(reflected, simplex.back()) ? reflected : simplex.back())) {
                simplex.back() = std::move(nearer);
            } else {
                for (std::size_t i = 1; i <= n; ++i) {
                    for (std::size_t a = 0; a < n; ++a)
                        simplex[i].at[a] = (simplex[i].at[a] + simplex[0].at[a]) / 2;
                    simplex[i] = corner(std::move(simplex[i].at));
                }
            }
        }
    }
    const auto best = std::min_element(simplex.begin(), simplex.end(), better);
    return {best->at, best->value, evaluations};
}

}  // namespace

Minimum minimise(const std::function<double(std::span<const double>)>& f, std::vector<double> start,
                 const Search& search) {
    expects(!start.empty(), "minimise: one number or more");
    Minimum best = one_round(f, start, search);
    for (int round = 1; round < search.rounds; ++round) {
        Minimum again = one_round(f, best.at, search);
        again.evaluations += best.evaluations;
        const bool helped = again.value < best.value - search.tolerance * (1 + std::abs(best.value));
        if (again.value <= best.value) best = std::move(again);
        if (!helped) break;
    }
    return best;
}

}  // namespace atalaya::stats
