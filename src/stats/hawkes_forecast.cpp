#include "stats/hawkes_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "stats/hawkes_space_likelihood.hpp"
#include "stats/points/gauss_transform.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

struct Side {
    std::vector<double> low, high, middle;
};
Side side(double from, double size, std::size_t n, double least, double most) {
    Side out;
    for (std::size_t i = 0; i < n; ++i) {
        const double low = from + static_cast<double>(i) * size;
        out.low.push_back(std::clamp(low, least, most));
        out.high.push_back(std::clamp(low + size, least, most));
        out.middle.push_back((out.low.back() + out.high.back()) / 2);
    }
    return out;
}

// The part of a row of the region that lies in one row of cells.
struct Piece {
    double low, high;
    std::span<const std::pair<double, double>> inside;
};
std::vector<std::vector<Piece>> pieces_of(const Region& region, const Side& y) {
    std::vector<std::vector<Piece>> out(y.low.size());
    for (std::size_t r = 0; r < out.size(); ++r) {
        const auto& rows = region.rows();
        for (auto row = std::ranges::upper_bound(rows, y.low[r], {}, &Region::Row::high);
             row != rows.end() && row->low < y.high[r]; ++row)
            out[r].push_back({std::max(row->low, y.low[r]), std::min(row->high, y.high[r]), row->inside});
    }
    return out;
}

// What a measure of stretches of x makes of the piece between these two.
template <class Measure>
double within(const Piece& piece, double low, double high, Measure measure) {
    double sum = 0;
    for (const auto& [from, to] : piece.inside)
        if (from < high && to > low) sum += measure(std::max(from, low), std::min(to, high));
    return sum;
}

}  // namespace

HawkesForecast hawkes_forecast(std::span<const double> times, std::span<const Planar> places,
                               const Region& region, double end, const HawkesSpaceFit& fit,
                               const Cells& cells, double ahead, const HawkesSpaceModel& model) {
    const auto& [low, high] = region.box();
    const Side x = side(cells.left, cells.size, cells.columns, low.x, high.x),
               y = side(cells.bottom, cells.size, cells.rows, low.y, high.y);
    const auto pieces = pieces_of(region, y);
    const Gaussian kernel{fit.bandwidth, fit.bandwidth};
    std::vector<double> weights;
    for (std::size_t j = 0; j < places.size(); ++j)
        weights.push_back((1 - fit.even) * fit.background[j] / region.part_inside(places[j], fit.bandwidth));
    HawkesForecast out;
    out.background = gauss_transform(places, weights, Lattice{x.middle, y.middle}, {}, kernel);
    const double top = 1 / end / (2 * std::numbers::pi * fit.bandwidth * fit.bandwidth),
                 flat = fit.even * fit.background_rate / region.area();
    for (std::size_t r = 0; r < cells.rows; ++r)
        for (std::size_t c = 0; c < cells.columns; ++c) {
            double area = 0;
            for (const auto& piece : pieces[r])
                area += (piece.high - piece.low) *
                        within(piece, x.low[c], x.high[c], [](double from, double to) { return to - from; });
            auto& expected = out.background[r * cells.columns + c];
            expected = (std::max(0.0, expected) * top + flat) * ahead * area;
        }

    out.triggered.assign(cells.columns * cells.rows, 0);
    const auto& p = fit.process;
    const double whole = hawkes_parts::mass(-model.reach, model.reach, p.sigma);
    // The part of what an event brings that lies so far from it along one axis.
    const auto part = [&](double from, double to) {
        return from < model.reach && to > -model.reach
                   ? hawkes_parts::mass(std::max(from, -model.reach), std::min(to, model.reach), p.sigma) /
                         whole
                   : 0;
    };
    // The rows, or columns, of cells that what an event brings comes to.
    const auto reached = [&](const Side& of, double at) {
        const auto first = std::ranges::lower_bound(of.high, at - model.reach);
        const auto past = std::ranges::lower_bound(of.low, at + model.reach);
        return std::pair{static_cast<std::size_t>(first - of.high.begin()),
                         static_cast<std::size_t>(past - of.low.begin())};
    };
    for (std::size_t j = 0; j < places.size(); ++j) {
        const double age = end - times[j];
        if (age >= model.memory) continue;
        const double brings =
            p.theta * (exp_same(-p.omega * age) - exp_same(-p.omega * std::min(age + ahead, model.memory))) /
            (1 - exp_same(-p.omega * model.memory));
        const Planar at = places[j];
        const auto [left, past_right] = reached(x, at.x);
        const auto [bottom, past_top] = reached(y, at.y);
        const auto along_x = [&](double from, double to) { return part(from - at.x, to - at.x); };
        for (std::size_t r = bottom; r < past_top; ++r)
            for (const auto& piece : pieces[r]) {
                const double up = part(piece.low - at.y, piece.high - at.y);
                if (up == 0) continue;
                for (std::size_t c = left; c < past_right; ++c)
                    out.triggered[r * cells.columns + c] +=
                        brings * up * within(piece, x.low[c], x.high[c], along_x);
            }
    }
    return out;
}

}  // namespace atalaya::stats
