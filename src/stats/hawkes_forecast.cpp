#include "stats/hawkes_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "stats/hawkes_space_likelihood.hpp"
#include "stats/points/gauss_transform.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

HawkesForecast hawkes_forecast(std::span<const double> times, std::span<const Planar> places,
                               const Window& window, double end, const HawkesSpaceFit& fit,
                               const Cells& cells, double ahead, const HawkesSpaceModel& model) {
    struct Side {
        std::vector<double> low, high, middle;
    };
    const auto side = [&](double from, std::size_t n, double least, double most) {
        Side out;
        for (std::size_t i = 0; i < n; ++i) {
            const double low = from + static_cast<double>(i) * cells.size;
            out.low.push_back(std::clamp(low, least, most));
            out.high.push_back(std::clamp(low + cells.size, least, most));
            out.middle.push_back((out.low.back() + out.high.back()) / 2);
        }
        return out;
    };
    const Side x = side(cells.left, cells.columns, window.low.x, window.high.x),
               y = side(cells.bottom, cells.rows, window.low.y, window.high.y);
    const Gaussian kernel{fit.bandwidth, fit.bandwidth};
    std::vector<double> weights;
    for (std::size_t j = 0; j < places.size(); ++j)
        weights.push_back((1 - fit.even) * fit.background[j] / kernel_inside(places[j], window, kernel));
    HawkesForecast out;
    out.background = gauss_transform(places, weights, Lattice{x.middle, y.middle}, {}, kernel);
    const double top = 1 / end / (2 * std::numbers::pi * fit.bandwidth * fit.bandwidth),
                 flat = fit.even * fit.background_rate / window.area();
    for (std::size_t r = 0; r < cells.rows; ++r)
        for (std::size_t c = 0; c < cells.columns; ++c)
            out.background[r * cells.columns + c] =
                (std::max(0.0, out.background[r * cells.columns + c]) * top + flat) * ahead *
                (x.high[c] - x.low[c]) * (y.high[r] - y.low[r]);

    out.triggered.assign(cells.columns * cells.rows, 0);
    const auto& p = fit.process;
    const double whole = hawkes_parts::mass(-model.reach, model.reach, p.sigma);
    // Of what an event brings, the part in each column or row that it reaches.
    const auto parts = [&](const Side& of, double at) {
        std::pair<std::size_t, std::vector<double>> found;
        const auto first = std::ranges::lower_bound(of.high, at - model.reach);
        found.first = static_cast<std::size_t>(first - of.high.begin());
        for (std::size_t i = found.first; i < of.low.size() && of.low[i] < at + model.reach; ++i)
            found.second.push_back(hawkes_parts::mass(std::max(of.low[i] - at, -model.reach),
                                                      std::min(of.high[i] - at, model.reach), p.sigma) /
                                   whole);
        return found;
    };
    for (std::size_t j = 0; j < places.size(); ++j) {
        const double age = end - times[j];
        if (age >= model.memory) continue;
        const double brings =
            p.theta * (exp_same(-p.omega * age) - exp_same(-p.omega * std::min(age + ahead, model.memory))) /
            (1 - exp_same(-p.omega * model.memory));
        const auto [left, across] = parts(x, places[j].x);
        const auto [bottom, up] = parts(y, places[j].y);
        for (std::size_t r = 0; r < up.size(); ++r)
            for (std::size_t c = 0; c < across.size(); ++c)
                out.triggered[(bottom + r) * cells.columns + left + c] += brings * up[r] * across[c];
    }
    return out;
}

}  // namespace atalaya::stats
